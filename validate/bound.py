"""Where the achieved value of an indicator stands: in its row, in the fund table, or in the words of its reason.

row        指标值≥95%, 完成值93%                certain
fund table 预算执行率 of the total row           certain, if the report has one such rate only
same name  完成值 of the same indicator in another form of the project
reason     “满意度为89%，扣0.5分”               one percentage, behind a word of the name
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..extract.quantity import scan
from ..normalize.report import TEXT, Report, Value
from .funds import fund_facts
from .leaf import ARRIVAL, Leaf

TAIL = 2  # last characters of a name that a reason must repeat before its number: 度为89%
REACH = 6  # characters between them and the number


@dataclass(frozen=True, slots=True)
class Actual:
    value: Value
    target: Value | None
    certain: bool


def actuals(report: Report, leaf: Leaf, all_leaves: list[Leaf]) -> Iterator[Actual]:
    """The achieved values a leaf may be judged by, surest first."""
    if leaf.actual is not None and leaf.actual.certain:
        printed = leaf.row.number("actual")
        yield Actual(leaf.actual, leaf.target, printed is not None and printed.unit == leaf.actual.unit)
        return
    if leaf.row.number("actual") is not None:
        return  # a number that could not be compared
    if leaf.execution or leaf.name in ARRIVAL:
        yield from _of_funds(report, leaf)
        return
    yield from _of_reason(leaf)
    yield from _of_twin(leaf, all_leaves)


def _of_funds(report: Report, leaf: Leaf) -> Iterator[Actual]:
    if leaf.execution:
        facts = fund_facts(report)
        rates = facts.rates if facts is not None else ()
    else:
        rates = tuple(claim.value for claim in report.claims_of("arrival_rate") if claim.whole)
        rows = [row for form in report.forms for section in form.of("fund") for row in [section.total] if row]
        rates += tuple(value for row in rows if (value := row.number("arrival_rate")) is not None)
    if rates and all(rate.certain for rate in rates) and len({rate.base for rate in rates}) == 1:
        yield Actual(rates[0], leaf.target, leaf.execution and len(rates) == 1)


def _of_reason(leaf: Leaf) -> Iterator[Actual]:
    cell = leaf.row.value("reason")
    if cell is None or cell.missing is not None:
        return
    rates = [quantity for quantity in scan(cell.text) if quantity.unit == "%"]
    if len(rates) != 1 or rates[0].comparator or rates[0].hedge or rates[0].upper is not None:
        return
    before = cell.text[: rates[0].span[0]][-(TAIL + REACH) :]
    if leaf.name[-TAIL:] in before:
        anchor = replace(cell.anchor, span=rates[0].span)
        value = Value(anchor, rates[0].text, rates[0], None, "%", rates[0].places, TEXT)
        yield Actual(value, leaf.target, False)


def _of_twin(leaf: Leaf, all_leaves: list[Leaf]) -> Iterator[Actual]:
    twins = [
        other
        for other in all_leaves
        if other.form is not leaf.form
        and other.form.identity.project == leaf.form.identity.project
        and other.name == leaf.name
        and other.actual is not None
        and other.actual.certain
    ]
    if len(twins) == 1 and twins[0].actual is not None:
        yield Actual(twins[0].actual, leaf.target or twins[0].target, False)
