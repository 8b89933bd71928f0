"""正文称未完成而得满分

做什么：正文说某项工作尚未完成（未按期、推迟），而该项工作的完成率、及时性指标得满分。按名称去掉“完成率、及时性”等词后
与该句最长的共同文字认定指标；条件句、评分规则、后来已完成的不算。说推迟的，只核对及时性。

例：正文“系统升级工作因工期原因暂未完成”，表中“系统升级完成及时性”得 2 分（满分 2 分）。

怎么改：核实完成情况，改评分；评分无误的，改正文的说法。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.narrative.sentences import sentences
from ...normalize.narrative.statements import core, is_timely, spoken_of, unfinished
from ...normalize.report import Report
from ..narrative import lost_points, marks, quoted, scored_rows, statement, weight_of
from ..relation import Relation
from ..rule import rule


@rule("GJ410", basis="财预〔2020〕10号：绩效评价报告应当依据充分、真实完整、客观公正")
def unfinished_full_marks(report: Report) -> Iterator[Relation]:
    rows = {id(row): (form, row) for form, row in scored_rows(report) if core(row.name)}
    seen: set[int] = set()
    for sentence in sentences(report.document) if rows else ():
        for said in unfinished(sentence):
            for row in spoken_of(said.clause, (row for _, row in rows.values())):
                if id(row) in seen or (said.late and not is_timely(row.name)):
                    continue
                seen.add(id(row))
                form, score = rows[id(row)][0], row.number("score")
                assert score is not None  # noqa: S101  scored rows only
                yield statement(
                    f"{row.path}·得分",
                    score,
                    lost_points(row),
                    f"正文称“{said.value.text}”，而“{row.name}”{marks(row)}；请核实完成情况后改评分或改正文。",
                    form=form,
                    evidence=(said.value, *weight_of(row)),
                    quote=quoted(sentence),
                )
