"""Numbers that a narrow cell of a PDF breaks over two lines, and pairs of numbers that only look like it."""

from __future__ import annotations

import io

import pytest
from gouji.extract.document import Document, Source
from gouji.extract.pdf.wrapped import one_number
from gouji.extract.readers import from_pdf
from gouji.settings import Limits
from reportlab.pdfgen.canvas import Canvas

FULL, ROOMY = 9.0, 40.0  # pt left free by the upper line


@pytest.mark.parametrize(
    ("line", "following", "free", "expected"),
    [
        ("1877.5", "0", FULL, True),
        ("1877.5", "0", ROOMY, False),
        ("1,352,", "000.00", ROOMY, True),
        ("1352", "000.00", FULL, True),
        ("1352000.", "00万元", ROOMY, True),
        ("13520000", "0", FULL, True),
        ("100.0", "0%", FULL, True),
        ("10", "9", FULL, False),
        ("2021", "12", FULL, False),
        ("1,352,000.00", "1,216,800.00", FULL, False),
        ("12.50", "11.25", FULL, False),
        ("12.5", "0.5.1", FULL, False),
    ],
)
def test_pieces_of_one_number(line: str, following: str, free: float, expected: bool) -> None:
    assert one_number(line, following, free, next_width=5.3) is expected


def test_a_number_broken_by_its_cell_is_read_whole() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.setFont("Helvetica", 10)
    for left, right in ((60.0, 105.0), (105.0, 185.0)):
        canvas.rect(left, 700, right - left, 40)
        canvas.rect(left, 660, right - left, 40)
    for x in (65.0, 110.0):
        canvas.drawString(x, 725, "1877.5")
        canvas.drawString(x, 712, "0")
        canvas.drawString(x, 675, "12.50")
    canvas.save()
    document = from_pdf.read(buffer.getvalue(), Source("表.pdf", "pdf"), Limits())
    assert isinstance(document, Document)
    (table,) = document.tables()
    assert [cell.text for cell in table.cells] == ["1877.50", "1877.5\n0", "12.50", "12.50"]
