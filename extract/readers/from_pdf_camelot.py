"""PDF tables as camelot sees them: a third opinion, for rules drawn as pictures and tables without rules.

camelot renders each page and looks for lines with OpenCV (flavor lattice), or aligns text (hybrid). It takes a hundred
times as long as our grid and on some fonts puts text one row too high or low, so only its *grid* is used; the text in
it is ours, and the grid is trusted only where camelot's own text says the same:

    camelot  培训人次 | ≥200 | 213     our text in its grid  培训人次 | ≥200 | 213      trusted
    camelot  培训人次 | 213  | 95.2%   our text in its grid  培训人次 | ≥200 | 213      not trusted: our reading stays

    read(data, Source("报告.pdf"), Limits())        --reader camelot
    third_opinion(data, pages)                      asked by the default reader about text over a picture
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from ...settings import Limits
from ..document import Document, Note, Source
from ..pdf.doubt import figures
from ..pdf.glyphs import Glyphs, fill
from ..pdf.grid import cells_of
from ..pdf.layout import assemble
from ..pdf.pages import Page, PageTable
from ..pdf.pdfium import opened
from ..pdf.seam import is_numeric
from ..progress import advance
from .from_pdf import read_pages

SAME_TEXT: Final = 0.9  # share of cells that must read alike, all figures apart
LONG: Final = 40  # characters of a cell; a longer one makes an unruled table doubtful
FEW: Final = 3  # rows of an unruled table
OPINION_SECONDS: Final = 20.0  # for the third opinion on all pages of a document


def read(data: bytes, source: Source, limits: Limits) -> Document:
    """The document in a PDF, with camelot's tables where they can be trusted."""
    pages, notes = read_pages(data, limits)
    glyphs: dict[int, Glyphs] = {}
    with opened(data) as document:
        for page in pages:
            with document.page(page.number) as raw:
                if page.size and not raw.rotation:  # camelot's boxes of turned pages are not to be relied on
                    glyphs[page.number] = raw.glyphs()
    found = _tables(data, sorted(glyphs), "lattice")
    bare = [number for number in glyphs if number not in found and not pages[number - 1].tables]
    unruled = _tables(data, bare, "hybrid")
    result: list[Page] = []
    for page in pages:
        ruled = page.number in found
        tables = found.get(page.number) or unruled.get(page.number) or []
        chosen, refused = _trusted(page, glyphs.get(page.number), tables, ruled=ruled)
        result.append(chosen)
        if refused and not page.tables and ruled:
            notes += (_refusal(page.number),)
    return assemble(result, source, notes)


def third_opinion(data: bytes, pages: Sequence[Page]) -> tuple[list[Page], tuple[Note, ...]]:
    """The pages, those over a picture with the tables that are ruled in it; what could not be decided is a note."""
    result, notes = list(pages), []
    until = time.monotonic() + OPINION_SECONDS
    with opened(data) as document:
        for at, page in enumerate(pages):
            if not page.pictured:
                continue
            advance()
            if time.monotonic() > until:
                notes.append(_unseen(page.number))
                continue
            with document.page(page.number) as raw:
                if raw.rotation:
                    continue
                glyphs = raw.glyphs()
            try:
                found = _tables(data, [page.number], "lattice").get(page.number, [])
            except Exception:  # three libraries look at a hostile page; without their opinion ours stays
                notes.append(_unseen(page.number))
                continue
            ruled = [table for table in found if len(table.rows) > 1 and len(table.cols) > 1]
            result[at], refused = _trusted(page, glyphs, ruled, ruled=True)
            if refused:
                notes.append(_refusal(page.number))
    return result, tuple(notes)


def _tables(data: bytes, numbers: Sequence[int], flavor: str) -> dict[int, list[Any]]:
    """camelot's tables by page."""
    if not numbers:
        return {}
    from camelot.io import read_pdf

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of every page it finds nothing on
        tables = read_pdf(data, pages=",".join(map(str, numbers)), flavor=flavor, suppress_stdout=True)
    found: dict[int, list[Any]] = {}
    for table in tables:
        found.setdefault(int(table.page), []).append(table)
    return found


def _trusted(page: Page, glyphs: Glyphs | None, tables: Sequence[Any], *, ruled: bool) -> tuple[Page, bool]:
    """The page with those of camelot's tables whose text is ours too; True if any was refused."""
    if glyphs is None or not tables:
        return page, False
    grids = [_grid(table, page.height) for table in tables]
    trial = fill(page.number, page.width, page.height, glyphs, grids)
    kept = [
        grid
        for grid, filled, table in zip(grids, trial.tables, tables, strict=True)
        if _reads_alike(filled, table) and (ruled or _is_plausible(filled))
    ]
    refused = len(kept) < len(tables)
    if not kept or (refused and page.tables):
        return page, refused
    chosen = trial if not refused else fill(page.number, page.width, page.height, glyphs, kept)
    return replace(chosen, doubts=page.doubts), refused


def _grid(table: Any, height: float) -> PageTable:
    """camelot's cells, with the edges it saw between them, on our grid."""
    xs = [float(table.cols[0][0]), *(float(right) for _, right in table.cols)]
    ys = [height - float(table.rows[0][0]), *(height - float(low) for _, low in table.rows)]
    rows, columns = len(ys) - 1, len(xs) - 1
    across, down = np.ones((rows + 1, columns), bool), np.ones((rows, columns + 1), bool)
    for row in range(1, rows):
        across[row] = [table.cells[row - 1][c].bottom or table.cells[row][c].top for c in range(columns)]
    for column in range(1, columns):
        down[:, column] = [table.cells[r][column - 1].right or table.cells[r][column].left for r in range(rows)]
    return PageTable((xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), tuple(ys), tuple(cells_of(across, down, xs, ys)))


def _reads_alike(ours: PageTable, theirs: Any) -> bool:
    """Every figure in the same cell, and nearly all of the text."""
    same = 0
    for cell in ours.cells:
        covered = [
            theirs.cells[row][column].text
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        text = "".join("".join(covered).split())
        mine = "".join(cell.text.split())
        if figures(mine) != figures(text):
            return False
        same += mine == text
    return same >= SAME_TEXT * len(ours.cells)


def _is_plausible(table: PageTable) -> bool:
    """Without rules: several rows, no sentences, and a column of numbers."""
    if table.row_count < FEW or table.column_count < 2 or any(len(cell.text) > LONG for cell in table.cells):
        return False
    for column in range(table.column_count):
        texts = [cell.text for cell in table.cells if cell.column == column and cell.row and cell.text.strip()]
        if len(texts) >= FEW - 1 and 2 * sum(map(is_numeric, texts)) > len(texts):
            return True
    return False


def _unseen(number: int) -> Note:
    return Note("GJ012", f"第 {number} 页的表格线可能画在图片里，未能识别；请对照原件核实，或提交可编辑的原文件。")


def _refusal(number: int) -> Note:
    return Note(
        "GJ012",
        f"第 {number} 页有 camelot 识别出的表格，但其文字与文字层不一致，未采用；请人工核对，或提交可编辑的原文件。",
    )
