"""资金总额与各来源之和不符

做什么：年度资金总额应等于其下各来源（当年财政拨款、上年结转资金、其他资金……）之和，年初预算数、全年预算数、全年执行数
各列分别核对。来源列到“其他资金”为止，或同表另一列恰好加得上，才视为列全；只有一个来源而另两列都相等的，第三列不等时提请
核对；没有列全时只要求各来源之和不超过总额。

为什么：总额是执行率的分母和分子，来源对不上，执行率得分也就没有依据。

例：总额 120.00，其中财政拨款 80.00、其他资金 30.00，相加为 110.00，少 10.00。

怎么改：核对预算批复和决算，改正总额或漏列、错列的来源。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.forms.nesting import top_codes
from ...normalize.lexicon import row_word
from ...normalize.report import LEAF, PART, Form, Report, Row, Section, Value
from ..relation import Relation, any_of, at_least, equal, total
from ..rule import rule
from ..tolerance import INCONSISTENT, compare

SURE = 2  # columns in which a source alone makes the total
ADDITIVE = ("initial_budget", "budget", "arrived", "executed", "balance", "amount")


@rule("GJ101", basis="财预〔2020〕10号 项目支出绩效自评表：年度资金总额及其各来源")
def fund_parts(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("fund"):
            parts = source_rows(section)
            if parts:
                yield from _columns(form, section, parts)


def source_rows(section: Section) -> list[Row]:
    """The rows under the total that say where it comes from; empty when the total closes a list of uses instead."""
    top = section.total
    if top is None:
        return []
    below = [row for row in section.of(LEAF, PART) if row.index > top.index]
    return top_codes(below) if not any(row.index < top.index for row in section.of(LEAF, PART)) else []


def _columns(form: Form, section: Section, parts: list[Row]) -> Iterator[Relation]:
    top = section.total
    assert top is not None  # noqa: S101  there are parts below it
    closed = section.closed or any(_adds_up(top, parts, role) for role in ADDITIVE)
    # one source alone that makes the total of two columns makes that of the third too, most likely
    likely = sum(_adds_up(top, parts, role, least=1) for role in ADDITIVE) >= SURE
    for role in ADDITIVE:
        stated = top.number(role)
        values = _values(parts, role)
        if stated is None or not any(value.quantity is not None for value in values):
            continue
        subject = f"{top.name}·{section.column(role).header}"  # type: ignore[union-attr]
        if not closed and likely:
            yield equal(subject, stated, total(values), form=form, severity="warning")
            continue
        if not closed:
            yield at_least(subject, stated, total(values), form=form)
            continue
        lists = [parts, *without_nested(parts)]
        sums = [equal(subject, stated, total(_values(rows, role)), form=form) for rows in lists]
        yield any_of(subject, sums, severity="warning") if len(sums) > 1 else sums[0]


def without_nested(rows: list[Row]) -> Iterator[list[Row]]:
    """The rows without those that a 其中 below a row of its own level takes apart; where they end is not printed."""
    for start, row in enumerate(rows):
        if start > 0 and row.labels and row_word(row.labels[-1].text, "part"):
            for end in range(start + 1, len(rows) + 1):
                yield rows[:start] + rows[end:]


def _values(rows: list[Row], role: str) -> list[Value]:
    return [value for row in rows if (value := row.value(role)) is not None]


def _adds_up(top: Row, parts: list[Row], role: str, least: int = 2) -> bool:
    """Another column shows that the list leaves nothing out: two sources or more that add up to the total."""
    stated = top.number(role)
    values = [value for row in parts if (value := row.number(role)) is not None]
    if stated is None or sum(value.base != 0 for value in values) < least:
        return False
    return compare(equal("", stated, total(values)), {})[0] != INCONSISTENT
