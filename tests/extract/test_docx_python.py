"""Tables by python-docx: spans as drawn, places as counted."""

import io
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from gouji.extract.document import Document, Paragraph, Source, Table, Unreadable
from gouji.extract.readers import from_docx_python
from gouji.settings import Limits

Span = tuple[str, int, int, int, int]


def saved(document: Any) -> Document:
    buffer = io.BytesIO()
    document.save(buffer)
    return from_docx_python.read(buffer.getvalue(), Source("a.docx"), Limits())


def spans(table: Table) -> list[Span]:
    return [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells]


def row(*cells: str, before: int = 0) -> str:
    start = f'<w:trPr><w:gridBefore w:val="{before}"/></w:trPr>' if before else ""
    return f"<w:tr>{start}{''.join(cells)}</w:tr>"


def tc(text: str, width: int = 1, merge: str = "") -> str:
    mark = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/>{mark}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'


def with_table(*rows: str) -> Document:
    document = docx.Document()
    xml = f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"
    document.element.body.insert(0, parse_xml(xml))
    return saved(document)


def test_reading_order_and_places() -> None:
    document = docx.Document()
    document.add_paragraph("一、基本情况")
    document.add_paragraph("  ")
    table = document.add_table(2, 2)
    for at, text in enumerate("甲乙丙丁"):
        table.cell(at // 2, at % 2).text = text
    document.add_paragraph("　　结束。")
    first, grid, last = saved(document).blocks
    assert isinstance(first, Paragraph) and isinstance(grid, Table) and isinstance(last, Paragraph)
    assert (first.anchor.block, grid.anchor.block, last.anchor.block) == (0, 1, 2)
    assert last.text == "结束。"
    assert spans(grid) == [("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1), ("丙", 1, 0, 1, 1), ("丁", 1, 1, 1, 1)]
    assert grid.cells[3].anchor.page is None


def test_merges_are_spans() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "产出"
    table.cell(2, 0).merge(table.cell(2, 2)).text = "合计"
    (grid,) = saved(document).tables()
    assert spans(grid)[0] == ("产出", 0, 0, 2, 1)
    assert spans(grid)[-1] == ("合计", 2, 0, 1, 3)
    assert (grid.row_count, grid.column_count) == (3, 3)


def test_merges_are_keyed_by_grid_column() -> None:
    (grid,) = with_table(
        row(tc("a", 2), tc("b", 1, "restart")),
        row(tc("c"), tc("d"), tc("", 1, "continue")),
        row(tc("e", 1, "continue"), tc("", 1, "continue"), before=1),
    ).tables()
    assert spans(grid)[:2] == [("a", 0, 0, 1, 2), ("b", 0, 2, 3, 1)]
    assert spans(grid)[2:] == [("c", 1, 0, 1, 1), ("d", 1, 1, 1, 1), ("e", 2, 1, 1, 1)]


def test_text_under_a_merge_is_not_read_and_that_is_said() -> None:
    document = with_table(row(tc("产出", 1, "restart")), row(tc("遮住", 1, "continue")))
    assert [cell.text for table in document.tables() for cell in table.cells] == ["产出"]
    assert [note.code for note in document.notes] == ["GJ010"]


def test_a_nested_table_follows_the_outer_one() -> None:
    document = docx.Document()
    outer = document.add_table(1, 1).cell(0, 0)
    outer.text = "外"
    outer.add_table(1, 1).cell(0, 0).text = "内"
    first, second = saved(document).tables()
    assert (first.cells[0].text, second.cells[0].text) == ("外", "内")


def test_a_grid_of_absurd_width_is_refused() -> None:
    with pytest.raises(Unreadable) as error:
        with_table(row(tc("a", 2_000_000_000)))
    assert error.value.code == "GJ008"
