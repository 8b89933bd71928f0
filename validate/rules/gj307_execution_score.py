"""执行率得分不符

做什么：自评表资金一栏的得分应等于执行率×分值，执行率超过 100% 按 100% 计。先按金额重新计算，再按印出的执行率计算，
任一相符即可；几个项目各有得分的，合计行的得分也可以是各行之和。执行率不低于 90% 而得满分的，可能另有分档规则，列为
待复核。

例：0.90×10=9.00。

怎么改：按执行率乘以分值重新计算。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ...normalize.report import TOTAL, Form, Report, Row, Section, Value
from ..relation import Expression, Least, Number, Product, Quotient, Relation, any_of, equal, total
from ..rule import rule

ONE = Number(Fraction(1), "100%")
STEP_FROM = Fraction(9, 10)  # rates from which provinces are known to give full marks


@rule("GJ307", basis="财预〔2020〕10号：预算执行率按执行率乘以分值计分")
def execution_score(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("fund"):
            for row in section.rows:
                weight = row.number("weight") or (section.weight if row.role == TOTAL else None)
                yield from _row(form, row, weight, _scores(section) if row.role == TOTAL else [])


def _scores(section: Section) -> list[Value]:
    """Points of the rows that a total adds up: one project a row, each with points of its own, each rounded."""
    scores = [replace(score, unit="") for row in section.leaves if (score := row.number("score")) is not None]
    return scores if len(scores) > 1 else []


def _row(form: Form, row: Row, weight: Value | None, scores: list[Value]) -> Iterator[Relation]:
    score, rate = row.number("score"), row.number("execution_rate")
    budget, executed = row.number("budget"), row.number("executed")
    if weight is None or score is None:
        return
    subject = f"{row.path}·得分"
    rates: list[tuple[Expression, Fraction]] = []
    if budget is not None and executed is not None and budget.base:
        rates.append((Quotient(executed, budget), executed.base / budget.base))
    if rate is not None:
        rates.append((rate, rate.base))
    ways = [
        equal(subject, score, Product(Least(shown, ONE) if number > 1 else shown, weight), form=form)
        for shown, number in rates
    ]
    if ways and min(number for _, number in rates) >= STEP_FROM:
        ways.append(equal(subject, score, weight, form=form, doubtful=True))
    if scores:
        yield any_of(subject, [equal(subject, replace(score, unit=""), total(scores), form=form), *ways])
    elif ways:
        yield any_of(subject, ways[::-1] if len(rates) == 2 and len(ways) == 2 else ways)
