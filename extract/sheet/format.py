"""A spreadsheet's stored value to the text a person sees: 0.9 under the format 0.00% is drawn 90.00%.

A format code has up to four sections (positive;negative;zero;text). Of the chosen section, digits placeholders (0 # ?)
make the number, quoted and escaped letters stand as they are, and blanks for alignment (_x, *x) and colours ([Red]) are
not text:

    1234.5   under  #,##0.00_);[Red](#,##0.00)   →  1,234.50
    -1234.5  under  #,##0.00_);[Red](#,##0.00)   →  (1,234.50)
    0.1+0.2  under  General                      →  0.3   (fifteen digits, as spreadsheets show)

Rounding is half up on the decimal digits, as on screen. A code this cannot read falls back to the plain number.
"""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

BUILT_IN: Final[dict[int, str]] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-",
    42: "#,##0;-#,##0;-",
    43: "#,##0.00;-#,##0.00;-",
    44: "#,##0.00;-#,##0.00;-",
    27: "yyyy年m月",
    31: "yyyy年m月d日",
    57: "yyyy年m月",
    58: "m月d日",
}
_TOKEN: Final = re.compile(r'"([^"]*)"|[\\!](.)|_.|\*.|\[[^\]]*\]|([0#?.,]+)|(%)|(.)', re.DOTALL)
_DATE: Final = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|(y+|m+|d+|h+|s+|AM/PM|上午/下午)|(.)', re.IGNORECASE | re.DOTALL)
_ANY_DATE: Final = re.compile(r"[ymd年月日]", re.IGNORECASE)
_DIGITS: Final = 15


def shown(value: object, code: str) -> str:
    """The text of a cell."""
    if value is None or isinstance(value, str):
        return (value or "").strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, code)
    if isinstance(value, datetime.date):
        return _date(value, code)
    return str(value)


def plain(value: float) -> str:
    """A number without a format: fifteen significant digits, no exponent, no trailing zeros."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    number = Decimal(f"{value:.{_DIGITS}g}")
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(value: float, code: str) -> str:
    text = plain(value)
    if not text or code in ("", "General", "@", "G/通用格式"):
        return text
    return _filled(*_section(code, Decimal(text))) or text


def unrounded(value: object, code: str) -> str:
    """The number in full where its format shows it rounded, in the scale shown: 0.9487 under 0% is 94.87; else ""."""
    if isinstance(value, bool) or not isinstance(value, int | float) or code in ("", "General", "@", "G/通用格式"):
        return ""
    text = plain(value)
    if not text or not _filled(*(chosen := _section(code, Decimal(text)))):
        return ""
    section, number = chosen
    tokens = _TOKEN.findall(section)
    pattern = next((digits for _, _, digits, _, _ in tokens if digits), "")
    if not pattern:
        return ""
    fraction = pattern.rstrip(",").partition(".")[2]
    percents = sum(bool(percent) for _, _, _, percent, _ in tokens)
    full = number.scaleb(2 * percents - 3 * (len(pattern) - len(pattern.rstrip(","))))
    if full == full.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP):
        return ""
    return f"{full.copy_sign(Decimal(text)):f}"


def _section(code: str, number: Decimal) -> tuple[str, Decimal]:
    """The section for the number, and the number as that section is given it."""
    sections = _sections(code)
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if not number and len(sections) > 2:
        return sections[2], number
    return sections[0], number


def _sections(code: str) -> list[str]:
    """Split at the semicolons that are not quoted."""
    out, quoted = [""], False
    for letter in code:
        quoted ^= letter == '"'
        if letter == ";" and not quoted:
            out.append("")
        else:
            out[-1] += letter
    return out


def _filled(section: str, number: Decimal) -> str:
    """The section with the number in it; "" when the section is of a kind this does not read."""
    before, after, pattern = "", "", ""
    for quoted, escaped, digits, percent, other in _TOKEN.findall(section):
        if digits:
            if pattern:
                return ""  # 0/0, 0E+0 and the like
            pattern = digits
            continue
        if other in ("E", "e", "/", "@") or (other and other.isascii() and other.isalpha()):
            return ""
        if percent:
            number = number.scaleb(2)
        literal = quoted or escaped or percent or other
        if pattern:
            after += literal
        else:
            before += literal
    if not pattern:
        return before.strip()
    return (before + _digits(pattern, number) + after).strip()


def _digits(pattern: str, number: Decimal) -> str:
    scaled = pattern.rstrip(",")
    number = number.scaleb(-3 * (len(pattern) - len(scaled)))
    whole, _, fraction = scaled.partition(".")
    most, least = len(fraction), fraction.count("0")
    text = f"{abs(number).quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP):f}"
    integer, _, decimals = text.partition(".")
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    integer = integer.zfill(whole.count("0")) if whole.count("0") else integer.lstrip("0")
    if "," in whole:
        integer = f"{int(integer or '0'):,}"
    sign = "-" if number < 0 and (integer.strip("0,") or decimals.strip("0")) else ""
    return sign + integer + (f".{decimals}" if decimals else "")


def _date(value: datetime.date, code: str) -> str:
    section = _sections(code)[0]
    if not _ANY_DATE.search(section) or "h" in section.lower():
        section = "yyyy-mm-dd" if _is_day(value) else "yyyy-mm-dd hh:mm"
        if isinstance(value, datetime.datetime) and not _is_day(value):
            return value.strftime("%Y-%m-%d %H:%M")
    out = ""
    for quoted, escaped, token, other in _DATE.findall(section):
        kind, width = token[:1].lower(), len(token)
        if kind == "y":
            out += f"{value.year % 100:02d}" if width <= 2 else f"{value.year:04d}"
        elif kind in ("m", "d"):
            out += f"{value.month if kind == 'm' else value.day:0{min(width, 2)}d}"
        elif not kind:
            out += quoted or escaped or ("" if other in "@;" else other)
    return out.strip()


def _is_day(value: datetime.date) -> bool:
    return not isinstance(value, datetime.datetime) or value.time() == datetime.time()
