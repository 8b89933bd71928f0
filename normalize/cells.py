"""The cells of a table's grid: each parsed once, each counted once.

A merged cell stands in every position of the grid that it covers; `distinct` gives it once, `own` only in the row where
it begins. A row that numbers the columns (栏次 | 1 | 2 | 3) holds no amounts.
"""

from __future__ import annotations

from functools import lru_cache

from ..extract.document import Cell
from ..extract.quantity import Missing, Quantity, parse_cell
from ..extract.text import fold
from .lexicon import row_word

Grid = list[list[Cell | None]]

parsed = lru_cache(maxsize=1 << 14)(parse_cell)

SHORT = 14  # characters of a name at most that stands in a head


def distinct(cells: list[Cell | None]) -> list[Cell]:
    """The cells of a grid row, each once."""
    return list({id(cell): cell for cell in cells if cell is not None}.values())


def own(grid: Grid, row: int) -> list[Cell]:
    """The cells that begin in a row."""
    return [cell for cell in distinct(grid[row]) if cell.row == row]


def number(cell: Cell | None) -> Quantity | None:
    found = parsed(cell.text) if cell is not None else None
    return found if isinstance(found, Quantity) else None


def blank(cell: Cell | None) -> bool:
    return cell is None or isinstance(parsed(cell.text), Missing)


def worded(cell: Cell | None) -> bool:
    """Whether a cell holds words: neither a number nor a sign that there is none."""
    return cell is not None and parsed(cell.text) is None


def short(cell: Cell) -> bool:
    return len(fold(cell.text)) <= SHORT


def numbers_columns(cells: list[Cell]) -> bool:
    """Whether a row only numbers the columns: 栏次 | 1 | 2 | 3, 行次 | 1 | 2, 1 | 2 | 3 | 4."""
    filled = [cell for cell in cells if not blank(cell)]
    words = [cell for cell in filled if worded(cell)]
    if any(row_word(cell.text, "numbering") for cell in words):
        return True
    counted = [found.value for cell in filled if (found := number(cell)) is not None and not found.unit]
    letters = all(fold(cell.text) in "甲乙丙丁" for cell in words)
    return letters and len(counted) >= 3 and counted == list(range(1, len(counted) + 1))
