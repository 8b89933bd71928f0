"""A record holds what the report says, each figure with its own project, and belongs to one edition of the rules."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest
from conftest import Make  # type: ignore[import-not-found]
from gouji.archive import edition as editions
from gouji.archive.edition import edition
from gouji.archive.recording import with_record
from gouji.archive.text import canonical, number, numbers, pack, pairs, storable, unpack
from gouji.extract.document import Document
from gouji.normalize.build import build
from gouji.settings import Limits, Settings
from gouji.validate.outcome import outcome_of

TWO_PROJECTS = [
    {
        "text": ["临溪市水利局2023年度绩效评价报告。", "综合得分为91分，评价等级为“优”。"],
        "table": {"caption": "项目支出绩效自评表", "unit": "单位：万元", "rows": rows},
    }
    for rows in (
        "项目名称|堤防项目|<|<\n实施单位|临溪市水利局|<|<\n项目资金|全年预算数|全年执行数|执行率\n年度资金总额|100.00|95.00|95.00%",
        "项目名称|水库项目|<|<\n实施单位|临溪市水利局|<|<\n项目资金|全年预算数|全年执行数|执行率\n年度资金总额|60.00|约30.00|50.00%",
    )
]


def test_every_project_has_its_own_figures(document: Callable[[Any], Document]) -> None:
    report = build(document(TWO_PROJECTS))
    record: Any = with_record(outcome_of(report, (), (), True), report, 10, ledger=False).record
    figures = {project.name: (project.budget, project.executed, project.rate) for project in record.projects}
    assert figures["堤防项目"] == ("1000000", "950000", "0.9500")
    assert figures["水库项目"] == ("600000", "", "0.5000")  # 约30万元 is no figure
    assert [form.project for form in record.forms] == [
        [project.name for project in record.projects].index(name) + 1 for name in ("堤防项目", "水库项目")
    ]


def test_a_finding_knows_its_indicator(make: Make) -> None:
    outcome: Any = make(score="55", total="93")
    names = {
        finding.rule: outcome.record.indicators[found.indicator - 1].name
        for finding, found in zip(outcome.findings, outcome.record.found, strict=True)
        if found.indicator is not None
    }
    assert names["GJ305"] == "设备采购完成率"


def test_a_record_travels(make: Make) -> None:
    outcome: Any = make()
    assert pickle.loads(pickle.dumps(outcome)) == outcome  # noqa: S301
    assert outcome.ledger == ()
    assert sum(check.count for check in outcome.record.checks) == len(list(unpack(outcome.record.ledger)))


def test_the_same_report_gives_the_same_record(make: Make) -> None:
    assert make() == make()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Settings(), Settings(limits=Limits(pages=3), language="en", record=True), True),
        (Settings(), Settings(select=("GJ3",)), False),
        (Settings(), Settings(ignore=("GJ3",)), False),
        (Settings(), Settings(reader="pdfplumber"), False),
        (Settings(), Settings(profile="四川"), False),
    ],
)
def test_what_makes_an_edition(one: Settings, other: Settings, same: bool) -> None:
    assert (edition(one) == edition(other)) is same


def test_changed_rules_are_another_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    before = edition(Settings())
    monkeypatch.setattr(editions, "_sources", lambda: "changed")
    assert edition(Settings()) != before


def test_pairs() -> None:
    assert pairs([canonical("预算 执行率，９０％"), "好"]) == {"预算", "算执", "执行", "行率", "90"}
    joined = " ".join(["预算", "90", "𠀀一", "龥鿿"])
    assert numbers(joined).tolist() == [number(pair) for pair in joined.split(" ")]
    assert all(-(2**31) <= code < 2**31 for code in numbers(joined).tolist())
    assert numbers("").tolist() == []


def test_packing() -> None:
    rows = [["第1段", "一行\n两行"], ["", "“引号”\t\u2028"]]
    assert list(unpack(pack(rows))) == rows
    assert list(unpack(pack([]))) == []


def test_storable() -> None:
    assert storable("a\x00b\ud800c𠀀") == "abc𠀀"
