"""同一行单位不一致

做什么：同一行的指标值与完成值应使用同一单位。一个印“135.2万”，另一个印 1216800.00，读者会误以为超额几千倍。百分数与
小数（90% 与 0.90）不算。

怎么改：统一为同一单位。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...normalize.forms.units import counted
from ...normalize.report import Report, Value
from ..relation import Relation
from ..rule import rule

APART = Fraction(1000)  # bare numbers this many times apart are not in one unit


@rule("GJ601", basis="同一指标的指标值与完成值计量单位应一致")
def unit_mix(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("score", "target"):
            for row in section.leaves:
                target, actual = row.number("target"), row.number("actual")
                if target is None or actual is None:
                    continue
                holds = _same_unit(target, actual)
                if holds is not None:
                    yield Relation(
                        "condition",
                        f"{row.path}·完成值",
                        actual,
                        holds=holds,
                        form=form,
                        evidence=(target,),
                        message=f"{row.path}的指标值为{target.text.strip()}，完成值为{actual.text.strip()}，单位不一致；请统一单位。",
                    )


def _same_unit(one: Value, other: Value) -> bool | None:
    """None where nothing can be said: a bare number beside one with a unit usually shares it."""
    assert one.quantity is not None and other.quantity is not None  # noqa: S101
    if one.unit == other.unit or one.quantity.value == other.quantity.value:
        return True
    if one.unit and other.unit:
        return _one_kind(one, other)
    a, b = one.quantity.value, other.quantity.value
    money = "money" in (one.dimension, other.dimension) or "万" in (one.unit, other.unit)
    if money and a and b:
        apart = max(Fraction(a) / Fraction(b), Fraction(b) / Fraction(a))
        return False if apart >= APART else None
    return None


def _one_kind(one: Value, other: Value) -> bool:
    """500 名 beside 512 人 and 3 万元 beside 30500 元 are of one kind; 户 beside 人 and % beside 分 are not."""
    kinds = {counted(one.unit), counted(other.unit)}
    if "" not in kinds:
        return len(kinds) == 1
    heads = {value.dimension.split(":")[0] for value in (one, other)}
    return len(heads) == 1 or "count" in heads
