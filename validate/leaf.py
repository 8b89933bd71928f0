"""A leaf of a score table as its rules need it: target and actual as comparable numbers, direction, reason, own rule.

    年度指标值 ≥95%, 实际完成值 93%                  target 95%, actual 93%, up: missed
    指标性质 ≤, 指标值 30, 度量单位 分钟, 完成值 28    the comparator and the unit come from columns of their own
    年度指标值 135.2万, 实际完成值 1216800.00         in a 成本 row both are money; the fund block says which unit

What cannot be compared without a guess (a date, a range, two units) has no target and no actual here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from ..extract.text import fold
from ..normalize.indicators.direction import DOWN, UP, class_of, direction
from ..normalize.indicators.naming import key
from ..normalize.indicators.scoring import ScoringRule, read_rule
from ..normalize.lexicon import row_word
from ..normalize.report import DECIMAL, Form, Report, Row, Section, Value

EXECUTION = ("预算执行率", "资金执行率", "执行率", "资金支出率", "预算资金执行率", "预算执行情况", "项目预算执行率")
ARRIVAL = ("资金到位率", "资金到位性", "到位率", "预算到位率", "资金到位情况")
_DATES = ("月", "年", "月份", "个月", "月底")  # ≤9 月 is a date, not a length of time
_SIGNS = {"≥": ">=", "≤": "<=", "=": "=", ">": ">", "<": "<"}
MOST_DECIMAL = Fraction(3, 2)  # a bare number up to here beside a percentage is a decimal


@dataclass(frozen=True)
class Leaf:
    """One indicator row. `target` and `actual` are bare of comparators and in comparable units, or both None."""

    form: Form
    section: Section
    row: Row
    weight: Value | None
    score: Value | None
    target: Value | None
    actual: Value | None
    comparator: str
    way: str  # up, down, judged, interval, ""
    kind: str  # 数量, 成本, 满意度 …

    @property
    def name(self) -> str:
        return key(self.row.name)

    @property
    def reason(self) -> str:
        return fold(self.row.text("reason"))

    @property
    def rule(self) -> ScoringRule | None:
        return read_rule(self.row.text("rule"))

    @property
    def ruled(self) -> bool:
        """Whether the row prints how it is scored, understood or not."""
        text = self.row.text("rule")
        return any(word in text for word in ("分", "扣", "得", "%", "％"))

    @property
    def execution(self) -> bool:
        return self.name in EXECUTION

    @property
    def scored(self) -> bool:
        """Whether weight and score are certain numbers, and points are at stake."""
        return all(v is not None and v.certain for v in (self.weight, self.score)) and self.weight.base > 0  # type: ignore[union-attr]

    @property
    def met(self) -> bool | None:
        """Whether the actual reaches the target; None where that is not certain."""
        if self.target is None or self.actual is None:
            return None
        target, actual = self.target.base, self.actual.base
        if actual == target:
            return self.comparator not in (">", "<")
        if self.way == UP:
            return actual > target
        return actual < target if self.way == DOWN else None


def leaves(report: Report, *kinds: str) -> Iterator[Leaf]:
    """The indicator rows of every form (of those kinds), without placeholder rows such as 无/0/0."""
    for form in report.forms:
        if kinds and form.kind not in kinds:
            continue
        for section in form.of("score"):
            for row in section.leaves:
                if row.name and not row_word(row.name, "placeholder") and "加分" not in row.path:
                    yield read_leaf(form, section, row)


def rivals(report: Report, leaf: Leaf) -> list[Value]:
    """Other targets that tables of the project print for an indicator of that name."""
    own = _plain(leaf.row.number("target"), leaf.row)
    found = []
    for form in report.forms:
        if form.identity.project != leaf.form.identity.project:
            continue
        for section in form.of("score", "target"):
            for row in section.leaves:
                value = row.number("target") if key(row.name) == leaf.name else None
                plain = _plain(value, row)
                if plain is not None and own is not None and plain.base != own.base:
                    found.append(plain)
    return found


def read_leaf(form: Form, section: Section, row: Row) -> Leaf:
    level2 = row.labels[1].name if len(row.labels) > 2 else row.labels[0].name
    kind = class_of(row.name, level2)
    comparator = _comparator(row)
    target, actual = _comparable(form, row, kind)
    way = direction(row.name, comparator if comparator != "=" else "", kind)
    if comparator == "=" and target is not None and way not in (UP, DOWN):
        way = UP if target.base > 0 else DOWN
    return Leaf(form, section, row, row.number("weight"), row.number("score"), target, actual, comparator, way, kind)


def _comparator(row: Row) -> str:
    target = row.number("target")
    if target is not None and target.quantity is not None and target.quantity.comparator:
        return target.quantity.comparator
    return _SIGNS.get(fold(row.text("operator")), "")


def _comparable(form: Form, row: Row, kind: str) -> tuple[Value | None, Value | None]:
    target, actual = (_plain(row.number(role), row) for role in ("target", "actual"))
    if target is None or actual is None:
        return target, actual
    if target.unit in _DATES or actual.unit in _DATES:
        return None, None
    if kind == "成本" and "money" in {target.dimension, actual.dimension} | _scales(target, actual):
        target, actual = _money(target, form), _money(actual, form)
    elif {target.dimension, actual.dimension} == {"ratio", ""}:
        target, actual = _ratio(target), _ratio(actual)
    elif "" in (target.unit, actual.unit) and target.unit != actual.unit:
        unit = target.unit or actual.unit
        if target.dimension == "money" or actual.dimension == "money":
            return None, None
        target, actual = replace(target, unit=unit), replace(actual, unit=unit)
    twins = target.dimension == actual.dimension and target.dimension in ("money", "ratio")
    return (target, actual) if twins or target.unit == actual.unit else (None, None)


def _plain(value: Value | None, row: Row) -> Value | None:
    """A number without its comparator, in the unit of the row's unit column if it prints none."""
    if value is None or value.quantity is None or value.quantity.upper is not None or value.quantity.hedge:
        return None
    unit = value.unit or fold(row.text("measure_unit"))
    return replace(value, unit=unit, quantity=replace(value.quantity, comparator=""))


def _scales(*values: Value) -> set[str]:
    return {"money" for value in values if value.unit in ("万", "亿")}


def _money(value: Value, form: Form) -> Value:
    if value.unit in ("万", "亿"):
        return replace(value, unit=f"{value.unit}元")
    unit = form.funds.unit if form.funds is not None else ""
    spent = form.funds.total.number("executed") if form.funds is not None and form.funds.total is not None else None
    bare = value.unit == "" and value.quantity is not None
    if bare and spent is not None and spent.quantity is not None and spent.quantity.value == value.quantity.value:  # type: ignore[union-attr]
        return replace(value, unit=unit)
    return value


def _ratio(value: Value) -> Value:
    if value.unit:
        return value
    return replace(value, unit=DECIMAL if abs(value.base) <= MOST_DECIMAL else "%")
