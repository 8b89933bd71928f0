"""分组分值与下级之和不符

做什么：一级、二级指标名称里印出的分值（如“产出指标（37分）”）或小计行，应等于其下三级指标分值之和。

没有分值一栏的，一级名称的分值应等于其下二级名称的分值之和。

为什么：几个分组的错可以互相抵消，总分仍是 100，只有逐组相加才看得出来。

例：“产出指标（37分）”下各项相加为 39，“效益指标（23分）”下各项相加为 21：20+20+37+23 仍等于 100。

怎么改：以三级指标分值之和为准，改分组名称中的分值；或改错填的三级分值。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Form, Group, Report, Section
from ..relation import Relation, equal, total
from ..rule import rule


@rule("GJ302", basis="上级指标分值等于下级指标分值之和")
def group_weight(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("score", "target"):
            for group in section.groups:
                weights = [value for row in group.rows if (value := row.value("weight")) is not None]
                if not any(value.quantity is not None for value in weights):
                    yield from _of_names(form, section, group)
                    continue
                if group.label.weight is not None:
                    yield equal(f"{group.path}·分值", group.label.weight, total(weights), form=form)
                if group.subtotal is not None and (stated := group.subtotal.number("weight")) is not None:
                    yield equal(f"{group.path}小计·分值", stated, total(weights), form=form)


def _of_names(form: Form, section: Section, group: Group) -> Iterator[Relation]:
    """产出指标（40分） over 数量指标（20分）, 质量指标（10分）, 时效指标（10分）, where only names carry points."""
    below = [one.label.weight for one in section.groups if one.level == 2 and one.parent == group.label.name]
    weights = [weight for weight in below if weight is not None]
    if group.level == 1 and group.label.weight is not None and len(weights) == len(below) > 0:
        yield equal(f"{group.path}·分值", group.label.weight, total(weights), form=form)
