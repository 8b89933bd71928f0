"""What was read of a PDF, drawn over its pages, so that a person sees at once where a grid went wrong.

    自评表-第1页.png    cells outlined blue; filled green where a number was bound to a meaning, yellow where it was
                        not; paragraphs outlined grey

The boxes are the anchors of the document, in points from the top left, as every other output names places. A header
printed again and a cell continued after a page break have no box of their own: they belong to the page before.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..extract.document import Anchor, BBox, Document, Table
from ..extract.quantity import Quantity, parse_cell
from ..normalize.report import Report
from ..settings import CannotRun
from .writer import Unwritable

if TYPE_CHECKING:
    from PIL.Image import Image

SCALE = 2.0  # pixels a point: 144 dpi
CELL, PARAGRAPH = (31, 91, 173, 255), (150, 150, 150, 160)
BOUND, UNBOUND = (70, 170, 90, 70), (250, 190, 40, 90)

Colour = tuple[int, int, int, int]


class _Box(NamedTuple):
    box: BBox
    outline: Colour
    fill: Colour | None = None


def draw_pages(path: Path, report: Report, folder: Path) -> list[Path]:
    """Writes a picture of each page into a folder. Raises CannotRun for a document that has no pages to draw."""
    if report.document.source.format != "pdf":
        raise CannotRun("--picture 只用于 PDF；其他格式没有版面坐标，请先转为 PDF。")
    import pypdfium2

    boxes = _boxes(report)
    written = []
    pages = pypdfium2.PdfDocument(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(pages, 1):
            image = _drawn(page.render(scale=SCALE).to_pil(), boxes.get(number, []))
            written.append(folder / f"{path.stem}-第{number}页.png")
            image.save(written[-1])
            page.close()
    except OSError as error:
        raise Unwritable(folder, error) from error
    finally:
        pages.close()
    return written


def _drawn(image: Image, boxes: list[_Box]) -> Image:
    from PIL import Image, ImageDraw

    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for box, outline, fill in boxes:
        left, top, right, bottom = (edge * SCALE for edge in box)
        if right > left and bottom > top:
            pen.rectangle((left, top, right, bottom), fill=fill, outline=outline, width=2)
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def _boxes(report: Report) -> dict[int, list[_Box]]:
    """By page, paragraphs first, so that cells lie on top."""
    sections = [section for form in report.forms for section in form.sections]
    bound = {value.key for section in sections for row in section.rows for value in row.values.values()}
    boxes: dict[int, list[_Box]] = {}
    for anchor, box in [*_paragraphs(report.document), *_cells(report.document, bound)]:
        if anchor.page is not None:
            boxes.setdefault(anchor.page, []).append(box)
    return boxes


def _paragraphs(document: Document) -> Iterator[tuple[Anchor, _Box]]:
    for paragraph in document.paragraphs():
        if paragraph.anchor.bbox is not None:
            yield paragraph.anchor, _Box(paragraph.anchor.bbox, PARAGRAPH)


def _cells(document: Document, bound: set[tuple[int, int, int, int]]) -> Iterator[tuple[Anchor, _Box]]:
    for block in document.blocks:
        for cell in block.cells if isinstance(block, Table) else ():
            if cell.anchor.bbox is not None:
                number = isinstance(parse_cell(cell.text), Quantity)
                fill = BOUND if cell.anchor.order in bound and number else UNBOUND if number else None
                yield cell.anchor, _Box(cell.anchor.bbox, CELL, fill)
