"""日期不存在

做什么：正文和表格文字中写明月、日的日期，月份大于12、日大于该月天数的，列出。

例：2020年12月34日、2021年2月30日。

怎么改：按原始资料改正日期。
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator

import regex

from ...normalize.narrative.sentences import Sentence, sentences_of, texts
from ...normalize.report import Report
from ..narrative import quoted, statement
from ..relation import Relation
from ..rule import rule

LEAP = 2000  # a year that has a 29th of February, where none is printed
LEAST = 6  # characters of a cell that may hold a date
_DAY = regex.compile(r"(?<![\d.])(?:(?P<year>(?:19|20)\d{2})年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?")


@rule("GJ808", basis="日期应当真实存在")
def no_such_day(report: Report) -> Iterator[Relation]:
    for paragraph in texts(report.document, LEAST):
        if "月" in paragraph.text:
            for sentence in sentences_of(paragraph):
                yield from _sentence(sentence)


def _sentence(sentence: Sentence) -> Iterator[Relation]:
    for match in _DAY.finditer(sentence.text):
        if match["year"] is None and match["day"] is None:
            continue  # 15月 may be a number of months
        yield statement(
            "日期",
            sentence.words(match.start(), match.end()),
            _exists(match),
            f"“{match[0]}”没有这一天；请核对日期。",
            quote=quoted(sentence),
        )


def _exists(match: regex.Match[str]) -> bool:
    year, month, day = (int(match[name] or fallback) for name, fallback in (("year", LEAP), ("month", 1), ("day", 1)))
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
