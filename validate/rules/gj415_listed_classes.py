"""正文列举的类别与表不同

做什么：正文“从决策、过程、产出、效益四个方面评价”列举的一级指标，应与评分表的一级指标相同。别名（项目决策、项目管理等）视为相同；
满意度、成本、预算执行率是否单列不计较；自评表不核对。

例：正文写“决策、过程、产出三个方面”，评分表还有效益指标。

怎么改：统一正文与评分表的一级指标。
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ...normalize.indicators.levels import level_class
from ...normalize.lexicon import compiled
from ...normalize.narrative.sentences import sentences
from ...normalize.report import Report
from ..groups import score_forms
from ..narrative import quoted, statement
from ..relation import Relation
from ..rule import rule

_LIST = (
    r"(?:从|按照|分为|包括|由|按)[“\"]?(?P<names>\p{Han}{2,6}?(?:[、和及与]\p{Han}{2,6}?){2,5})[”\"]?"
    r"(?:[三四五六]|\d)?(?:个)?(?:方面|维度|部分|类|大类|一级指标)"
)
_PART = regex.compile("[、和及与]")
_LOOSE = {"满意度", "成本", "预算执行"}


@rule("GJ415", basis="正文与评分表一致")
def listed_classes(report: Report) -> Iterator[Relation]:
    tables = []
    for form in score_forms(report):
        groups = form.score.groups if form.score is not None and form.kind == "evaluation" else ()
        classes = {level_class(group.label.name) for group in groups if group.level == 1}
        if len(classes) > 2 and "" not in classes:
            tables.append(classes - _LOOSE)
    for sentence in sentences(report.document) if tables else ():
        match = compiled(_LIST).search(sentence.text)
        if match is None:
            continue
        named = {level_class(part) for part in _PART.split(match["names"])}
        if "" in named:
            continue
        shown = "、".join(sorted(tables[0]))
        yield statement(
            "一级指标类别",
            sentence.words(*match.span("names")),
            named - _LOOSE in tables,
            f"正文列举“{match['names']}”，而评分表的一级指标为{shown}；请统一。",
            quote=quoted(sentence),
        )
