"""满意度调查对象仅为本单位人员

做什么：评分表里的满意度指标全部以项目管理人员、本单位职工等项目自己一方为对象的，提示。

例：只有一项“项目管理人员满意度”。

怎么改：增加服务对象满意度；内部项目除外。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.lexicon import compiled, load
from ...normalize.report import Report
from ..leaf import leaves
from ..relation import Relation
from ..rule import rule


@rule("GJ713", basis="财预〔2020〕10号 项目支出绩效评价指标体系框架：社会公众或服务对象满意度")
def satisfaction_object(report: Report) -> Iterator[Relation]:
    own_side = compiled(load("targets")["own_side"])
    told: set[tuple[str, ...]] = set()
    for form in report.forms:
        asked = [leaf for leaf in leaves(report, form.kind) if leaf.form is form and "满意" in leaf.name]
        names = tuple(leaf.name for leaf in asked)
        if not asked or names in told or not all(own_side.search(name) for name in names):
            continue
        told.add(names)
        yield Relation(
            "condition",
            f"{asked[0].row.path}·调查对象",
            asked[0].row.value("weight"),
            holds=False,
            form=form,
            message=f"满意度只调查了{'、'.join(names)}，没有服务对象；请增加服务对象满意度，内部项目除外。",
        )
