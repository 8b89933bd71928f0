"""折算得分不符

做什么：“单项指标折算得分”一栏应等于得分×权重%（河北的自评表），印在同一行的两数直接相乘；表头没有写明
算法的为警告，折算得分等于得分的也承认。合计行的折算得分应等于各行之和。

例：得分15.00，权重15%，折算得分应为2.25。

怎么改：按表头的算法重新计算。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...normalize.report import LEAF, SUBTOTAL, Form, Report, Row, Section
from ..relation import Number, Product, Quotient, Relation, any_of, equal, total
from ..rule import rule
from .gj301_weight_total import execution_value

HUNDRED = Number(Fraction(100), "100")


@rule("GJ324", basis="折算得分=得分×权重（河北省预算项目绩效自评表）")
def converted_score(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("score"):
            for row in section.of(LEAF, SUBTOTAL):
                yield from _row(form, section, row)
            yield from _total(form, section)


def _total(form: Form, section: Section) -> Iterator[Relation]:
    """A column of converted points adds up as one of scores does."""
    top = section.total.number("converted_score") if section.total is not None else None
    parts = [value for row in section.leaves if (value := row.number("converted_score")) is not None]
    if top is not None and len(parts) > 1 and len(parts) == len(section.leaves):
        ways = [equal("合计·折算得分", top, total(parts), form=form)]
        if (beside := execution_value(form, "score")) is not None:
            ways.append(equal("合计·折算得分", top, total([*parts, beside]), form=form))
        yield any_of("合计·折算得分", ways, severity="warning")


def _row(form: Form, section: Section, row: Row) -> Iterator[Relation]:
    weight, score, stated = (row.number(role) for role in ("weight", "score", "converted_score"))
    column = section.column("converted_score")
    if weight is None or score is None or stated is None or column is None or not score.base:
        return
    subject = f"{row.path}·折算得分"
    ways = [equal(subject, stated, Product(score, Quotient(weight, HUNDRED)), form=form)]
    if "×" in column.header or "*" in column.header:
        yield ways[0]
    else:
        yield any_of(subject, [*ways, equal(subject, stated, score, form=form)], severity="warning")
