"""大额扣分未在问题中提及

做什么：报告有“存在的问题”一章，而某项指标被扣去一半以上的分值，表中没有写原因，问题一章也没有提到该指标
所说的事。正文称已完成的，由 GJ411 指出。

例：“成果印制完成及时性”得 0 分（满分 2 分），问题一章没有提到成果印制。

怎么改：在问题一章写明扣分原因。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...extract.text import fold
from ...normalize.indicators.naming import key
from ...normalize.lexicon import compiled
from ...normalize.narrative.outline import markers
from ...normalize.narrative.statements import LEAST, common, core
from ...normalize.report import Report, Row
from ..narrative import explained, lost_points, marks, scored_rows, statement
from ..relation import Relation
from ..rule import rule
from .gj411_rest_all_done import rest_all_done

SHORT = 40  # characters of a heading
SHARE = 0.4  # of the thing's name that the chapter must hold
ENOUGH = 200  # characters of a chapter that says something


@rule("GJ420", basis="财预〔2020〕10号 绩效评价报告：存在的问题及原因分析")
def deduction_not_in_problems(report: Report) -> Iterator[Relation]:
    chapter = _chapter(report)
    if len(chapter) < ENOUGH:
        return
    told = {relation.stated.key for relation in rest_all_done(report) if relation.holds is False and relation.stated}
    for form, row in scored_rows(report):
        weight, score = row.number("weight"), row.number("score")
        if (
            weight is None
            or score is None
            or not lost_points(row)
            or explained(row)
            or score.base * 2 > weight.base
            or score.key in told
        ):
            continue
        yield statement(
            f"{row.path}·得分",
            score,
            _mentioned(row, chapter),
            f"“{row.name}”{marks(row)}，问题一章没有提到；请写明扣分原因。",
            form=form,
            evidence=(weight,),
        )


def _chapter(report: Report) -> str:
    """The text from the heading that names problems to the next heading of its level."""
    paragraphs = list(report.document.paragraphs())
    heads = [m for m in markers(report.document) if m.level <= 1 and len(m.paragraph.text) <= SHORT]
    start = next((m for m in heads if compiled("问题").search(m.paragraph.text)), None)
    if start is None:
        return ""
    end = next((m.index for m in heads if m.index > start.index), len(paragraphs))
    return fold("".join(paragraph.text for paragraph in paragraphs[start.index : end]))


def _mentioned(row: Row, chapter: str) -> bool:
    thing = core(row.name) or key(row.name)
    found = common(thing, chapter)
    return found >= min(LEAST, len(thing)) and found >= SHARE * len(thing)
