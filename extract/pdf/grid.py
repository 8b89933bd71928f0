"""Rules of a page to tables on an exact grid, in numpy: every cell with its row, column and spans.

1. Rules on one line (within 3 pt) become one, gaps up to 3 pt closed; a rule drawn twice is one rule.
2. Horizontal and vertical rules that meet belong to one table.
3. The places of a table's rules are its grid. Each edge of each grid square is drawn or not.
4. Squares without an edge between them are one cell: that is where spans come from.

    ┌──────┬─────┐      x: 57, 190, 320   y: 100, 120, 140
    │      │ 2   │      squares (0,0) and (1,0) have no edge between them:
    │ 资金 ├─────┤      cell (0,0) with row_span 2, cells (0,1) and (1,1)
    └──────┴─────┘

A table open at a side gets a border there, where half of its rules end beyond the last crossing one. A square that is
still open to the outside is no cell. A frame of one cell is no table, it is a box around text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

import numpy as np
import numpy.typing as npt

from .pages import PageCell, PageTable

SNAP: Final = 3.0  # pt; rules this near are one, and rules this near to each other meet
OPEN_SHARE: Final = 0.5  # of the rules of a side must end on one place to border it
OPEN_BEYOND: Final = 10.0  # pt past the last crossing rule; less is a careless end
MOST_SQUARES: Final = 20_000  # of one grid; more is graph paper
MOST_RULES: Final = 3_000  # per direction; more is a drawing

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rules:
    """Straight rules of a page as displayed. Rows of `across`: y, x from, x to; of `down`: x, y from, y to."""

    across: Floats
    down: Floats
    cut: bool = False  # more was drawn than is looked at


def rules_of(boxes: Floats, *, cut: bool) -> Rules:
    """Thin boxes (left, top, right, bottom) as merged rules."""
    across: list[list[float]] = []
    down: list[list[float]] = []
    for left, top, right, bottom in boxes.tolist():
        if right - left >= bottom - top:
            across.append([(top + bottom) / 2, left, right])
        else:
            down.append([(left + right) / 2, top, bottom])
    return Rules(_merged(across), _merged(down), cut or max(len(across), len(down)) > MOST_RULES)


def _groups(places: Floats) -> Ints:
    """Group numbers, in order of place, of sorted places that follow each other within `SNAP`."""
    group = np.zeros(len(places), np.int64)
    np.cumsum(np.diff(places) > SNAP, out=group[1:])
    return group


def _means(group: Ints, places: Floats) -> Floats:
    means: Floats = np.bincount(group, places) / np.bincount(group)
    return means


def _merged(rules: list[list[float]]) -> Floats:
    """Rules (place, start, end) on one line as one, where they touch or nearly do.

    Plain Python: a page has twenty rules, and for so few numpy takes five times as long.
    """
    if len(rules) > MOST_RULES:
        rules = []
    lines: list[list[list[float]]] = []
    for rule in sorted(rules):
        if lines and rule[0] - lines[-1][-1][0] <= SNAP:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    merged: list[list[float]] = []
    for line in lines:
        place = sum(rule[0] for rule in line) / len(line)
        line.sort(key=itemgetter(1))
        current = [place, line[0][1], line[0][2]]
        for _, start, end in line:
            if start > current[2] + SNAP:
                merged.append(current)
                current = [place, start, end]
            current[2] = max(current[2], end)
        merged.append(current)
    return np.array(merged, np.float64).reshape(-1, 3)


def tables_of(rules: Rules) -> list[PageTable]:
    """The tables these rules draw, top to bottom, their cells still without text."""
    across, down = rules.across, rules.down
    if len(across) < 2 or len(down) < 1:
        return []
    meets = (
        (down[None, :, 0] >= across[:, None, 1] - SNAP)
        & (down[None, :, 0] <= across[:, None, 2] + SNAP)
        & (across[:, None, 0] >= down[None, :, 1] - SNAP)
        & (across[:, None, 0] <= down[None, :, 2] + SNAP)
    )
    tables = []
    for of_across, of_down in _connected(meets):
        table = _table(across[of_across], down[of_down])
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda table: (table.box[1], table.box[0]))


def _connected(meets: Bools) -> Iterator[tuple[Bools, Bools]]:
    """Sets of rules that meet, directly or through others: masks of the rules across and of those down."""
    left: Bools = np.asarray(meets.any(axis=1))
    while left.any():
        across: Bools = np.zeros(meets.shape[0], np.bool_)
        across[left.argmax()] = True
        while True:
            down: Bools = np.asarray(meets[across].any(axis=0))
            more: Bools = np.asarray(meets[:, down].any(axis=1))
            if (more == across).all():
                break
            across = more
        left = left & ~across
        yield across, down


def _table(across: Floats, down: Floats) -> PageTable | None:
    if len(across) < 2 or not len(down):
        return None
    down = _closed(across, down)
    across = _closed(down, across)
    if len(down) < 2:
        return None
    ys, row_of = _places(across[:, 0])
    xs, column_of = _places(down[:, 0])
    if len(ys) < 2 or len(xs) < 2 or not 6 <= len(ys) * len(xs) <= MOST_SQUARES:
        return None
    drawn_across = _drawn(across, row_of, len(ys), (xs[1:] + xs[:-1]) / 2)
    drawn_down = _drawn(down, column_of, len(xs), (ys[1:] + ys[:-1]) / 2)
    cells = cells_of(drawn_across, drawn_down.T, xs.tolist(), ys.tolist())
    if len(cells) < 2:
        return None
    frame = (float(xs[0]), float(ys[0]), float(xs[-1]), float(ys[-1]))
    return PageTable(frame, tuple(xs.tolist()), tuple(ys.tolist()), tuple(cells))


def _closed(rules: Floats, crossing: Floats) -> Floats:
    """`crossing` with a border where half of `rules` end on one place beyond the last crossing rule."""
    added = []
    for ends, sign in ((rules[:, 1], -1.0), (rules[:, 2], 1.0)):
        last = (crossing[:, 0] * sign).max() * sign
        outermost = (ends * sign).max() * sign
        if (outermost - last) * sign <= OPEN_BEYOND:
            continue
        there = np.abs(ends - outermost) <= SNAP
        if there.sum() >= max(2, OPEN_SHARE * len(rules)):
            added.append((float(outermost), float(rules[there, 0].min()), float(rules[there, 0].max())))
    return np.vstack([crossing, added]) if added else crossing


def _places(values: Floats) -> tuple[Floats, Ints]:
    """Grid places, and the number of the place each value belongs to."""
    order = np.argsort(values, kind="stable")
    group = _groups(values[order])
    number = np.empty(len(values), np.int64)
    number[order] = group
    return _means(group, values[order]), number


def _drawn(rules: Floats, line: Ints, lines: int, middles: Floats) -> Bools:
    """lines × len(middles): whether a rule on that line passes that middle."""
    covers = (rules[:, 1, None] <= middles) & (rules[:, 2, None] >= middles)
    drawn = np.zeros((lines, len(middles)), bool)
    np.logical_or.at(drawn, line, covers)
    return drawn


def cells_of(across: Bools, down: Bools, xs: list[float], ys: list[float]) -> list[PageCell]:
    """Squares joined where no edge is drawn; `across` is (rows+1) × columns, `down` rows × (columns+1)."""
    rows, columns = len(ys) - 1, len(xs) - 1
    single = across[:-1] & across[1:] & down[:, :-1] & down[:, 1:]
    cells = [_cell(row, column, 1, 1, xs, ys) for row, column in np.argwhere(single).tolist()]
    if len(cells) == rows * columns:
        return cells
    for squares in _areas(across, down, np.flatnonzero(~single).tolist()):
        cells += _rectangles(squares, columns, xs, ys)
    return sorted(cells)


def _areas(across: Bools, down: Bools, squares: list[int]) -> list[list[int]]:
    """These squares, grouped where there is no edge between them; those open to the outside are left out."""
    rows, columns = down.shape[0], across.shape[1]
    outside = rows * columns
    parent = list(range(outside + 1))

    def root(square: int) -> int:
        while parent[square] != square:
            parent[square] = parent[parent[square]]
            square = parent[square]
        return square

    for line, column in np.argwhere(~across).tolist():
        above = (line - 1) * columns + column if line else outside
        parent[root(above)] = root(line * columns + column if line < rows else outside)
    for row, line in np.argwhere(~down).tolist():
        before = row * columns + line - 1 if line else outside
        parent[root(before)] = root(row * columns + line if line < columns else outside)
    areas: dict[int, list[int]] = {}
    for square in squares:
        areas.setdefault(root(square), []).append(square)
    areas.pop(root(outside), None)
    return list(areas.values())


def _rectangles(squares: list[int], columns: int, xs: list[float], ys: list[float]) -> list[PageCell]:
    """A cell of these squares; if they are no rectangle, a cell for each run in a row."""
    first, last = divmod(squares[0], columns), divmod(squares[-1], columns)
    row_span, column_span = last[0] - first[0] + 1, last[1] - first[1] + 1
    if (
        column_span > 0
        and len(squares) == row_span * column_span
        and all(first[1] <= square % columns <= last[1] for square in squares)
    ):
        return [_cell(first[0], first[1], row_span, column_span, xs, ys)]
    cells = []
    start = previous = squares[0]
    for square in [*squares[1:], -1]:
        if square != previous + 1 or square % columns == 0:
            row, column = divmod(start, columns)
            cells.append(_cell(row, column, 1, previous - start + 1, xs, ys))
            start = square
        previous = square
    return cells


def _cell(row: int, column: int, row_span: int, column_span: int, xs: list[float], ys: list[float]) -> PageCell:
    return PageCell(
        row, column, row_span, column_span, (xs[column], ys[row], xs[column + column_span], ys[row + row_span])
    )
