"""What stands in a report is found, what does not is not, whatever is typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from conftest import Make  # type: ignore[import-not-found]
from gouji.archive import search as searching
from gouji.archive.address import Address
from gouji.archive.conditions import parse_where
from gouji.archive.database import Database
from gouji.archive.listing import rows
from gouji.archive.search import Found, Query, search
from gouji.archive.store import Archive

Fill = Callable[..., Archive]


def look(address: Address, *words: str, where: str = "", **filters: Any) -> Found:
    with Database(address).open_for_reading() as database:
        return search(database, Query(words, parse_where(where), **filters))


def names(found: Found) -> list[str]:
    return [hit.document for hit in found.hits]


@pytest.fixture
def archive(address: Address, make: Make, fill: Fill) -> Address:
    outcomes = [
        make("甲.docx", text="设备采购按期完成，资金使用合规。"),
        make(
            "乙.docx",
            project="道路维修项目",
            unit="临溪市交通运输局",
            year="2022",
            executed="70.00",
            rate="70.00%",
            earned="7.00",
            total="95",
        ),
        make("丙.docx", project="校舍改造项目", unit="临溪市教育局", text="ＧＰＳ 设备“已”验收。", total="90"),
    ]
    fill(address, outcomes)
    return address


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["设备采购"], ["丙.docx", "乙.docx", "甲.docx"]),  # an indicator's name in all of them
        (["按期"], ["乙.docx", "甲.docx"]),
        (["期完成，资金"], ["甲.docx"]),
        (["资金使用", "道路"], []),
        (["道路", "按期"], ["乙.docx"]),
        (["gps"], ["丙.docx"]),
        (["验收合格率(试行)"], ["丙.docx", "乙.docx", "甲.docx"]),
        (["应为"], ["丙.docx"]),  # a finding's message
        (["路"], ["乙.docx"]),  # one character has no pair
        (["道", "维"], ["乙.docx"]),
        (["设采"], []),
        (["“"], ["丙.docx"]),
    ],
    ids=lambda value: "+".join(value) or "nothing",
)
def test_every_substring_is_found(archive: Address, words: list[str], expected: list[str]) -> None:
    assert names(look(archive, *words)) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"where": "预算执行率<80%"}, ["乙.docx"]),
        ({"where": "预算执行率<80% 或 单位=临溪市教育局"}, ["丙.docx", "乙.docx"]),
        ({"where": "预算数=100万元 且 总分<91"}, ["丙.docx"]),
        ({"year": "2022"}, ["乙.docx"]),
        ({"unit": "教育"}, ["丙.docx"]),
        ({"unit": "教_局"}, []),
        ({"rule": "GJ304"}, ["丙.docx"]),
        ({"rule": "gj3", "severity": "error"}, ["丙.docx"]),
        ({"rule": "GJ101"}, []),
        ({}, ["丙.docx", "乙.docx", "甲.docx"]),
    ],
    ids=str,
)
def test_filters(archive: Address, filters: dict[str, str], expected: list[str]) -> None:
    assert names(look(archive, **filters)) == expected
    assert names(look(archive, "验收", **filters)) == expected


@pytest.mark.parametrize("order", ["compared", "streamed"])
def test_both_orders_of_work_find_the_same(
    archive: Address, make: Make, fill: Fill, order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(archive, [make(f"{number}.docx", project=f"项目{number}号", rate="70.00%") for number in range(60)])
    monkeypatch.setattr(searching, "FEW", 0 if order == "streamed" else 10_000)
    monkeypatch.setattr(searching, "AHEAD", 7)
    monkeypatch.setattr(searching, "PAGE", 5)
    found = look(archive, "设备采购", where="预算执行率<80%", limit=0)
    assert names(found) == [*(f"{number}.docx" for number in reversed(range(60))), "乙.docx"]
    assert look(archive, "设备采购", limit=61, where="预算执行率<80%").more is False
    assert look(archive, "设备采购", limit=60, where="预算执行率<80%").more is True


def test_comparisons_are_exact(address: Address, make: Make, fill: Fill) -> None:
    """Beyond the digits of a floating-point number, in both directions."""
    fill(address, [make(budget="9007199254740993.01"), make("乙.docx", year="2022", budget="9007199254740993.02")])
    for where, expected in {
        "预算数<9007199254740993.02万元": ["甲.docx"],
        "预算数<=9007199254740993.02万元": ["乙.docx", "甲.docx"],
        "预算数>9007199254740993.01万元": ["乙.docx"],
        "预算数=9007199254740993.01万元": ["甲.docx"],
        "预算数≠9007199254740993.01万元": ["乙.docx"],
    }.items():
        assert names(look(address, where=where)) == expected, where


@pytest.mark.parametrize(
    "word", ["' OR 1=1 --", '"; DROP TABLE runs; --', '" OR "', "NEAR(设备)", "%", "_", "{1,2}", "*"]
)
def test_nothing_typed_is_executed(archive: Address, word: str) -> None:
    assert names(look(archive, word)) == []
    assert names(look(archive, unit=word)) == []
    assert names(look(archive, year=word)) == []
    assert names(look(archive, rule=word)) == []
    assert len(look(archive).hits) == 3


def test_hits_show_where_the_words_stand(archive: Address) -> None:
    (hit,) = look(archive, "按期", "资金使用").hits
    (row,) = rows((hit,), ("按期", "资金使用"))
    assert row["report"] == "甲.docx"
    assert (row["budget"], row["rate"], row["score"]) == ("1000000", "90%", "97")
    assert row["passages"] == [
        {"place": "[正文] 第1段", "text": "2023年度设备更新项目绩效评价报告。设备采购按期完成，资金使用合规。"}
    ]
    json.dumps(row, ensure_ascii=False)


def test_findings_asked_for_are_quoted(archive: Address) -> None:
    (hit,) = look(archive, rule="GJ304").hits
    assert "应为" in hit.passages[0].text


def test_an_older_version_is_marked(archive: Address, make: Make, fill: Fill) -> None:
    fill(archive, [make("甲2.docx", score="49", total="96")])
    assert [(hit.document, hit.superseded) for hit in look(archive, unit="水利").hits] == [
        ("甲2.docx", False),
        ("甲.docx", True),
    ]


def test_only_the_latest_run_is_found(archive: Address, make: Make, fill: Fill) -> None:
    fill(archive, [make("甲.docx", text="设备采购按期完成，资金使用合规。")], "e2")
    assert names(look(archive, "资金使用")) == ["甲.docx"]
