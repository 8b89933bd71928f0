"""What a spreadsheet only shows rounded adds up with the numbers it keeps; what does not is still an error."""

import io
from typing import Any

import openpyxl
import pytest
from gouji.extract.reader import read_bytes
from gouji.normalize.build import build
from gouji.settings import Settings
from gouji.validate.examine import Examination, examine


def examined(parts: tuple[float, ...], total: float, code: str = "0") -> Examination:
    """A score table with these weights, which are the scores too, under a number format."""
    workbook: Any = openpyxl.Workbook()
    sheet = workbook.active
    sheet["A1"] = "项目支出绩效自评表"
    sheet.append([])
    sheet.append(["一级指标", "二级指标", "三级指标", "分值", "指标值", "完成值", "得分"])
    names = (("产出", "数量指标", "课程"), ("产出", "质量指标", "合格"), ("效益", "社会效益", "人数"))
    for name, part in zip(names, parts, strict=True):
        sheet.append([*name, part, "", "", part])
    sheet.append(["合计", "", "", total, "", "", total])
    for row in sheet.iter_rows(min_row=4):
        for cell in row:
            cell.number_format = code
    buffer = io.BytesIO()
    workbook.save(buffer)
    return examine(build(read_bytes(buffer.getvalue(), "a.xlsx", Settings())))


def test_a_sum_that_only_the_display_rounds_is_no_finding() -> None:
    examination = examined((12.4, 12.4, 75.2), 100)
    assert examination.findings == ()
    assert {v.outcome for v in examination.verdicts if v.rule.code == "GJ304"} == {"rounding"}


@pytest.mark.parametrize(
    ("parts", "total", "code"),
    [((12.4, 12.4, 75.2), 102, "0"), ((12, 12, 75), 100, "0"), ((12.4, 12.4, 75.2), 100.4, "0.0")],
)
def test_a_sum_that_does_not_hold_in_full_is_an_error(parts: tuple[float, ...], total: float, code: str) -> None:
    assert "GJ304" in {finding.rule for finding in examined(parts, total, code).findings}
