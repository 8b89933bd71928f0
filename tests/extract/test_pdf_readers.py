"""Ruled tables in PDFs drawn here: the same cells from either reader, and those a person sees."""

from __future__ import annotations

from types import ModuleType

import pytest
from pdf_drawing import HEIGHT, SMALL, SPANS, WIDE, blocks, draw, read, rows, table, text  # type: ignore[import-not-found]
from reportlab.pdfgen.canvas import Canvas


def test_spans_and_order(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        text(canvas, 60, 80, "表1 资金情况")
        table(canvas, 100, SPANS, (60, 90, 80))
        text(canvas, 60, 220, "以上合计1,352.00万元。")

    document = read(reader, draw(page))
    assert blocks(document) == ["表1 资金情况", SPANS, "以上合计1,352.00万元。"]
    assert document.source.pages == 1
    cell = next(document.tables()).cells[1]
    assert cell.anchor.page == 1
    assert cell.anchor.bbox == pytest.approx((210, 100, 290, 130), abs=1)
    assert [block.anchor.block for block in document.blocks] == [0, 1, 2]


def test_white_rules_draw_nothing(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        table(canvas, 100, rows("甲|乙|12", "丙|丁|34"), WIDE)
        canvas.setStrokeColorRGB(1, 1, 1)
        canvas.line(70, HEIGHT - 115, 450, HEIGHT - 115)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(70, HEIGHT - 145, 380, 0.5, stroke=0, fill=1)

    assert blocks(read(reader, draw(page))) == [rows("甲|乙|12", "丙|丁|34")]


def test_shading_is_no_rule(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.8, 0.9, 1)
        canvas.rect(60, HEIGHT - 118, 400, 18, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        table(canvas, 100, rows("甲|乙|12", "丙|丁|34"), WIDE)

    assert blocks(read(reader, draw(page))) == [rows("甲|乙|12", "丙|丁|34")]


def test_a_frame_around_text_is_no_table(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(50, HEIGHT - 140, 480, 80)
        text(canvas, 60, 90, "说明：本表由单位填报。")

    assert blocks(read(reader, draw(page))) == ["说明：本表由单位填报。"]


def test_text_wider_than_the_last_column_stays_in_its_cell(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        table(canvas, 100, rows("分值|得分", "100|92.5"), (60, 12))

    (found,) = read(reader, draw(page)).tables()
    assert found.cells[-1].text == "92.5"


def test_shading_alone_draws_a_table(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        for row in range(2):
            canvas.setFillGray(0.8 + 0.1 * row)
            for column in range(2):
                canvas.rect(100 + 80 * column, HEIGHT - 124 - 24 * row, 79.5, 23.5, stroke=0, fill=1)
        canvas.setFillGray(0)
        for row, contents in enumerate((("甲", "乙"), ("1,352.50", "34"))):
            for column, content in enumerate(contents):
                canvas.drawString(103 + 80 * column, HEIGHT - 116 - 24 * row, content)

    assert blocks(read(reader, draw(page))) == [SMALL]
