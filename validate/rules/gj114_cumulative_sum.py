"""累计数与各期之和不符

做什么：按季度、月份逐期印出本期支付（支出）数和累计数的表，每期累计数应等于上期累计数加本期数。首期可能含以前年度，不核对；
各期是否连续由首末两期判断：末期累计减首期累计等于其间各期之和，或者多数期相符，才逐期核对。

例：一季度累计 80，二季度支付 160，二季度累计应为 240。

怎么改：从首期起逐期重新累加，改正错的一期。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...normalize.report import Form, Report, Row, Value
from ..relation import Relation, equal, total
from ..rule import rule

_PERIODS = ("executed", "amount")  # what was spent in the period
LEAST = 3


@rule("GJ114", basis="本期累计数=上期累计数+本期数")
def cumulative_sum(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("series"):
            series: dict[str, list[Row]] = {}
            for row in section.leaves:
                series.setdefault(row.labels[0].name if len(row.labels) > 1 else "", []).append(row)
            for rows in series.values():
                yield from _series(form, rows)


def _series(form: Form, rows: list[Row]) -> Iterator[Relation]:
    steps = [(row, *pair) for row in rows if (pair := _numbers(row)) is not None]
    if len(steps) < LEAST or len(steps) != len(rows):
        return
    pairs = list(pairwise(steps))
    between = sum(spent.base for _, spent, _ in steps[1:])
    whole = steps[-1][2].base - steps[0][2].base == between
    held = sum(later[2].base == earlier[2].base + later[1].base for earlier, later in pairs)
    if whole or 2 * held > len(pairs):
        for (_, _, before), (row, spent, after) in pairs:
            yield equal(f"{row.path}·累计数", after, total([before, spent]), form=form)


def _numbers(row: Row) -> tuple[Value, Value] | None:
    """The amount of the period and the cumulative one."""
    spent = next((value for role in _PERIODS if (value := row.number(role)) is not None), None)
    cumulative = row.number("cumulative")
    return (spent, cumulative) if spent is not None and cumulative is not None else None
