"""Which printed place is probably wrong: the fewest changes after which the relations hold again.

Broken: 产出得分 in the text 37 ≠ Σ of the table 35, and 17+20+37+19 = 93 ≠ 91. Changing 37 to 35 mends both and breaks
nothing that held, except that 94.87 % = 37/39 held: a place on the stated side of a relation that held follows its
operand at no cost, and is listed as a consequence. Operands never follow.

Each broken relation is solved for each of its places; a repair is clean if nothing that held breaks and nothing broken
about its places stays so. Of all clean single changes the one that mends most is taken, then the next with that one in
place; one or two that explain all that is connected go before others, single ones that leave something open (two
errors in one sum) and three after them. All bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from ..normalize.report import Key, Value
from .engine import Verdict, judge
from .relation import Relation, evaluate, solve
from .tolerance import CONSISTENT, INCONSISTENT, INSUFFICIENT, REVIEW, ROUNDING

MOST_CELLS = 3
MOST_CANDIDATES = 40
MOST_EXTENDED = 8  # partial repairs that are tried further
MOST_TARGETS = 2  # relations that each of them is tried from
MOST_TERMS = 150_000  # numbers looked at for one report, some seconds; rows after that name no suspect
MOST_STARTS = 12  # broken relations from which a repair is looked for at once
# (places changed, nothing about them left open, all that is connected explained), in the order they are tried
ATTEMPTS = ((2, True, True), (1, True, False), (2, True, False), (1, False, False), (3, True, False))
HOLDS = (CONSISTENT, ROUNDING)
Numbers = dict[Key, Fraction]


@dataclass(frozen=True)
class Repair:
    """Places with the numbers they should hold, the relations this mends, the relations whose stated side follows."""

    changes: Numbers
    followed: Numbers
    mended: frozenset[int]
    followers: frozenset[int]


@dataclass
class Localiser:
    """Relations of one report as a graph over printed places."""

    verdicts: list[Verdict]
    values: dict[Key, Value] = field(default_factory=dict)
    _touching: dict[Key, list[int]] = field(default_factory=dict)
    _open: set[int] = field(default_factory=set)  # broken, and not yet mended
    _doubtful: set[int] = field(default_factory=set)  # for review
    _accepted: Numbers = field(default_factory=dict)
    _terms: int = 0  # looked at so far

    def __post_init__(self) -> None:
        for index, verdict in enumerate(self.verdicts):
            if verdict.relation.kind == "condition" or verdict.outcome not in (*HOLDS, REVIEW, INCONSISTENT):
                continue
            for value in verdict.relation.values:
                if value.quantity is not None:
                    self._touching.setdefault(value.key, []).append(index)
                    self.values[value.key] = value
            if verdict.outcome == INCONSISTENT:
                self._open.add(index)
            elif verdict.outcome == REVIEW:
                self._doubtful.add(index)

    def repairs(self) -> Iterator[tuple[int, list[Repair]]]:
        """Broken relations, each with the equally good repairs that mend it; none where none was found.

        A determined repair (only one) is in place when the next is looked for.
        """
        while self._open:
            index, found = self._next()
            if len(found) == 1:
                self._accepted |= found[0].followed
            mended = found[0].mended if found else frozenset({index})
            self._open -= mended | {index}
            self._doubtful -= mended
            yield index, found

    def _next(self) -> tuple[int, list[Repair]]:
        """The broken relation to explain next, and its repairs.

        Single changes come first where one or two of them explain all that is connected, else the pair that does.
        """
        starts = sorted(self._open)[:MOST_STARTS]
        singles = self._found(starts, 1, strict=True, whole=False)
        enough = {index: found for index, found in singles.items() if self._covered(self._component(index), singles)}
        if enough:
            return _most(enough)
        for size, strict, whole in ATTEMPTS:
            found = singles if (size, strict) == (1, True) else self._found(starts, size, strict, whole)
            if found:
                return _most(found)
        return starts[0], []

    def _found(self, starts: list[int], size: int, strict: bool, whole: bool) -> dict[int, list[Repair]]:
        found = {index: self._search(index, size, strict) for index in starts}
        return {
            index: repairs
            for index, repairs in found.items()
            if repairs and (not whole or self._component(index) <= repairs[0].mended)
        }

    def _covered(self, component: set[int], singles: dict[int, list[Repair]]) -> bool:
        """Whether one or two single changes mend all of a component."""
        left = set(component)
        for _ in range(2):
            gains = [found[0].mended & left for index, found in singles.items() if index in left]
            left -= max(gains, key=len, default=frozenset())
        return not left

    def _component(self, index: int) -> set[int]:
        """The broken relations connected with this one by shared places."""
        component, fresh = {index}, {index}
        while fresh:
            keys = [value.key for i in fresh for value in self.verdicts[i].basis.values]
            fresh = (self._touched(keys) & self._open) - component
            component |= fresh
        return component

    def _search(self, index: int, size: int, strict: bool) -> list[Repair]:
        """The best clean repairs of exactly `size` places that mend relation `index`."""
        if self.exhausted:
            return []
        connected = self._component(index)
        partial: list[tuple[int, Numbers]] = [(index, {})]
        for step in range(1, size + 1):
            clean: list[Repair] = []
            extended: list[tuple[int, list[int], Numbers]] = []
            for target, changes in partial:
                for key, number in self._candidates(target, changes):
                    if self.exhausted:
                        return []
                    trial = {**changes, key: number}
                    if step < size:
                        left = self._damaged(trial) | {i for i in connected if not self._holds(i, trial)}
                        extended += [(len(left), self._plainest(left), trial)] if left else []
                        continue
                    repair = self._follow(trial)
                    if repair is not None and index in repair.mended:
                        clean += [] if strict and self._still_open(repair.followed) else [repair]
            if step == size:
                return self._best(clean)
            extended.sort(key=lambda item: item[0])
            partial = [(target, trial) for _, targets, trial in extended[:MOST_EXTENDED] for target in targets]
        return []

    def _plainest(self, left: set[int]) -> list[int]:
        """The relations from which a partial repair goes on: equations before bounds, which determine little."""
        kinds = {index: self.verdicts[index].basis.kind in ("at_most", "at_least") for index in left}
        return sorted(left, key=lambda index: (kinds[index], index))[:MOST_TARGETS]

    def _still_open(self, changes: Numbers) -> set[int]:
        """Broken relations about the changed places that the changes do not mend."""
        return {i for i in self._touched(changes) & self._open if not self._holds(i, changes)}

    def _candidates(self, index: int, changes: Numbers) -> Iterator[tuple[Key, Fraction]]:
        """Places of a broken relation and the number each would need for it to hold, at the place's own precision."""
        tried = 0
        known = {**self._accepted, **changes}
        equation = self.verdicts[index].basis
        for value in equation.values:
            if value.quantity is None or value.key in known or tried >= MOST_CANDIDATES:
                continue
            number = _solved(equation, value, known)
            if number is not None and (number >= 0 or value.base < 0) and number != value.base:
                tried += 1
                yield value.key, number

    def _touched(self, keys: Iterable[Key]) -> set[int]:
        return {index for key in keys for index in self._touching.get(key, ())}

    def _damaged(self, changes: Numbers) -> set[int]:
        """Relations that held and do not with the changes. One still broken may have a cause of its own."""
        return {i for i in self._touched(changes) if i not in self._open and not self._holds(i, changes)}

    @property
    def exhausted(self) -> bool:
        """Whether so much is broken that no more places are looked for."""
        return self._terms > MOST_TERMS

    def _holds(self, index: int, changes: Numbers) -> bool:
        verdict = self.verdicts[index]
        self._terms += len(verdict.relation.values)
        outcome = judge(verdict.rule, verdict.relation, {**self._accepted, **changes}).outcome
        # 0.10 put back to 0 leaves a broken rate with nothing to divide by: it says nothing against the repair
        return outcome in (*HOLDS, REVIEW) or (outcome == INSUFFICIENT and index in self._open)

    def _follow(self, changes: Numbers) -> Repair | None:
        """Lets the stated sides of relations that held follow; None if something stays broken all the same."""
        followed = dict(changes)
        followers: set[int] = set()
        for _ in range(MOST_CELLS):
            before = len(followers)
            for index in sorted(self._touched(followed)):
                if index in self._open or self._holds(index, followed):
                    continue
                verdict = self.verdicts[index]
                stated = verdict.basis.stated
                held = verdict.outcome in HOLDS and verdict.relation.kind in ("equal", "any_of")
                if not held or stated is None or stated.key in followed:
                    return None
                number = judge(verdict.rule, verdict.relation, {**self._accepted, **followed}).expected
                if number is None:
                    return None
                followed[stated.key] = to_step(number, stated)
                followers.add(index)
            if len(followers) == before:
                return Repair(changes, followed, self._mended(followed), frozenset(followers))
        return None

    def _mended(self, followed: Numbers) -> frozenset[int]:
        """Broken relations that hold with the changes, and doubtful ones that no longer are."""
        touched = self._touched(followed)
        mended = {index for index in touched & self._open if self._holds(index, followed)}
        for index in touched & self._doubtful:
            verdict = self.verdicts[index]
            if judge(verdict.rule, verdict.relation, {**self._accepted, **followed}).outcome in HOLDS:
                mended.add(index)
        return frozenset(mended)

    def _best(self, repairs: list[Repair]) -> list[Repair]:
        """Those that mend most; stated sides before operands, then fewest followers."""
        if not repairs:
            return []
        unique = {tuple(sorted(repair.changes.items())): repair for repair in repairs}
        most = max(len(repair.mended) for repair in unique.values())
        stated = {basis.stated.key for i in self._open if (basis := self.verdicts[i].basis).stated is not None}
        return sorted(
            (repair for repair in unique.values() if len(repair.mended) == most),
            key=lambda repair: (
                -sum(key in stated for key in repair.changes),
                len(repair.followers),
                sorted(repair.changes),
            ),
        )


def _most(found: dict[int, list[Repair]]) -> tuple[int, list[Repair]]:
    """The one that mends most; of those one that is determined."""
    return max(found.items(), key=lambda item: (len(item[1][0].mended), len(item[1]) == 1))


def _solved(relation: Relation, value: Value, known: Numbers) -> Fraction | None:
    """What `value` must be for the relation to hold, rounded to its column's places; None if not determined."""
    stated, expression = relation.stated, relation.expression
    if stated is None or stated.quantity is None or expression is None:
        return None
    try:
        if stated.key == value.key:
            return to_step(evaluate(expression, known), value)
        number = solve(expression, value.key, known.get(stated.key, stated.base), known)
    except ZeroDivisionError:
        return None
    return None if number is None else to_step(number, value)


def to_step(number: Fraction, value: Value) -> Fraction:
    """The number rounded half up to whole steps of the value's last place."""
    steps = number / value.step
    whole = int(abs(steps) + Fraction(1, 2))
    return value.step * (whole if steps >= 0 else -whole)
