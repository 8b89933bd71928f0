"""明细合计不符

做什么：资金使用、资金分配等明细表的合计行，应等于各明细行之和；有小计的，小计等于其下各行，合计等于各小计。“其中”行
是上一行的一部分，不重复相加。

为什么：合计错，或某一行错，占比和正文引用的金额都会跟着错。

例：22.76+12.00+18.55+38.69=92.00；若某行误为 13.00，则相加为 93.00，与合计 92 不符。

怎么改：对照会计凭证改正错的一行或合计；占比列印证的那一行通常是对的。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...extract.quantity import dimension
from ...normalize.forms.accounts import account_tables
from ...normalize.forms.nesting import top_codes
from ...normalize.lexicon import header_unit
from ...normalize.report import LEAF, PART, SUBTOTAL, Form, Report, Row, Section, Value
from ..relation import Relation, any_of, at_least, equal, total
from ..rule import rule
from .gj101_fund_parts import source_rows

ADDITIVE = ("initial_budget", "budget", "arrived", "executed", "balance", "amount", "number")


@rule("GJ103", basis="合计等于各项之和")
def detail_total(report: Report) -> Iterator[Relation]:
    # GJ122 adds up tables of final accounts, code by code
    accounts = {
        found.entries[0].value.anchor.block
        for found in account_tables(report.document)
        if any(entry.code for entry in found.entries)
    }
    for form in report.forms:
        for section in form.of("detail", "fund"):
            if section.kind == "fund" and source_rows(section):
                continue
            if section.anchor.block in accounts:
                continue
            yield from _subtotals(form, section)
            yield from _total(form, section)


def _additive(section: Section) -> Iterator[tuple[int, str, str]]:
    """Index, header and highest severity of the columns that may be added; inferred columns only warn."""
    for column in section.columns:
        if column.role in ADDITIVE:
            yield column.index, column.header, "warning" if column.role == "number" else ""


def _values(rows: list[Row], index: int) -> list[Value]:
    """What rows hold in a column; beside amounts, a row that counts things (公务用车保有量（辆）) adds nothing."""
    found = [(row, value) for row in rows if (value := row.values.get(index)) is not None]
    amounts = [value for row, value in found if not _counts(row)]
    return amounts or [value for _, value in found]


def _counts(row: Row) -> bool:
    return bool(row.labels) and dimension(header_unit(row.labels[-1].text)).startswith("count")


def _total(form: Form, section: Section) -> Iterator[Relation]:
    top = section.total
    if top is None:
        return
    leaves, parts, subtotals = top_codes(section.leaves), section.of(PART), section.of(SUBTOTAL)
    for index, header, severity in _additive(section):
        stated = top.values.get(index)
        values = _values(leaves, index)
        if not leaves and not subtotals and stated is not None and stated.quantity is not None:
            yield from _of_parts(form, section, f"{top.name}·{header}", stated, _values(parts, index))
            continue
        if stated is None or stated.quantity is None or sum(v.quantity is not None for v in values) < 1:
            continue
        subject = f"{top.name}·{header}"
        sums = [equal(subject, stated, total(values), form=form)]
        if subtotals:
            sums.append(equal(subject, stated, total(_values(subtotals, index)), form=form))
        if parts:
            sums.append(equal(subject, stated, total(_values([*leaves, *parts], index)), form=form))
        yield any_of(subject, sums, severity="warning" if parts else severity)


def _of_parts(form: Form, section: Section, subject: str, stated: Value, parts: list[Value]) -> Iterator[Relation]:
    """A total that 其中 takes apart: all of it where the list is complete by its words or another column."""
    if any(value.quantity is not None for value in parts):
        make = equal if section.closed else at_least
        yield make(subject, stated, total(parts), form=form, severity="warning")


def _subtotals(form: Form, section: Section) -> Iterator[Relation]:
    rows = section.of(LEAF, SUBTOTAL)
    marks = [at for at, row in enumerate(rows) if row.role == SUBTOTAL]
    for number, at in enumerate(marks):
        before = rows[marks[number - 1] + 1 if number else 0 : at]
        after = rows[at + 1 : marks[number + 1] if number + 1 < len(marks) else len(rows)]
        for index, header, _ in _additive(section):
            stated = rows[at].values.get(index)
            groups = [total(values) for group in (before, after) if (values := _values(group, index))]
            if stated is not None and stated.quantity is not None and groups:
                subject = f"{rows[at].path}小计·{header}"
                yield any_of(
                    subject, [equal(subject, stated, group, form=form) for group in groups], severity="warning"
                )
