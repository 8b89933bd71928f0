"""Units as printed: which spelling means which unit, what it measures, and exact conversion between twins.

A unit is a base ("元", "人次", "%"), perhaps scaled ("万元", "2万人次" has unit "万人次"), perhaps compound
("元/人/年"). A compound keeps its whole spelling and its own dimension, so that 2500元/户 is never taken for an amount.

    convert(Decimal("135.2"), "万元", "元") == 1352000
    convert(Decimal("85.06"), "%", "") == Decimal("0.8506")
    dimension("万元") == "money";  dimension("万名") == "count:人";  dimension("元/户") == "rate:元/户"

Conversions only move the decimal point: no length of a month, no exchange rate, no 1,024 is ever assumed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

from .unit_table import ALIASES, COUNTS, MEASURES, NOT_BEFORE, SAME_COUNT, SCALES, TIMES, Unit


@cache
def _table() -> dict[str, Unit]:
    table = dict(MEASURES)
    table.update({name: Unit("time", base) for name, base in TIMES.items()})
    for name in COUNTS.split():
        base = SAME_COUNT.get(name, name)
        table[name] = Unit(f"count:{base}", base)
    return table


@cache
def _spellings() -> dict[str, str]:
    """Every printed spelling of a unit, scaled ones included, with its canonical one."""
    plain = {**{name: name for name in _table()}, **ALIASES}
    scaled = {
        scale + printed: scale + name
        for printed, name in plain.items()
        for scale in SCALES
        if _scalable(name) and scale + printed not in plain
    }
    return {**scaled, **plain}


def _scalable(name: str) -> bool:
    return _table()[name].dimension not in ("ratio", "point", "score", "multiple", "age", "time")


@cache
def _lookup() -> tuple[dict[str, int], dict[str, str], dict[str, tuple[str, ...]]]:
    """Longest spelling by first character, canonical names, and by name what must not follow."""
    spellings = _spellings()
    longest: dict[str, int] = {}
    for printed in spellings:
        longest[printed[0]] = max(longest.get(printed[0], 0), len(printed))
    refused = {name: tuple(words.split()) for name, words in NOT_BEFORE.items()}
    return longest, spellings, refused


def match_unit(text: str, position: int) -> tuple[str, int] | None:
    """Canonical name and end of the longest unit spelled at `position` of flat text."""
    longest, spellings, refused = _lookup()
    for end in range(position + longest.get(text[position : position + 1], 0), position, -1):
        printed = text[position:end]
        name = spellings.get(printed)
        if name is None or len(printed) < end - position:
            continue
        if printed[-1].isascii() and text[end : end + 1].isascii() and text[end : end + 1].isalnum():
            continue  # the m of "max", the T of a serial number
        if text.startswith(refused.get(printed[-1], ()), end):
            continue
        return name, end
    return None


def match_compound(text: str, position: int) -> tuple[str, int] | None:
    """As `match_unit`, with denominators: 元/人*月, 元每户. A price must not pass for an amount."""
    found = match_unit(text, position)
    return None if found is None else denominated(text, *found)


def denominated(text: str, unit: str, end: int) -> tuple[str, int]:
    """`unit` with the denominators that follow at `end`."""
    while text[end : end + 1] in ("/", "每", "*", "·"):
        mark = text[end]
        if mark in "*·" and "/" not in unit:
            break
        found = match_unit(text, end + 1)
        if found is None and mark == "/" and (word := _unknown().match(text, end + 1)):
            found = word[0], word.end()
        if found is None:
            break
        unit += ("*" if mark in "*·" else "/") + found[0]
        end = found[1]
    return unit, end


@cache
def _unknown() -> re.Pattern[str]:
    """A denominator no table knows (元/标箱), unless it runs on: 92万元/实际支出85万元 parts two amounts."""
    return re.compile(r"(?:[\u4e00-\u9fff]{1,3}+|[A-Za-z]{1,4}+)(?![\u4e00-\u9fff0-9A-Za-z])")


@lru_cache(maxsize=1024)  # compounds are open-ended
def resolve(unit: str) -> Unit | None:
    """What a canonical unit measures; None for an unknown spelling."""
    if unit in SCALES:
        return Unit("", "", SCALES[unit])
    head, mark, tail = unit.partition("/")
    name = _spellings().get(head, head)
    found = _table().get(name)
    if found is None:
        for scale in sorted(SCALES, key=len, reverse=True):
            rest = _table().get(name.removeprefix(scale)) if name.startswith(scale) else None
            if rest is not None:
                found = rest._replace(power=rest.power + SCALES[scale])
                break
    if found is None or not mark:
        return found
    base = f"{found.base or '1'}/{tail}"
    return Unit(f"rate:{base}", base, found.power)


@lru_cache(maxsize=1024)
def dimension(unit: str, *, money: bool = False) -> str:
    """What `unit` measures: money, ratio, point, score, time, count:人, rate:元/户, …; "" for none or unknown.

    A bare 万 or 亿 is a scale without a unit; with `money` (the row or column says so) it is an amount.
    """
    if unit in SCALES:
        return "money" if money else ""
    found = resolve(unit) if unit else None
    return found.dimension if found else ""


def convert(value: Decimal, unit_from: str, unit_to: str, *, money: bool = False) -> Decimal:
    """`value` moved from one unit to another of the same measure, exactly; ValueError when they differ.

    "" stands for a plain number: 0.9 and 90% convert, and so do 万 and a plain number.
    """
    if unit_from == unit_to:
        return value
    source, target = _as_unit(unit_from, money), _as_unit(unit_to, money)
    if source is None or target is None or source.base != target.base or not _compatible(source, target):
        raise ValueError(f"{unit_from or '无单位'} 与 {unit_to or '无单位'} 不能换算")
    return shift(value, source.power - target.power)


def _as_unit(unit: str, money: bool) -> Unit | None:
    if unit in SCALES and money:
        return Unit("money", "元", SCALES[unit])
    return resolve(unit) if unit else Unit("", "")


def _compatible(source: Unit, target: Unit) -> bool:
    return source.dimension == target.dimension or {source.dimension, target.dimension} == {"", "ratio"}


def shift(value: Decimal, power: int) -> Decimal:
    """`value` × 10**power, whatever its length: the context's precision plays no part."""
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"不是有限的数：{value}")
    exponent += power
    if exponent > 0:
        digits, exponent = digits + (0,) * exponent, 0
    return Decimal((sign, digits, exponent))
