"""得分与所印评分规则不符

做什么：报告自己印了评分规则的（“每降低1%扣0.15分，扣完为止”“得分=预算执行率×权重”“90%以上得5分，80%-90%得3分”“超时
完成不得分”），按规则重新计算。规则每一句都读懂才计算；百分点、整档、不足一档进位等各种合理读法都算对。指标值和完成值就在
同一行的为错误；完成值取自资金表、原因一栏或同名指标的，以及只能判断“不可能是这个分”的，为警告。

为什么：规则是报告自己定的，算出来不一样，一定有一处错。

例：规则“满意度≥90%得满分，每低1个百分点扣0.5分”，完成值86%，分值10，得分9，应为8。

怎么改：按规则改得分，或改正完成值。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ...normalize.indicators.direction import DOWN
from ...normalize.indicators.marks import FULL, LINEAR, PART, RATIO, Achieved, Mark, marks, reachable
from ...normalize.indicators.scoring import Deduct, Kind, Points, Proportional, ScoringRule
from ...normalize.report import Report, Value
from ..accepted import subject_of
from ..bound import Actual, actuals
from ..leaf import Leaf, leaves, rivals
from ..relation import Difference, Expression, Least, Number, Product, Quotient, Relation, any_of, equal
from ..rule import rule
from ..settled import settled
from ..tolerance import REVIEW, compare

ONE = Number(Fraction(1), "100%")


@rule("GJ320", basis="报告自定的评分规则")
def own_rule(report: Report) -> Iterator[Relation]:
    rules: dict[tuple[str, str], ScoringRule] = {}
    found = list(leaves(report))
    for leaf in found:
        if leaf.rule is not None:
            rules.setdefault((leaf.form.identity.project, leaf.name), leaf.rule)
    for leaf in found:
        own = leaf.rule or (rules.get((leaf.form.identity.project, leaf.name)) if not leaf.ruled else None)
        if own is not None and leaf.scored and not isinstance(own.kind, Points):
            yield from _apply(report, leaf, own.kind, found)


def _apply(report: Report, leaf: Leaf, kind: Kind, found: list[Leaf]) -> Iterator[Relation]:
    for actual in actuals(report, leaf, found):
        targets = [actual.target, *rivals(report, leaf)]
        ways = [way for target in targets for way in _ways(leaf, kind, replace(actual, target=target))]
        if ways and not any(compare(way, {})[0] == REVIEW for way in ways):
            severity = "" if leaf.rule is not None and actual.certain else "warning"
            yield any_of(subject_of(leaf), ways, severity=severity)
            return
    yield from _possible(leaf, kind)


def _ways(leaf: Leaf, kind: Kind, actual: Actual) -> Iterator[Relation]:
    weight, score, value = leaf.weight, leaf.score, actual.value
    assert weight is not None and score is not None  # noqa: S101  scored leaves only
    if not _speaks_of(kind, leaf):
        return
    target = actual.target.base if actual.target is not None else None
    achieved = Achieved(weight.base, value.base, target, value.dimension == "ratio", value.unit)
    for mark in marks(kind, achieved):
        yield equal(subject_of(leaf), score, _expression(mark, weight, actual, kind), form=leaf.form)


def _speaks_of(kind: Kind, leaf: Leaf) -> bool:
    """Whether the rule can be of this indicator: it does not turn its direction, its measure is a plain rate."""
    match kind:
        case Deduct():
            return not (kind.falls and leaf.way == DOWN)
        case Proportional():
            return leaf.way != DOWN and not any(sign in kind.measure for sign in "-+－＋")
        case _:
            return True


def _expression(mark: Mark, weight: Value, actual: Actual, kind: Kind) -> Expression:
    value, target = actual.value, actual.target
    if mark.way == FULL:
        return weight
    if mark.way == RATIO and target is not None:
        return Product(Quotient(value, target), weight)
    if mark.way == LINEAR and isinstance(kind, Proportional):
        return Product(Least(value, ONE), weight)
    if mark.way == LINEAR:
        threshold = Number(mark.threshold, _shown(mark.threshold, value))
        falls = isinstance(kind, Deduct) and kind.falls
        gap = Difference(threshold, value) if falls else Difference(value, threshold)
        return Difference(weight, Product(gap, _rate(mark.rate, value)))
    if mark.way == PART:
        return Product(Quotient(value, Number(*_share(mark, weight, value))), weight)
    return Product(weight, Number(mark.score / weight.base, f"({float(mark.score):g}÷{float(weight.base):g})"))


def _share(mark: Mark, weight: Value, value: Value) -> tuple[Fraction, str]:
    whole = value.base * weight.base / mark.score if mark.score else Fraction(1)
    return whole, _shown(whole, value)


def _shown(number: Fraction, value: Value) -> str:
    return f"{float(number * 100):g}%" if value.dimension == "ratio" else f"{float(number):g}"


def _rate(rate: Fraction, value: Value) -> Number:
    if value.dimension == "ratio":
        return Number(rate, f"{float(rate / 100):g}分/百分点")
    return Number(rate, f"{float(rate):g}分/{value.unit or '档'}")


def _possible(leaf: Leaf, kind: Kind) -> Iterator[Relation]:
    """Without an actual: whether the rule can give this score at all."""
    score, weight = leaf.score, leaf.weight
    assert score is not None and weight is not None  # noqa: S101  scored leaves only
    scores = reachable(kind, weight.base)
    if scores is None:
        return
    near = any(abs(score.base - possible) <= score.step / 2 for possible in scores)
    shown = "、".join(dict.fromkeys(f"{float(number):g}" for number in sorted(scores, reverse=True)))
    yield Relation(
        "condition",
        subject_of(leaf),
        score,
        holds=near if near or settled(leaf.form) else None,
        form=leaf.form,
        severity="warning",
        message=f"{leaf.row.path}得分{score.text.strip()}，按所印评分规则只可能得{shown}分；请按规则重新计分。",
    )
