"""Tables without rules, found by how their text is aligned. Conservative: running text must never become a table.

Characters of a line that stand more than 1.2 em apart belong to different columns. Lines of two or more such pieces
that follow each other are a table only when white gutters run through all of them and one column holds numbers:

    指标名称        指标值     完成值          gutters at x 180 and 290 run through all rows,
    培训人次        ≥200      213              columns 2 and 3 are numbers: a table of 3 × 3
    课程满意度      ≥90%      95.2%

A table of contents is two columns of which the last counts up: no table. A line that fits one column belongs to the
row above (a name broken over two lines). Of the first lines one may span columns: a header over two of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from .glyphs import BASELINE_SPREAD, FAR, Glyphs
from .pages import PageCell, PageTable
from .seam import is_numeric

COLUMN_GAP: Final = 1.2  # em between pieces of a line
GUTTER: Final = 0.8  # em that stays white through all rows
ROW_GAP: Final = 3.2  # em between baselines; more ends the table
FEW_ROWS: Final = 3
FEW_COLUMNS: Final = 2
HEADER: Final = 2  # first lines that may span columns
NUMBERS: Final = 0.6  # share of a column's cells that must be numbers
LONG: Final = 25.0  # em; a piece that long is a sentence
MARGIN: Final = 3.0  # pt around the text


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a line that stand together."""

    left: float
    right: float
    text: str


@dataclass(frozen=True, slots=True)
class TextRow:
    """A line as pieces."""

    baseline: float
    em: float
    pieces: tuple[Piece, ...]


def borderless(glyphs: Glyphs) -> list[PageTable]:
    """Tables among these characters; their cells still without text."""
    rows = _rows(glyphs)
    tables = []
    for run in _runs(rows):
        table = _table(run)
        if table is not None:
            tables.append(table)
    return tables


def _rows(glyphs: Glyphs) -> list[TextRow]:
    """Lines cut where their characters stand apart; none when hardly a line is."""
    if len(glyphs) < FEW_ROWS * FEW_COLUMNS:
        return []
    order = np.argsort(glyphs.baseline, kind="stable")
    fresh = np.ones(len(order), bool)
    em = glyphs.em[order]
    fresh[1:] = np.diff(glyphs.baseline[order]) > BASELINE_SPREAD * np.maximum(em[1:], em[:-1])
    line = np.cumsum(fresh)
    order = order[np.argsort(line * FAR + glyphs.box[order, 0], kind="stable")]
    box, em = glyphs.box[order], glyphs.em[order]
    cut = np.ones(len(order), bool)
    cut[1:] = (np.diff(line) > 0) | (box[1:, 0] - box[:-1, 2] > COLUMN_GAP * np.minimum(em[1:], em[:-1]))
    if int(cut.sum()) - int(line[-1]) < FEW_ROWS:
        return []
    starts = np.flatnonzero(cut)
    ends = np.append(starts[1:], len(order))
    lines: dict[int, list[Piece]] = {}
    first: dict[int, int] = {}
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        text = "".join(map(chr, glyphs.code[order[start:end]].tolist()))
        piece = Piece(float(box[start, 0]), float(box[start:end, 2].max()), text)
        lines.setdefault(int(line[start]), []).append(piece)
        first.setdefault(int(line[start]), start)
    return [
        TextRow(float(glyphs.baseline[order[first[n]]]), float(em[first[n]]), tuple(found))
        for n, found in lines.items()
    ]


def _runs(rows: Sequence[TextRow]) -> list[list[TextRow]]:
    """Stretches of lines of several pieces, with lines between them that fit into one column."""
    runs: list[list[TextRow]] = []
    run: list[TextRow] = []
    for row in rows:
        near = bool(run) and row.baseline - run[-1].baseline <= ROW_GAP * row.em
        if near and (len(row.pieces) > 1 or _fits_one_column(row, run)):
            run.append(row)
            continue
        runs.append(run)
        run = [row] if len(row.pieces) > 1 else []
    runs.append(run)
    return [_trimmed(run) for run in runs if sum(len(row.pieces) > 1 for row in run) >= FEW_ROWS]


def _fits_one_column(row: TextRow, run: Sequence[TextRow]) -> bool:
    """Whether a line of one piece stands within the column of one piece above it, with something beside it."""
    piece = row.pieces[0]
    above = next(other for other in reversed(run) if len(other.pieces) > 1)
    over = [
        p for p in above.pieces if p.left < piece.right + GUTTER * row.em and piece.left < p.right + GUTTER * row.em
    ]
    close = row.baseline - run[-1].baseline <= 1.8 * row.em
    return close and len(over) == 1 and abs(piece.left - over[0].left) < 2 * row.em


def _trimmed(run: list[TextRow]) -> list[TextRow]:
    while len(run[-1].pieces) == 1:
        run = run[:-1]
    return run


def _table(run: Sequence[TextRow]) -> PageTable | None:
    if any(piece.right - piece.left > LONG * row.em for row in run for piece in row.pieces):
        return None
    edges = _edges(run)
    if len(edges) - 1 < FEW_COLUMNS:
        return None
    rows: list[list[TextRow]] = []
    for row in run:
        if len(row.pieces) == 1 and rows:
            rows[-1].append(row)
        else:
            rows.append([row])
    placed = [_placed(lines[0], edges) for lines in rows]
    if any(cells is None for cells in placed[HEADER:]) or len(rows) < FEW_ROWS:
        return None
    grid = [cells or {} for cells in placed]
    if not _has_numbers(grid, len(edges) - 1) or _is_contents(grid, len(edges) - 1):
        return None
    return _made(rows, grid, edges)


def _edges(run: Sequence[TextRow]) -> list[float]:
    """Column edges: the middles of the white gutters that run through every line but the first ones."""
    body = [row for row in run[HEADER:] if len(row.pieces) > 1] or list(run)
    pieces = sorted((p.left, p.right) for row in (*body, *(r for r in run if len(r.pieces) == 1)) for p in row.pieces)
    edges = [min(p.left for row in run for p in row.pieces) - MARGIN]
    reach = pieces[0][1]
    for left, right in pieces[1:]:
        if left - reach >= GUTTER * run[0].em:
            edges.append((reach + left) / 2)
        reach = max(reach, right)
    edges.append(max(p.right for row in run for p in row.pieces) + MARGIN)
    return edges


def _placed(row: TextRow, edges: Sequence[float]) -> dict[int, tuple[int, str]] | None:
    """Column → span and text; None when two pieces share a column or one crosses a gutter below the header."""
    cells: dict[int, tuple[int, str]] = {}
    taken = -1
    for piece in row.pieces:
        first = int(np.searchsorted(edges, piece.left, "right")) - 1
        last = int(np.searchsorted(edges, piece.right, "left")) - 1
        if first <= taken:
            return None
        cells[first] = (last - first + 1, piece.text)
        taken = last
    return cells


def _has_numbers(grid: Sequence[dict[int, tuple[int, str]]], columns: int) -> bool:
    for column in range(columns):
        texts = [cells[column][1] for cells in grid[1:] if column in cells]
        if len(texts) >= FEW_ROWS - 1 and sum(map(is_numeric, texts)) >= NUMBERS * len(texts):
            return True
    return False


def _is_contents(grid: Sequence[dict[int, tuple[int, str]]], columns: int) -> bool:
    """Headings with page numbers that count up."""
    last = [cells[columns - 1][1] for cells in grid if columns - 1 in cells]
    if columns > FEW_COLUMNS or not all(text.strip(".．…·").isdigit() for text in last[1:]):
        return False
    numbers = [int(text.strip(".．…·")) for text in last[1:]]
    return numbers == sorted(numbers)


def _made(
    rows: Sequence[Sequence[TextRow]], grid: Sequence[dict[int, tuple[int, str]]], edges: Sequence[float]
) -> PageTable:
    """The table on its grid; every square no header spans is a cell, blank or not."""
    tops = [rows[0][0].baseline - rows[0][0].em]
    for above, below in pairwise(rows):
        tops.append((above[-1].baseline + below[0].baseline - 0.7 * below[0].em) / 2)
    tops.append(rows[-1][-1].baseline + 0.3 * rows[-1][-1].em)
    made = []
    for number, cells in enumerate(grid):
        column = 0
        while column < len(edges) - 1:
            span = cells[column][0] if column in cells else 1
            frame = (edges[column], tops[number], edges[column + span], tops[number + 1])
            made.append(PageCell(number, column, 1, span, frame))
            column += span
    frame = (edges[0], tops[0], edges[-1], tops[-1])
    return PageTable(frame, tuple(edges), tuple(tops), tuple(made))
