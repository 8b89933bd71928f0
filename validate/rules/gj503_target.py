"""同一指标的指标值多处不一致

做什么：同名三级指标在绩效目标表、评分表、评分规则（“…≥95%，得满分”）中的指标值应当相同：比较符、数、单位都比。没有
比较符的“100%”与“≥100%”视为相同。

例：评分表指标值为 ≥90%，评分规则写 ≥95% 得满分。

怎么改：以批复的绩效目标为准统一。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ...extract.quantity import Quantity
from ...normalize.indicators.thresholds import full_mark_threshold
from ...normalize.report import Form, Report, Row, Value
from ..groups import leaves_by_name
from ..relation import Relation
from ..rule import rule
from .gj501_total_score import same_instrument

OPPOSITE = ({">=", ">"}, {"<=", "<"})


@rule("GJ503", basis="绩效自评与评价所用指标值应与批复目标一致", across=True)
def target(report: Report) -> Iterator[Relation]:
    forms = [form for form in report.forms if form.of("score", "target")]
    for one, other in combinations(forms, 2):
        if one.identity.project == other.identity.project:
            yield from _between(one, other)
    seen: set[str] = set()
    for form in forms:
        for name, row in leaves_by_name(form).items():
            threshold = full_mark_threshold(row)
            stated = _stated_target(forms, name)
            if threshold is not None and stated is not None and name not in seen:
                seen.add(name)
                yield _compare(row, threshold, stated, form, "warning")


def _between(one: Form, other: Form) -> Iterator[Relation]:
    first, second = leaves_by_name(one), leaves_by_name(other)
    severity = "" if same_instrument(one, other) else "warning"
    for name, row in second.items():
        if name not in first:
            continue
        reference, stated = first[name].number("target"), row.number("target")
        if reference is not None and stated is not None:
            yield _compare(row, stated, reference, other, severity)


def _stated_target(forms: list[Form], name: str) -> Value | None:
    """The target a table prints for that name."""
    for form in forms:
        row = leaves_by_name(form).get(name)
        if row is not None and (value := row.number("target")) is not None:
            return value
    return None


def _compare(row: Row, stated: Value, reference: Value, form: Form, severity: str) -> Relation:
    assert stated.quantity is not None and reference.quantity is not None  # noqa: S101
    return Relation(
        "condition",
        f"{row.path}·指标值",
        stated,
        form=form,
        severity=severity,
        evidence=(reference,),
        holds=_same(stated.quantity, reference.quantity, stated, reference),
        expected=reference.text.strip(),
        message=f"{row.path}的指标值一处为{stated.text.strip()}，另一处为{reference.text.strip()}；请以批复目标为准统一。",
    )


def _same(one: Quantity, other: Quantity, a: Value, b: Value) -> bool | None:
    if a.dimension != b.dimension:
        return None
    if any(
        {one.comparator, other.comparator} & low and {one.comparator, other.comparator} & high
        for low, high in (OPPOSITE,)
    ):
        return False
    return a.base == b.base and one.upper == other.upper
