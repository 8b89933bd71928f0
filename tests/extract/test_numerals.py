"""Chinese numerals are read strictly: well-formed ones exactly, all others not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from gouji.extract.quantity.numerals import numeral, words_amount
from hypothesis import given
from hypothesis import strategies as st

DIGITS = "零一二三四五六七八九"
FIGURES = "零壹贰叁肆伍陆柒捌玖"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二十三", 23),
        ("两百", 200),
        ("一千零五", 1005),
        ("一千零五十", 1050),
        ("十", 10),
        ("十二", 12),
        ("一百一十二", 112),
        ("〇", 0),
        ("二〇一一", 2011),
        ("二0一一", 2011),
        ("三万五千", 35000),
        ("三万零五十", 30050),
        ("一亿三千万", 130000000),
        ("一亿零三百万", 103000000),
        ("十万", 100000),
    ],
)
def test_numeral(text: str, value: int) -> None:
    assert numeral(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "三四十", "一千五", "三万五", "零五", "百", "万", "一百十二", "一百零零五", "一千零五百", "一点", "点五"],
)
def test_malformed_numerals_are_refused(text: str) -> None:
    assert numeral(text) is None


@pytest.mark.parametrize(
    ("text", "value", "places"),
    [
        ("叁佰万元整", "3000000", 0),
        ("壹拾贰万叁仟肆佰伍拾陆元柒角捌分", "123456.78", 2),
        ("壹仟元零伍分", "1000.05", 2),
        ("伍角整", "0.5", 1),
        ("贰亿零伍拾万圆正", "200500000", 0),
        ("拾万元整", "100000", 0),
    ],
)
def test_words_amount(text: str, value: str, places: int) -> None:
    amount = words_amount(text)
    assert amount is not None
    assert (str(amount[0]), amount[1]) == (value, places)


@pytest.mark.parametrize("text", ["", "元整", "叁佰拾元", "叁佰万", "柒角捌分整", "壹仟伍元", "三百万元整"])
def test_malformed_amounts_in_words_are_refused(text: str) -> None:
    assert words_amount(text) is None


def spell(number: int, digits: str, marks: str) -> str:
    """The well-formed numeral of a whole number below 10**12, written independently of the reader."""
    ten, hundred, thousand = tuple(marks)
    text = ""
    for weight, mark in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, number = divmod(number, weight)
        if not section:
            if text and number and not text.endswith(digits[0]):
                text += digits[0]
            continue
        if text and section < 1000 and not text.endswith(digits[0]):
            text += digits[0]
        gap = False
        started = False
        for place, name in ((1000, thousand), (100, hundred), (10, ten), (1, "")):
            figure = section // place % 10
            if not figure:
                gap = started
                continue
            text += (digits[0] if gap else "") + digits[figure] + name
            gap, started = False, True
        text += mark
    return text


@given(st.integers(1, 10**12 - 1))
def test_every_whole_number_reads_back(number: int) -> None:
    assert numeral(spell(number, DIGITS, "十百千")) == number


@given(st.integers(1, 10**12 - 1), st.integers(0, 99))
def test_every_amount_in_words_reads_back(yuan: int, cents: int) -> None:
    text = spell(yuan, FIGURES, "拾佰仟") + "元"
    jiao, fen = divmod(cents, 10)
    text += (f"{FIGURES[jiao]}角" if jiao else "零" if fen else "") + (f"{FIGURES[fen]}分" if fen else "整")
    amount = words_amount(text)
    assert amount is not None
    assert amount[0] == Decimal(yuan) + Decimal(cents) / 100


@given(st.text(alphabet=DIGITS + "十百千万亿两〇点" + FIGURES + "元角分整", max_size=12))
def test_any_jumble_is_read_or_refused(text: str) -> None:
    numeral(text)
    words_amount(text)
