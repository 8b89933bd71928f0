"""日期先后颠倒

做什么：“某年某月某日至某年某月某日”的起止应当先后正确；年份没有印全的不核对。

例：2021年5月1日至2020年4月30日。

怎么改：改正起止日期。
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ...extract.quantity import dates
from ...normalize.narrative.sentences import sentences
from ...normalize.report import Report
from ..narrative import quoted, statement
from ..relation import Relation
from ..rule import rule

_YEAR = regex.compile(r"(?:19|20)\d\d")


@rule("GJ803", basis="起止日期应当先后正确")
def date_order(report: Report) -> Iterator[Relation]:
    for sentence in sentences(report.document):
        if len(_YEAR.findall(sentence.text)) < 2:
            continue
        for mention in dates(sentence.text):
            if mention.start is None or mention.end is None or len(_YEAR.findall(mention.text)) != 2:
                continue
            yield statement(
                "起止日期",
                sentence.words(*mention.span),
                mention.start <= mention.end,
                f"“{mention.text}”的终止日期早于起始日期；请改正。",
                quote=quoted(sentence),
            )
