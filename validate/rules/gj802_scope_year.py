"""范围所称年度与表不同

做什么：评价对象、评价范围所写的年度，应当是报告评价的年度。跨年度的合同、服务期在报告中写明的不报；书名号里的年份不算。全文提到
该年多于评价年度的，说不清哪个是评价年度，不报。

例：评价 2021 年度，范围写“2020年度预算资金”。

怎么改：改正年度，或写明跨年度的合同期限。
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ...extract.quantity import dates
from ...normalize.narrative.periods import contract_periods, said, years_of
from ...normalize.narrative.sentences import Sentence, sentences
from ...normalize.report import Report
from ..narrative import quoted, statement
from ..relation import Relation
from ..rule import rule

_TITLE = regex.compile("《[^《》]*》")


@rule("GJ802", basis="评价对象和范围应当与评价年度一致")
def scope_year(report: Report) -> Iterator[Relation]:
    if not report.identity.year.isdigit():
        return
    year = int(report.identity.year)
    text = "".join(paragraph.text for paragraph in report.document.paragraphs())
    explained = {y for mention in contract_periods(report.document) for y in years_of(mention)}
    for sentence in sentences(report.document):
        if said("scope", sentence.text[:24]) and not said("other_years", sentence.text):
            yield from _sentence(sentence, year, explained, text)


def _sentence(sentence: Sentence, year: int, explained: set[int], text: str) -> Iterator[Relation]:
    titles = [match.span() for match in _TITLE.finditer(sentence.text)]
    for mention in dates(sentence.text):
        inside = any(start <= mention.span[0] < end for start, end in titles)
        years = years_of(mention)
        if inside or not years or mention.precision != "year":
            continue
        doubtful = years - {year} <= explained or any(
            text.count(str(y)) >= text.count(str(year)) for y in years - {year}
        )
        yield statement(
            "评价范围年度",
            sentence.words(*mention.span),
            True if years == {year} else None if doubtful else False,
            f"评价范围写“{mention.text}”，而报告评价{year}年度；请改正，或写明跨年度的期限。",
            expected=f"{year}年度",
            quote=quoted(sentence),
        )
        break
