"""The kinds of scoring rules and what each holds: numbers as printed, rates as fractions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

PERCENT = ("%", "点")


@dataclass(frozen=True, slots=True)
class Bound:
    """A range of an achieved value, rates as fractions. None: open, or not said whether the end is included."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_in: bool | None = None
    high_in: bool | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Deduct:
    """Points off for every step: 每降低1%扣0.15分. `events`: for every finding, whose number is not in the rule."""

    step: Fraction
    unit: str  # % (of the target, or points), 点 (points of a rate), or a counting unit
    points: Fraction | None
    share: Fraction | None  # of the weight, instead of points
    falls: bool  # low is bad; else high is bad
    events: bool = False
    threshold: Bound | None = None
    full: Fraction | None = None
    cutoff: Bound | None = None  # below it nothing


@dataclass(frozen=True, slots=True)
class Proportional:
    measure: str = ""  # 预算执行率 of 得分=预算执行率×权重, "" for 按比例得分
    threshold: Bound | None = None


@dataclass(frozen=True, slots=True)
class AllOrNone:
    threshold: Bound | None = None
    otherwise: bool = True  # whether the rule says that nothing is given otherwise


@dataclass(frozen=True, slots=True)
class Level:
    bound: Bound
    points: Fraction | None = None
    share: Fraction | None = None  # of the weight; neither: in proportion


@dataclass(frozen=True, slots=True)
class Levels:
    levels: tuple[Level, ...]

    @property
    def most(self) -> Fraction | None:
        """The most points a level gives; None where a level is printed as a share of the weight."""
        points = [level.points for level in self.levels]
        return max(p for p in points if p is not None) if all(p is not None for p in points) else None


@dataclass(frozen=True, slots=True)
class Points:
    """A list of points to be met. `hard`: the rule says that a point not met gives nothing."""

    points: tuple[Fraction, ...]
    shares: Fraction | None = None  # every point is this share of the weight
    count: int = 0
    veto: bool = False
    hard: bool = False


Kind = Deduct | Proportional | AllOrNone | Levels | Points


@dataclass(frozen=True, slots=True)
class ScoringRule:
    kind: Kind
    text: str  # as printed
    span: tuple[int, int]  # of the cell's text
