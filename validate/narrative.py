"""What rules about the narrative ask: rows that lost points, each indicator once, statements as relations."""

from __future__ import annotations

from collections.abc import Iterator

from ..normalize.indicators.naming import key
from ..normalize.narrative.sentences import Sentence
from ..normalize.report import Form, Report, Row, Value
from .groups import score_forms
from .relation import Relation
from .tolerance import REVIEW, compare

QUOTED = 120  # characters


def statement(subject: str, stated: Value, holds: bool | None, message: str, **more: object) -> Relation:
    """A statement that words have decided, about one printed place."""
    return Relation("condition", subject, stated, holds=holds, message=message, **more)  # type: ignore[arg-type]


def lost_points(row: Row) -> bool | None:
    """Whether a row scored less than its weight; None where that is not printed."""
    weight, score = row.number("weight"), row.number("score")
    if weight is None or score is None or not (weight.certain and score.certain) or weight.base <= 0:
        return None
    return score.base < weight.base


def weight_of(row: Row) -> tuple[Value, ...]:
    """The weight that a statement about a lost or a full score rests on, as evidence."""
    weight = row.number("weight")
    return () if weight is None else (weight,)


def explained(row: Row) -> bool:
    """Whether the row prints a reason for its points."""
    return bool(row.text("reason").strip())


def scored_rows(report: Report) -> Iterator[tuple[Form, Row]]:
    """Every indicator with weight and score, once: two tables of one instrument repeat their rows."""
    seen: set[tuple[str, str, object, object]] = set()
    for form in score_forms(report):
        for row in form.score.leaves if form.score is not None else ():
            if lost_points(row) is None:
                continue
            weight, score = row.number("weight"), row.number("score")
            mark = (form.identity.project, key(row.name), weight and weight.base, score and score.base)
            if mark not in seen:
                seen.add(mark)
                yield form, row


def quoted(sentence: Sentence) -> str:
    """The sentence as a row of the CSV quotes it."""
    return short(sentence.text.strip())


def short(text: str) -> str:
    """A text cut to the length that a row quotes."""
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"


def marks(row: Row) -> str:
    """得分/分值 as printed: 11.25/12.5."""
    weight, score = row.number("weight"), row.number("score")
    assert weight is not None and score is not None  # noqa: S101  callers ask for scored rows
    return f"得{score.text.strip()}分（满分{weight.text.strip()}分）"


def settled(relation: Relation) -> Relation:
    """A relation between numbers of one sentence; what only their rounding leaves open is no matter for review."""
    if not relation.decidable or any(value.quantity is None for value in relation.values):
        return relation
    try:
        doubtful = compare(relation, {})[0] == REVIEW
    except ZeroDivisionError:
        return relation
    return statement(relation.subject, relation.values[0], None, "") if doubtful else relation
