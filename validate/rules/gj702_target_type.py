"""指标值类型与评分规则不同

做什么：指标值是百分数，同名指标的评分规则却按“效果明显、效果一般”打分的，提示；反之不报。

例：“维护生产秩序”指标值100%，评分规则为“效果明显得满分，效果一般酌情扣分”。

怎么改：指标值改为文字描述，或把规则改为按数值计分。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.indicators.naming import key
from ...normalize.lexicon import compiled, load
from ...normalize.report import Report, Row
from ..relation import Relation
from ..rule import rule


@rule("GJ702", basis="财预〔2020〕10号：绩效指标与评价标准应对应")
def target_type(report: Report) -> Iterator[Relation]:
    rules: dict[tuple[str, str], Row] = {}
    judged = compiled(load("targets")["judged_rule"])
    for form in report.forms:
        for section in form.of("score", "target"):
            for row in section.leaves:
                if judged.search(row.text("rule")):
                    rules[form.identity.project, key(row.name)] = row
    for form in report.forms if rules else ():
        for section in form.of("score", "target"):
            for row in section.leaves:
                target = row.number("target")
                other = rules.get((form.identity.project, key(row.name)))
                if target is not None and target.dimension == "ratio" and other is not None:
                    yield Relation(
                        "condition",
                        f"{row.path}·指标值",
                        target,
                        holds=False,
                        form=form,
                        evidence=tuple(v for v in [other.value("rule")] if v is not None),
                        message=f"{row.path}指标值为{target.text.strip()}，评分规则却按效果好坏判断；请改为同一类型。",
                    )
