"""PDF read with pdfplumber: slower than the default reader, independent of it, and so its second opinion.

pdfplumber finds characters (pdfminer) and the cells its rules enclose; rows, columns and spans follow from the edges of
the cells, text from where the centre of each character lies. From there on `layout.py` is the same for every engine.

    read(data, Source("报告.pdf"), Limits())        --reader pdfplumber
"""

from __future__ import annotations

import io
import logging
import math
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final

import numpy as np

from ...settings import Limits
from ..document import BBox, Document, Source, Unreadable
from ..pdf.borderless import borderless
from ..pdf.glyphs import Glyphs, fill, no_glyphs
from ..pdf.layout import assemble
from ..pdf.pages import Page, PageCell, PageTable
from ..pdf.slant import upright
from ..pdf.textlayer import check_pages, check_text_layer, damaged, encrypted
from ..progress import advance

SNAP: Final = 3.0  # pt; pdfplumber's own tolerance for edges of one rule
WHITE: Final = 0.99
THICK: Final = 4.0  # pt; a filled rectangle thinner than this is a rule


def read(data: bytes, source: Source, limits: Limits) -> Document:
    """The document in a PDF."""
    pages: list[Page] = []
    pictures: list[int] = []
    broken: list[int] = []
    with _quiet(), _opened(data) as pdf:
        check_pages(len(pdf.pages), limits)
        for number, raw in enumerate(pdf.pages, 1):
            try:
                pages.append(read_page(raw))
                if not pages[-1].size and raw.images:
                    pictures.append(number)
            except Exception:  # whatever a broken page makes pdfminer raise; it is named in a note
                pages.append(Page(number, float(raw.width), float(raw.height)))
                broken.append(number)
            advance()
            raw.close()  # pdfplumber keeps every object of every page
    return assemble(pages, source, check_text_layer(pages, pictures, broken))


def read_again(data: bytes, numbers: Sequence[int]) -> dict[int, Page]:
    """Some pages by themselves, for a second opinion; a page it fails on is left out."""
    pages: dict[int, Page] = {}
    with _quiet(), suppress(Unreadable), _opened(data) as pdf:
        for number in numbers:
            with suppress(Exception):
                pages[number] = read_page(pdf.pages[number - 1])
            advance()
    return pages


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    pdf = None
    try:
        pdf = pdfplumber.open(io.BytesIO(data))
        _ = pdf.pages
    except Exception as error:
        if isinstance(error.__cause__ or error, PDFPasswordIncorrect | PDFEncryptionError) or any(
            isinstance(part, PDFPasswordIncorrect | PDFEncryptionError) for part in error.args
        ):
            raise encrypted() from error
        raise damaged() from error
    try:
        yield pdf
    finally:
        pdf.close()


@contextmanager
def _quiet() -> Iterator[None]:
    """pdfminer warns of every odd font; what matters is said by our own notes."""
    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def read_page(raw: Any) -> Page:
    """One page: characters, tables on their grid, lines outside."""
    left, top, right, bottom = map(float, raw.cropbox)  # what a viewer shows of the media box
    glyphs = _glyphs(raw.chars, left, top)
    seen = raw.filter(_is_visible)
    has_rules = any(min(o["width"], o["height"]) < THICK or o.get("stroke") for o in (*seen.rects, *seen.lines))
    if has_rules:  # shading behind text is no rule where there are rules
        seen = seen.filter(lambda o: o["object_type"] != "rect" or o["stroke"] or min(o["width"], o["height"]) < THICK)
    tables = [t for found in seen.find_tables() if (t := _table(found.cells, left, top)) is not None]
    tables.sort(key=lambda table: (table.box[1], table.box[0]))
    tables = tables or borderless(glyphs)
    return fill(raw.page_number, right - left, bottom - top, glyphs, tables)


def _glyphs(chars: Sequence[dict[str, Any]], left: float, top: float) -> Glyphs:
    code, box, baseline, em, spaced, angle = [], [], [], [], [], []
    after_blank = False
    for char in chars:
        text = "\ufffd" if char["text"].startswith("(cid:") else char["text"]
        if not text.strip() or char["x1"] <= char["x0"]:
            after_blank = not text.strip()
            continue
        step = (char["x1"] - char["x0"]) / len(text)  # a ligature is several characters in one box
        for index, letter in enumerate(text):
            x = char["x0"] - left + index * step
            code.append(ord(letter))
            box.append((x, char["top"] - top, x + step, char["bottom"] - top))
            baseline.append(char["top"] - top + char["y1"] - char["matrix"][5])
            em.append(char["size"])
            spaced.append(after_blank)
            angle.append(math.degrees(math.atan2(char["matrix"][1], char["matrix"][0])))
            after_blank = False
    if not code:
        return no_glyphs()
    places = np.array(box), np.array(baseline), np.array(em)
    return upright(Glyphs(np.array(code, np.int64), *places, np.array(spaced, bool)), np.array(angle))


def _is_visible(item: dict[str, Any]) -> bool:
    """White rules and fills draw nothing."""
    if item["object_type"] not in ("line", "rect", "curve"):
        return True
    stroke = item.get("stroke") and not _is_white(item.get("stroking_color"))
    fill = item.get("fill") and not _is_white(item.get("non_stroking_color"))
    return bool(stroke or fill)


def _is_white(color: Any) -> bool:
    if color is None:
        return False
    parts = color if isinstance(color, tuple | list) else (color,)
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return False
    return all(part <= 1 - WHITE for part in parts) if len(parts) == 4 else all(part >= WHITE for part in parts)


def _table(cells: Sequence[BBox], left: float, top: float) -> PageTable | None:
    """Cells as boxes to cells on a grid; a single cell is a frame around text, not a table."""
    if len(cells) < 2:
        return None
    boxes = np.array(cells, np.float64) - (left, top, left, top)
    xs, ys = _edges(boxes[:, [0, 2]]), _edges(boxes[:, [1, 3]])
    columns = np.abs(boxes[:, [0, 2], None] - xs).argmin(axis=2)
    rows = np.abs(boxes[:, [1, 3], None] - ys).argmin(axis=2)
    made = [
        PageCell(
            int(r[0]),
            int(c[0]),
            int(r[1] - r[0]),
            int(c[1] - c[0]),
            (float(b[0]), float(b[1]), float(b[2]), float(b[3])),
        )
        for r, c, b in zip(rows, columns, boxes, strict=True)
        if r[1] > r[0] and c[1] > c[0]
    ]
    made.sort(key=lambda cell: (cell.row, cell.column))
    frame = (float(xs[0]), float(ys[0]), float(xs[-1]), float(ys[-1]))
    return PageTable(frame, tuple(xs.tolist()), tuple(ys.tolist()), tuple(made))


def _edges(places: np.typing.NDArray[np.float64]) -> np.typing.NDArray[np.float64]:
    """Coordinates within `SNAP` of each other are one edge."""
    ordered = np.sort(places.ravel())
    group = np.concatenate([[0], np.cumsum(np.diff(ordered) > SNAP)])
    return np.bincount(group, ordered) / np.bincount(group)
