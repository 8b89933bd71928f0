"""分值合计不符

做什么：各三级指标分值相加，应等于表中印出的总分值；预算执行率的分值印在资金一栏、或不计入总分的，两种加法都试，有一种
相符即可。总分值不是 100（或不含执行率的 90、80，以所在地方的口径为准），另列提示。

为什么：分值合计错，每一项得分率都失去意义。

例：各项分值相加为 91，而总分值印 100。

怎么改：对照批复的绩效目标表核对分值。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...normalize.profiles import Profile
from ...normalize.report import Form, Report, Section, Value
from ..relation import Number, Plus, Relation, any_of, decimal_text, equal, evaluate, total
from ..rule import rule

TOTAL_WEIGHT = "总分值"
UNPRINTED = (Number(Fraction(10), "10"), Number(Fraction(20), "20"))  # points of 执行率 that the fund block leaves out
FULL = {Fraction(100)}
WITHOUT_EXECUTION = {Fraction(90), Fraction(80)}  # the 10 or 20 points of 执行率 stand elsewhere


@rule("GJ301", basis="财预〔2020〕10号：总分一般设置为100分")
def weight_total(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("score"):
            weights = [value for row in section.leaves if (value := row.value("weight")) is not None]
            if not any(value.quantity is not None for value in weights):
                continue
            top = section.total.number("weight") if section.total is not None else None
            beside = execution_value(form, "weight")
            if top is not None:
                yield any_of(TOTAL_WEIGHT, with_execution(TOTAL_WEIGHT, top, weights, beside, form))
            if section.groups:
                yield _full_mark(form, section, weights, top, beside, report.conventions)


def with_execution(subject: str, stated: Value, parts: list[Value], beside: Value | None, form: Form) -> list[Relation]:
    """The sum without and with the points of 执行率 in the fund block, the way this form counts them first."""
    sums = [equal(subject, stated, total(parts), form=form)]
    if beside is not None:
        sums.insert(0 if _counts_execution(form) else 1, equal(subject, stated, total([*parts, beside]), form=form))
    elif form.funds is not None and form.funds.column("execution_rate") is not None and subject == TOTAL_WEIGHT:
        sums += [equal(subject, stated, Plus(total(parts), points), form=form) for points in UNPRINTED]
    return sums


def _counts_execution(form: Form) -> bool:
    """Whether the indicators' weights come to 100 only with those of 执行率."""
    weights = [value for row in form.score.leaves if (value := row.value("weight")) is not None] if form.score else []
    beside = execution_value(form, "weight")
    if not any(value.quantity is not None for value in weights):
        return beside is not None
    found = evaluate(total(weights), {})
    return found + beside.base in FULL if beside is not None else found in WITHOUT_EXECUTION


def execution_value(form: Form, role: str) -> Value | None:
    """The weight or score of 执行率 that stands in the form's fund block."""
    funds = form.funds
    if funds is None or funds.total is None:
        return None
    return funds.total.number(role) or (funds.weight if role == "weight" else None)


def _full_mark(
    form: Form, section: Section, weights: list[Value], top: Value | None, beside: Value | None, conventions: Profile
) -> Relation:
    """The full mark is 100, or what a profile leaves to the indicators where the points of 执行率 stand elsewhere."""
    found = top.base if top is not None else evaluate(total(weights), {})
    sums = {found} | ({found + beside.base} if beside is not None else set())
    holds = (
        bool(sums & FULL)
        or found in {Fraction(one.indicators) for one in conventions.sums}
        or (found == 1 and weights[0].dimension == "ratio")
    )
    stated = top or Value(
        section.anchor, decimal_text(found, Fraction(1, 100), 2).rstrip("0").rstrip("."), None, None, "分"
    )
    return Relation(
        "condition",
        "总分值",
        stated,
        holds=holds,
        form=form,
        severity="warning",
        expected="100",
        message=f"分值合计为{stated.text.strip()}分，通常应为100分；请核对分值设置，或说明本表满分。",
        evidence=() if top is not None else tuple(weights),
    )
