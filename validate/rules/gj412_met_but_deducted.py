"""正文称达标而有扣分

做什么：正文说某类指标完成了指标要求、达到了目标值，而表中该类指标被扣了分，又没有写明原因。类别按表中印出的名称对应，
有几套评分表的，只与有该名称的表核对。

例：正文“完成成本指标要求”，自评表成本指标得 11.25 分（满分 12.5 分）。

怎么改：确已达标的，改评分；未达标的，改正文并写明扣分原因。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.narrative.sentences import sentences
from ...normalize.narrative.statements import all_done
from ...normalize.report import Report
from ..groups import score_forms
from ..relation import Relation
from ..rule import rule
from .gj411_rest_all_done import claimed_done


@rule("GJ412", basis="财预〔2020〕10号：绩效评价报告应当依据充分、真实完整、客观公正")
def met_but_deducted(report: Report) -> Iterator[Relation]:
    forms = score_forms(report)
    for sentence in sentences(report.document) if forms else ():
        for said in all_done(sentence):
            if not said.but:
                yield from claimed_done(report, said, f"“{said.value.text}”")
