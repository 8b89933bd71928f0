"""Spreadsheets as a person sees them."""

import datetime
import io
import zipfile
from typing import Any

import openpyxl
import pytest
from gouji.extract.document import Document, Paragraph, Table, Unreadable
from gouji.extract.reader import read_bytes
from gouji.extract.sheet.format import plain, shown, unrounded
from gouji.settings import Limits, Settings
from hypothesis import given
from hypothesis import strategies as st


def saved(workbook: Any) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def read(workbook: Any, name: str = "a.xlsx") -> Document:
    return read_bytes(saved(workbook), name, Settings())


def form() -> Any:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "自评表"
    sheet["B2"] = "项目支出绩效自评表"
    sheet.merge_cells("B2:E2")
    sheet["B3"], sheet["E3"] = "填报单位：某局", "单位：万元"
    for column, text in zip("BCDE", ("指标", "预算数", "执行数", "执行率"), strict=True):
        sheet[f"{column}4"] = text
    sheet["B5"] = "产出"
    sheet.merge_cells("B5:B6")
    sheet["C5"], sheet["C6"], sheet["D5"], sheet["D6"] = 1234.5, -12, 0.1 + 0.2, 7
    sheet["C5"].number_format = sheet["C6"].number_format = "#,##0.00_);[Blue](#,##0.00)"
    sheet["E5"], sheet["E6"] = 0.9, 0.33333
    sheet["E5"].number_format = sheet["E6"].number_format = "0.00%"
    sheet["B7"] = "注：执行率=执行数/预算数"
    return workbook


def test_a_form() -> None:
    document = read(form())
    title, fields, table, remark = document.blocks
    assert isinstance(title, Paragraph) and isinstance(fields, Paragraph) and isinstance(remark, Paragraph)
    assert isinstance(table, Table)
    assert fields.text == "填报单位：某局    单位：万元"
    assert (table.caption, table.unit_line, table.anchor.part) == ("项目支出绩效自评表", "单位：万元", "自评表")
    assert [[cell.text if cell else None for cell in row] for row in table.grid()] == [
        ["指标", "预算数", "执行数", "执行率"],
        ["产出", "1,234.50", "0.3", "90.00%"],
        ["产出", "(12.00)", "7", "33.33%"],
    ]
    assert table.cells[4].row_span == 2
    assert [block.anchor.block for block in document.blocks] == [0, 1, 2, 3]


def test_suffixes_of_wps() -> None:
    assert read(form(), "a.et").notes == ()
    assert [note.code for note in read(form(), "a.doc").notes] == ["GJ004"]


def test_every_sheet_is_a_table_and_hidden_ones_are_named() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["甲", 1])
    workbook.create_sheet("空")
    workbook.create_sheet("第二").append(["乙", 2])
    hidden = workbook.create_sheet("下拉")
    hidden.append(["丙"])
    hidden.sheet_state = "hidden"
    document = read(workbook)
    assert [table.anchor.part for table in document.tables()] == ["Sheet", "第二"]
    assert [note.code for note in document.notes] == ["GJ010"]
    assert "下拉" in document.notes[0].message


def test_a_formula_without_a_result_is_named() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["甲", "=1+1"])
    document = read(workbook)
    assert [note.code for note in document.notes] == ["GJ010"]
    assert "1 个公式" in document.notes[0].message


def test_a_stray_cell_does_not_blow_up_the_grid() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = 1
    workbook.active["XFD1048576"] = 1
    with pytest.raises(Unreadable) as error:
        read(workbook)
    assert error.value.code == "GJ008"


def test_a_merge_over_whole_columns_does_not_either() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"], workbook.active["B3"] = "总分", 100
    workbook.active.merge_cells("A1:A3000")
    (table,) = read(workbook).tables()
    assert table.row_count <= 60


def test_entities_in_a_sheet_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(form()))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
            target.writestr(name, content)
    with pytest.raises(Unreadable) as error:
        read_bytes(out.getvalue(), "a.xlsx", Settings(limits=Limits()))
    assert error.value.code == "GJ001"


DAY = datetime.date(2021, 3, 1)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.1 + 0.2, "", "0.3"),
        (5.0, "", "5"),
        (1e15, "", "1000000000000000"),
        (1e-7, "", "0.0000001"),
        (123456789.123, "General", "123456789.123"),
        (0.9, "0%", "90%"),
        (0.125, "0.0%", "12.5%"),
        (2.675, "0.00", "2.68"),
        (-2.675, "0.00", "-2.68"),
        (0.001, "0.00", "0.00"),
        (-0.001, "0.00", "0.00"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (12.5, "0.##", "12.5"),
        (7, "000", "007"),
        (12000, "0.0,", "12.0"),
        (12.5, '0.00"万元"', "12.50万元"),
        (12.5, "0.00\\元", "12.50元"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        (12345, "0.00E+00", "12345"),
        (0.5, "# ?/?", "0.5"),
        (True, "", "TRUE"),
        ("  文字 ", "0.00", "文字"),
        (DAY, "yyyy-mm-dd", "2021-03-01"),
        (DAY, 'yyyy"年"m"月"d"日"', "2021年3月1日"),
        (DAY, "yyyy/m/d", "2021/3/1"),
        (DAY, "", "2021-03-01"),
        (datetime.datetime(2021, 3, 1, 8, 30), "yyyy-mm-dd hh:mm", "2021-03-01 08:30"),
        (None, "", ""),
    ],
)
def test_what_is_shown(value: object, code: str, text: str) -> None:
    assert shown(value, code) == text


@given(st.decimals(-(10**9), 10**9, places=2))
def test_two_places_come_back_as_typed(value: Any) -> None:
    assert shown(float(value), "0.00") == (f"{value:.2f}" if value else "0.00")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_plain_number_has_no_exponent(value: float) -> None:
    assert "e" not in plain(value).lower()


@pytest.mark.parametrize(
    ("value", "code", "full"),
    [
        (0.9487, "0%", "94.87"),
        (0.94, "0%", ""),
        (12.4, "0", "12.4"),
        (-12.4, "0;(0)", "-12.4"),
        (1234567.0, "#,##0,", "1234.567"),
        (0.1 + 0.2, "0.0", ""),
        (1 / 3, "", ""),
        (12.4, "@", ""),
        (12.4, "0/0", ""),
        ("12.4", "0", ""),
        (True, "0", ""),
    ],
)
def test_what_is_shown_rounded_is_kept_in_full(value: object, code: str, full: str) -> None:
    assert unrounded(value, code) == full


def test_the_stored_number_stands_beside_the_shown_one() -> None:
    workbook = form()
    workbook.active["D6"].number_format = "0"
    workbook.active["D6"] = 7.25
    (table,) = read(workbook).tables()
    assert [(cell.text, cell.stored) for cell in table.cells if cell.stored] == [
        ("7", "7.25"),
        ("33.33%", "33.333"),
    ]
