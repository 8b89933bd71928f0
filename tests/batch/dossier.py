"""The files of one project as an office sends them in: a goal table, a self-evaluation form, a report. Built in words,
so that a test changes one of them and knows what must be found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl

GOALS = (
    ("产出指标", "数量指标", "补植苗木株数", "≥1000株", "30"),
    ("产出指标", "质量指标", "苗木成活率", "≥95%", "20"),
    ("产出指标", "时效指标", "完成时间", "6月底前", "10"),
    ("效益指标", "生态效益指标", "新增绿化面积", "15亩", "30"),
)


@dataclass(frozen=True)
class Project:
    """What the files of a project say."""

    name: str = "春季绿化补植"
    organisation: str = "江州市园林管理局"
    year: str = "2023"
    budget: str = "100"
    executed: str = "95"
    score: str = "99.5"
    goals: tuple[tuple[str, str, str, str, str], ...] = GOALS


def goal_table(path: Path, project: Project) -> None:
    document = docx.Document()
    document.add_paragraph("项目支出绩效目标申报表")
    document.add_paragraph(f"（{project.year}年度）")
    rows = [
        ("项目名称", project.name, "", "", ""),
        ("实施单位", project.organisation, "", "", ""),
        ("一级指标", "二级指标", "三级指标", "指标值", "分值"),
        *project.goals,
    ]
    table = document.add_table(0, 5)
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
        if row[0] in ("项目名称", "实施单位"):
            cells[1].merge(cells[4])
    document.save(str(path))


def self_evaluation(path: Path, project: Project) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["项目支出绩效自评表"])
    sheet.append([f"（{project.year}年度）"])
    sheet.append(["项目名称", project.name])
    sheet.append(["实施单位", project.organisation])
    sheet.append(["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "得分"])
    money = [float(project.budget), float(project.budget), float(project.executed)]
    sheet.append(["", "年度资金总额", *money, 10, money[2] / money[1] * 10])
    sheet.append(["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"])
    for level1, level2, name, target, weight in project.goals:
        sheet.append([level1, level2, name, target, target.strip("≥"), int(weight), int(weight)])
    sheet.append(["总分", "", "", "", "", 100, float(project.score)])
    for cells in ("B3:G3", "B4:G4", "A5:A6"):
        sheet.merge_cells(cells)
    book.save(path)


def report(path: Path, project: Project) -> None:
    document = docx.Document()
    rate = f"{float(project.executed) / float(project.budget):.0%}"
    for text in (
        f"{project.name}项目绩效自评报告",
        f"填报单位：{project.organisation}",
        f"（{project.year}年度）",
        "一、项目基本情况",
        f"{project.year}年全年预算数{project.budget}万元，全年执行数{project.executed}万元，预算执行率{rate}。",
        "二、自评结论",
        f"项目自评得分为{project.score}分。",
    ):
        document.add_paragraph(text)
    document.save(str(path))


def send_in(folder: Path, goals: Project, own: Project, text: Project) -> None:
    """The three files of one project in a folder of their own."""
    folder.mkdir(parents=True)
    goal_table(folder / "绩效目标表.docx", goals)
    self_evaluation(folder / "自评表.xlsx", own)
    report(folder / "报告.docx", text)
