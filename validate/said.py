"""What the narrative says of one subject: numbers of different sentences that belong together, the closest first.

    项目预算4020.5万元。……全年支出3786.42万元，执行率94.18%，结余234.08万元。

The rate stands a sentence behind its base. Numbers are bound by identity: the same subject (河道清淤项目 of the list of
budgets and of the list of expenditures), no other year, and a measure that may be the base. Closeness only orders the
candidates and says how sure the binding is; which of them is meant is left to the numbers (any_of).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from ..normalize.report import Claim, Report, Value
from .relation import Relation, any_of

MOST = 24  # alternatives of one number


@dataclass(frozen=True, slots=True)
class Candidates:
    """Claims that may be the other side of one claim; `sure` if its paragraph names exactly one of each measure."""

    claims: tuple[Claim, ...]
    sure: bool

    def __bool__(self) -> bool:
        return bool(self.claims)


def candidates(report: Report, claim: Claim, *measures: str) -> Candidates:
    """What the narrative says of `measures` for the subject of `claim`, its own sentence and paragraph first."""
    found = [
        other
        for other in report.claims_of(*measures)
        if other.value.certain
        and other.value.base
        and other.value.key != claim.value.key
        and same_subject(other, claim)
        and not (other.year and claim.year and other.year != claim.year)
    ]
    near = [other for other in found if _paragraph(other) == _paragraph(claim)]
    if not claim.whole and not near:
        near = found
    kept = near + ([other for other in found if other not in near] if claim.whole else [])
    kept.sort(key=lambda other: (measures.index(other.measure), _distance(other, claim)))
    single = all(len({n.value.base for n in near if n.measure == measure}) <= 1 for measure in measures)
    return Candidates(tuple(_distinct(kept)), bool(near) and single)


def tie(subject: str, ways: list[Relation], sure: bool, quote: str) -> Relation:
    """One of `ways` must hold; a warning where it is not sure that the meant one is among them."""
    severity = "" if sure else "warning"
    return any_of(subject, ways[:MOST], severity=severity, quote=short(quote))


def same_subject(one: Claim, other: Claim) -> bool:
    """Whether two claims speak of the same thing: both of the whole project, or of one name."""
    return (one.whole and other.whole) or one.subject == other.subject


def same_sentence(one: Claim, other: Claim) -> bool:
    return one.sentence == other.sentence and _paragraph(one) == _paragraph(other)


def same_paragraph(one: Claim, other: Claim) -> bool:
    return _paragraph(one) == _paragraph(other)


def complete(shares: list[Value]) -> bool:
    """Whether shares add up to 100 %, each rounded: nothing is left out of their list."""
    slack = sum((share.step for share in shares), Fraction(0)) / 2
    return abs(sum((share.base for share in shares), Fraction(-1))) <= slack


def short(sentence: str) -> str:
    """The sentence as a row of the CSV quotes it."""
    return sentence if len(sentence) <= 120 else sentence[:119] + "…"


def _paragraph(claim: Claim) -> tuple[str, int]:
    return claim.value.anchor.part, claim.value.anchor.block


def _distance(other: Claim, claim: Claim) -> tuple[bool, bool, int]:
    return (
        not same_sentence(other, claim),
        not same_paragraph(other, claim),
        abs(other.value.anchor.block - claim.value.anchor.block),
    )


def _distinct(claims: Iterable[Claim]) -> list[Claim]:
    """The first claim of each measure and number."""
    return list({(claim.measure, claim.value.base): claim for claim in reversed(list(claims))}.values())[::-1]
