"""Which files of a folder speak of one project, and how their pieces are told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from gouji.extract.document import Document, Source
from gouji.normalize.build import build
from gouji.normalize.case import cases
from gouji.normalize.report import Report

Make = Callable[[Any], Document]
ROWS = ("产出指标 | 数量指标 | 补植株数 | 10", "^ | 质量指标 | 成活率 | 20", "效益指标 | 生态效益 | 绿化面积 | 30")
OTHER = ("产出指标 | 数量指标 | 培训人数 | 10", "^ | 质量指标 | 结业率 | 20", "效益指标 | 社会效益 | 就业率 | 30")


def form(
    project: str = "春季绿化", organisation: str = "江州市园林局", year: str = "2023", rows: tuple[str, ...] = ROWS
) -> Any:
    head = [f"项目名称 | {project} | < | <"] if project else []
    head += [f"实施单位 | {organisation} | < | <"] if organisation else []
    table = "\n".join([*head, "一级指标 | 二级指标 | 三级指标 | 分值", *rows])
    return {
        "text": f"（{year}年度）" if year else "",
        "table": {"caption": "项目支出绩效目标申报表", "rows": table},
    }


def reports(document: Make, *parts: Any) -> list[Report]:
    return [build(replace(document(part), source=Source(f"{number}.docx"))) for number, part in enumerate(parts, 1)]


@pytest.mark.parametrize(
    ("second", "assumed"),
    [
        (form(), ""),
        (form(project="春季绿化项目"), ""),
        (form(organisation="园林局"), ""),
        (form(year=""), "2.docx"),
        (form(organisation=""), "2.docx"),
        (form(project=""), "2.docx"),
        ({"text": "关于春季绿化的说明，全年预算数100万元，执行数95万元。"}, "2.docx"),
        (form(project="信息化运维"), None),
        (form(organisation="江州市水利局"), None),
        (form(year="2022"), None),
        (form(project="", rows=OTHER), None),
        ({"text": "全年预算数100万元，执行数95万元。"}, None),
        ({**form(), "text": ["2023年1-7月项目支出绩效运行监控表", "（2023年度）"]}, None),
        ({**form(), "text": ["春季绿化绩效自评报告", "（2023年度）", "支出进度按月监控。"]}, ""),
        ({"text": ["部门整体支出绩效自评报告", "春季绿化等项目，全年预算数100万元，执行数95万元。"]}, None),
    ],
)
def test_files_belong_together_by_what_they_print(document: Make, second: Any, assumed: str | None) -> None:
    found = cases(reports(document, form(), second))
    if assumed is None:
        assert found == []
        return
    (case,) = found
    assert case.files == {"1.docx", "2.docx"}
    assert case.assumed == ({assumed} if assumed else set())
    assert {identity.project for identity in (f.identity for f in case.report.forms)} == {case.report.identity.project}


def test_two_projects_in_one_folder_are_two_cases(document: Make) -> None:
    other = form(project="信息化运维", rows=OTHER)
    found = cases(reports(document, form(), other, form(), other))
    assert [case.files for case in found] == [{"1.docx", "3.docx"}, {"2.docx", "4.docx"}]


def test_a_file_without_a_year_joins_none_of_two_years(document: Make) -> None:
    (case,) = cases(reports(document, form(), form(), form(year="2022"), form(year="")))
    assert case.files == {"1.docx", "2.docx"}


def test_every_piece_keeps_its_place_under_its_file(document: Make) -> None:
    made = reports(document, {"text": "全年预算数100万元。\n春季绿化的执行数95万元。"}, form())
    (case,) = cases(made)
    assert case.report.document.files == ("2.docx", "1.docx")  # the goal table first
    for number, block in enumerate(case.report.document.blocks):
        assert block.anchor.block == number
    claims = {claim.value.anchor.part: claim.value.anchor.block for claim in case.report.claims}
    assert claims == {"1.docx": made[0].claims[-1].value.anchor.block + len(made[1].document.blocks)}
    keys = [value.key for f in case.report.forms for s in f.sections for r in s.rows for value in r.values.values()]
    assert len(keys) == len(set(keys))
