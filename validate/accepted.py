"""The scorings in use for a target and an actual, where the report prints no rule of its own.

    ≥ 95%, actual 90%, weight 10     9.47 (90÷95×10), 9.00 (90%×10), for 满意度 also between 60% and 90%, 0
    ≤ 20天, actual 25天, weight 10    8.00 (20÷25×10), 7.50 ((1−5÷20)×10), 0

财预〔2020〕10号 asks for the proportion; platforms and provinces add the others. A score that fits none of them and has
no reason beside it cannot be explained from the form.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..normalize.indicators.direction import DOWN, UP
from ..normalize.profiles import Profile
from .leaf import Leaf
from .relation import Difference, Expression, Number, Product, Quotient, Relation, any_of, equal
from .tolerance import INCONSISTENT, REVIEW, compare

ONE = Number(Fraction(1), "1")
PASS, GOOD = Number(Fraction(3, 5), "60%"), Number(Fraction(9, 10), "90%")  # 满意度赋分 of 财预〔2021〕101号


def missed_scores(leaf: Leaf, conventions: Profile) -> Relation | None:
    """Score = any accepted scoring of a missed target; None where the row does not allow to compute one."""
    ways = [equal(subject_of(leaf), leaf.score, way, form=leaf.form) for way in _ways(leaf, conventions)]  # type: ignore[arg-type]
    if not ways or any(compare(way, {})[0] == REVIEW for way in ways):
        return None
    return any_of(subject_of(leaf), ways)


def fits(relation: Relation) -> bool:
    """Whether one of the alternatives holds as printed."""
    return any(compare(way, {})[0] != INCONSISTENT for way in relation.alternatives or (relation,))


def subject_of(leaf: Leaf) -> str:
    return f"{leaf.row.path}·得分"


def _ways(leaf: Leaf, conventions: Profile) -> Iterator[Expression]:
    weight, target, actual = leaf.weight, leaf.target, leaf.actual
    if weight is None or target is None or actual is None or actual.base < 0:
        return
    if leaf.way == UP and target.base > 0:
        yield Product(Quotient(actual, target), weight)
        if actual.dimension == "ratio":
            yield Product(actual, weight)
            if leaf.kind == "满意度" and Fraction(3, 5) < actual.base < Fraction(9, 10):
                yield Product(Quotient(Difference(actual, PASS), Difference(GOOD, PASS)), weight)
    elif leaf.way == DOWN and conventions.own_reverse_rule:
        return
    elif leaf.way == DOWN and target.base > 0:
        if "ratio" in conventions.reverse:
            yield Product(Quotient(target, actual), weight)
        if "linear" in conventions.reverse and actual.base < 2 * target.base:
            yield Product(Difference(ONE, Quotient(Difference(actual, target), target)), weight)
    yield Product(Number(Fraction(0), "0"), weight)
