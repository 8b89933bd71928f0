"""What the narrative says of one subject: numbers of different sentences that belong together, the closest first.

    项目预算4020.5万元。……全年支出3786.42万元，执行率94.18%，结余234.08万元。

The rate stands a sentence behind its base. Numbers are bound by identity: the same subject (河道清淤项目 of the list of
budgets and of the list of expenditures), no other year, and a measure that may be the base. Closeness only orders the
candidates and says how sure the binding is; which of them is meant is left to the numbers (any_of).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..normalize.report import Claim, Report
from .narrative import short
from .relation import Relation, any_of

MOST = 24  # alternatives of one number


@dataclass(frozen=True, slots=True)
class Candidates:
    """Claims that may be the other side of one claim; `sure` if its paragraph names exactly one of each measure."""

    claims: tuple[Claim, ...]
    sure: bool


class Said:
    """The claims of one report, by paragraph and by measure, so that each is looked at once."""

    def __init__(self, report: Report) -> None:
        self._near: dict[tuple[str, int], list[Claim]] = {}
        self._named: dict[tuple[str, str], list[Claim]] = {}
        for claim in report.claims:
            if claim.value.certain and claim.value.base:
                self._near.setdefault(_paragraph(claim), []).append(claim)
                self._named.setdefault((claim.measure, _subject(claim)), []).append(claim)
        self._whole = {key: _distinct(found)[:MOST] for key, found in self._named.items()}

    def beside(self, claim: Claim, *measures: str) -> list[Claim]:
        """What the paragraph of a claim says of `measures`, of whatever subject."""
        return [other for other in self._near.get(_paragraph(claim), ()) if other.measure in measures]

    def candidates(self, claim: Claim, *measures: str) -> Candidates:
        """What the narrative says of `measures` for the subject of `claim`, its own sentence and paragraph first."""
        near = [other for other in self._near.get(_paragraph(claim), ()) if _fits(other, claim, measures)]
        far = [
            other
            for measure in measures
            for other in self._whole.get((measure, _subject(claim)), ())
            if other not in near and _fits(other, claim, measures)
        ]
        if not claim.whole and not near:
            near, far = far, []
        kept = near + (far if claim.whole else [])
        kept.sort(key=lambda other: (measures.index(other.measure), _distance(other, claim)))
        single = all(len({n.value.base for n in near if n.measure == measure}) <= 1 for measure in measures)
        return Candidates(tuple(_distinct(kept)), bool(near) and single)


def _subject(claim: Claim) -> str:
    return "" if claim.whole else claim.subject


def _fits(other: Claim, claim: Claim, measures: tuple[str, ...]) -> bool:
    return (
        other.measure in measures
        and other.value.key != claim.value.key
        and _subject(other) == _subject(claim)
        and not (other.year and claim.year and other.year != claim.year)
    )


def tie(subject: str, ways: list[Relation], sure: bool, quote: str) -> Relation:
    """One of `ways` must hold; a warning where it is not sure that the meant one is among them."""
    severity = "" if sure else "warning"
    return any_of(subject, ways[:MOST], severity=severity, quote=short(quote))


def same_sentence(one: Claim, other: Claim) -> bool:
    return one.sentence == other.sentence and _paragraph(one) == _paragraph(other)


def same_paragraph(one: Claim, other: Claim) -> bool:
    return _paragraph(one) == _paragraph(other)


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
