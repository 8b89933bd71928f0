"""Dates and periods of running text, so that their digits are never taken for data and rules can compare them.

    dates("服务期为2019年3月1日至2020年2月29日。")  one mention, 2019-03-01 … 2020-02-29
    dates("2018-2020年")                           2018-01-01 … 2020-12-31
    dates("2021年2月30日")                          start and end None: there is no such day

A month without a year (9月底) is recognised as a date (`match_date`) but is no mention: it names no day.
"""

from __future__ import annotations

import calendar
import datetime
import re
from functools import cache
from typing import NamedTuple

from ..text import flat
from .numerals import numeral
from .printed import DateMention

_CN = "一二三四五六七八九十"
_YEAR = r"(?:19|20)[0-9]{2}"
_CN_YEAR = "[一二][〇零○0O九][〇零○0O一二三四五六七八九]{2}"
_TO = "(?:-{1,2}|~|—{1,2}|–|起至|至|到)"
_PART = "年初|年底|年末|上半年|下半年|底|末|初|[上中下]旬"


def _day(prefix: str, year: str) -> str:
    """Pattern of one date; its groups are named prefix + y, m, d, part."""
    p = prefix
    month = rf"(?P<{p}m>1[0-2]|0?[1-9]|1[3-9]|[{_CN}]{{1,3}}) ?月份?"
    day = rf"(?P<{p}d>[0-3]?[0-9]|[{_CN}]{{1,3}}) ?[日号]"
    return rf"(?P<{p}y>{year}) ?年度?(?: ?{month}(?: ?{day})?+)?+(?: ?(?P<{p}part>{_PART}))?+"


def _numeric(p: str) -> str:
    return rf"(?P<{p}y>{_YEAR})(?P<{p}s>[-/.])(?P<{p}m>[01]?[0-9])(?P={p}s)(?P<{p}d>[0-3]?[0-9])(?![0-9])"


class _Patterns(NamedTuple):
    full: re.Pattern[str]  # 2019年3月1日至2020年2月29日, its second half perhaps without year or month
    numeric: re.Pattern[str]  # 2020-12-31, 2020/12/31, 2020.12.31
    years: re.Pattern[str]  # 2018-2020年, 2019、2020年度
    months: re.Pattern[str]  # 9月底, 5月20日, 1-6月, 2021.05-2022.04: dates without a full day
    start: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    first = _day("a", f"{_YEAR}|{_CN_YEAR}|(?<![0-9])[0-9]{{2}}(?= ?年 ?[0-9]{{1,2}} ?月)")
    second = (
        rf"(?:(?:(?P<by>{_YEAR}|{_CN_YEAR}) ?年度?)?+ ?(?:(?P<bm>1[0-2]|0?[1-9]|[{_CN}]{{1,3}}) ?月份?)?+"
        rf" ?(?:(?P<bd>[0-3]?[0-9]|[{_CN}]{{1,3}}) ?[日号])?+)(?P<bpart>{_PART})?+"
    )
    month = "(?:1[0-2]|0?[1-9])"
    return _Patterns(
        re.compile(rf"{first}(?: ?{_TO} ?(?=[0-9一二三四五六七八九十]{{1,4}} ?[年月日号]){second})?+"),
        re.compile(f"{_numeric('a')}(?: ?{_TO} ?{_numeric('b')})?"),
        re.compile(
            rf"(?P<ay>{_YEAR})(?: ?年)?+ ?(?:{_TO}|[、/]) ?(?P<by>{_YEAR})(?: ?、 ?(?P<cy>{_YEAR})){{0,8}}+"
            r" ?(?:年度?|学年|财年)"
        ),
        re.compile(
            rf"{_YEAR}\.{month} ?{_TO} ?{_YEAR}\.{month}(?![0-9.])"
            rf"|{month} ?月?份? ?{_TO} ?{month} ?月(?!饼|球)份?(?:底|末|初|前)?+"
            rf"|{month} ?月(?!饼|球|均|度)份?"
            rf"(?: ?[0-3]?[0-9] ?[日号](?: ?{_TO} ?(?:{month} ?月)?[0-3]?[0-9] ?[日号])?+)?+"
            rf"(?:底|末|初|前|[上中下]旬)?+"
        ),
        re.compile(rf"[0-9]|(?={_CN_YEAR}年)"),
    )


def match_date(text: str, position: int) -> int | None:
    """End of the date that starts at `position` of flat text, or None."""
    patterns = _patterns()
    for pattern in (patterns.years, patterns.full, patterns.numeric, patterns.months):
        match = pattern.match(text, position)
        if match is not None:
            return match.end()
    return None


def dates(text: str) -> list[DateMention]:
    """Every date and period with a year, in order."""
    plain = flat(text)
    patterns = _patterns()
    found: list[DateMention] = []
    position = 0
    while (start := patterns.start.search(plain, position)) is not None:
        at = start.start()
        position = at + 1
        if at and plain[at - 1].isascii() and (plain[at - 1].isalnum() or plain[at - 1] in "._"):
            continue
        mention = _mention(text, plain, at)
        if mention is not None:
            found.append(mention)
            position = mention.span[1]
        elif (end := patterns.months.match(plain, at)) is not None:
            position = end.end()
    return found


def _mention(text: str, plain: str, at: int) -> DateMention | None:
    patterns = _patterns()
    for pattern in (patterns.years, patterns.full, patterns.numeric):
        match = pattern.match(plain, at)
        if match is None:
            continue
        groups = match.groupdict()
        start, end, precision = _bounds(groups, "a")
        if any(groups.get(f"b{part}") for part in "ymd"):
            for part in "ym":  # 2021年5月1日至12月31日: the second half borrows the year
                groups[f"b{part}"] = groups.get(f"b{part}") or groups.get(f"a{part}")
            if groups.get("cy"):
                groups["by"] = groups["cy"]
            if pattern is patterns.years:
                groups["bm"] = None
            _, end, precision = _bounds(groups, "b")
        if start is None or end is None:
            start = end = None
        return DateMention(start, end, precision, text[at : match.end()], (at, match.end()))
    return None


def _bounds(groups: dict[str, str | None], prefix: str) -> tuple[datetime.date | None, datetime.date | None, str]:
    """First and last day that one printed date means, and how exact it is."""
    year = _number(groups.get(f"{prefix}y"))
    month, day = _number(groups.get(f"{prefix}m")), _number(groups.get(f"{prefix}d"))
    part = groups.get(f"{prefix}part") or ""
    precision = "day" if day is not None else "month" if month is not None else "year"
    if year is None:
        return None, None, precision
    year += 2000 if year < 100 else 0
    first, last = month or 1, month or 12
    if month is None and part in ("上半年", "下半年"):
        first, last = (1, 6) if part == "上半年" else (7, 12)
    if not 1 <= first <= last <= 12 or month == 0:
        return None, None, precision
    length = calendar.monthrange(year, last)[1]
    if day is not None and not 1 <= day <= length:
        return None, None, precision
    begin = datetime.date(year, first, day or 1)
    finish = datetime.date(year, last, day or length)
    if day is None and part in ("底", "末", "年底", "年末"):
        begin = finish  # 2021年底 is a moment, not a year
    if day is None and month is not None and part.endswith("旬"):
        decade = "上中下".index(part[0])
        begin = datetime.date(year, last, 1 + 10 * decade)
        finish = datetime.date(year, last, length if decade == 2 else 10 + 10 * decade)
    return begin, finish, precision


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if text.isascii():
        return int(text)
    value = numeral(text.replace("O", "0"))
    return None if value is None else int(value)
