"""Which numbers of running text are data, and why the others are not.

    scan("2020年第二批下达92万元（财预〔2020〕10号），执行率100%。")   92万元, 100%
    scan_all(…)                                          also: 2020年 date, 第二批 ordinal, 〔2020〕10号 document_number

Every ASCII or full-width digit of a text ends up in a Quantity or in a Skipped with its reason.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import regex

from ..text import flat
from .dates import match_date
from .phrase import FIGURES, Reading, read_at
from .printed import Quantity, Skipped
from .units import dimension, match_unit


class _Patterns(NamedTuple):
    candidate: re.Pattern[str]
    han: regex.Pattern[str]
    run: re.Pattern[str]
    document: re.Pattern[str]  # 〔2020〕10号
    numbered: re.Pattern[str]  # 10号
    ratio: re.Pattern[str]  # 15:1, 10:30
    fraction: re.Pattern[str]  # 37/39
    chain: re.Pattern[str]  # 0755-83051234, 400-123-456, 1.2.3
    clock: re.Pattern[str]  # 8时30分
    listed: re.Pattern[str]  # 1. 1、 1) at the head of a line or sentence; 1.2020年, 1.100% glue it to data
    section: regex.Pattern[str]  # 1.1项目背景, 2 项目背景
    referring: re.Pattern[str]  # 表, 附件, 指标 … before a number
    dashed: re.Pattern[str]  # 3-1
    ordinals: re.Pattern[str]  # 1、2和3 after 第
    part: re.Pattern[str]  # 分之一, 分之2
    interval: re.Pattern[str]  # [90,100), (80，90]: grade bands; their comma groups nothing


@cache
def _patterns() -> _Patterns:
    words = "附件|附表|附录|附图|公开|指标|目标|问题|任务|方案|案例|步骤|阶段|样本|子项|[表图注]"
    return _Patterns(
        candidate=re.compile(f"[0-9一二两三四五六七八九十{FIGURES}①-⒛%]|[百千]分之"),
        # regex: re takes a millisecond for each set of thousands of characters
        han=regex.compile("[\u4e00-\u9fff]"),
        run=re.compile(r"([0-9]++)(?:[.,][0-9]++)*+ ?"),
        document=re.compile(r"[〔(] ?[0-9]{2,4} ?年?[〕)] ?(?:第 ?)?[0-9]{1,6}+(?:[-—~、][0-9]{1,6}+){0,8}+ ?号?"),
        numbered=re.compile(r"[0-9]++(?:[-—][0-9]++)?+ ?号"),
        ratio=re.compile(r"[0-9]++(?:\.[0-9]++)?+(?: ?: ?[0-9]++(?:\.[0-9]++)?+)++"),
        fraction=re.compile(r"[0-9]++(?:\.[0-9]++)?+(?: ?/ ?[0-9]++(?:\.[0-9]++)?+)++"),
        chain=re.compile(r"[0-9]++(?:[-—][0-9]++){2,}+|0[0-9]{2,3}-[0-9]{7,8}|[0-9]++(?:\.[0-9]++){2,}+"),
        clock=re.compile(r"[0-9]{1,2}时(?![间效期长段代])(?:[0-9]{1,2}分)?+|[0-9]{1,2}点(?:[0-9]{1,2}分|半|整|钟)"),
        listed=re.compile(r"[0-9]{1,2}(?:[.、)](?![0-9])|\.(?=100%)|[.、](?=(?:19|20)[0-9]{2} ?年))"),
        section=regex.compile(r"(?:1?[0-9]|20)(?:\.(?:1[0-9]|[1-9])){0,4}+ {0,2}(?=[\u4e00-\u9fff])"),
        referring=re.compile(f"(?:{words}) ?[A-Z]?$"),
        dashed=re.compile(r"[0-9]{1,3}(?:[-–—][0-9]{1,3}){1,4}+(?![0-9.%])"),
        ordinals=re.compile("[0-9]{1,3}(?:[、和及至到~—–-][0-9]{1,3}(?![0-9年.%万亿])){0,20}+"),
        part=re.compile("分之(?:[0-9]++|[一二三四五六七八九十百]++)?+"),
        interval=re.compile(r"[〔(] ?(?P<inner>[0-9.]++%?(?:分)?+ ?[,，、~-] ?[0-9.]++%?(?:分)?+) ?[〕)]"),
    )


# What follows the digits of a date, ratio, number, code or clock; nothing else needs those patterns.
_SHAPES = frozenset("年月日号-~—–至到起、/.:时点")


def scan(text: str) -> list[Quantity]:
    """Every number of running text that is data, in order; spans are characters of `text`."""
    return [item for item in scan_all(text) if isinstance(item, Quantity)]


def scan_all(text: str) -> list[Quantity | Skipped]:
    """Data and, with the reason, every other number, in order."""
    plain = flat(text)
    patterns = _patterns()
    found: list[Quantity | Skipped] = []
    position = 0
    while (match := patterns.candidate.search(plain, position)) is not None:
        at = match.start()
        character = plain[at]
        if "0" <= character <= "9":
            position = _digits(text, plain, at, position, found)
            continue
        if not "①" <= character <= "⒛" and character != "%":
            position = _chinese(text, plain, at, position, found)
            continue
        position = at + 1
        if character != "%":
            found.append(Skipped("list_number", text[at], (at, position)))
        elif at and patterns.han.match(plain, at - 1):  # 占基本支出预算%: the number is missing
            found.append(Skipped("number_missing", text[at], (at, position)))
    return found


def _digits(text: str, plain: str, at: int, floor: int, found: list[Quantity | Skipped]) -> int:
    """Judges the number at `at`; `floor` is where the previous one ended."""
    ruled_out = _not_data(plain, at, floor)
    if ruled_out is not None:
        reason, end = ruled_out
        found.append(Skipped(reason, text[at:end], (at, end)))
        return end
    reading = read_at(text, plain, at, floor)
    if isinstance(reading, Skipped):
        found.append(reading)
        return reading.span[1]
    reason = _doubt(plain, at, reading)
    if reason:
        end = reading.number_end if reason == "code" else reading.end
        found.append(Skipped(reason, text[at:end], (at, end)))
        return end
    found.extend(reading.quantities)
    return reading.end


def _not_data(plain: str, at: int, floor: int) -> tuple[str, int] | None:
    """What the shape of the number and its surroundings rule out before any unit is read: reason and end."""
    patterns = _patterns()
    match = patterns.run.match(plain, at)
    assert match is not None  # noqa: S101  a digit stands at `at`
    stop = match.end()
    end = stop - 1 if plain[stop - 1] == " " else stop
    before = plain[at - 1] if at > floor else "\n"
    if before == "〔" or before == "(":
        document = patterns.document.match(plain, at - 1)
        if document is not None and (before == "〔" or document[0].endswith("号")):
            return "document_number", document.end()
        if plain[end : end + 1] == ")" and end - at <= 2:
            return "list_number", end
        interval = patterns.interval.match(plain, at - 1)
        if interval is not None and (before == "〔" or interval[0][-1] == "〕"):
            return "interval", interval.end("inner")
    elif before == "第" or (before == " " and plain[at - 2 : at - 1] == "第"):
        ordinals = patterns.ordinals.match(plain, at)
        return "ordinal", max(end, ordinals.end() if ordinals else end)
    elif before == "-" and plain[at - 2 : at - 1].isascii() and plain[at - 2 : at - 1].isalpha():
        return "code", end  # COVID-19
    elif before.isascii() and (before.isalpha() or before in "_*."):
        reason = _attached(plain, at, before, stop)
        if reason:
            return reason, end + (reason == "formula")
    if plain[end : end + 1] in ("-", "–", "—") and _referring(plain, at):  # 表3-1
        dashed = patterns.dashed.match(plain, at)
        if dashed is not None:
            return "reference", dashed.end()
    listed = patterns.listed.match(plain, at)
    # A colon opens a list with its 1; 得分：9、 names a score.
    if listed is not None and (opener := _opener(plain, at)) and (opener != ":" or plain[at:end] == "1"):
        return "list_number", listed.end()
    if plain[stop : stop + 1] in _SHAPES or plain[match.end(1) : match.end(1) + 1] in _SHAPES:
        shaped = _shaped(plain, at)
        if shaped is not None:
            return shaped
    if plain.startswith("分之", end) and (part := patterns.part.match(plain, end)):
        return "fraction", part.end()
    return _marked(plain, end)


def _attached(plain: str, at: int, before: str, stop: int) -> str:
    """Why a number joined to a Latin letter, underscore, point or asterisk is no data; "" for RMB100万元."""
    if before != "*":
        unit = match_unit(plain, stop) if before.isalpha() else None
        return "" if unit is not None and dimension(unit[0]) in ("money", "ratio") else "code"
    if plain[stop : stop + 1] == "%":
        return "formula" if plain[at:stop] == "100" else ""
    earlier = plain[at - 2 : at - 1]
    return "masked" if earlier == "*" or earlier.isdigit() else ""


def _marked(plain: str, end: int) -> tuple[str, int] | None:
    """Masked digits (12**, 20xx年) and grades (5级)."""
    following = plain[end : end + 2]
    starred = following[:1] == "*" and not following[1:].isdigit()
    if starred or following[:1] in ("X", "x") or following == "××":
        return "masked", end + len(following.rstrip("年0123456789"))
    if following[:1] in ("级", "届"):
        return "ordinal", end + 1
    return None


def _shaped(plain: str, at: int) -> tuple[str, int] | None:
    """Dates, document numbers, clock times, codes, ratios and fractions."""
    date = match_date(plain, at)
    if date is not None:
        return "date", date
    patterns = _patterns()
    for reason, pattern in (
        ("document_number", patterns.numbered),
        ("clock", patterns.clock),
        ("code", patterns.chain),
        ("ratio", patterns.ratio),
        ("fraction", patterns.fraction),
    ):
        match = pattern.match(plain, at)
        if match is not None:
            return reason, match.end()
    return None


def _opener(plain: str, at: int) -> str:
    """What opens the line or sentence at whose head `at` stands, "" inside one; a bookmark (〕) may open a line."""
    start = at
    while start and plain[start - 1] in " \t":
        start -= 1
    last = plain[start - 1] if start else "\n"
    return last if last in "\n\r。；;:!?〕" else ""


def _doubt(plain: str, at: int, reading: Reading) -> str:
    """Why a well-formed number is no data all the same, or ""."""
    quantity = reading.quantities[0]
    unit = quantity.unit
    digits = plain[at : reading.number_end]
    after = plain[reading.end : reading.end + 1]
    if not unit and after and after.isascii() and (after.isalpha() or after in "_#"):
        return "code"
    loose = not unit or plain.startswith(" ", reading.number_end)
    if loose and at and len(digits) <= 4 and "," not in digits and _referring(plain, at):
        return "reference"
    if reading.bare_range:
        return "reference"
    if unit == "%" and digits == "100" and plain[at - 1 : at] == "×":
        return "formula"
    if unit == "日":
        return "date" if quantity.value <= 31 and not quantity.comparator else ""
    if unit == "季度":
        return "ordinal" if quantity.value <= 4 else ""
    if unit or quantity.comparator or quantity.hedge or quantity.upper is not None:
        return ""
    return _bare(plain, at, digits)


def _referring(plain: str, at: int) -> bool:
    return _patterns().referring.search(plain[max(0, at - 4) : at]) is not None


def _bare(plain: str, at: int, digits: str) -> str:
    """Doubts about a number without unit, comparator or hedge."""
    if digits.isdigit():
        if len(digits) == 4 and "1990" <= digits <= "2049":
            return "year"
        if len(digits) >= 7:
            return "code"
    if len(digits) < 12 and _opener(plain, at) in ("\n", "\r", "〕"):
        section = _patterns().section.match(plain, at)
        if section is not None and section.end() >= at + len(digits):
            return "list_number"
    return ""


def _chinese(text: str, plain: str, at: int, floor: int, found: list[Quantity | Skipped]) -> int:
    """Judges a Chinese numeral: most of them are words (一致, 统一, 十分)."""
    if plain[at] in "一二" and (date := match_date(plain, at)) is not None:
        found.append(Skipped("date", text[at:date], (at, date)))
        return date
    reading = read_at(text, plain, at, floor)
    if isinstance(reading, Skipped):
        if reading.reason:
            found.append(reading)
        return reading.span[1]
    reason = word_not_count(plain, at, reading)
    if reason:
        found.append(Skipped(reason, text[at : reading.end], (at, reading.end)))
    else:
        found.extend(reading.quantities)
    return reading.end


def word_not_count(plain: str, at: int, reading: Reading) -> str:
    """Why a numeral before a unit is no count: 第二批, 每一个, 一个项目, 二期, 十分重要; "" when it is one."""
    unit = reading.quantities[0].unit
    numeral = plain[at : reading.number_end]
    before = plain[at - 1] if at else ""
    after = plain[reading.end : reading.end + 1]
    if before == "第":
        return "ordinal"
    if numeral[0] in FIGURES or numeral[1:3] == "分之" or dimension(unit).startswith("money"):
        return ""
    if before and before in "几数好上百千万成":
        return "inexact"
    if plain.startswith(("月", "日"), reading.number_end):
        return "date"
    if unit in ("季度", "期") or (numeral == "二" and dimension(unit) != "time"):
        return "ordinal"
    han = bool(after) and _patterns().han.match(after) is not None
    if (numeral == "十" and unit == "分" and han) or (numeral == "一" and unit == "度"):
        return "word"
    if plain.startswith("一", reading.end) and not plain.startswith(("一级", "一类", "一般"), reading.end):
        return "word"  # 三支一扶, 一户一策; but 四个一级指标
    if numeral == "一" and (han or (before and before in "每任某这同另那各统唯之单专下")):
        return "article"
    return ""
