"""Rules to cells: spans, open sides, rules drawn twice, frames, what is no table."""

from __future__ import annotations

import numpy as np
from gouji.extract.pdf.grid import rules_of, tables_of
from gouji.extract.pdf.pages import PageTable

Stroke = tuple[float, float, float, float]


def tables(*strokes: Stroke) -> list[PageTable]:
    return tables_of(rules_of(np.array(strokes, float).reshape(-1, 4), cut=False))


def across(y: float, left: float = 50, right: float = 250) -> Stroke:
    return (left, y, right, y + 0.5)


def down(x: float, top: float = 100, bottom: float = 160) -> Stroke:
    return (x, top, x + 0.5, bottom)


def shape(table: PageTable) -> list[tuple[int, int, int, int]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells]


FRAME = (across(100), across(160), down(50), down(250))


def test_spans() -> None:
    (table,) = tables(*FRAME, down(150), across(130, 150, 250))
    assert shape(table) == [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]
    assert table.row_count == 2


def test_rules_drawn_twice_or_in_parts_are_one() -> None:
    (table,) = tables(*FRAME, *FRAME, down(150), down(151.5), across(130, 50, 120), across(130.8, 121, 250))
    assert shape(table) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_a_frame_is_no_table() -> None:
    assert tables(*FRAME) == []
    assert tables(across(100), across(130), across(160)) == []
    assert tables() == []


def test_open_sides_are_closed() -> None:
    (table,) = tables(across(100), across(130), across(160), down(150))
    assert shape(table) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]
    assert (round(table.box[0]), round(table.box[2])) == (50, 250)


def test_a_square_open_to_the_outside_is_no_cell() -> None:
    (table,) = tables(across(100), across(130), across(160, 50, 150), down(50), down(150), down(250, 100, 130))
    assert shape(table) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1)]


def test_tables_that_do_not_touch_are_two() -> None:
    below = tuple((a, b + 200, c, d + 200) for a, b, c, d in FRAME)
    found = tables(*FRAME, across(130), *below, down(150, 300, 360))
    assert [table.row_count for table in found] == [2, 1]


def test_no_rectangle_falls_apart_into_rows() -> None:
    # The lower right square has a rule to the left only: an L that no cell can be.
    (table,) = tables(*FRAME, across(130, 50, 150), down(150, 130, 160))
    assert sum(rows * columns for _, _, rows, columns in shape(table)) == 4
    assert (1, 0, 1, 1) in shape(table)
