"""A table cell as one number, as a missing value, or as text. Never a guess.

    parse_cell("≥8 分")          8 分, comparator >=        parse_cell("—")      Missing("dash")
    parse_cell("135.2 万")       135.2 万                   parse_cell("不适用")  Missing("not_applicable")
    parse_cell("1352\\n000.00")   1352000.00                 parse_cell("3\\n5")   None: 3 and 5, or 35
    parse_cell("(1,234.50)")     -1234.50                   parse_cell("M.8")    None: misread characters stay text
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from .phrase import Reading, read_at
from .printed import Missing, Quantity
from .text import MARKUP, flat

_DASHES = frozenset("-—–―_…‥─━.．")
_NONE = frozenset(("无", "暂无", "没有"))
_NOT_APPLICABLE = frozenset(("不适用", "不适应", "不涉及", "n/a", "na", "#n/a"))
_FIRST = "0123456789一二两三四五六七八九十壹贰叁肆伍陆柒捌玖"


@cache
def _first() -> re.Pattern[str]:
    return re.compile(f"[{_FIRST}]|[百千]分之")


@cache
def _broken() -> re.Pattern[str]:
    return re.compile(r"(?<=[0-9.,])[ \n]++(?=[0-9.,])")


def parse_cell(text: str) -> Quantity | Missing | None:
    """The one number of a cell, why it has none, or None when it is text or holds several numbers."""
    stripped = text.strip(" \t\r\n\u3000\u00a0\ufeff\u200b")
    missing = _missing(stripped)
    if missing is not None:
        return Missing(missing, text)
    if len(stripped) > 80:
        return None
    plain = flat(stripped).replace("\r", "\n").strip()
    for markup, sign in MARKUP.items():
        if markup in plain:
            plain = plain.replace(markup, sign)
    plain = plain.strip("$ ").rstrip("。；;、，,")
    joined = _join(plain)
    if joined is None:
        return None
    quantity = _whole(joined)
    if quantity is None:
        return None
    start = text.index(stripped)
    return replace(quantity, text=stripped, span=(start, start + len(stripped)))


def _missing(stripped: str) -> str | None:
    if not stripped:
        return "blank"
    if set(stripped) <= _DASHES or flat(stripped) in ("-", "--"):
        return "dash"
    word = flat(stripped).lower().strip("/\\。") if len(stripped) < 8 else stripped
    if not word:
        return "slash"
    word = "".join(word.split())
    if word in _NONE:
        return "none"
    return "not_applicable" if word in _NOT_APPLICABLE else None


def _join(plain: str) -> str | None:
    """Glues digits that a narrow column broke, if the pieces cannot be numbers of their own; None if they can.

    1352|000.00 must be one (no number begins 000), 1,352,|000.00 too (no number ends in a comma); 3|5 may be two.
    """
    match = _broken().search(plain)
    if match is None:
        return plain.replace("\n", " ")
    pieces = _broken().split(plain)
    digits = [re.sub("[^0-9.,]", "", piece) for piece in pieces]
    certain = any(
        left[-1:] in (".", ",") or right[:1] in (".", ",") or re.match("0[0-9]", right) or _unfinished(left)
        for left, right in zip(digits, digits[1:], strict=False)
    )
    return _broken().sub("", plain).replace("\n", " ") if certain else None


def _unfinished(piece: str) -> bool:
    """A grouped number whose last group is short: 1,352,0"""
    return bool(re.fullmatch("[0-9]{1,3}(?:,[0-9]{3})*,[0-9]{1,2}", piece))


def _whole(plain: str) -> Quantity | None:
    """The quantity that takes up all of `plain`."""
    plain = re.sub(" {2,}", " ", plain)
    negative = False
    if plain[:1] == "(" and plain[-1:] == ")":
        plain, negative = plain[1:-1].strip(), True
    if plain[:1] == "–":
        plain = "-" + plain[1:]
    match = _first().search(plain)
    if match is None:
        return None
    reading = read_at(plain, plain, match.start(), cell=True)
    if not isinstance(reading, Reading) or len(reading.quantities) != 1:
        return None
    if (reading.start, reading.end) != (0, len(plain)) or _is_date(plain, reading):
        return None
    quantity = reading.quantities[0]
    if not negative:
        return quantity
    return _in_brackets(plain, quantity)


def _is_date(plain: str, reading: Reading) -> bool:
    quantity = reading.quantities[0]
    unit = quantity.unit
    printed = plain[reading.number_end : reading.number_end + 2].strip()
    if reading.bare_range and (quantity.upper or Decimal(0)) < 10:
        return True  # 1-2 numbers a table as often as it spans a range
    if unit == "年":
        return quantity.value >= 1900
    return unit == "月" and printed[:1] == "月" and quantity.value <= 12 and not quantity.comparator


def _in_brackets(plain: str, quantity: Quantity) -> Quantity | None:
    """(1,234.50) is negative; (50分) is a weight in brackets; (1) may number a row."""
    if quantity.unit == "分":
        return quantity
    plain_number = quantity.unit in ("", "%", "元", "万元", "亿元") and not quantity.comparator and not quantity.hedge
    if not plain_number or quantity.upper is not None or quantity.value <= 0:
        return None
    if quantity.places == 0 and quantity.value < 100:
        return None
    return replace(quantity, value=-quantity.value)
