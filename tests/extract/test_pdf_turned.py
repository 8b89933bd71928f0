"""Pages and text that are turned, moved or at an angle read as they are displayed, by both readers."""

from __future__ import annotations

from types import ModuleType

import pytest
from pdf_drawing import FONT, HEIGHT, SMALL, SPANS, WIDTH, blocks, draw, read, small, table, text  # type: ignore[import-not-found]
from reportlab.pdfgen.canvas import Canvas


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_rotated_pages_read_as_displayed(reader: ModuleType, rotation: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(rotation)
        # Drawn turned back, so that the page shows upright.
        canvas.translate(*{90: (WIDTH, 0), 180: (WIDTH, HEIGHT), 270: (0, HEIGHT)}[rotation])
        canvas.rotate(rotation)
        if rotation != 180:
            canvas.translate(0, WIDTH - HEIGHT)
        canvas.setFont(FONT, 10.5)
        text(canvas, 60, 80, "表1 资金情况")
        table(canvas, 100, SPANS, (60, 90, 80))

    assert blocks(read(reader, draw(page))) == ["表1 资金情况", SPANS]


def test_a_watermark_is_left_out_and_said(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        small(canvas)
        canvas.translate(80, HEIGHT - 280)
        canvas.rotate(45)
        canvas.setFont(FONT, 40)
        canvas.drawString(0, 0, "内部资料")

    document = read(reader, draw(page))
    assert blocks(document) == [SMALL]
    assert [note.code for note in document.notes] == ["GJ010"]
    assert "内部资料" in document.notes[0].message


@pytest.mark.parametrize("turn", [90, 270])
def test_sideways_headings_read_from_the_top(reader: ModuleType, turn: int) -> None:
    def page(canvas: Canvas) -> None:
        table(canvas, 100, [(0, 0, 2, 1, ""), (0, 1, 1, 1, "数量"), (1, 1, 1, 1, "质量")], (40, 100), height=60)
        canvas.translate(80, HEIGHT - (180 if turn == 90 else 130))
        canvas.rotate(turn)
        canvas.drawString(0, 0, "绩效指标")

    (found,) = read(reader, draw(page)).tables()
    assert found.cells[0].text == "绩\n效\n指\n标"


def test_forms_and_crop_boxes_move_everything_alike(reader: ModuleType) -> None:
    def in_a_form(canvas: Canvas) -> None:
        canvas.beginForm("table")
        canvas.setFont(FONT, 10.5)
        small(canvas)
        canvas.endForm()
        canvas.translate(-60, -100)
        canvas.scale(1.2, 1.2)
        canvas.doForm("table")

    assert blocks(read(reader, draw(in_a_form))) == [SMALL]

    def cropped(canvas: Canvas) -> None:
        canvas.setCropBox((50, 100, 500, HEIGHT - 100))
        small(canvas)

    document = read(reader, draw(cropped))
    assert blocks(document) == [SMALL]
    assert document.blocks[0].anchor.bbox == pytest.approx((50, 100, 210, 148), abs=1)
