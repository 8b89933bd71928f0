"""What a scoring rule gives for an achieved value: every score that a fair reading of its words allows.

    Deduct(每低1%扣0.5分), weight 10, target 95%, actual 93.5%    9.25 (linear), 9.5 (whole steps), 9 (begun steps) …
    Levels(90%以上5分; 80%-90% 3分), actual 90%                   5 or 3: the rule does not say whose the end is

No reading means: the rule cannot be applied to these values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from .scoring_kinds import PERCENT, AllOrNone, Bound, Deduct, Kind, Levels, Proportional

FULL, NONE, LINEAR, STEPS, RATIO, PART, LEVEL = "full", "none", "linear", "steps", "ratio", "part", "level"


@dataclass(frozen=True, slots=True)
class Mark:
    """One score a rule allows, and how it comes about."""

    score: Fraction
    way: str
    rate: Fraction = Fraction(0)  # points per unit of the gap
    threshold: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Achieved:
    """A leaf's numbers in base units. `rate`: the actual is a share of something, not a count."""

    weight: Fraction
    actual: Fraction
    target: Fraction | None = None
    rate: bool = True
    unit: str = ""


def marks(kind: Kind, achieved: Achieved) -> list[Mark]:
    """Every score the rule allows; empty where it cannot be applied."""
    match kind:
        case Deduct():
            return list(_deduct(kind, achieved))
        case Proportional():
            return list(_proportional(kind, achieved))
        case AllOrNone():
            return list(_all_or_none(kind, achieved))
        case Levels():
            return list(_levels(kind, achieved))
        case _:
            return []


def inside(bound: Bound, value: Fraction) -> bool | None:
    """Whether a value lies in a range; None on an end of which the rule does not say whose it is."""
    found: bool | None = True
    for end, included, beyond in (
        (bound.low, bound.low_in, bound.low is not None and value < bound.low),
        (bound.high, bound.high_in, bound.high is not None and value > bound.high),
    ):
        if beyond or (end == value and included is False):
            return False
        if end == value and included is None:
            found = None
    return found


def _fits(bound: Bound, achieved: Achieved) -> bool:
    """Whether a bound and the actual speak of the same measure."""
    if bound.unit == "%":
        return achieved.rate
    edge = bound.low if bound.low is not None else bound.high
    return edge == 0 or (bound.unit == "" and not achieved.rate) or bound.unit == achieved.unit


def _threshold(bound: Bound | None, target: Fraction | None, falls: bool) -> Fraction | None:
    if bound is None:
        return target
    return bound.low if falls else bound.high


def _deduct(kind: Deduct, achieved: Achieved) -> Iterator[Mark]:
    weight, actual = achieved.weight, achieved.actual
    if kind.events or (kind.threshold is not None and not _fits(kind.threshold, achieved)):
        return
    limit = _threshold(kind.threshold, achieved.target, kind.falls)
    points = kind.points if kind.points is not None else (kind.share or Fraction(0)) * weight
    if limit is None or not kind.step:
        return
    gap = limit - actual if kind.falls else actual - limit
    if gap <= 0:
        yield Mark(weight, FULL)
        return
    if kind.cutoff is not None and inside(kind.cutoff, actual) is not False:
        yield Mark(Fraction(0), NONE)
        if inside(kind.cutoff, actual):
            return
    for steps, direct in _steps(kind, achieved, gap, limit):
        whole = (Fraction(floor(steps)), Fraction(ceil(steps))) if direct else ()
        for count in dict.fromkeys((steps, *whole)):
            score = weight - count * points
            if score <= 0:
                yield Mark(Fraction(0), NONE)
            elif count == steps and direct:
                yield Mark(score, LINEAR, points / kind.step, limit)
            else:
                yield Mark(score, STEPS)


def _steps(kind: Deduct, achieved: Achieved, gap: Fraction, limit: Fraction) -> Iterator[tuple[Fraction, bool]]:
    """How many steps the gap is: in counted units, in points of a rate, or in per cent of the target."""
    if kind.unit not in PERCENT:
        if kind.unit == achieved.unit or (not achieved.unit and not achieved.rate):
            yield gap / kind.step, True
        return
    if achieved.rate:
        yield gap / kind.step, True
    if limit and kind.unit == "%":
        yield gap / limit / kind.step, False


def _proportional(kind: Proportional, achieved: Achieved) -> Iterator[Mark]:
    weight, actual, target = achieved.weight, achieved.actual, achieved.target
    if kind.threshold is not None:
        if not _fits(kind.threshold, achieved) or kind.threshold.low is None:
            return
        if inside(kind.threshold, actual) is not False:
            yield Mark(weight, FULL)
            return
        yield Mark(weight * actual / kind.threshold.low, PART) if kind.threshold.low else Mark(Fraction(0), NONE)
    if target is not None and target > 0:
        yield Mark(weight, FULL) if actual >= target else Mark(weight * actual / target, RATIO)
    if achieved.rate:
        yield Mark(weight, FULL) if actual >= 1 else Mark(weight * actual, LINEAR)


def _all_or_none(kind: AllOrNone, achieved: Achieved) -> Iterator[Mark]:
    if kind.threshold is None or not _fits(kind.threshold, achieved):
        return
    met = inside(kind.threshold, achieved.actual)
    if met is not False:
        yield Mark(achieved.weight, FULL)
    if met is not True and kind.otherwise:
        yield Mark(Fraction(0), NONE)


def _levels(kind: Levels, achieved: Achieved) -> Iterator[Mark]:
    if not all(_fits(level.bound, achieved) for level in kind.levels):
        return
    for level in kind.levels:
        if inside(level.bound, achieved.actual) is False:
            continue
        if level.points is not None:
            yield Mark(level.points, LEVEL)
        elif level.share is not None:
            yield Mark(level.share * achieved.weight, LEVEL)
        else:
            yield from _between(level.bound, achieved)


def _between(bound: Bound, achieved: Achieved) -> Iterator[Mark]:
    """In proportion inside a range: of the target, or from nothing at its low end to everything at its high end."""
    weight, actual = achieved.weight, achieved.actual
    for whole in (achieved.target, bound.high, Fraction(1)):
        if whole:
            yield Mark(min(weight, weight * actual / whole), LEVEL)
    if bound.low is not None and bound.high is not None and bound.low < bound.high:
        yield Mark(weight * (actual - bound.low) / (bound.high - bound.low), LEVEL)


def reachable(kind: Kind, weight: Fraction) -> list[Fraction] | None:
    """All scores the rule can give, whatever was achieved; None where any score is possible."""
    match kind:
        case Deduct() if kind.unit not in PERCENT:
            points = kind.points if kind.points is not None else (kind.share or Fraction(0)) * weight
            if not points:
                return None
            return [weight - points * count for count in range(floor(weight / points) + 1)] + [Fraction(0)]
        case AllOrNone(otherwise=True):
            return [weight, Fraction(0)]
        case Levels() if all(level.points is not None or level.share is not None for level in kind.levels):
            given = [p if (p := level.points) is not None else (level.share or 0) * weight for level in kind.levels]
            return [*given, Fraction(0)]
        case _:
            return None
