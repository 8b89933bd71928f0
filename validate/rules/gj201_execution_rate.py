"""执行率与执行数除以预算数不符

做什么：用表中印出的执行数和预算数重新计算执行率。表头印有算式的（E/C×100%），按算式中的两栏；否则分母先用全年（调整后）
预算数，也承认到位数；只有用年初预算数才对得上的，列为待复核（各地口径不同的，按该口径）。累计进度用累计数计算。按印出的小
数位四舍五入，一位及以上小数的截尾也算相符。

为什么：执行率直接换成 10 分，是全表最容易算错、也最容易核对的一个数。

例：1216800.00÷1352000.00=90.00%，印 0.90 或 90% 都对，印 92% 不对。

怎么改：按同一行的执行数和全年预算数重新计算。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.forms.lettered import quotient
from ...normalize.indicators.naming import key
from ...normalize.profiles import Profile
from ...normalize.report import Form, Report, Row, Section, Value
from ..leaf import EXECUTION
from ..relation import Quotient, Relation, agree, any_of, equal
from ..rule import rule

BASES = ("budget", "arrived", "initial_budget")


@rule("GJ201", basis="预算执行率=全年执行数÷全年预算数×100%（财预〔2020〕10号 附表）")
def execution_rate(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.sections:
            for row in section.rows:
                yield from _row(form, section, row, report.conventions)
        yield from _indicators(form)


def _indicators(form: Form) -> Iterator[Relation]:
    """预算执行率 as an indicator of the form: its 完成值 against the money of the same form."""
    top = form.funds.total if form.funds is not None else None
    if form.score is None or top is None:
        return
    for row in form.score.leaves:
        rate = row.number("actual") if key(row.name) in EXECUTION else None
        spent, shown = (top.number(role) for role in ("executed", "execution_rate"))
        if rate is None or spent is None or not rate.certain or rate.dimension != "ratio":
            continue
        subject = f"{row.path}·完成值"
        ways = [
            equal(subject, rate, Quotient(spent, base), form=form, doubtful=role == "initial_budget")
            for role in BASES
            if (base := top.number(role)) is not None and base.base != 0
        ]
        if ways:
            yield any_of(subject, [*ways, *([agree(subject, rate, shown, form=form)] if shown is not None else [])])


def _row(form: Form, section: Section, row: Row, conventions: Profile) -> Iterator[Relation]:
    rate, column = row.number("execution_rate"), section.column("execution_rate")
    if rate is None or column is None:
        return
    subject = f"{row.path}·执行率"
    if (said := quotient(row, column)) is not None:
        if all(value.quantity is not None for value in said) and said[1].base:
            yield equal(subject, rate, Quotient(*said), form=form)
        return
    running = "累计" in column.header and row.number("cumulative") is not None
    spent = row.number("cumulative") if running else _spent(row)
    usual = row.number("budget")
    if spent is None or (usual is not None and usual.base == 0):
        return  # nothing can be divided by a budget of zero; GJ205 speaks of such rows
    budget = row.value("budget")
    if budget is not None and budget.quantity is None and budget.missing is None:
        yield equal(subject, rate, Quotient(spent, budget), form=form)  # unreadable: no other budget stands for it
        return
    ways = [
        equal(subject, rate, Quotient(spent, base), form=form, doubtful=doubtful)
        for base, doubtful in _bases(section, row, running, conventions)
        if base.quantity is not None and base.base != 0
    ]
    if ways:
        ways[0] = equal(subject, rate, ways[0].expression, form=form)  # type: ignore[arg-type]
        yield any_of(subject, ways)


def _spent(row: Row) -> Value | None:
    return row.number("executed") or row.number("cumulative") or row.number("amount")


def _bases(section: Section, row: Row, running: bool, conventions: Profile) -> Iterator[tuple[Value, bool]]:
    """What may be divided by, the usual one first, and whether it only makes a review of it."""
    usual = conventions.rate_base
    for role in (*usual, *(role for role in BASES if role not in usual)):
        doubtful = role not in usual or (role == "initial_budget" and role != usual[0])
        for column in row.columns:
            if column.role == role and column.index in row.values:
                yield row.values[column.index], doubtful
    # what was spent so far, of the year's whole budget: its own row has that of a month
    whole = section.total.number("budget") if running and section.total is not None else None
    if whole is not None:
        yield whole, False
