"""年度前后不一

做什么：同一份报告各表表名、表下所印的年度（“（2021年度）”）应当相同，也应与标题的年度相同（正文另说到该年度的不报）；
写“截至Y年12月31日”支出或执行率的，Y 应为报告评价的年度。目标表早于评价年度、与上年比较的句子、跨年度项目不报。

例：自评表印（2021年度），评分表印（2020年度）。

怎么改：改正年度。
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ...normalize.lexicon import compiled
from ...normalize.narrative.periods import contract_periods, said, years_of
from ...normalize.narrative.sentences import sentences
from ...normalize.report import TEXT, Report, Value
from ..narrative import quoted, statement
from ..relation import Relation
from ..rule import rule

_LINE = regex.compile(r"^[（(]?\s*(?P<year>20\d\d)\s*年度?\s*[)）]?$")
_TITLE = regex.compile(r"(?P<year>20\d\d)年度?(?!.*20\d\d年).*(?:自评|评价)")
_UNTIL = (
    r"截至(?P<date>(?P<year>20\d\d)年(?:12月(?:31日|底)|年?底|年末))"
    r"[^。；]{0,30}?(?:支出|执行|支付)[^。；]{0,12}?\d"
)


@rule("GJ807", basis="报告各处年度应当一致")
def year(report: Report) -> Iterator[Relation]:
    lines = [
        (match["year"], Value(paragraph.anchor, paragraph.text.strip(), None, None, "", 0, TEXT))
        for paragraph in report.document.paragraphs()
        if (match := _LINE.match(paragraph.text.strip())) is not None
    ]
    for found, value in lines[1:]:
        first = lines[0][1]
        message = f"此处印{value.text}，前面印{first.text}；请改正年度。"
        yield statement("年度", value, found == lines[0][0], message, expected=first.text, evidence=(first,))
    yield from _titles(report, lines)
    if report.identity.year.isdigit():
        yield from _until(report, int(report.identity.year))


def _titles(report: Report, lines: list[tuple[str, Value]]) -> Iterator[Relation]:
    """The year of the title against the one year printed over the forms, where the text knows no other year."""
    first = next(iter(report.document.paragraphs()), None)
    match = _TITLE.search(first.text) if first is not None else None
    if first is None or match is None or len({year for year, _ in lines}) != 1 or match["year"] == lines[0][0]:
        return
    others = (sentence.text for sentence in sentences(report.document) if not _LINE.match(sentence.text.strip()))
    told = any(f"{lines[0][0]}年" in text for text in others)
    title = Value(first.anchor, first.text.strip(), None, None, "", 0, TEXT)
    value = lines[0][1]
    message = f"此处印{value.text}，标题为“{title.text}”；请改正年度。"
    yield statement("年度", value, None if told else False, message, expected=f"{match['year']}年度", evidence=(title,))


def _until(report: Report, own: int) -> Iterator[Relation]:
    explained = {y for mention in contract_periods(report.document) for y in years_of(mention)}
    for sentence in sentences(report.document):
        match = compiled(_UNTIL).search(sentence.text) if "截至" in sentence.text else None
        if match is None or said("other_years", sentence.text) or said("contract", sentence.text):
            continue
        found = int(match["year"])
        yield statement(
            "截止日期",
            sentence.words(*match.span("date")),
            True if found == own else None if found in explained or found == own + 1 else False,
            f"支出截至{match['date']}，而报告评价{own}年度；请改正日期或数。",
            expected=f"{own}年12月31日",
            quote=quoted(sentence),
        )
