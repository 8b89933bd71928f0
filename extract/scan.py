"""Which numbers of running text are data, and why the others are not.

    scan("2020年第二批下达92万元（财预〔2020〕10号），执行率100%。")   92万元, 100%
    scan_all(…)                                          also: 2020年 date, 第二批 ordinal, 〔2020〕10号 document_number

Every ASCII or full-width digit of a text ends up in a Quantity or in a Skipped with its reason.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .dates import match_date
from .phrase import Reading, read_at
from .printed import Quantity, Skipped
from .text import flat
from .units import dimension

_HAN = re.compile("[\u4e00-\u9fff]")


class _Patterns(NamedTuple):
    candidate: re.Pattern[str]
    document: re.Pattern[str]  # 〔2020〕10号
    numbered: re.Pattern[str]  # 10号
    ratio: re.Pattern[str]  # 15:1, 10:30
    fraction: re.Pattern[str]  # 37/39
    chain: re.Pattern[str]  # 0755-8305-1234, 1.2.3
    listed: re.Pattern[str]  # 1. 1、 1)
    glued_year: re.Pattern[str]  # 1.2020年…
    section: re.Pattern[str]  # 1.1项目背景
    reference: re.Pattern[str]  # 表, 附件, 指标 … before a number
    clock: re.Pattern[str]  # 8时30分
    run: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        candidate=re.compile("[0-9一二两三四五六七八九十壹贰叁肆伍陆柒捌玖①-⑳⑴-⒛%]|[百千]分之"),
        document=re.compile(r"[〔(] ?[0-9]{2,4} ?年?[〕)] ?(?:第 ?)?[0-9]++(?:[-—~、][0-9]++)*+ ?号?"),
        numbered=re.compile(r"[0-9]++(?:[-—][0-9]++)*+ ?号"),
        ratio=re.compile(r"[0-9]++(?:\.[0-9]++)?+(?: ?: ?[0-9]++(?:\.[0-9]++)?+)++"),
        fraction=re.compile(r"[0-9]++(?:\.[0-9]++)?+ ?/ ?[0-9]++(?:\.[0-9]++)?+(?: ?/ ?[0-9]++)*+"),
        chain=re.compile(r"[0-9]++(?:[-—][0-9]++){2,}+|0[0-9]{2,3}-[0-9]{7,8}|[0-9]++(?:\.[0-9]++){2,}+"),
        listed=re.compile(r"[0-9]{1,2}(?:[.、)](?![0-9])|\.(?=100%))"),
        glued_year=re.compile(r"[0-9]{1,2}[.、](?=(?:19|20)[0-9]{2} ?年)"),
        section=re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})*+ {0,2}(?=[\u4e00-\u9fff])"),
        reference=re.compile("(?:附件|附表|附录|附图|公开|指标|目标|问题|任务|方案|案例|步骤|阶段|样本|子项|[表图注]) ?(?:[A-Z]?)$"),
        clock=re.compile(r"[0-9]{1,2}时(?![间效期长段代])(?:[0-9]{1,2}分)?+|[0-9]{1,2}点(?:[0-9]{1,2}分|半|整|钟)"),
        run=re.compile(r"[0-9]++(?:[.,，][0-9]++)*+"),
    )


def scan(text: str) -> list[Quantity]:
    """Every number of running text that is data, in order; spans are characters of `text`."""
    return [item for item in scan_all(text) if isinstance(item, Quantity)]


def scan_all(text: str) -> list[Quantity | Skipped]:
    """Data and, with the reason, every other number, in order."""
    plain = flat(text)
    found: list[Quantity | Skipped] = []
    search = _patterns().candidate.search
    position = 0
    while (match := search(plain, position)) is not None:
        at = match.start()
        character = plain[at]
        if "0" <= character <= "9":
            end = _digits(text, plain, at, position, found)
        elif character == "%":
            end = at + 1
            if at and _HAN.match(plain, at - 1):  # 占基本支出预算%: the number is missing
                found.append(Skipped("number_missing", text[at:end], (at, end)))
        elif character >= "\u2460" and character <= "\u249b":
            end = at + 1
            found.append(Skipped("list_number", text[at:end], (at, end)))
        else:
            end = _chinese(text, plain, at, found)
        position = end
    return found


def _digits(text: str, plain: str, at: int, floor: int, found: list[Quantity | Skipped]) -> int:
    """Judges the number at `at`; `floor` is where the previous one ended."""
    skipped = _not_data(text, plain, at)
    if skipped is not None:
        found.append(skipped)
        return skipped.span[1]
    reading = read_at(text, plain, at)
    if isinstance(reading, Skipped):
        found.append(reading)
        return reading.span[1]
    reason = _doubt(plain, at, reading)
    if reason:
        end = reading.end if reason != "code" or reading.quantities[0].unit else reading.number_end
        found.append(Skipped(reason, text[at:end], (at, end)))
        return end
    found.extend(reading.quantities)
    return reading.end


def _not_data(text: str, plain: str, at: int) -> Skipped | None:
    """What the shape of the number and of its surroundings rules out before any unit is read."""
    patterns = _patterns()

    def skip(reason: str, end: int) -> Skipped:
        return Skipped(reason, text[at:end], (at, end))

    before = plain[at - 1] if at else "\n"
    if before.isascii() and (before.isalpha() or before in "_*."):
        return skip("masked" if before in "*" else "code", _run_end(plain, at))
    if before in "〔(" and (document := patterns.document.match(plain, at - 1)):
        if document[0].endswith("号") or before == "〔":
            return skip("document_number", document.end())
    if _opens(plain, at):
        if glued := patterns.glued_year.match(plain, at):
            return skip("list_number", glued.end())
    date = match_date(plain, at)
    if date is not None:
        return skip("date", date)
    for reason, pattern in (
        ("document_number", patterns.numbered),
        ("clock", patterns.clock),
        ("code", patterns.chain),
        ("ratio", patterns.ratio),
        ("fraction", patterns.fraction),
    ):
        match = pattern.match(plain, at)
        if match is not None:
            return skip(reason, match.end())
    return _enumerates(text, plain, at, before)


def _enumerates(text: str, plain: str, at: int, before: str) -> Skipped | None:
    """List numbers, ordinals and references."""
    patterns = _patterns()
    end = _run_end(plain, at)
    if _opens(plain, at) and (listed := patterns.listed.match(plain, at)):
        return Skipped("list_number", text[at : listed.end()], (at, listed.end()))
    if before == "(" and plain[end : end + 1] == ")" and end - at <= 2:
        return Skipped("list_number", text[at:end], (at, end))
    if before == "第" or (before == " " and plain[at - 2 : at - 1] == "第"):
        return Skipped("ordinal", text[at:end], (at, end))
    if plain[end : end + 2] in ("**", "xx", "XX", "××") or plain[end : end + 1] in ("X", "x") or (
        plain[end : end + 1] == "*" and not plain[end + 1 : end + 2].isdigit()
    ):
        return Skipped("masked", text[at : end + 1], (at, end + 1))
    if plain[end : end + 1] in ("级", "届"):
        return Skipped("ordinal", text[at : end + 1], (at, end + 1))
    return None


def _opens(plain: str, at: int) -> bool:
    """Whether a list number could stand at `at`: at the head of a line or sentence."""
    start = at
    while start and plain[start - 1] == " ":
        start -= 1
    return not start or plain[start - 1] in "\n\r。；;:!?"


def _run_end(plain: str, at: int) -> int:
    match = _patterns().run.match(plain, at)
    return match.end() if match else at + 1


def _doubt(plain: str, at: int, reading: Reading) -> str:
    """Why a well-formed number is no data all the same, or ""."""
    patterns = _patterns()
    quantity = reading.quantities[0]
    digits = plain[at : reading.number_end]
    unit = quantity.unit
    after = plain[reading.end : reading.end + 1]
    if not unit and after.isascii() and (after.isalpha() or after == "_"):
        return "code"
    reference = patterns.reference.search(plain[max(0, at - 4) : at]) if at else None
    if reference is not None and (reading.bare_range or not unit or not reading.glued) and _small(digits):
        return "reference"
    if reading.bare_range:
        return "reference"
    if plain[at - 1 : at] in ("×", "*") and unit == "%" and digits == "100":
        return "formula"
    if unit == "天" and plain[reading.number_end :].lstrip(" ").startswith("日"):
        return "date" if quantity.value <= 31 and not quantity.comparator else ""
    if unit == "季度":
        return "ordinal" if plain[reading.number_end] != "个" and quantity.value <= 4 else ""
    if unit or quantity.comparator or quantity.hedge or quantity.upper is not None:
        return ""
    return _bare(plain, at, digits)


def _bare(plain: str, at: int, digits: str) -> str:
    """Doubts about a number without unit, comparator or hedge."""
    if digits.isdigit():
        if len(digits) == 4 and "1990" <= digits <= "2049":
            return "year"
        if len(digits) >= 7:
            return "code"
    if _opens(plain, at) and (section := _patterns().section.match(plain, at)) and section.end() >= at + len(digits):
        return "list_number"
    return ""


def _small(digits: str) -> bool:
    return "," not in digits and len(digits.partition(".")[0]) <= 2


def _chinese(text: str, plain: str, at: int, found: list[Quantity | Skipped]) -> int:
    """Judges a Chinese numeral: most of them are words (一致, 统一, 十分)."""
    if plain[at] in "一二" and (date := match_date(plain, at)) is not None:
        found.append(Skipped("date", text[at:date], (at, date)))
        return date
    reading = read_at(text, plain, at)
    if isinstance(reading, Skipped):
        if reading.reason:
            found.append(reading)
        return reading.span[1]
    reason = _word(plain, at, reading)
    if reason:
        found.append(Skipped(reason, text[at : reading.end], (at, reading.end)))
    else:
        found.extend(reading.quantities)
    return reading.end


def _word(plain: str, at: int, reading: Reading) -> str:
    """Why a numeral before a unit is no count: 第二批, 每一个, 一个项目, 二期, 十分重要, 三分之二."""
    quantity = reading.quantities[0]
    numeral = plain[at : reading.number_end]
    before = plain[at - 1] if at else ""
    after = plain[reading.end : reading.end + 1]
    measure = dimension(quantity.unit)
    if numeral[0] in "壹贰叁肆伍陆柒捌玖百千" or measure.startswith("money"):
        return "ordinal" if before == "第" else ""
    if before == "第":
        return "ordinal"
    if before and before in "几数好上百千万成":
        return "inexact"
    if plain.startswith("之", reading.end) and quantity.unit == "分":
        return "fraction"
    if plain[reading.number_end] in "月日":
        return "date"
    if quantity.unit in ("季度", "期") or (numeral == "二" and measure != "time"):
        return "ordinal"
    if numeral == "十" and quantity.unit == "分" and after and _HAN.match(after):
        return "word"
    if numeral == "一" and ((after and (_HAN.match(after) or after == "一")) or (before and before in "每任某这同另那各统唯之单专")):
        return "article"
    return ""
