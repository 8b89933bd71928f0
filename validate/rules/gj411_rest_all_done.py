"""正文称其余均完成而有扣分

做什么：正文说“除某项外，其余某类指标均已完成”，而该类中例外以外的指标被扣了分，又没有写明扣分原因。

例：正文“除系统升级外，其余产出时效指标均已完成”，表中“成果印制完成及时性”得 0 分（满分 2 分）。

怎么改：把该项也列为例外并说明原因；确已完成的，改评分。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.indicators.naming import key
from ...normalize.narrative.sentences import sentences
from ...normalize.narrative.statements import MENTIONED, AllDone, all_done, groups_named, speaks_of
from ...normalize.report import Report
from ..groups import score_forms
from ..narrative import explained, lost_points, marks, quoted, statement, weight_of
from ..relation import Relation
from ..rule import rule


@rule("GJ411", basis="财预〔2020〕10号：绩效评价报告应当依据充分、真实完整、客观公正")
def rest_all_done(report: Report) -> Iterator[Relation]:
    forms = score_forms(report)
    for sentence in sentences(report.document) if forms else ():
        for said in all_done(sentence):
            if said.but:
                yield from claimed_done(report, said, "其余均已完成")


def claimed_done(report: Report, said: AllDone, words: str) -> Iterator[Relation]:
    """Every row of the groups the sentence names, but for its exceptions, should have full marks."""
    seen: set[str] = set()
    for form in score_forms(report):
        rows = {id(row): row for group in groups_named(form, said.group) for row in group.rows}.values()
        for row in rows:
            score, lost = row.number("score"), lost_points(row)
            if score is None or lost is None or key(row.name) in seen or speaks_of(said.but, row.name, MENTIONED):
                continue
            seen.add(key(row.name))
            yield statement(
                f"{row.path}·得分",
                score,
                None if lost and explained(row) else not lost,
                f"正文称{words}，而“{row.name}”{marks(row)}，未说明原因；请核实后改评分，或在正文写明该项未达标。",
                form=form,
                evidence=(said.value, *weight_of(row)),
                quote=quoted(said.sentence),
            )
