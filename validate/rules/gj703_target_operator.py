"""指标值缺少比较符

做什么：同表多数定量指标值都有≥、≤等比较符，而某项没有，完成值又与指标值不相等，无从判断是超额还是未达标的，提示。100%、0、
成本类、率类、等于指标值的不报；有“指标性质”一栏的表不报。

例：其余指标值为≥20场、≥95%，一项为“120人”，完成值130人。

怎么改：补上比较符。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.indicators.direction import DOWN, UP, direction
from ...normalize.report import Report, Section
from ..leaf import leaves
from ..relation import Relation
from ..rule import rule

MOST, FEWEST = 3, 5  # three of five targets have an operator


@rule("GJ703", basis="财预〔2020〕10号 项目支出绩效自评表：年度指标值")
def target_operator(report: Report) -> Iterator[Relation]:
    for leaf in leaves(report, "self_evaluation"):
        target, actual = leaf.target, leaf.actual
        if target is None or actual is None or leaf.section.column("operator") is not None:
            continue
        plain = (
            not leaf.comparator and target.dimension not in ("ratio", "money") and target.base and leaf.kind != "成本"
        )
        if not plain or target.base == actual.base or direction(leaf.row.name) in (UP, DOWN) or leaf.reason:
            continue
        if _usual(leaf.section):
            yield Relation(
                "condition",
                f"{leaf.row.path}·指标值",
                leaf.row.value("target"),
                holds=False,
                form=leaf.form,
                message=f"{leaf.row.path}指标值{leaf.row.text('target').strip()}没有比较符，完成值为"
                f"{leaf.row.text('actual').strip()}，无从判断是否达标；请补上≥、≤或＝。",
            )


def _usual(section: Section) -> bool:
    """Whether most numeric targets of the table have an operator."""
    targets = [value for row in section.leaves if (value := row.number("target")) is not None and value.quantity]
    signed = [value for value in targets if value.quantity is not None and value.quantity.comparator]
    return len(targets) >= FEWEST and len(signed) * FEWEST >= len(targets) * MOST
