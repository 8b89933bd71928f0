"""Reading numbers, case by case: quantities.yaml says what each printed form must give."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from gouji.extract.quantity import (
    Missing,
    Quantity,
    Skipped,
    convert,
    dates,
    dimension,
    parse_cell,
    scan,
    scan_all,
)

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("quantities.yaml").read_text(encoding="utf-8"))


def written(item: Quantity | Missing | None) -> str:
    """A value in the notation of quantities.yaml; places show in the digits."""
    if item is None:
        return "text"
    if isinstance(item, Missing):
        return f"missing:{item.kind}"
    assert item.upper is not None or -int(item.value.as_tuple().exponent) == item.places
    upper = "" if item.upper is None else f"..{item.upper}"
    return f"{item.comparator}{item.hedge}{item.value}{upper} {item.unit}".rstrip()


@pytest.mark.parametrize("case", [case for case in CASES if "data" in case], ids=lambda case: case["text"])
def test_scan(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [written(item) for item in scan(text)] == [str(data) for data in case["data"]]
    reasons = [item.reason for item in scan_all(text) if isinstance(item, Skipped)]
    assert reasons == case.get("why", reasons if case["data"] else [])


@pytest.mark.parametrize("case", [case for case in CASES if "cell" in case], ids=lambda case: repr(case["text"]))
def test_cell(case: dict[str, Any]) -> None:
    assert written(parse_cell(case["text"])) == str(case["cell"])


def test_every_format_of_the_field_has_a_case() -> None:
    assert {case["format"] for case in CASES if "format" in case} == set(range(1, 38))


@pytest.mark.parametrize("text", [case["text"] for case in CASES], ids=repr)
def test_spans_are_the_printed_characters(text: str) -> None:
    for item in scan_all(f"前文，{text}；后文"):
        start, end = item.span
        assert f"前文，{text}；后文"[start:end] == item.text
    cell = parse_cell(text)
    if isinstance(cell, Quantity):
        assert text[slice(*cell.span)] == cell.text


@pytest.mark.parametrize(
    ("value", "unit_from", "unit_to", "expected"),
    [
        ("135.2", "万元", "元", "1352000"),
        ("1216800.00", "元", "万元", "121.680000"),
        ("3.86", "亿元", "万元", "38600"),
        ("85.06", "%", "", "0.8506"),
        ("0.0738", "‰", "%", "0.00738"),
        ("0.9", "", "%", "90"),
        ("2", "万名", "人", "20000"),
        ("20", "万人次", "人次", "200000"),
        ("2.5", "公里", "米", "2500"),
        ("12.6", "万元/人/年", "元/人/年", "126000"),
        ("12345678901234567890123456789012.34", "万元", "元", "123456789012345678901234567890123400"),
    ],
)
def test_convert_is_exact(value: str, unit_from: str, unit_to: str, expected: str) -> None:
    converted = convert(Decimal(value), unit_from, unit_to)
    assert str(converted) == expected


def test_a_bare_scale_is_money_only_when_asked() -> None:
    assert dimension("万") == ""
    assert dimension("万", money=True) == "money"
    assert convert(Decimal("135.2"), "万", "元", money=True) == 1352000
    with pytest.raises(ValueError, match="不能换算"):
        convert(Decimal("135.2"), "万", "元")


@pytest.mark.parametrize(
    ("unit_from", "unit_to"), [("元", "元/户"), ("月", "天"), ("%", "个百分点"), ("人", "人次"), ("元", "怪")]
)
def test_different_measures_do_not_convert(unit_from: str, unit_to: str) -> None:
    with pytest.raises(ValueError, match="不能换算"):
        convert(Decimal(1), unit_from, unit_to)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("万元", "money"),
        ("百万元", "money"),
        ("%", "ratio"),
        ("个百分点", "point"),
        ("分", "score"),
        ("名", "count:人"),
        ("个月", "time"),
        ("万美元", "money:美元"),
        ("元/户", "rate:元/户"),
        ("", ""),
        ("怪", ""),
    ],
)
def test_dimension(unit: str, expected: str) -> None:
    assert dimension(unit) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("服务期为2019年3月1日至2020年2月29日", [("2019-03-01", "2020-02-29", "day")]),
        ("2021年5月1日-12月31日", [("2021-05-01", "2021-12-31", "day")]),
        ("2019 年 6 月 1 日至 2021 年 5 月 31 日", [("2019-06-01", "2021-05-31", "day")]),
        ("2018-2020年", [("2018-01-01", "2020-12-31", "year")]),
        ("截至2021年底", [("2021-12-31", "2021-12-31", "year")]),
        ("2020年上半年", [("2020-01-01", "2020-06-30", "year")]),
        ("2020年8月上旬", [("2020-08-01", "2020-08-10", "month")]),
        ("二〇二一年十二月三十一日", [("2021-12-31", "2021-12-31", "day")]),
        ("2020.12.31", [("2020-12-31", "2020-12-31", "day")]),
        ("20年12月", [("2020-12-01", "2020-12-31", "month")]),
        ("2021年2月30日", [("None", "None", "day")]),
        ("9月底，财预〔2020〕10号，2077.09", []),
    ],
)
def test_dates(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = dates(text)
    assert [(str(item.start), str(item.end), item.precision) for item in found] == expected
    assert all(text[slice(*item.span)] == item.text for item in found)
