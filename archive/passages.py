"""The passages of reports in which words stand: paragraphs, cells, indicators, findings.

Text is compared as printed first and folded only where that fails, since folding a long report takes milliseconds:

    设备采购 in 推进设备采购工作              found as printed
    (试行)   in 《帮教指引（试行）》           found folded
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select

from .tables import bodies, findings, indicators, runs
from .text import canonical, unpack

TEXT, INDICATOR, FINDING = "text", "indicator", "finding"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a report: what kind, where, what it says."""

    kind: str
    place: str
    text: str


def read_passages(
    connection: Connection, numbers: list[int], words: tuple[str, ...], wanted: ColumnElement[bool] | None
) -> dict[int, tuple[Passage, ...]]:
    """By run the passages that hold a word, with the wanted findings first. A run that lacks a word is not there.

    `words` are canonical.
    """
    found = _wanted(connection, numbers, wanted) if wanted is not None else {}
    if not words:
        return {number: tuple(found.get(number, ())) for number in numbers}
    result: dict[int, tuple[Passage, ...]] = {}
    for number, passages in _all(connection, numbers).items():
        holding = _holding(passages, words)
        if holding is not None:
            result[number] = tuple(dict.fromkeys([*found.get(number, ()), *holding]))
    return result


def _wanted(connection: Connection, numbers: list[int], wanted: ColumnElement[bool]) -> dict[int, list[Passage]]:
    query = select(findings.c.run_id, findings.c.location, findings.c.message).where(findings.c.run_id.in_(numbers))
    found: dict[int, list[Passage]] = defaultdict(list)
    for run, location, message in connection.execute(
        query.where(wanted).order_by(findings.c.run_id, findings.c.finding)
    ):
        found[run].append(Passage(FINDING, location or "", message))
    return found


def _all(connection: Connection, numbers: list[int]) -> dict[int, list[Passage]]:
    """Everything searchable of some runs, in reading order."""
    found: dict[int, list[Passage]] = {number: [] for number in numbers}
    texts = select(runs.c.id, bodies.c.passages).join(bodies, bodies.c.id == runs.c.body_id)
    for run, packed in connection.execute(texts.where(runs.c.id.in_(numbers))):
        found[run] += [Passage(TEXT, place, text) for place, text in unpack(packed)]
    i, f = indicators.c, findings.c
    paths = select(i.run_id, i.location, i.path).where(i.run_id.in_(numbers)).order_by(i.run_id, i.indicator)
    for row in connection.execute(paths):
        found[row.run_id].append(Passage(INDICATOR, row.location or "", row.path or ""))
    said = select(f.run_id, f.location, f.subject, f.message).where(f.run_id.in_(numbers))
    for run, location, subject, message in connection.execute(said.order_by(f.run_id, f.finding)):
        prefix = "" if not subject or subject in message else f"{subject}："
        found[run].append(Passage(FINDING, location or "", prefix + message))
    return found


def _holding(passages: list[Passage], words: tuple[str, ...]) -> list[Passage] | None:
    """The passages that hold a word, in order; None if a word stands in none."""
    holding: set[int] = set()
    folded: list[str] = []
    for word in words:
        places = {number for number, passage in enumerate(passages) if word in passage.text}
        if not places:
            folded = folded or [canonical(passage.text) for passage in passages]
            places = {number for number, text in enumerate(folded) if word in text}
        if not places:
            return None
        holding |= places
    return [passages[number] for number in sorted(holding)]
