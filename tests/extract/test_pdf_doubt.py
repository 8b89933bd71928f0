"""Doubtful pages: figures two engines read differently become a question, and nothing else does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from gouji.extract.document import Source
from gouji.extract.pdf.doubt import figures, second_opinion
from gouji.extract.pdf.layout import assemble
from gouji.extract.pdf.pages import Line, Page, PageCell, PageTable
from gouji.extract.pdf.textlayer import check_text_layer

BOX = (60.0, 100.0, 260.0, 160.0)


def page(*texts: str, line: str = "合计98.5万元", doubts: tuple[str, ...] = ("有文字互相重叠",)) -> Page:
    cells = tuple(
        PageCell(row, 0, 1, 1, (60.0, 100.0 + 30 * row, 260.0, 130.0 + 30 * row), text)
        for row, text in enumerate(texts)
    )
    table = PageTable(BOX, (60.0, 260.0), tuple(100.0 + 30 * row for row in range(len(texts) + 1)), cells)
    return Page(1, 595, 842, (Line(line, (60, 300, 200, 311), 309, 10.5),), (table,), 10.5, doubts)


def notes(first: Page, second: Page | None) -> list[tuple[str, str]]:
    def again(numbers: Sequence[int]) -> Mapping[int, Page]:
        assert list(numbers) == [1]
        return {1: second} if second else {}

    document = assemble([first], Source("报告.pdf"))
    return [(note.code, note.message) for note in second_opinion([first], document, again)]


def test_a_page_without_doubt_is_read_once() -> None:
    assert notes(page("1,352.00", "12", doubts=()), None) == []


def test_the_same_figures_raise_no_question() -> None:
    assert notes(page("1,352.00万元", "合计 12"), page("1,352.00 万元", "合计12")) == []


def test_a_figure_read_differently_is_a_question_at_its_cell() -> None:
    first, second = page("1,352.00", "12"), page("1,325.00", "12")
    found = second_opinion([first], assemble([first], Source("报告.pdf")), lambda numbers: {1: second})
    assert [note.code for note in found] == ["GJ012"]
    assert "“1,352.00”和“1,325.00”" in found[0].message
    assert found[0].anchor is not None
    assert (found[0].anchor.block, found[0].anchor.row, found[0].anchor.column) == (0, 0, 0)


def test_figures_outside_tables_are_compared_too() -> None:
    ((code, message),) = notes(page("1", "2"), page("1", "2", line="合计95.8万元"))
    assert code == "GJ012"
    assert "98.5" in message and "95.8" in message


def test_other_grids_compare_the_page() -> None:
    assert notes(page("1", "2"), page("2", "1", "")) == []
    assert [code for code, _ in notes(page("1", "2"), replace(page("1"), tables=()))] == ["GJ012"]


def test_no_second_reading_is_said() -> None:
    ((code, message),) = notes(page("1", "2"), None)
    assert code == "GJ012"
    assert "有文字互相重叠" in message


def test_unknown_characters_are_said() -> None:
    (note,) = check_text_layer([page("1\ufffd2", "3")], [])
    assert note.code == "GJ010"
    assert "第 1 页有无法识别的字符" in note.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1,352.\n00元", ["1,352.00"]), ("98.5%（12项）", ["98.5", "12"]), ("12，34", ["12,34"]), ("无", [])],
)
def test_figures(text: str, expected: list[str]) -> None:
    assert list(figures(text)) == expected
