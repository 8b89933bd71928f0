"""What the archive keeps of a report: small, picklable, nothing left to compute. `recording.py` makes it.

Amounts stand in their base unit, exact, beside the words printed:

    全年执行数 121.68 (万元)   Amount(subject="年度资金总额", measure="executed", value="1216800", unit="万元",
                                      printed="121.68", …)
    执行率 90%                value="0.90": ratios are fractions
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Project:
    """One project of the document and its figures, exact; "" where none was read."""

    name: str = ""
    organisation: str = ""
    year: str = ""
    kinds: str = ""
    budget: str = ""
    executed: str = ""
    rate: str = ""
    score: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form of project number `project`."""

    project: int
    kind: str
    ordinal: int
    title: str
    page: int | None
    location: str
    budget: str = ""
    executed: str = ""
    rate: str = ""
    weight: str = ""
    score: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A leaf of form number `form`: printed name and place in the tree; `canonical` where it is known for certain."""

    form: int
    path: str
    name: str
    canonical: str
    weight: str
    score: str
    target: str
    actual: str
    page: int | None
    location: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed amount or rate of a fund, detail or series table; `role` tells totals from parts."""

    form: int
    subject: str
    role: str
    measure: str
    header: str
    value: str
    unit: str
    printed: str
    page: int | None
    location: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact of the narrative; `qualifier` holds ≥ or 约."""

    measure: str
    subject: str
    year: str
    value: str
    unit: str
    printed: str
    qualifier: str
    page: int | None
    location: str


@dataclass(frozen=True, slots=True)
class Found:
    """Where the finding of the same position belongs: its project and, if any, its indicator (both from 1)."""

    project: int = 1
    indicator: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """How often a rule's relations ended how."""

    rule: str
    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class Record:
    """One reading of one document. `pairs` are its character pairs, blank between; `body` its packed passages."""

    sha256: str
    format: str
    size: int
    pages: int | None
    complete: bool
    projects: tuple[Project, ...]
    forms: tuple[FormRow, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    amounts: tuple[Amount, ...] = ()
    claims: tuple[Claim, ...] = ()
    found: tuple[Found, ...] = ()
    checks: tuple[Check, ...] = ()
    ledger: bytes = b""
    body: bytes = b""
    body_sha256: str = ""
    pairs: str = ""
