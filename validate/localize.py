"""Which printed place is probably wrong: the fewest changes after which the relations hold again.

Broken: 产出得分 in the text 37 ≠ Σ of the table 35, and 17+20+37+19 = 93 ≠ 91. Changing 37 to 35 mends both and breaks
nothing that held, except that 94.87 % = 37/39 held: a place on the stated side of a relation that held follows its
operand at no cost, and is listed as a consequence. Operands never follow.

For each broken relation, single places are tried by solving it for each of them, then pairs, then three; a repair is
clean when every relation that touches its places holds. The search is bounded and says so when it stops.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from ..extract.document import Anchor
from ..normalize.report import Value
from .engine import Verdict, judge
from .relation import Relation, evaluate, solve
from .tolerance import CONSISTENT, INCONSISTENT, REVIEW, ROUNDING

MOST_CELLS = 3
MOST_CANDIDATES = 40
MOST_EXTENDED = 8  # partial repairs that are tried further
HOLDS = (CONSISTENT, ROUNDING)


@dataclass(frozen=True)
class Repair:
    """Places with the numbers they should hold, the broken relations this mends, the relations that follow."""

    changes: dict[Anchor, Fraction]
    mended: frozenset[int]
    followers: frozenset[int]

    @property
    def size(self) -> int:
        return len(self.changes)


@dataclass
class Localiser:
    """Relations of one report as a graph over printed places."""

    verdicts: list[Verdict]
    touching: dict[Anchor, list[int]] = field(default_factory=dict)
    values: dict[Anchor, Value] = field(default_factory=dict)
    broken: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for index, verdict in enumerate(self.verdicts):
            if verdict.relation.kind == "condition" or verdict.outcome not in (*HOLDS, REVIEW, INCONSISTENT):
                continue
            for value in {value.key: value for value in verdict.relation.values()}.values():
                if value.quantity is not None:
                    self.touching.setdefault(value.key, []).append(index)
                    self.values[value.key] = value
            if verdict.outcome == INCONSISTENT:
                self.broken.add(index)

    def repairs(self) -> Iterator[tuple[int, list[Repair]]]:
        """For each broken relation not yet mended: its smallest clean repairs, best first; none if none was found."""
        open_ = sorted(self.broken)
        while open_:
            index = open_[0]
            found = self._smallest(index)
            yield index, found
            mended = found[0].mended if found else {index}
            open_ = [other for other in open_ if other not in mended and other != index]

    def _smallest(self, index: int) -> list[Repair]:
        partial: list[dict[Anchor, Fraction]] = [{}]
        for _ in range(MOST_CELLS):
            clean: list[Repair] = []
            extended: list[tuple[int, dict[Anchor, Fraction]]] = []
            for changes in partial:
                todo = self._remaining(changes) if changes else {index}
                for key, number in self._candidates(min(todo), changes):
                    trial = {**changes, key: number}
                    left = self._remaining(trial)
                    followed = self._follow(trial, left)
                    if followed is not None and self._holds(index, trial):
                        clean.append(self._repair(trial, *followed))
                    else:
                        extended.append((len(left), trial))
            if clean:
                return self._ranked(index, clean)
            extended.sort(key=lambda item: item[0])
            partial = [trial for _, trial in extended[:MOST_EXTENDED]]
        return []

    def _candidates(self, index: int, changes: dict[Anchor, Fraction]) -> Iterator[tuple[Anchor, Fraction]]:
        """Places of a broken relation and the number each would need for it to hold, at the place's own precision."""
        tried = 0
        for relation in _equations(self.verdicts[index].relation):
            for value in {value.key: value for value in relation.values()}.values():
                if value.quantity is None or value.key in changes or tried >= MOST_CANDIDATES:
                    continue
                number = _solved(relation, value, changes)
                if number is not None and number >= 0 and number != value.base:
                    tried += 1
                    yield value.key, number

    def _touched(self, changes: Iterable[Anchor]) -> set[int]:
        return {index for key in changes for index in self.touching.get(key, ())}

    def _remaining(self, changes: dict[Anchor, Fraction]) -> set[int]:
        """Relations touching the changed places that do not hold with the changes."""
        return {index for index in self._touched(changes) if not self._holds(index, changes)}

    def _holds(self, index: int, changes: dict[Anchor, Fraction]) -> bool:
        verdict = self.verdicts[index]
        outcome = judge(verdict.rule, verdict.relation, changes).outcome
        return outcome in HOLDS or (outcome == REVIEW and verdict.outcome == REVIEW)

    def _follow(
        self, changes: dict[Anchor, Fraction], left: set[int]
    ) -> tuple[dict[Anchor, Fraction], frozenset[int]] | None:
        """Lets the stated sides of relations that held follow; None if something stays broken all the same."""
        followed = dict(changes)
        followers: set[int] = set()
        for _ in range(MOST_CELLS):
            if not left:
                return followed, frozenset(followers)
            for index in left:
                verdict = self.verdicts[index]
                stated = verdict.basis.stated
                held = verdict.outcome in HOLDS and verdict.relation.kind in ("equal", "any_of")
                if not held or stated is None or stated.key in followed:
                    return None
                number = judge(verdict.rule, verdict.relation, followed).expected
                if number is None:
                    return None
                followed[stated.key] = to_step(number, stated)
                followers.add(index)
            left = self._remaining(followed)
        return None

    def _repair(
        self, changes: dict[Anchor, Fraction], followed: dict[Anchor, Fraction], followers: frozenset[int]
    ) -> Repair:
        mended = {index for index in self._touched(followed) & self.broken if self._holds(index, followed)}
        return Repair(changes, frozenset(mended), followers)

    def _ranked(self, index: int, repairs: list[Repair]) -> list[Repair]:
        """Best first: most relations mended, the stated side before operands, fewest followers."""
        unique = {tuple(sorted((k.order, v) for k, v in r.changes.items())): r for r in repairs}
        most = max(len(repair.mended) for repair in unique.values())
        stated = self.verdicts[index].basis.stated
        best = [repair for repair in unique.values() if len(repair.mended) == most]
        return sorted(
            best,
            key=lambda repair: (
                stated is None or stated.key not in repair.changes,
                len(repair.followers),
                sorted(key.order for key in repair.changes),
            ),
        )


def _equations(relation: Relation) -> list[Relation]:
    return list(relation.alternatives) if relation.kind == "any_of" else [relation]


def _solved(relation: Relation, value: Value, changes: dict[Anchor, Fraction]) -> Fraction | None:
    """What `value` must be for the relation to hold, rounded to its column's places; None if not determined."""
    stated, expression = relation.stated, relation.expression
    if stated is None or expression is None or relation.kind in ("at_most", "at_least"):
        return None
    known = {key: number for key, number in changes.items() if key != value.key}
    try:
        if stated.key == value.key:
            return to_step(evaluate(expression, known), value)
        target = known.get(stated.key, stated.base)
        number = solve(expression, value.key, target, known)
    except ZeroDivisionError:
        return None
    return None if number is None else to_step(number, value)


def to_step(number: Fraction, value: Value) -> Fraction:
    """The number rounded half up to whole steps of the value's last place."""
    steps = number / value.step
    whole = int(abs(steps) + Fraction(1, 2))
    return value.step * (whole if steps >= 0 else -whole)
