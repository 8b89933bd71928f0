"""A table cell as one number, as a missing value, or as text. Never a guess.

parse_cell("≥8 分")          8 分, comparator >=        parse_cell("—")      Missing("dash")
parse_cell("135.2 万")       135.2 万                   parse_cell("不适用")  Missing("not_applicable")
parse_cell("1352\\n000.00")   1352000.00                 parse_cell("3\\n5")   None: 3 and 5, or 35
parse_cell("(1,234.50)")     -1234.50                   parse_cell("M.8")    None: misread characters stay text
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import regex

from ..text import flat, unmark
from .phrase import FIGURES, Reading, read_at
from .printed import Missing, Quantity
from .units import dimension, match_compound

_BLANKS = " \t\r\n\u3000\u00a0\ufeff\u200b"
_DASHES = frozenset("-—–―_…‥─━")
_NONE = frozenset(("无", "暂无", "没有"))
_NOT_APPLICABLE = frozenset(("不适用", "不适应", "不涉及", "n/a", "na", "#n/a"))
_LONGEST = 80  # characters; a longer cell is text


class _Patterns(NamedTuple):
    first: re.Pattern[str]
    broken: re.Pattern[str]  # blanks between two halves of a number
    cut_short: re.Pattern[str]  # an amount to the tenth, or to three places and more, and what is left of its places
    short_group: re.Pattern[str]
    unit_in_brackets: re.Pattern[str]
    blanks: re.Pattern[str]
    broken_word: regex.Pattern[str]  # 百分 | 点, over two lines of a narrow column


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        first=re.compile(f"[0-9一二两三四五六七八九十{FIGURES}]|[百千]分之"),
        broken=re.compile("(?<=[0-9.,])[ \n]++(?=[0-9.,])"),
        cut_short=re.compile(r"(?:[0-9]{4,}|[0-9]{1,3}(?:,[0-9]{3})+)\.[0-9]\|[0-9]|[0-9]+\.[0-9]{3,}\|[0-9]{1,3}"),
        short_group=re.compile("[0-9]{1,3}(?:,[0-9]{3})*,[0-9]{1,2}"),
        unit_in_brackets=re.compile(r"(?P<number>[^()]*[0-9]) ?\((?P<unit>[^()0-9]{1,8})\)"),
        blanks=re.compile("[ \n\t]++"),
        broken_word=regex.compile("(?<=[\u4e00-\u9fff]) ?\n ?(?=[\u4e00-\u9fff])"),
    )


def parse_cell(text: str) -> Quantity | Missing | None:
    """The one number of a cell, why it has none, or None when it is text or holds several numbers."""
    stripped = text.strip(_BLANKS)
    missing = _missing(stripped)
    if missing is not None:
        return Missing(missing, text)
    if len(stripped) > _LONGEST:
        return None
    plain = unmark(flat(stripped).replace("\r", "\n")).strip("$ ").rstrip("。；;、，,")
    joined = _join(plain)
    quantity = None if joined is None else _whole(joined)
    if quantity is None:
        return None
    start = text.index(stripped)
    return replace(quantity, text=stripped, span=(start, start + len(stripped)))


def _missing(stripped: str) -> str | None:
    if not stripped:
        return "blank"
    if len(stripped) > 12:
        return None
    word = "".join(flat(stripped).lower().split())
    if set(word) <= _DASHES or (len(word) > 2 and set(word) == {"."}):
        return "dash"
    if set(word) <= {"/", "\\", "∕"}:
        return "slash"
    word = word.rstrip("。.")
    if word in _NONE:
        return "none"
    return "not_applicable" if word in _NOT_APPLICABLE else None


def _join(plain: str) -> str | None:
    """Glues digits that a narrow column broke, if the pieces cannot be numbers of their own; None if they can.

    1352|000.00 must be one (no number begins 000), 1,352,|000.00 too (no number ends in a comma), 1092924.9|6 lacks its
    last place; 3|5 may be two.
    """
    patterns = _patterns()
    plain = patterns.broken_word.sub("", plain)
    if patterns.broken.search(plain) is None:
        return patterns.blanks.sub(" ", plain)
    pieces = [re.sub("[^0-9.,]", "", piece) for piece in patterns.broken.split(plain)]
    certain = all(
        left[-1:] in (".", ",")
        or right[:1] in (".", ",")
        or (right[:1] == "0" and right[1:2].isdigit())
        or patterns.short_group.fullmatch(left)
        or patterns.cut_short.fullmatch(f"{left}|{right}")
        for left, right in pairwise(pieces)
    )
    return patterns.blanks.sub(" ", patterns.broken.sub("", plain)) if certain else None


def _whole(plain: str) -> Quantity | None:
    """The quantity that takes up all of `plain`."""
    bracketed = _patterns().unit_in_brackets.fullmatch(plain)
    if bracketed is not None:  # 92（万元）
        unit = match_compound(bracketed["unit"], 0)
        if unit is None or unit[1] < len(bracketed["unit"]):
            return None
        plain = bracketed["number"] + bracketed["unit"]
    wrapped = plain[:1] == "(" and plain[-1:] == ")"
    if wrapped:
        plain = plain[1:-1].strip()
    if plain[:1] == "–":
        plain = "-" + plain[1:]
    match = _patterns().first.search(plain)
    if match is None:
        return None
    reading = read_at(plain, plain, match.start(), cell=True)
    if not isinstance(reading, Reading) or len(reading.quantities) != 1:
        return None
    if (reading.start, reading.end) != (0, len(plain)) or _is_text(plain, match.start(), reading):
        return None
    quantity = reading.quantities[0]
    return _in_brackets(quantity) if wrapped else quantity


def _is_text(plain: str, at: int, reading: Reading) -> bool:
    """Dates, ordinals and references that a cell may consist of: 12月, 2020年, 一季度, 二期, 1-2."""
    quantity = reading.quantities[0]
    unit = quantity.unit
    upper = quantity.upper
    if reading.bare_range and (upper is None or upper < 10 or upper < quantity.value):
        return True  # 1-2 numbers a table as often as it spans a range
    if unit == "年":
        return quantity.value >= 1900
    if unit == "季度":
        return True
    if not plain[at].isascii() and plain[at] not in FIGURES and unit in ("期", "类", "分", "层", "日", "月", "次"):
        return True
    return unit == "月" and quantity.value <= 12 and not quantity.comparator


def _in_brackets(quantity: Quantity) -> Quantity | None:
    """(1,234.50) is negative; (50分) is a weight in brackets; (1) may number a row."""
    if quantity.unit == "分":
        return quantity
    if dimension(quantity.unit) not in ("", "ratio", "money") or quantity.comparator or quantity.hedge:
        return None
    if quantity.upper is not None or quantity.value <= 0 or (quantity.places == 0 and quantity.value < 100):
        return None
    return replace(quantity, value=-quantity.value)
