"""What the columns of one table are to each other, learnt from its own rows.

A table seldom says that 节约金额 is 预算金额 less 中标金额, but its rows show it: a column that is the difference, the
quotient, the product or the sum of columns beside it in all rows but one is meant to be so in that one too.

甲 | 234.00 | 228.60 | 5.40
乙 | 222.00 | 219.60 | 2.40
丙 | 408.00 | 399.00 | 6.00        408.00−399.00=9.00

Rows speak for a formula only if they could speak against it: 100% in each row says nothing, nor does a difference from
nothing. Few digits may agree by chance, so the digits of the rows that hold are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import permutations

from ..normalize.lexicon import compiled
from ..normalize.report import Column, Row, Section, Value
from .relation import Difference, Expression, Product, Quotient, Relation, equal, total
from .tolerance import CONSISTENT, ROUNDING, compare

LEAST_ROWS = 2  # rows that must show a formula
LEAST_DIGITS = 6  # and the digits that their results must have together
PER_FAILURE = 3  # rows that must hold for each that does not
MOST_COLUMNS = 16
REACH = 6  # columns between a result and what it comes from
_WHOLE = {"number", "amount", "budget", "arrived", "executed", "initial_budget", "balance"}
_OPERANDS = {*_WHOLE, "unit_price", "weight", "score", "review_score", "deduction", "cumulative"}
_RESULTS = {"", "number", "amount", "balance", "deduction", "score_rate"}
_RATES = {"execution_rate", "arrival_rate"}
_SUMS = {"", "number", "amount", "budget", "arrived", "executed", "initial_budget"}

Values = dict[int, Value]
Formula = tuple[frozenset[int], Callable[[Values], Expression | None]]  # the columns of it, and it


@dataclass(frozen=True, slots=True)
class Found:
    """A formula of a column, with what it says of each row that it can speak of."""

    relations: tuple[tuple[Relation, bool], ...]
    columns: frozenset[int]
    rows: int
    digits: int
    failures: int

    @property
    def shown(self) -> bool:
        return (
            self.rows >= max(LEAST_ROWS, PER_FAILURE * self.failures - (self.failures == 1))
            and self.digits >= LEAST_DIGITS
        )


def learnt(section: Section) -> Iterator[tuple[Column, Found]]:
    """Each column that the rows show to be computed from others, with the formula that fits most rows."""
    if len(section.columns) > MOST_COLUMNS or section.column("code") is not None:
        return
    rows = [(row, _values(row)) for row in section.rows]
    rows = [(row, values) for row, values in rows if len(values) > 1]
    if len(rows) <= LEAST_ROWS:
        return
    told: set[frozenset[int]] = set()
    for column in reversed(section.columns):  # 合同金额 | 已支付 | 未支付: the last is what is computed
        found = [_judged(rows, column, formula) for formula in _formulas(section, column)]
        shown = [one for one in found if one.shown and one.columns not in told]
        if shown:
            best = min(shown, key=lambda one: (one.failures, -one.rows))
            told.add(best.columns)
            yield column, best


def _values(row: Row) -> Values:
    """The row's numbers; a price in 元/户 is money."""
    values: Values = {}
    for column in row.columns:
        value = row.values.get(column.index)
        if value is None or (value.quantity is not None and not value.certain):
            continue
        if column.role == "unit_price" and (money := compiled("(亿元|万元|千元|元)[/／每]").search(column.header)):
            value = replace(value, unit=money[1], places=value.places + 4)
        values[column.index] = value
    return values


def _formulas(section: Section, column: Column) -> Iterator[Formula]:
    """What a column may be: of columns to its left, or the sum of those beside it."""
    at = column.index
    columns = {one.index: one.role for one in section.columns}
    left = [i for i, role in columns.items() if at - REACH <= i < at and role in _OPERANDS]
    rated = column.role in _RATES and not {"budget", "executed"} <= {*columns.values()}  # else GJ201
    if column.role in _RESULTS or rated:
        for a, b in permutations(left, 2):
            yield frozenset((at, a, b)), lambda values, a=a, b=b: _two(values, at, a, b)  # type: ignore[misc]
    if column.role in {*_RESULTS, *_WHOLE}:
        for a in left:
            for b in left:
                if a < b and "unit_price" in (columns[a], columns[b]):
                    yield frozenset((at, a, b)), lambda values, a=a, b=b: _product(values, a, b)  # type: ignore[misc]
    if column.role in _SUMS:
        for step in (-1, 1):
            block: list[int] = []
            while columns.get(at + step * (len(block) + 1)) in _WHOLE:
                block.append(at + step * (len(block) + 1))
                if len(block) > 1:
                    yield frozenset((at, *block)), lambda values, block=tuple(block): _sum(values, at, block)  # type: ignore[misc]


def _two(values: Values, at: int, a: int, b: int) -> Expression | None:
    """The quotient of two columns under a rate, else their difference; numbers of one kind only."""
    one, other, result = values.get(a), values.get(b), values.get(at)
    if one is None or other is None or result is None or one.quantity is None or other.quantity is None:
        return None
    if one.dimension != other.dimension:
        return None
    if result.dimension == "ratio":
        if not other.base:
            return None
        return Quotient(one, other)
    return Difference(one, other) if one.dimension == result.dimension else None


def _product(values: Values, a: int, b: int) -> Expression | None:
    one, other = values.get(a), values.get(b)
    if one is None or other is None or one.quantity is None or other.quantity is None:
        return None
    kinds = {one.dimension, other.dimension}
    if "money" not in kinds or len(kinds) == 1 or "ratio" in kinds:
        return None
    counted, price = (one, other) if other.dimension == "money" else (other, one)
    return Product(replace(counted, unit="个"), price)


def _sum(values: Values, at: int, block: tuple[int, ...]) -> Expression | None:
    parts = [values[index] for index in block if index in values]
    result = values.get(at)
    numbers = [part for part in parts if part.quantity is not None]
    if result is None or len(parts) < len(block) or not numbers:
        return None
    return total(numbers) if {part.dimension for part in numbers} == {result.dimension} else None


def _judged(rows: list[tuple[Row, Values]], column: Column, formula: Formula) -> Found:
    relations: list[tuple[Relation, bool]] = []
    columns, compute = formula
    speaking = digits = failures = 0
    for row, values in rows:
        stated, expression = values.get(column.index), compute(values)
        if stated is None or stated.quantity is None or expression is None:
            continue
        relation = equal(f"{row.path}·{column.header}", stated, expression, severity="warning")
        if not relation.decidable:
            continue
        holds = compare(relation, {})[0] in (CONSISTENT, ROUNDING)
        relations.append((relation, holds))
        failures += not holds
        if failures > PER_FAILURE and failures > speaking:
            break  # not this one
        if holds and _speaks(relation):
            speaking += 1
            digits += len(str(abs(stated.quantity.value)).replace(".", "").strip("0"))
    return Found(tuple(relations), columns, speaking, digits, failures)


def _speaks(relation: Relation) -> bool:
    """Whether the row could have spoken against the formula: nothing in it is nought, and its result is not 1."""
    numbers = [value.base for value in relation.values if value.quantity is not None]
    assert relation.stated is not None  # noqa: S101  made by equal
    return sum(bool(number) for number in numbers) >= 3 and not (
        relation.stated.dimension == "ratio" and relation.stated.base == 1
    )
