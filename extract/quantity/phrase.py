"""The grammar of one printed number: what belongs to it on both sides, whatever text it stands in.

    comparator  hedge  currency  sign  NUMBER  hedge  scale  hedge  unit  (– NUMBER unit)  comparator
    不低于                              5                             万元                    以上
                约                     1,352.00                      万元
                                       20      多     万              人次

Whether a well-formed number is data (37人) or a date, a code or a list number is for `scan` and `cell` to decide.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from .digits import Number, Refused, number_at, pair_at
from .numerals import numeral, words_amount
from .prefix import prefix_at, suffix_at
from .printed import Quantity, Skipped
from .unit_table import SCALES
from .units import denominated, dimension, match_compound, match_unit

FIGURES = "壹贰叁肆伍陆柒捌玖"
_BARE_SCALES = ("万亿", "百万", "千万", "亿", "万")


class Reading(NamedTuple):
    """Quantities read at one place (two for a pair that shares its unit) and the characters they take up."""

    quantities: tuple[Quantity, ...]
    start: int
    end: int
    number_end: int  # where the first number's digits end
    bare_range: bool = False  # 1-2: a dash and no unit; as likely a reference as a range


class _Tail(NamedTuple):
    hedge: str
    unit: str
    end: int


class _Core(NamedTuple):
    """A number with its unit, before its surroundings are read."""

    value: Decimal
    places: int
    unit: str
    hedge: str
    end: int
    number_end: int
    upper: Decimal | None = None
    bare: bool = False


@cache
def _chinese() -> re.Pattern[str]:
    return re.compile("[〇零○一二两三四五六七八九十百千万亿]++(?:点[〇零○一二三四五六七八九]++)?+")


@cache
def _words() -> re.Pattern[str]:
    return re.compile(
        f"(?P<run>[{FIGURES}拾佰仟万亿零]++)"
        f"(?P<amount>[元圆](?:零?[{FIGURES}]角)?+(?:零?[{FIGURES}]分)?+[整正]?|角(?:零?[{FIGURES}]分)?+[整正]?)?+"
    )


@cache
def _range_mark() -> re.Pattern[str]:
    # No blanks around a dash: "0.00 — 1.00" is a row of a table with an empty cell in it.
    return re.compile(r"(?:\(不?含\))?(?:(?P<dash>-{1,2}|—{1,2}|–)| ?(?:~{1,2}|至|到) ?)(?=[0-9])")


def read_at(text: str, plain: str, at: int, floor: int = 0, *, cell: bool = False) -> Reading | Skipped:
    """The number phrase whose first digit or numeral stands at `at`; nothing before `floor` belongs to it.

    A Skipped without a reason is a word that merely looks like a numeral (一致, 大陆).
    """
    character = plain[at]
    if "0" <= character <= "9":
        number = number_at(plain, at)
        if isinstance(number, Refused):
            pair = pair_at(plain, at)
            if pair is None:
                return Skipped(number.reason, text[at : number.end], (at, number.end))
            return _read_pair(text, plain, at, pair)
        core = _arabic(plain, at, number)
    elif character in FIGURES:
        return _read_words(text, plain, at)
    elif plain.startswith("分之", at + 1):
        core = _per_hundred(plain, at)
    else:
        core = _numeral(plain, at)
    if isinstance(core, _Core):
        return _dress(text, plain, at, core, floor, cell=cell)
    reason, end = core
    return Skipped(reason, text[at:end], (at, end))


def _tail(plain: str, at: int) -> _Tail:
    """Hedge, scale and unit behind a number: 多万人次, 亿多元,  万元, 元/人/年."""
    position = at
    while position < at + 2 and plain[position : position + 1] == " ":
        position += 1
    found = match_compound(plain, position)
    if found is not None:
        return _Tail("", *found)
    hedge = plain[position] if plain[position : position + 1] in ("余", "多", "几", "来") else ""
    position += len(hedge)
    if hedge and (found := match_compound(plain, position)) is not None:
        return _Tail(hedge, *found)
    scaled = _scaled(plain, position)
    if scaled is not None:
        return _Tail(hedge or scaled.hedge, scaled.unit, scaled.end)
    return _Tail(hedge, "", position) if hedge in ("余", "多") else _Tail("", "", at)


def _scaled(plain: str, position: int) -> _Tail | None:
    """A scale parted from its unit by a hedge or blank (亿多元), or without one (3359.62万)."""
    scale = next((scale for scale in (*_BARE_SCALES, "千", "百") if plain.startswith(scale, position)), None)
    if scale is None:
        return None
    end = position + len(scale)
    inner = plain[end] if plain[end : end + 1] in ("余", "多") else ""
    gap = " " if plain[end + len(inner) : end + len(inner) + 1] == " " else ""
    if inner or gap:
        found = match_unit(plain, end + len(inner) + len(gap))
        if found is not None and dimension(scale + found[0]):
            return _Tail(inner, *denominated(plain, scale + found[0], found[1]))
    if scale not in _BARE_SCALES or plain.startswith("分之", end):
        return None
    return _Tail(inner, scale, end + len(inner))


def _arabic(plain: str, at: int, number: Number) -> _Core | tuple[str, int]:
    tail = _tail(plain, number.end)
    measure = dimension(tail.unit)
    if number.grouped and measure in ("ratio", "score", "point"):
        return "ambiguous", tail.end  # 95,100%: a clause mark typed as ASCII, or a thousand-fold rate
    if measure == "money" and plain.startswith("亩", tail.end):
        return "unit", tail.end + 1  # 42.59万元亩: one unit too many
    core = _Core(number.value, number.places, tail.unit, tail.hedge, tail.end, number.end)
    return _ranged(plain, at, core) or core


def _ranged(plain: str, at: int, core: _Core) -> _Core | None:
    """The whole range that `core` begins: 80%-90%, 5至10人. A fall (90%到80%) and 从…到… are two numbers."""
    mark = _range_mark().match(plain, core.end)
    if mark is None or core.hedge or any(word in plain[max(0, at - 4) : at] for word in "从由"):
        return None
    upper = number_at(plain, mark.end())
    if isinstance(upper, Refused):
        return None
    after = _tail(plain, upper.end)
    same = core.unit in ("", after.unit) or (core.unit in SCALES and after.unit.startswith(core.unit))
    bare = bool(mark["dash"]) and not after.unit
    if not same or after.hedge or (upper.value < core.value and not bare):
        return None
    places = max(core.places, upper.places)
    return core._replace(unit=after.unit, places=places, end=after.end, upper=upper.value, bare=bare)


def _read_pair(text: str, plain: str, at: int, pair: list[Number]) -> Reading:
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
    if match is None or match["amount"] is None:
        end = match.end() if match else at + 1
        return Skipped("", text[at:end], (at, end))
    end = match.end()
    amount = words_amount(match[0])
    if amount is None:
        return Skipped("malformed", text[at:end], (at, end))
    value = Quantity(amount[0], "元", amount[1], text=text[at:end], span=(at, end))
    return Reading((value,), at, end, end)


def _per_hundred(plain: str, at: int) -> _Core | tuple[str, int]:
    """百分之八十五 and 百分之85 are 85%; 三分之二 is a fraction."""
    unit = {"百": "%", "千": "‰"}.get(plain[at])
    start = at + 3
    match = _chinese().match(plain, start)
    if "0" <= plain[start : start + 1] <= "9":
        number = number_at(plain, start)
        end = number.end
        value, places = (None, 0) if isinstance(number, Refused) else (number.value, number.places)
    elif match is not None:
        end = match.end()
        value = Decimal(100) if match[0] == "百" else numeral(match[0])
        places = len(match[0].partition("点")[2])
    else:
        return "", start
    if unit is None:
        return "fraction", end
    if value is None or plain[end : end + 1] in ("几", "多", "余"):
        return "inexact", end
    return _Core(value, places, unit, "", end, end)


def _numeral(plain: str, at: int) -> _Core | tuple[str, int]:
    """A Chinese numeral is a number only before a unit: 二十三个, 五百万元."""
    match = _chinese().match(plain, at)
    if match is None:
        return "", at + 1
    run, end = match[0], match.end()
    scale = ""
    if run[-1] in "万亿" and not any(mark in run[:-1] for mark in "万亿"):
        run, scale = run[:-1], run[-1]
    hedge = plain[end] if plain[end : end + 1] in ("余", "多", "几") else ""
    found = match_unit(plain, end + len(hedge))
    if found is None or dimension(found[0]) == "ratio":
        return "", end
    unit, stop = denominated(plain, scale + found[0], found[1])
    value = numeral(run)
    if value is None or hedge == "几" or not dimension(unit):
        return "inexact", stop
    return _Core(value, len(run.partition("点")[2]), unit, hedge, stop, end)


def _dress(text: str, plain: str, at: int, core: _Core, floor: int, *, cell: bool) -> Reading:
    """Adds what stands before the number and behind its unit."""
    unit = core.unit
    before = prefix_at(plain, at, floor, unit, core.places, cell=cell)
    after = suffix_at(plain, core.end, dimension(unit))
    end = after.end
    if before.currency and (not unit or unit in SCALES):
        unit += "元"
    if plain[before.start] == "$" and plain[end : end + 2].lstrip(" ").startswith("$"):
        end = plain.index("$", end) + 1
    value = Quantity(
        core.value.copy_negate() if before.negative else core.value,
        unit + before.per,
        core.places,
        before.comparator or after.comparator,
        before.hedge or core.hedge or after.hedge,
        core.upper,
        text[before.start : end],
        (before.start, end),
    )
    return Reading((value,), before.start, end, core.number_end, core.bare)
