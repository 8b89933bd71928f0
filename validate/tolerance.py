"""Whether two numbers agree, decided by their digits alone: no epsilon, no percentage.

- Counts, weights, scores and amounts to the fen are exact. One printed with fewer places may be the other rounded or
  cut: 97.8 beside 97.75.
- A product or quotient carries half a unit of its last place: 12 ÷ 92 = 13.04%. Its operands may have been rounded
  after it was computed: one unit more, within what they allow, is rounding too.
- A sum of n rounded numbers may be n half-units off: 24.74 + 13.04 + 20.16 + 42.05 = 99.99 beside 100 %.
- Cut instead of rounded is rounding at one decimal or more (66.66 for 2 ÷ 3), and for review at none.
- What only the digits as printed allow (12, not 12.00) is for review.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ..normalize.report import Value
from .relation import (
    Changes,
    Difference,
    Expression,
    Least,
    Number,
    Plus,
    Product,
    Quotient,
    Relation,
    Sum,
    evaluate,
)

CONSISTENT, ROUNDING, REVIEW, INCONSISTENT, INSUFFICIENT = (
    "consistent", "rounding", "review", "inconsistent", "insufficient",
)  # fmt: skip
ORDER = (CONSISTENT, ROUNDING, REVIEW, INCONSISTENT, INSUFFICIENT)
LEAST_ERROR = 2  # units of the last place from which a rate that its rounded operands allow is shown to a reader


def compare(relation: Relation, changes: Changes) -> tuple[str, Fraction]:
    """The outcome of stated = expression and what the expression gives, in base units. Raises ZeroDivisionError."""
    stated, expression = relation.stated, relation.expression
    if stated is None or expression is None:
        raise ValueError(f"{relation.subject} compares nothing")
    number = changes.get(stated.key, stated.base)
    result = evaluate(expression, changes)
    if number == result:
        return CONSISTENT, result
    if relation.divides:
        return _compare_result(stated, number, expression, result, changes), result
    if relation.exact:
        own = _printed_step(stated)
        return (ROUNDING if own > relation.finest and _coarser(number, result, own) else INCONSISTENT), result
    return _compare_sum(relation, stated, number, result), result


def _coarser(number: Fraction, exact: Fraction, step: Fraction) -> bool:
    """Whether `number` is `exact` rounded or cut to whole steps."""
    return abs(number - exact) * 2 <= step or _cut(number, exact, step)


def _cut(number: Fraction, exact: Fraction, step: Fraction) -> bool:
    return number * exact >= 0 and 0 <= abs(exact) - abs(number) < step


def _compare_result(stated: Value, number: Fraction, expression: Expression, result: Fraction, changes: Changes) -> str:
    step = stated.step
    if abs(number - result) * 2 <= step:
        return CONSISTENT
    if _cut(number, result, step):
        # forms that print whole scores often cut them: 99 % × 10 is 9
        return ROUNDING if stated.places >= 1 or stated.dimension == "score" else REVIEW
    # its operands may have been rounded after the rate had been computed
    low, high = _interval(expression, changes)
    if low - step / 2 <= number <= high + step / 2 and abs(number - result) < LEAST_ERROR * step:
        return ROUNDING
    wide = _printed_step(stated) / 2
    return REVIEW if low - wide <= number <= high + wide else INCONSISTENT


def _compare_sum(relation: Relation, stated: Value, number: Fraction, result: Fraction) -> str:
    gap = abs(number - result)
    coarser = stated.step > relation.finest
    if gap <= relation.slack or (coarser and gap * 2 <= stated.step):
        return ROUNDING
    if coarser and _cut(number, result, stated.step):
        return ROUNDING if stated.places >= 1 else REVIEW
    loose = (value for value in relation.operands if not value.exact)
    wide = sum(map(_printed_step, loose), _printed_step(stated)) / 2
    return REVIEW if gap <= wide else INCONSISTENT


def _printed_step(value: Value) -> Fraction:
    """One unit of the last place actually printed: of 12 in a column of 22.76 it is 1, not 0.01."""
    if value.quantity is None:
        return Fraction(0)
    return value.step * Fraction(10) ** (value.places - value.quantity.places)


def _interval(expression: Expression, changes: Changes) -> tuple[Fraction, Fraction]:
    """What the expression may give if its rounded operands are anywhere within their column's places."""
    match expression:
        case Value():
            middle = evaluate(expression, changes)
            slack = Fraction(0) if expression.exact or expression.dimension == "ratio" else expression.step / 2
            return middle - slack, middle + slack
        case Number(number):
            return number, number
        case Sum(terms):
            slack = sum((term.step for term in terms if not term.exact), Fraction(0)) / 2
            return expression.value(changes) - slack, expression.value(changes) + slack
        case Plus(left, right):
            low, high = _interval(left, changes)
            return low + right.number, high + right.number
        case Difference(left, right):
            (a, b), (c, d) = _interval(left, changes), _interval(right, changes)
            return a - d, b - c
        case Least(left, right):
            (a, b), (c, d) = _interval(left, changes), _interval(right, changes)
            return min(a, c), min(b, d)
        case Product(left, right):
            return _hull(x * y for x in _interval(left, changes) for y in _interval(right, changes))
        case Quotient(left, right):
            low, high = _interval(right, changes)
            if low <= 0 <= high:
                middle = evaluate(expression, changes)
                return middle, middle
            return _hull(x / y for x in _interval(left, changes) for y in (low, high))


def _hull(numbers: Iterable[Fraction]) -> tuple[Fraction, Fraction]:
    found = list(numbers)
    return min(found), max(found)


def same_fact(one: Value, other: Value, changes: Changes) -> str:
    """The outcome of two mentions of one fact: their intervals meet, or one is the other rounded or cut."""
    a, b = (changes.get(value.key, value.base) for value in (one, other))
    if a == b:
        return CONSISTENT
    coarse, fine, number, exact = (one, other, a, b) if one.step >= other.step else (other, one, b, a)
    if one.exact and other.exact:
        return ROUNDING if coarse.step > fine.step and _coarser(number, exact, coarse.step) else INCONSISTENT
    if coarse.step == fine.step:
        # one unit apart: cut here and rounded there, or wrong
        neighbours = ROUNDING if min(one.places, other.places) >= 1 else REVIEW
        return neighbours if abs(a - b) <= coarse.step else INCONSISTENT
    if abs(number - exact) * 2 <= coarse.step + (0 if fine.exact else fine.step):
        return CONSISTENT
    # the finer mention may itself have been rounded up before the coarser one was cut
    least = exact if fine.exact else exact - (fine.step / 2 if exact > 0 else -fine.step / 2)
    if coarse.step > fine.step and (_cut(number, exact, coarse.step) or _cut(number, least, coarse.step)):
        return ROUNDING if coarse.places >= 1 else REVIEW
    return INCONSISTENT
