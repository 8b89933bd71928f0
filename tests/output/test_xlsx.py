"""The workbook as a spreadsheet program reads it: openpyxl opens it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from gouji.output import labels
from gouji.output.reviewed import read_reviewed
from gouji.output.writer import Unwritable
from gouji.output.writers import to_xlsx
from gouji.output.writers.to_xlsx import XlsxWriter
from gouji.settings import CannotRun
from gouji.validate.outcome import Outcome, Summary
from gouji.validate.suppress import Baseline, Entry
from openpyxl import load_workbook

Make = Callable[..., Outcome]
FINGERPRINT = "a85faa5251658be7"


def _write(path: Path, *outcomes: Outcome, baseline: Baseline | None = None, language: str = "zh") -> Any:
    with XlsxWriter(path, language, baseline) as writer:
        for one in outcomes:
            writer.put(one)
    return load_workbook(path)


def _cells(sheet: Any, row: int = 2) -> dict[str, Any]:
    return {sheet.cell(1, number).value: sheet.cell(row, number) for number in range(1, sheet.max_column + 1)}


def test_sheets_headers_and_what_a_reviewer_needs(tmp_path: Path, outcome: Make) -> None:
    book = _write(tmp_path / "差异.xlsx", outcome({}, {"severity": "warning", "stated": ""}))
    assert book.sheetnames == ["汇总", "差异明细"]
    sheet = book["差异明细"]
    assert [cell.value for cell in sheet[1]] == [*labels.COLUMNS.values(), "处理意见", "理由", "处理人", "日期"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:AB3")
    (choice,) = sheet.data_validations.dataValidation
    assert (choice.type, choice.formula1, str(choice.sqref)) == ("list", '"确认,忽略,已改"', "Y2:Y3")
    assert sheet.column_dimensions["W"].width == to_xlsx.WIDTHS["message"]
    colours = {_cells(sheet, row)["级别"].fill.fgColor.rgb for row in (2, 3)}
    assert colours == {"00FFC7CE", "00FFEB9C"}
    assert sheet.max_row == 3


def test_plain_numbers_are_numbers_with_their_decimals_and_all_else_is_text(tmp_path: Path, outcome: Make) -> None:
    values = {"stated": "98.50", "expected": "-7", "difference": "0.10", "subject": "0012"}
    cells = _cells(_write(tmp_path / "x.xlsx", outcome(values))["差异明细"])
    assert [(cells[name].value, cells[name].number_format) for name in ("原文值", "应为", "差额")] == [
        (98.5, "0.00"), (-7, "0"), (0.1, "0.00"),
    ]  # fmt: skip
    assert (cells["页码"].value, cells["年度"].value, cells["对象"].value) == (3, "2023", "0012")
    odd = {"stated": "≥95", "expected": "12345678901234567.89", "difference": "007"}
    cells = _cells(_write(tmp_path / "x.xlsx", outcome(odd))["差异明细"])
    assert [cells[name].value for name in ("原文值", "应为", "差额")] == list(odd.values())


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "#N/A", "{=A1}", "=\n1", "TRUE"])
def test_nothing_becomes_a_formula(tmp_path: Path, outcome: Make, text: str) -> None:
    sheet = _write(tmp_path / "x.xlsx", outcome({"subject": text, "quote": text}, name=text))["差异明细"]
    for name in ("报告", "对象", "原文摘录"):
        cell = _cells(sheet)[name]
        assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_characters_a_workbook_cannot_hold(tmp_path: Path, outcome: Make) -> None:
    cells = _cells(
        _write(tmp_path / "x.xlsx", outcome({"subject": "a\x0bb\udcff", "quote": "长" * 40_000}))["差异明细"]
    )
    assert cells["对象"].value == "a\ufffdb\ufffd"
    assert len(cells["原文摘录"].value) == to_xlsx.CELL_CHARACTERS
    assert cells["原文摘录"].value.endswith(to_xlsx.CUT)


def test_earlier_decisions_stand_in_the_sheet_and_ignored_rows_are_grey(tmp_path: Path, outcome: Make) -> None:
    baseline = Baseline.of([Entry(FINGERPRINT, "ignored", "张三", "2024-05-08", "已说明")])
    book = _write(tmp_path / "x.xlsx", baseline.apply(outcome({})), baseline=baseline)
    cells = _cells(book["差异明细"])
    assert [cells[name].value for name in ("状态", "处理意见", "理由", "处理人", "日期")] == [
        "已忽略", "忽略", "已说明", "张三", "2024-05-08",
    ]  # fmt: skip
    assert cells["级别"].font.color.rgb == "008C8C8C"


def test_same_findings_same_bytes(tmp_path: Path, outcome: Make) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        _write(tmp_path / name, outcome({}, {}))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_full_sheet_goes_on_in_another(tmp_path: Path, outcome: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(to_xlsx, "SHEET_ROWS", 3)
    book = _write(tmp_path / "x.xlsx", outcome(*[{}] * 5))
    assert book.sheetnames == ["汇总", "差异明细", "差异明细2", "差异明细3"]
    assert [book[name].max_row for name in book.sheetnames] == [2, 3, 3, 2]


def test_a_run_that_fails_leaves_the_old_file(tmp_path: Path, outcome: Make) -> None:
    path = tmp_path / "x.xlsx"
    _write(path, outcome({}))
    before = path.read_bytes()
    with pytest.raises(RuntimeError), XlsxWriter(path, "zh") as writer:
        writer.put(outcome({}, {}))
        raise RuntimeError
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.xlsx"]
    assert path.read_bytes() == before
    with pytest.raises(Unwritable, match="文件夹不存在"), XlsxWriter(tmp_path / "没有" / "x.xlsx", "zh"):
        pass


def test_the_summary_sheet_counts_in_numbers(tmp_path: Path, outcome: Make) -> None:
    one = replace(outcome({}), summary=Summary("供水项目", kind="self_evaluation", budget="92.00万元", score="98.60"))
    cells = _cells(_write(tmp_path / "x.xlsx", one)["汇总"])
    assert [cells[name].value for name in ("类型", "预算数", "总分", "错误")] == ["自评表", "92.00万元", 98.6, 1]


def test_decisions_come_back_as_people_leave_them(tmp_path: Path, outcome: Make) -> None:
    path = tmp_path / "差异.xlsx"
    book = _write(path, outcome({}, {"fingerprint": "1" * 16}, {"fingerprint": "2" * 16}))
    sheet = book["差异明细"]
    for row, values in ((2, ("忽略", "已说明", "张三", datetime(2024, 5, 8))), (4, ("已改", None, None, None))):
        for column, value in zip("YZ", values[:2], strict=True):
            sheet[f"{column}{row}"] = value
        sheet[f"AA{row}"], sheet[f"AB{row}"] = values[2:]
    sheet.move_range("A1:AB4", cols=2)  # as if columns had been put before
    book.save(path)
    found = read_reviewed(path)
    assert [(e.fingerprint, e.decision, e.reason, e.by, e.date) for e in found] == [
        (FINGERPRINT, "ignored", "已说明", "张三", "2024-05-08"), ("2" * 16, "fixed", "", "", ""),
    ]  # fmt: skip
    assert found[0].stated == "98.59"


def test_a_review_that_cannot_hold_is_refused(tmp_path: Path, outcome: Make) -> None:
    path = tmp_path / "差异.xlsx"
    book = _write(path, outcome({}))
    book["差异明细"]["Y2"] = "忽略"
    book.save(path)
    with pytest.raises(CannotRun, match="“差异明细” 第2行：处理意见为“忽略”而没有理由"):
        read_reviewed(path)
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(CannotRun, match="另存为"):
        read_reviewed(path)
    del book["差异明细"]
    book.save(path)
    with pytest.raises(CannotRun, match="没有带“指纹”"):
        read_reviewed(path)


def test_english(tmp_path: Path, outcome: Make) -> None:
    book = _write(tmp_path / "x.xlsx", outcome({}), language="en")
    assert book.sheetnames == ["Summary", "Discrepancies"]
    sheet = book["Discrepancies"]
    assert sheet.data_validations.dataValidation[0].formula1 == '"confirmed,ignored,fixed"'
    sheet["Y2"], sheet["Z2"] = "ignored", "explained"
    book.save(tmp_path / "x.xlsx")
    assert [entry.decision for entry in read_reviewed(tmp_path / "x.xlsx")] == ["ignored"]
