"""The grammar of one printed number: what belongs to it on both sides, whatever text it stands in.

    comparator  hedge  currency  sign  NUMBER  hedge  scale  hedge  unit  (– NUMBER unit)  comparator
    不低于                              5                             万元                    以上
                约                     1,352.00                      万元
                                       20      多     万              人次

A number is read only when it is well formed: 13,804万元 is one, 4125.49,4143.91万元 are two that share a unit, and
7,00.0,77 is none. Whether a number is data (37人) or a date, code or list number is decided by `scan` and `cell`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from .numerals import numeral, words_amount
from .printed import Quantity, Skipped
from .units import SCALES, dimension, match_unit

COMPARATORS = {
    **dict.fromkeys("≥ >= => ≥= 不低于 不少于 不小于 不得低于 不得少于 不能低于 未低于 至少 最少 大于等于 大于或等于".split(), ">="),
    **dict.fromkeys("≤ <= =< ≤= 不高于 不大于 不超过 不多于 不超 不得超过 不得高于 不能超过 未超过 至多 最多".split(), "<="),
    **dict.fromkeys("小于等于 小于或等于 控制在 低于或等于".split(), "<="),
    **dict.fromkeys("> 大于 高于 超过 多于".split(), ">"),
    **dict.fromkeys("< 小于 低于 少于 不足 不到 未满".split(), "<"),
    **dict.fromkeys("= == 等于".split(), "="),
    **dict.fromkeys(r"\geqslant \geq \ge &ge; &gt;=".split(), ">="),
    **dict.fromkeys(r"\leqslant \leq \le &le; &lt;=".split(), "<="),
    **dict.fromkeys(r"\gt &gt;".split(), ">"),
    **dict.fromkeys(r"\lt &lt;".split(), "<"),
}
SUFFIXES = {"以上": ">=", "之上": ">=", "以下": "<=", "之下": "<=", "以内": "<=", "之内": "<=", "内": "<="}
_FIGURES = "壹贰叁肆伍陆柒捌玖"


class Reading(NamedTuple):
    """Quantities read at one place (two for a pair that shares its unit) and the characters they take up."""

    quantities: tuple[Quantity, ...]
    start: int
    end: int
    number_end: int  # where the first number's digits end
    bare_range: bool = False  # 1-2: a dash and no unit; as likely a reference as a range
    glued: bool = True  # no blank between number and unit


class _Number(NamedTuple):
    value: Decimal
    places: int
    end: int


class _Tail(NamedTuple):
    hedge: str
    unit: str
    end: int


@cache
def _run() -> re.Pattern[str]:
    return re.compile(r"[0-9]++(?:[.,，][0-9]++)*+")


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(r"(?:0|[1-9][0-9]*+)(?:\.(?P<fraction>[0-9]++))?+")


@cache
def _grouped() -> re.Pattern[str]:
    return re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})++(?:\.(?P<fraction>[0-9]++))?+")


@cache
def _chinese() -> re.Pattern[str]:
    return re.compile("[〇零○一二两三四五六七八九十百千万亿]++(?:点[〇零○一二三四五六七八九]++)?+")


@cache
def _words() -> re.Pattern[str]:
    return re.compile(
        f"[{_FIGURES}拾佰仟万亿零]++[元圆](?:零?[{_FIGURES}]角)?+(?:零?[{_FIGURES}]分)?+[整正]?"
        f"|[{_FIGURES}]角(?:零?[{_FIGURES}]分)?+[整正]?"
    )


@cache
def _range_mark() -> re.Pattern[str]:
    return re.compile(r" ?(?:\(不?含\))?(?P<mark>-{1,2}|~{1,2}|—{1,2}|–|至|到) ?(?=[0-9])")


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(r" ?(?P<strict>\((?:不含|含)\)|含|不含)?(?:及|或|和)?(?P<word>以[上下内]|之[上下内]|左右|上下|前后|内)")


@cache
def _prefix() -> re.Pattern[str]:
    comparators = "|".join(sorted(map(re.escape, COMPARATORS), key=len, reverse=True))
    hedge = "(?<![节预合签制公条契违履特])约(?:为)?|大约|将近|接近|(?<![附最临靠亲贴将接])近|逾|(?<![不未])超"
    return re.compile(
        rf"(?:(?:\$ ?)?(?P<comparator>{comparators}|(?P<reach>达到|达)) ?)?(?:(?P<hedge>{hedge}) ?)?"
        r"(?P<currency>¥ ?)?(?P<sign>[-+±] ?)?$"
    )


# Last characters of anything `_prefix` matches: most numbers follow none of them, and skip the search.
_PREFIX_ENDS = frozenset("≥≤><=于过少多到足满超约为近逾¥-+±;tqegl在达n")


@cache
def _each() -> re.Pattern[str]:
    unit = "人次|人|户|亩|学年|学期|年|月|日|天|小时|次|个|家|名|平方米|公里|件|份|套|生|吨|例|场|期|课时|学时|辆|台|村|床|位|只|头|篇"
    return re.compile(
        rf"(?P<each>(?:每{unit_group(unit)})+)(?:补助|补贴|奖励|发放|支付|标准为|标准|收费|不超过|不低于|按|约|为|需){{0,2}} ?$"
    )


def unit_group(alternatives: str) -> str:
    return f"(?:{alternatives})"


def number_at(plain: str, at: int) -> _Number | str:
    """The number whose digits start at `at`, or the reason why it is none."""
    match = _run().match(plain, at)
    if match is None:
        return "malformed"
    run = match[0]
    if "，" in run:
        return _full_width(plain, at, run)
    whole = _grouped().fullmatch(run) or _plain().fullmatch(run)
    if whole is None or len(run) > 40:
        return "malformed" if "," in run or run.count(".") == 1 else "code"
    return _Number(Decimal(run.replace(",", "")), len(whole["fraction"] or ""), match.end())


def _full_width(plain: str, at: int, run: str) -> _Number | str:
    """A full-width comma parts clauses unless it can only group digits: 1，352，000.00, or 13，804万元."""
    whole = _grouped().fullmatch(run.replace("，", ",")) if "," not in run else None
    end = at + len(run)
    if whole is not None:
        tail = _tail(plain, end)
        money = dimension(tail.unit, money=True) == "money"
        if run.count("，") > 1 or money or (whole["fraction"] and not tail.unit):
            return _Number(Decimal(run.replace("，", "")), len(whole["fraction"] or ""), end)
    first = run[: run.index("，")]
    following = run[run.index("，") + 1 :]
    if len(following) > 1 and following[0] == "0" and following[1] != ".":
        return "malformed"
    return number_at(plain[: at + len(first)], at)


def _pair(plain: str, at: int) -> list[_Number] | None:
    """Numbers printed with a bare comma between them, when no comma can be a thousands separator."""
    match = _run().match(plain, at)
    if match is None or "," not in match[0] or "，" in match[0]:
        return None
    numbers: list[_Number] = []
    position = at
    parts = match[0].split(",")
    while parts:
        # As many parts as make one grouped number belong together: 1,234.5,678.9 is 1,234.5 and 678.9.
        for count in range(min(len(parts), 6), 0, -1):
            piece = ",".join(parts[:count])
            whole = _grouped().fullmatch(piece) if count > 1 else _plain().fullmatch(piece)
            if whole is not None:
                break
        else:
            return None
        del parts[:count]
        fraction = whole["fraction"] or ""
        if parts and not fraction:
            return None  # 12,34: a pair or a broken number, nobody can tell
        numbers.append(_Number(Decimal(piece.replace(",", "")), len(fraction), position + len(piece)))
        position += len(piece) + 1
    return numbers


def _tail(plain: str, at: int) -> _Tail:
    """Hedge, scale and unit behind a number: 多万人次, 亿多元,  万元, 元/人/年."""
    position = at
    while position < at + 2 and plain[position : position + 1] == " ":
        position += 1
    hedge = ""
    if plain[position : position + 1] in ("余", "多", "几", "来"):
        hedge = plain[position]
        position += 1
    found = match_unit(plain, position)
    if found is None:
        found, hedge = _scaled(plain, position, hedge)
    if found is None:
        return _Tail(hedge, "", position) if hedge in ("余", "多") else _Tail("", "", at)
    unit, end = found
    return _Tail(hedge, *_compound(plain, unit, end))


def _scaled(plain: str, position: int, hedge: str) -> tuple[tuple[str, int] | None, str]:
    """A scale parted from its unit by a hedge or blank (亿多元), or without one (3359.62万)."""
    for scale in ("万亿", "百万", "千万", "亿", "万", "千", "百"):
        if plain.startswith(scale, position):
            break
    else:
        return None, hedge
    end = position + len(scale)
    inner = plain[end : end + 1] if plain[end : end + 1] in ("余", "多") else ""
    blank = 1 if plain[end + len(inner) : end + len(inner) + 1] == " " else 0
    unit = match_unit(plain, end + len(inner) + blank) if inner or blank else None
    if unit is not None and dimension(unit[0]) not in ("ratio", "score"):
        return (scale + unit[0], unit[1]), hedge or inner
    if scale in ("千", "百") or plain.startswith("分之", end):
        return None, hedge
    return (scale, end + len(inner)), hedge or inner


def _compound(plain: str, unit: str, end: int) -> tuple[str, int]:
    """元/人*月 and 元每户: a denominator belongs to the unit, or a price would pass for an amount."""
    while plain[end : end + 1] in ("/", "每", "*", "·"):
        mark = plain[end]
        if mark in "*·" and "/" not in unit:
            break
        known = match_unit(plain, end + 1)
        if known is not None:
            name, after = known
        else:
            match = _unknown_unit().match(plain, end + 1) if mark == "/" else None
            if match is None:
                break
            name, after = match[0], match.end()
        unit += ("*" if mark in "*·" else "/") + name
        end = after
    return unit, end


@cache
def _unknown_unit() -> re.Pattern[str]:
    return re.compile(r"[\u4e00-\u9fff]{1,3}+(?![\u4e00-\u9fff0-9])")


def read_at(text: str, plain: str, at: int, *, cell: bool = False) -> Reading | Skipped:
    """The number phrase whose first digit or numeral stands at `at`."""
    character = plain[at]
    if character in _FIGURES:
        return _read_words(text, plain, at)
    if character in "百千万":
        return _read_per(text, plain, at)
    if not "0" <= character <= "9":
        return _read_chinese(text, plain, at)
    number = number_at(plain, at)
    if isinstance(number, str):
        pair = _pair(plain, at)
        if pair is None:
            match = _run().match(plain, at)
            end = match.end() if match else at + 1
            return Skipped(number, text[at:end], (at, end))
        return _read_pair(text, plain, at, pair)
    return _read_number(text, plain, at, number, cell=cell)


def _read_number(text: str, plain: str, at: int, number: _Number, *, cell: bool) -> Reading | Skipped:
    tail = _tail(plain, number.end)
    glued = plain[number.end : number.end + 1] != " "
    grouped = "," in plain[at : number.end]
    if grouped and dimension(tail.unit) in ("ratio", "score", "point"):
        return Skipped("ambiguous", text[at : tail.end], (at, tail.end))
    if dimension(tail.unit) == "money" and plain.startswith("亩", tail.end):
        return Skipped("unit", text[at : tail.end + 1], (at, tail.end + 1))
    value = Quantity(number.value, tail.unit, number.places, hedge=tail.hedge)
    end, bare = tail.end, False
    second = _second(plain, at, number, tail)
    if second is not None:
        upper, unit, places, end, bare = second
        value = replace(value, upper=upper, unit=unit, places=places)
    return _dress(text, plain, at, value, end, number.end, bare=bare, glued=glued, cell=cell)


def _second(
    plain: str, at: int, number: _Number, tail: _Tail
) -> tuple[Decimal, str, int, int, bool] | None:
    """The far end of a range: 80%-90%, 5至10人. A fall (90%到80%) and 从…到… are two numbers."""
    mark = _range_mark().match(plain, tail.end)
    if mark is None or tail.hedge or any(word in plain[max(0, at - 4) : at] for word in "从由"):
        return None
    upper = number_at(plain, mark.end())
    if isinstance(upper, str) or upper.value < number.value:
        return None
    after = _tail(plain, upper.end)
    same = tail.unit == after.unit or not tail.unit or (tail.unit in SCALES and after.unit.startswith(tail.unit))
    if not same or after.hedge:
        return None
    bare = not after.unit and mark["mark"][0] in "-—–"
    return upper.value, after.unit, max(number.places, upper.places), after.end, bare


def _read_pair(text: str, plain: str, at: int, pair: list[_Number]) -> Reading:
    tail = _tail(plain, pair[-1].end)
    quantities: list[Quantity] = []
    start = at
    for number in pair:
        end = tail.end if number is pair[-1] else number.end
        quantities.append(
            Quantity(number.value, tail.unit, number.places, "", tail.hedge, None, text[start:end], (start, end))
        )
        start = number.end + 1
    return Reading(tuple(quantities), at, tail.end, pair[0].end)


def _read_words(text: str, plain: str, at: int) -> Reading | Skipped:
    """大写金额: always 元, whatever 万 stands in it."""
    match = _words().match(plain, at)
    if match is None:
        return Skipped("", text[at], (at, at + 1))
    amount = words_amount(match[0])
    if amount is None:
        return Skipped("malformed", text[at : match.end()], (at, match.end()))
    value = Quantity(amount[0], "元", amount[1], text=text[at : match.end()], span=(at, match.end()))
    return Reading((value,), at, match.end(), match.end())


def _read_per(text: str, plain: str, at: int) -> Reading | Skipped:
    """百分之八十五 and 百分之85 are 85%."""
    unit = {"百": "%", "千": "‰"}.get(plain[at])
    if unit is None or not plain.startswith("分之", at + 1):
        return Skipped("", text[at], (at, at + 1))
    start = at + 3
    match = _run().match(plain, start) or _chinese().match(plain, start)
    if match is None:
        return Skipped("malformed", text[at:start], (at, start))
    if "0" <= match[0][0] <= "9":
        number = number_at(plain, start)
        value, places = (None, 0) if isinstance(number, str) else (number.value, number.places)
    else:
        value = Decimal(100) if match[0] == "百" else numeral(match[0])
        places = len(match[0].partition("点")[2])
    end = match.end()
    if value is None or plain[end : end + 1] in ("几", "多"):
        return Skipped("inexact", text[at:end], (at, end))
    return _dress(text, plain, at, Quantity(value, unit, places), end, end)


def _read_chinese(text: str, plain: str, at: int) -> Reading | Skipped:
    """A Chinese numeral is a number only before a unit: 二十三个, 五百万元."""
    match = _chinese().match(plain, at)
    if match is None:
        return Skipped("", text[at], (at, at + 1))
    run, end = match[0], match.end()
    scale = ""
    if run[-1] in "万亿" and not any(mark in run[:-1] for mark in "万亿"):
        run, scale = run[:-1], run[-1]
    hedge = plain[end] if plain[end : end + 1] in ("余", "多", "几") else ""
    found = match_unit(plain, end + len(hedge))
    if found is None or dimension(found[0]) == "ratio":
        return Skipped("", text[at:end], (at, end))
    value = numeral(run)
    unit, stop = _compound(plain, scale + found[0], found[1])
    if value is None or hedge == "几":
        return Skipped("inexact", text[at:stop], (at, stop))
    places = len(run.partition("点")[2])
    return _dress(text, plain, at, Quantity(value, unit, places, hedge=hedge), stop, end)


def _dress(
    text: str,
    plain: str,
    at: int,
    value: Quantity,
    end: int,
    number_end: int,
    *,
    bare: bool = False,
    glued: bool = True,
    cell: bool = False,
) -> Reading:
    """Adds what stands before the number and behind its unit."""
    measure = dimension(value.unit)
    suffix = _suffix().match(plain, end)
    if suffix is not None and (suffix["word"] != "内" or measure == "time"):
        word = suffix["word"]
        comparator = SUFFIXES.get(word, "")
        if comparator and suffix["strict"] in ("不含", "(不含)"):
            comparator = comparator[0]
        value = replace(value, comparator=comparator, hedge=value.hedge if comparator else value.hedge or word)
        end = suffix.end()
    start, value = _before(plain, at, value, measure, cell=cell)
    if plain[start : start + 1] == "$" and (closing := re.compile(r" ?\$").match(plain, end)):
        end = closing.end()
    value = replace(value, text=text[start:end], span=(start, end))
    return Reading((value,), start, end, number_end, bare, glued)


def _before(plain: str, at: int, value: Quantity, measure: str, *, cell: bool) -> tuple[int, Quantity]:
    start = at
    last = plain[at - 1] if at else ""
    if last == " " and at > 1:
        last = plain[at - 2]
    if last in _PREFIX_ENDS and at:
        floor = max(0, at - 14)
        match = _prefix().search(plain[floor:at])
        if match is not None and match[0].strip():
            start, value = _apply(plain, floor, match, value, measure, at, cell=cell)
    if measure == "money" and "每" in plain[max(0, start - 16) : start]:
        floor = max(0, start - 16)
        each = _each().search(plain[floor:start])
        if each is not None:
            start = floor + each.start()
            value = replace(value, unit=value.unit + each["each"].replace("每", "/"))
    return start, value


def _apply(
    plain: str, floor: int, match: re.Match[str], value: Quantity, measure: str, at: int, *, cell: bool
) -> tuple[int, Quantity]:
    """Takes over a matched prefix, as far as it means what it usually means."""
    start = at
    sign = (match["sign"] or "").strip()
    if sign and (cell or _signs(plain, floor + match.start("sign"), value, measure)):
        start = floor + match.start("sign")
        if sign == "-":
            value = replace(value, value=-value.value)
        elif sign == "±":
            value = replace(value, hedge="±")
    elif sign:
        return at, value  # the dash of 项目决策-3 or 5-3 joins, and what stands before it is not ours
    if match["currency"]:
        start = floor + match.start("currency")
        value = value if value.unit and value.unit not in SCALES else replace(value, unit=f"{value.unit}元")
    if match["hedge"] and not (measure == "time" and match["hedge"] == "近"):  # 近3年 are exactly three
        if measure == "point" and match["hedge"] == "超":
            return start, value
        start = floor + match.start("hedge")
        value = replace(value, hedge=match["hedge"])
    word = match["comparator"]
    if word is None or (match["reach"] and not cell):
        return start, value
    if measure == "point" and not word.startswith(("≥", "≤", "\\", "&", "不")):
        return start, value  # 超过3.91个百分点 tells the gap, not a bound
    start = floor + match.start()
    return start, replace(value, comparator=">=" if match["reach"] else COMPARATORS[word])


def _signs(plain: str, at: int, value: Quantity, measure: str) -> bool:
    """Whether the sign at `at` of running text is the number's own."""
    if plain[at] == "±":
        return True
    before = plain[:at].rstrip(" ")[-1:] if at and plain[at - 1] == " " else plain[at - 1 : at]
    if before.isascii() and (before.isalnum() or (before and before in ")%_-")):
        return False
    if plain[at] == "+":
        return False
    han = "\u4e00" <= before <= "\u9fff"
    return not han or plain[at - 1] == " " or measure in ("money", "ratio", "point") or value.places > 0
