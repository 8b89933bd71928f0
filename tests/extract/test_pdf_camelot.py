"""camelot's grid is used where its text is ours, and only there."""

from __future__ import annotations

import io

import pytest
from gouji.extract.document import Paragraph, Source
from gouji.extract.readers import from_pdf, from_pdf_camelot
from gouji.settings import Limits
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
EDGES_X, EDGES_Y = (60, 200, 320, 440), (100, 130, 160, 190, 220)
TEXTS = [["指标", "指标值", "完成值"], ["人次", "200", "213"], ["满意度", "90%", "95.2%"], ["课时", "48", "48"]]

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def picture_of_rules(texts: list[list[str]] = TEXTS) -> bytes:
    """Text over a picture of a ruled table: there is not one rule in the file."""
    scale = 4
    image = Image.new("L", (round(WIDTH * scale), round(HEIGHT * scale)), 255)
    pen = ImageDraw.Draw(image)
    for x in EDGES_X:
        pen.line([(x * scale, EDGES_Y[0] * scale), (x * scale, EDGES_Y[-1] * scale)], fill=0, width=4)
    for y in EDGES_Y:
        pen.line([(EDGES_X[0] * scale, y * scale), (EDGES_X[-1] * scale, y * scale)], fill=0, width=4)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)
    canvas.setFont("STSong-Light", 10.5)
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            canvas.drawString(EDGES_X[column] + 4, HEIGHT - EDGES_Y[row] - 20, text)
    canvas.drawString(60, HEIGHT - 300, "以上指标均已完成。")
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_rules_in_a_picture() -> None:
    document = from_pdf_camelot.read(picture_of_rules(), Source("报告.pdf", "pdf"), Limits())
    table, after = document.blocks
    assert isinstance(after, Paragraph)
    assert after.text == "以上指标均已完成。"
    assert [[cell.text if cell else None for cell in row] for row in next(document.tables()).grid()] == TEXTS
    assert table.anchor.bbox == pytest.approx((60, 100, 440, 220), abs=3)
    assert document.notes == ()


def test_a_grid_with_other_text_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    data = picture_of_rules()
    monkeypatch.setattr(from_pdf_camelot, "_reads_alike", lambda ours, theirs: False)
    document = from_pdf_camelot.read(data, Source("报告.pdf", "pdf"), Limits())
    assert document.blocks == from_pdf.read(data, Source("报告.pdf", "pdf"), Limits()).blocks


def test_the_default_reader_asks_about_text_over_a_picture() -> None:
    document = from_pdf.read(picture_of_rules(), Source("报告.pdf", "pdf"), Limits())
    assert [[cell.text if cell else None for cell in row] for row in next(document.tables()).grid()] == TEXTS
    assert document.notes == ()


def test_figures_that_camelot_reads_elsewhere_are_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(from_pdf_camelot, "_reads_alike", lambda ours, theirs: False)
    document = from_pdf.read(picture_of_rules(), Source("报告.pdf", "pdf"), Limits())
    assert [note.code for note in document.notes] == ["GJ012"]
    pages, _ = from_pdf.read_pages(picture_of_rules(), Limits())
    assert [table.anchor.bbox for table in document.tables()] == [pages[0].tables[0].box]  # ours stays


@pytest.mark.parametrize("seconds", [-1.0, 20.0])
def test_a_page_without_a_third_opinion_says_so(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(from_pdf_camelot, "OPINION_SECONDS", seconds)
    monkeypatch.setattr(from_pdf_camelot, "_tables", fails)
    document = from_pdf.read(picture_of_rules(), Source("报告.pdf", "pdf"), Limits())
    assert [(note.code, "第 1 页" in note.message) for note in document.notes] == [("GJ012", True)]
