"""批复指标未评价

做什么：报告中的绩效目标表列出的三级指标，应在评分表中得到评价。名称相同、只差“率、性、指标”、一方包含另一方，或文字
十分相近的，视为已评价。报告写明重新设计或完善了指标的，只作提示。全部未评价的指标合为一条。

例：目标表有“培训参与率”“宣传品验收合格率”，评分表中没有。

怎么改：补充评价；目标已调整的，写明调整依据。
"""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.fuzz import ratio

from ...normalize.indicators.naming import key, stem
from ...normalize.lexicon import compiled, row_word
from ...normalize.narrative.sentences import sentences
from ...normalize.narrative.statements import words
from ...normalize.report import Form, Report, Row, Value
from ..groups import score_forms
from ..narrative import statement
from ..relation import Relation
from ..rule import rule

NEAR = 80  # spelling, of 100, from which two names mean one indicator
LEAST = 3  # indicators that make a table of goals


@rule("GJ507", basis="财预〔2020〕10号：绩效评价以批复的绩效目标为依据")
def goal_not_evaluated(report: Report) -> Iterator[Relation]:
    scored = [form for form in score_forms(report) if form.score is not None and form.score.total is not None]
    for form in report.forms:
        goals = [section for section in form.of("target") if section.column("actual") is None]
        rows = [row for section in goals for row in section.leaves if _indicator(row)]
        others = [other for other in scored if other.identity.project == form.identity.project]
        if form in others or len(rows) < LEAST or not others:
            continue
        names = {_bare(row) for other in others if other.score for row in other.score.leaves}
        missing = [row for row in rows if not any(same_name(_bare(row), name) for name in names)]
        yield _relation(report, form, rows, missing)


def _indicator(row: Row) -> bool:
    named = bool(row.name) and not row_word(row.name, "placeholder")
    return named and (row.number("target") is not None or bool(row.text("target").strip()))


def _bare(row: Row) -> str:
    """The name as a key, without what it says in brackets."""
    return compiled(r"\([^()]*\)").sub("", key(row.name))


def same_name(one: str, other: str) -> bool:
    """Whether two names mean one indicator: equal but for 率, one within the other, or spelled alike."""
    if one == other or (stem(one) and stem(one) == stem(other)):
        return True
    return one in other or other in one or ratio(one, other) >= NEAR


def _relation(report: Report, form: Form, rows: list[Row], missing: list[Row]) -> Relation:
    label = (missing or rows)[0].labels[-1]
    redesigned = bool(missing) and any(
        words("redesigned").search(sentence.text) for sentence in sentences(report.document) if "标" in sentence.text
    )
    names = "、".join(row.name for row in missing)
    return statement(
        "绩效目标表指标",
        Value(label.anchor, label.text),
        not missing,
        f"绩效目标表的{len(rows)}项指标中有{len(missing)}项未见于评分表：{names}；请补充评价，或写明指标调整的依据。",
        form=form,
        severity="info" if redesigned else "",
        evidence=tuple(Value(row.labels[-1].anchor, row.labels[-1].text) for row in missing[1:]),
    )
