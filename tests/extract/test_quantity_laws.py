"""What holds for every number and every text: it reads back, it is found where it stands, and quickly."""

from __future__ import annotations

import subprocess
import sys
import time
from decimal import Decimal

import pytest
from gouji.extract.quantity import Quantity, convert, dates, parse_cell, scan, scan_all
from gouji.extract.quantity.unit_table import COUNTS, MEASURES
from gouji.extract.quantity.units import shift
from hypothesis import given
from hypothesis import strategies as st

UNITS = st.sampled_from(
    ["万元", "元", "亿元", "%", "‰", "个百分点", "人次", "万人次", "个", "项", "元/户", "万元/人/年", "小时"]
)
AMOUNTS = st.decimals(min_value=0, max_value=10**15, places=2, allow_nan=False) | st.builds(
    lambda digits, places: shift(Decimal(digits), -places), st.integers(0, 10**15), st.integers(0, 8)
)
JUMBLE = st.text(
    alphabet="0123456789.,，-—~至到／％%$\\*:：年月日号第表（）()〔〕约余多万亿元分个人每一二十百之壹佰整 \n\t①≥<="
    "不超过以上XxT点时",
    max_size=60,
)
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


@given(AMOUNTS, UNITS, st.booleans(), st.booleans(), st.booleans())
def test_a_printed_number_reads_back(value: Decimal, unit: str, grouped: bool, blank: bool, wide: bool) -> None:
    places = max(0, -int(value.as_tuple().exponent))
    grouped = grouped and unit not in ("%", "‰", "个百分点")  # a grouped rate is refused
    printed = f"{value:,.{places}f}" if grouped else f"{value:.{places}f}"
    printed = (printed.translate(WIDE) if wide else printed) + (" " if blank else "") + unit
    text = f"合计{printed}，其他。"
    (quantity,) = scan(text)
    assert (quantity.value, quantity.places, quantity.unit) == (value, places, unit)
    assert text[slice(*quantity.span)] == quantity.text == printed
    cell = parse_cell(printed)
    assert isinstance(cell, Quantity)
    assert (cell.value, cell.places, cell.unit) == (value, places, unit)


@pytest.mark.parametrize("unit", sorted({*MEASURES, *COUNTS.split()}))
def test_every_unit_of_the_table_is_read(unit: str) -> None:
    (quantity,) = scan(f"共计37{unit}。")
    assert quantity.value == 37
    assert quantity.unit == unit
    assert convert(quantity.value, unit, unit) == 37


@given(JUMBLE | st.text(max_size=60))
def test_nothing_printed_is_passed_over(text: str) -> None:
    """Every digit lies in exactly one item; items are in order, apart, and carry their own characters."""
    end = 0
    covered: set[int] = set()
    for item in scan_all(text):
        assert end <= item.span[0] < item.span[1] <= len(text)
        assert text[slice(*item.span)] == item.text
        end = item.span[1]
        covered.update(range(*item.span))
    digits = {index for index, character in enumerate(text) if character in "0123456789０１２３４５６７８９"}
    assert digits <= covered


@given(JUMBLE)
def test_cells_and_dates_never_fail(text: str) -> None:
    cell = parse_cell(text)
    if isinstance(cell, Quantity):
        assert text[slice(*cell.span)] == cell.text == text.strip(" \t\r\n")
    for mention in dates(text):
        assert text[slice(*mention.span)] == mention.text


@given(JUMBLE, JUMBLE)
def test_lines_do_not_touch_each_other(first: str, second: str) -> None:
    """What stands on one line never changes what another line says."""
    shift_by = len(first) + 2
    alone = [(item.text, item.span[0] + shift_by) for item in scan_all(second)]
    together = [(item.text, item.span[0]) for item in scan_all(f"{first}\n\n{second}") if item.span[0] >= shift_by]
    assert together == alone


HARD = (
    "1|1,|111,|1.|1-|1 |1，|111，|1/|1:|1~|1至|1*|一|一千|一点|壹|壹万|9一|5%|5万多|5元/|每人|第 1|%| |\t|"
    "〔2020〕1、|1.1 |(|$ |百分之|2020年|2020-|2020、|2020年12月31日至|1月-"
)


@pytest.mark.parametrize("piece", HARD.split("|"))
def test_no_text_is_slow(piece: str) -> None:
    """100,000 characters of the worst kind; a quadratic step would take minutes."""
    text = piece * (100_000 // len(piece)) + "1"
    started = time.process_time()
    scan_all(text)
    dates(text)
    parse_cell(text)
    assert time.process_time() - started < 3


def test_a_report_is_read_in_no_time() -> None:
    sentence = "年初预算92万元，全年执行85.35万元，执行率92.77%，提高0.5个百分点，服务1,630人次，满意度达到95%以上。"
    text = (sentence + "项目立项依据充分、程序规范，绩效目标设置合理。" * 4) * 300
    started = time.process_time()
    found = scan(text)
    assert len(found) == 6 * 300
    assert time.process_time() - started < 0.5


def test_importing_is_cheap() -> None:
    """Patterns and tables are built at first use, not at import."""
    program = (
        "import dataclasses, datetime, decimal, re, time; t = time.process_time();"
        "import gouji.extract.quantity; print(time.process_time() - t)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert float(run.stdout) < 0.2
