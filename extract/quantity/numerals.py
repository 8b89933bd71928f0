"""Chinese numerals, everyday and financial, read strictly: malformed ones are refused, never guessed.

numeral("二十三") == 23    numeral("两百") == 200    numeral("一千零五") == 1005    numeral("二〇一一") == 2011
words_amount("壹拾贰万叁仟肆佰伍拾陆元柒角捌分") == 123456.78
numeral("三四十") is None   ("thirty or forty" is no number)
numeral("一千五") is None   (1500 in speech, 1005 to a careless reader)
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

DIGITS = {
    **dict.fromkeys("〇零○0", 0),
    **dict(zip("一二三四五六七八九", range(1, 10), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)),
    **dict(zip("123456789", range(1, 10), strict=True)),
    "两": 2,
}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_ZERO = "〇零○"


@cache
def _section_pattern() -> re.Pattern[str]:
    digit = "[一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
    zero = f"[{_ZERO}]"
    # A skipped place must be marked by one zero, and a zero must mark a skipped place.
    return re.compile(
        rf"(?:(?P<k>{digit})[千仟])?+(?P<z1>{zero})?(?:(?P<h>{digit})[百佰])?+(?P<z2>{zero})?"
        rf"(?:(?P<t>{digit})?+[十拾](?P<ten>))?+(?P<z3>{zero})?(?P<o>{digit})?+"
    )


def _section(text: str, *, leading: bool) -> int | None:
    """Value of up to four places ("三千零五", "十二"); `leading` says nothing stands before it."""
    match = _section_pattern().fullmatch(text)
    if match is None or not text:
        return None
    thousands, hundreds, tens, ones = (match[name] for name in "khto")
    has_ten = match["ten"] is not None
    if has_ten and tens is None and (not leading or thousands or hundreds or match["z1"] or match["z2"]):
        return None  # a bare 十 only opens a number: 十二, but 一百一十二
    present = (thousands, hundreds, "1" if has_ten else None, ones)
    zeros = (None, match["z1"], match["z2"], match["z3"])
    if not _zeros_fit(present, zeros, leading=leading):
        return None
    value = sum(
        DIGITS[digit] * weight
        for digit, weight in ((thousands, 1000), (hundreds, 100), (tens, 10), (ones, 1))
        if digit is not None
    )
    return value + (10 if has_ten and tens is None else 0)


def _zeros_fit(present: tuple[str | None, ...], zeros: tuple[str | None, ...], *, leading: bool) -> bool:
    """Whether each 零 stands exactly where a place was skipped between two printed ones."""
    seen = not leading
    skipped = False
    marked = False
    for digit, zero in zip(present, zeros, strict=True):
        if zero:
            if marked or not seen:
                return False
            marked = True
        if digit is None:
            skipped = True
            continue
        if seen and skipped != marked:
            return False
        seen, skipped, marked = True, False, False
    return not marked


def numeral(text: str) -> Decimal | None:
    """Value of a Chinese numeral, or None when it is not one well-formed number."""
    whole, point, fraction = text.partition("点")
    if point:  # 九十五点三
        value = numeral(whole)
        if value is None or not fraction or any(character not in DIGITS for character in fraction):
            return None
        return Decimal(f"{value}." + "".join(str(DIGITS[character]) for character in fraction))
    if not text:
        return None
    if len(text) >= 3 and all(character in DIGITS for character in text):
        # Digit by digit, as years are written: 二〇一一, 二0一一.
        return Decimal("".join(str(DIGITS[character]) for character in text))
    if len(text) == 1 and text in _ZERO:
        return Decimal(0)
    total = 0
    rest = text
    leading = True
    for mark, weight in (("亿", 100_000_000), ("万", 10_000)):
        head, found, tail = rest.partition(mark)
        if not found:
            continue
        section = _section(head, leading=leading)
        if not section or (mark == "亿" and "亿" in tail):
            return None
        total += section * weight
        rest, leading = tail, False
    if not rest:
        return Decimal(total) if total else None
    if total and not _joins(text, rest):
        return None
    section = _section(rest, leading=leading)
    return Decimal(total + section) if section else None


def _joins(text: str, rest: str) -> bool:
    """Whether what follows 万 or 亿 names its own places: 三万五千 and 三万零五十 do, 三万五 does not."""
    return rest[0] in _ZERO or len(rest) > 1


@cache
def _words_pattern() -> re.Pattern[str]:
    figure = "壹贰叁肆伍陆柒捌玖"
    return re.compile(
        rf"(?:(?P<yuan>[{figure}拾佰仟万亿零]++)[元圆])?+"
        rf"(?:零?(?P<jiao>[{figure}])角)?+(?:零?(?P<fen>[{figure}])分)?+(?P<whole>[整正])?"
    )


def words_amount(text: str) -> tuple[Decimal, int] | None:
    """元 and printed places of an amount in words (大写金额), or None when it is malformed."""
    match = _words_pattern().fullmatch(text)
    if match is None or not (match["yuan"] or match["jiao"] or match["fen"]):
        return None
    if match["whole"] and match["fen"]:
        return None  # 整 closes an amount without 分
    yuan = _yuan(match["yuan"]) if match["yuan"] else Decimal(0)
    if yuan is None:
        return None
    jiao = DIGITS[match["jiao"]] if match["jiao"] else 0
    fen = DIGITS[match["fen"]] if match["fen"] else 0
    places = 2 if match["fen"] else 1 if match["jiao"] else 0
    cents = yuan * 100 + jiao * 10 + fen
    return (cents / 100).quantize(Decimal(1).scaleb(-places)), places


def _yuan(text: str) -> Decimal | None:
    """Whole 元: as `numeral`, but a financial 拾 at the head and a 零 before 元 are usual."""
    if text == "零":
        return Decimal(0)
    return numeral(text.removesuffix("零"))
