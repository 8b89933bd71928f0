"""Rows printed one column off: put back, and said so wherever a report is shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from gouji.extract.document import Document
from gouji.normalize.build import build
from gouji.output.canonical import SCHEMA, report_json
from gouji.output.console import print_report
from gouji.validate.outcome import outcome_of
from jsonschema import Draft202012Validator
from pytest import CaptureFixture

SHIFTED = {
    "table": {
        "caption": "项目支出绩效自评表",
        "rows": """
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 数量指标 | 安装路灯 | 120盏 | 120盏 | 60 | 60
        效益指标 | 社会效益指标 | 夜间照明 | 改善 | 改善 | 40 | 36
        总分 | 100 | 96 |  |  |  |
        """,
    }
}


def test_the_ledger_names_them(document: Callable[[Any], Document]) -> None:
    lines = outcome_of(build(document(SHIFTED)), (), (), ledger=True).ledger
    said = [line for line in lines if line.outcome == "repaired"]
    assert [line.rule for line in said] == ["GJ609"]
    assert "错开一列" in said[0].subject
    assert "第4行" in said[0].location


def test_they_are_shown(document: Callable[[Any], Document], capsys: CaptureFixture[str]) -> None:
    report = build(document(SHIFTED))
    print_report(report)
    shown = [line for line in capsys.readouterr().out.splitlines() if "已校正" in line]
    assert len(shown) == 1
    assert "96" in shown[0]


def test_they_are_in_the_canonical_report(document: Callable[[Any], Document]) -> None:
    found = report_json(build(document(SHIFTED)))
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(found)
    (section,) = found["forms"][0]["sections"]
    assert [row["repaired"] for row in section["rows"]] == [False, False, True]
