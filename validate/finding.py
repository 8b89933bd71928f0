"""What a user is told: one row per root cause, with its place, what it should read and what follows from it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from ..extract.document import Anchor
from ..extract.text import fold
from ..normalize.report import Form, Identity


@dataclass(frozen=True, slots=True)
class Finding:
    """One row. `stated`, `expected` and `difference` are plain numbers in `unit`, or words as printed."""

    rule: str
    name: str
    severity: str
    status: str
    message: str
    identity: Identity = field(default_factory=Identity)
    anchor: Anchor | None = None
    page: str = ""
    location: str = ""
    subject: str = ""
    stated: str = ""
    expected: str = ""
    difference: str = ""
    unit: str = ""
    expression: str = ""
    quote: str = ""
    counterpart: str = ""
    cause: str = ""
    suggestion: str = ""
    consequences: tuple[str, ...] = ()
    basis: str = ""
    fingerprint: str = ""


def fingerprint(rule: str, identity: Identity, form: Form | None, subject: str, stated: str) -> str:
    """Identifies a finding over runs, formats and page breaks: no page, no path, no block number in it."""
    parts = [
        rule,
        fold(identity.project),
        fold(identity.organisation),
        identity.year,
        form.kind if form is not None else "",
        str(form.ordinal) if form is not None else "",
        fold(subject),
        fold(stated),
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
