"""A finding's fingerprint names the finding, not the file or the page it was met on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from gouji.extract.document import Anchor, Block, Cell, Document, Paragraph, Source, Table
from gouji.normalize.build import build
from gouji.normalize.report import Form, Identity
from gouji.validate.examine import examine
from gouji.validate.finding import Finding, fingerprint
from hypothesis import given, settings
from hypothesis import strategies as st

Build = Callable[[Any], Document]

CASE: list[dict[str, Any]] = [
    {"text": "2022年度渔港疏浚项目绩效评价报告\n该项目综合得分为93分。"},
    {
        "table": {
            "caption": "项目绩效评分表",
            "rows": """
                一级指标 | 二级指标 | 三级指标 | 分值 | 得分
                产出（58分） | 数量指标 | 疏浚方量 | 60 | 62
                效益 | 社会效益 | 泊位增加数 | 40 | 36
                合计 | < | < | 100 | 91
            """,
        }
    },
]


def moved(document: Document, by: int, page: int) -> Document:
    """The same document from another file, further down, on another page."""

    def shift(anchor: Anchor) -> Anchor:
        return replace(anchor, block=anchor.block + by, page=page, bbox=(1.0, 2.0, 3.0, 4.0))

    def block(piece: Block) -> Block:
        if isinstance(piece, Paragraph):
            return replace(piece, anchor=shift(piece.anchor))
        return replace(piece, anchor=shift(piece.anchor), cells=tuple(_shifted(cell, shift) for cell in piece.cells))

    above = tuple(Paragraph(f"前言第{number}段", Anchor(number, page=1)) for number in range(by))
    return Document(Source(f"{page}/另存.docx", "docx"), above + tuple(block(piece) for piece in document.blocks))


def _shifted(cell: Cell, shift: Callable[[Anchor], Anchor]) -> Cell:
    return replace(cell, anchor=shift(cell.anchor))


def findings(document: Document) -> list[Finding]:
    return list(examine(build(document)).findings)


@settings(max_examples=20, deadline=None, derandomize=True, database=None)
@given(by=st.integers(0, 5), page=st.integers(1, 300))
def test_no_page_and_no_path(document: Build, by: int, page: int) -> None:
    here = findings(document(CASE))
    there = findings(moved(document(CASE), by, page))
    assert len(here) >= 3
    assert [f.fingerprint for f in here] == [f.fingerprint for f in there]
    assert {f.page for f in there} == {str(page)}


def test_every_row_has_its_own(document: Build) -> None:
    marks = [f.fingerprint for f in findings(document(CASE))]
    assert len(set(marks)) == len(marks)
    assert all(len(mark) == 16 for mark in marks)


def test_names_are_compared_folded() -> None:
    one = fingerprint("GJ302", Identity("渔港疏浚（一期）", "白沙区 水利局", "2022"), None, "产出·分值", "58")
    other = fingerprint("GJ302", Identity("渔港疏浚(一期)", "白沙区水利局", "2022"), None, "产出·分值", "58")
    assert one == other


FORM = Form("evaluation", 1, "", Identity(), (), Anchor(0))


@pytest.mark.parametrize(
    "other",
    [
        fingerprint("GJ303", Identity("渔港疏浚", "", "2022"), FORM, "产出·分值", "58"),
        fingerprint("GJ302", Identity("航道疏浚", "", "2022"), FORM, "产出·分值", "58"),
        fingerprint("GJ302", Identity("渔港疏浚", "水利局", "2022"), FORM, "产出·分值", "58"),
        fingerprint("GJ302", Identity("渔港疏浚", "", "2023"), FORM, "产出·分值", "58"),
        fingerprint("GJ302", Identity("渔港疏浚", "", "2022"), replace(FORM, ordinal=2), "产出·分值", "58"),
        fingerprint("GJ302", Identity("渔港疏浚", "", "2022"), replace(FORM, kind="goal"), "产出·分值", "58"),
        fingerprint("GJ302", Identity("渔港疏浚", "", "2022"), FORM, "效益·分值", "58"),
        fingerprint("GJ302", Identity("渔港疏浚", "", "2022"), FORM, "产出·分值", "85"),
    ],
)
def test_what_it_rests_on(other: str) -> None:
    assert fingerprint("GJ302", Identity("渔港疏浚", "", "2022"), FORM, "产出·分值", "58") != other


def test_parts_do_not_run_into_each_other() -> None:
    """“一期1” of “白沙” is not “一期” of “1白沙”."""
    assert fingerprint("GJ302", Identity("一期1", "白沙"), None, "", "") != fingerprint(
        "GJ302", Identity("一期", "1白沙"), None, "", ""
    )


def test_a_moved_table_keeps_its_words(document: Build) -> None:
    """Rows differ in page and place only."""
    here, there = findings(document(CASE)), findings(moved(document(CASE), 3, 7))
    for one, other in zip(here, there, strict=True):
        same = ("rule", "severity", "status", "subject", "stated", "expected", "difference", "unit", "expression")
        assert [getattr(one, key) for key in same] == [getattr(other, key) for key in same]


def test_the_table_is_one_block(document: Build) -> None:
    assert any(isinstance(block, Table) for block in moved(document(CASE), 1, 2).blocks)
