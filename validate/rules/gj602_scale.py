"""金额量级相差一万倍

做什么：同一项目的资金表总额与明细表（或累计表）合计，数字相同而量级恰好差一万倍，疑为单位写错（元与万元）。

例：资金表单位万元，总额 135.20；明细表单位万元，合计 1352000.00。

怎么改：核对表头单位。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from ...normalize.report import Form, Report, Value
from ..narrative import statement
from ..relation import Relation
from ..rule import rule

SCALE = Fraction(10_000)
DIGITS = 3  # that two amounts must share
ROLES = ("budget", "initial_budget", "executed", "arrived", "amount", "cumulative")


@rule("GJ602", basis="同一金额各处单位应当一致")
def scale(report: Report) -> Iterator[Relation]:
    found = [(form, value) for form in report.forms for value in _totals(form)]
    told: set[int] = set()
    for (form, one), (other_form, other) in combinations(found, 2):
        if form is other_form or form.identity.project != other_form.identity.project:
            continue
        holds = not _apart(one, other)
        if holds or id(other_form) in told:
            continue
        told.add(id(other_form))
        yield statement(
            "合计金额",
            other,
            False,
            f"此处为{other.text.strip()}{other.unit}，另一表为{one.text.strip()}{one.unit}，恰好差一万倍；请核对表头单位。",
            form=other_form,
            evidence=(one,),
        )


def _totals(form: Form) -> Iterator[Value]:
    for section in form.of("fund", "detail", "series"):
        row = section.total or (section.leaves[-1] if section.kind == "series" and section.leaves else None)
        if row is not None:
            yield from (value for role in ROLES if (value := row.number(role)) is not None and value.certain)


def _apart(one: Value, other: Value) -> bool:
    """Exactly ten thousand times, with enough digits that it is no chance."""
    if one.dimension != "money" or other.dimension != "money" or not one.base or not other.base:
        return False
    larger, smaller = max(one.base, other.base), min(one.base, other.base)
    digits = str(one.quantity.value if one.quantity is not None else "").replace(".", "").strip("0")
    return larger == smaller * SCALE and len(digits) >= DIGITS
