"""PDFs drawn for tests, and what a reader makes of them in a form that is easy to compare."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

from gouji.extract.document import Document, Paragraph, Source, Table
from gouji.settings import Limits
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = A4
Box = tuple[int, int, int, int, str]  # row, column, row span, column span, text

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def draw(*pages: Callable[[Canvas], None], encrypt: Any = None) -> bytes:
    """A PDF whose pages these functions draw."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=encrypt, invariant=1)
    for page in pages:
        canvas.setFont(FONT, 10.5)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def text(canvas: Canvas, x: float, top: float, line: str) -> None:
    canvas.drawString(x, HEIGHT - top, line)


def table(canvas: Canvas, top: float, boxes: Iterable[Box], widths: tuple[float, ...], height: float = 30) -> None:
    """A ruled table; every cell draws its own four rules, so that inner ones are drawn twice."""
    edges = [60.0]
    for width in widths:
        edges.append(edges[-1] + width)
    for row, column, rows, columns, content in boxes:
        x, y = edges[column], HEIGHT - top - (row + rows) * height
        canvas.rect(x, y, edges[column + columns] - x, rows * height)
        for index, line in enumerate(content.split("\n")):
            canvas.drawString(x + 3, HEIGHT - top - row * height - 12 - 12 * index, line)


def rows(*lines: str, first: int = 0) -> list[Box]:
    """Boxes of plain rows: cells set apart by |, lines of a cell by ~."""
    return [
        (first + row, column, 1, 1, content.replace("~", "\n"))
        for row, line in enumerate(lines)
        for column, content in enumerate(line.split("|"))
    ]


def read(reader: ModuleType, data: bytes) -> Document:
    document = reader.read(data, Source("报告.pdf", "pdf"), Limits())
    assert isinstance(document, Document)
    return document


def shape(found: Table) -> list[Box]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in found.cells]


def blocks(document: Document) -> list[str | list[Box]]:
    return [block.text if isinstance(block, Paragraph) else shape(block) for block in document.blocks]


SPANS: list[Box] = [
    (0, 0, 1, 2, "项目资金（万元）"),
    (0, 2, 1, 1, "预算数"),
    (1, 0, 2, 1, "资金\n来源"),
    (1, 1, 1, 1, "财政拨款"),
    (1, 2, 1, 1, "1,352.00"),
    (2, 1, 1, 1, "其他"),
    (2, 2, 1, 1, "—"),
]


WIDE = (200.0, 100.0, 100.0)


def lines(canvas: Canvas, top: float, *content: str) -> None:
    """Lines of a text area from x 69 to x 500, 20 pt apart; a leading ~ is the indent of two characters."""
    for index, line in enumerate(content):
        indent = 21.0 if line.startswith("~") else 0.0
        text(canvas, 69 + indent, top + 20 * index, line.lstrip("~"))


def small(canvas: Canvas, x: float = 100, top: float = 200) -> None:
    """A table of 2 × 2 at any place."""
    for row, contents in enumerate((("甲", "乙"), ("1,352.50", "34"))):
        for column, content in enumerate(contents):
            canvas.rect(x + 80 * column, HEIGHT - top - 24 * (row + 1), 80, 24)
            canvas.drawString(x + 80 * column + 3, HEIGHT - top - 24 * (row + 1) + 8, content)


SMALL = rows("甲|乙", "1,352.50|34")
