"""The cells of a table's grid: each parsed once, each counted once.

A merged cell stands in every position of the grid that it covers; `distinct` gives it once, `own` only in the row where
it begins. A row that numbers the columns (栏次 | 1 | 2 | 3) holds no amounts, whatever words it has for them.
"""

from __future__ import annotations

from functools import lru_cache

from ...extract.document import Cell
from ...extract.quantity import Missing, Quantity, parse_cell
from ...extract.text import fold
from ..lexicon import column_role, compiled, row_word

Grid = list[list[Cell | None]]

parsed = lru_cache(maxsize=1 << 14)(parse_cell)

_COUNTED = r"^\(?(?P<number>[0-9]{1,2})\)?(?:=[0-9+*/×÷%()－—-]+)?栏?$"  # 3, (3), 3=1+2, 3=2/1×100%
_LETTERED = r"^\(?[A-Z]\)?(?:=[A-Z0-9+*/×÷%()－—-]+)?$"  # A, C=B/A
_UNNUMBERED = "甲乙丙丁"  # what columns of names have for a number

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
    """Whether a row only numbers the columns: 栏次 | 1 | 2 | 3, 类 | 款 | 项 | 甲 | (1) | (2), A | B | C=B/A."""
    texts = [fold(cell.text) for cell in cells if fold(cell.text) and not blank(cell)]
    counted = [int(found["number"]) for text in texts if (found := compiled(_COUNTED).match(text))]
    letters = [text for text in texts if compiled(_LETTERED).match(text)]
    said = [text for text in texts if row_word(text, "numbering")]
    heads = [text for text in texts if text in _UNNUMBERED or column_role(text) == "code"]
    if len(counted) + len(letters) + len(said) + len(heads) < len(texts) or not (counted or letters):
        return False
    runs_on = counted == list(range(counted[0], counted[0] + len(counted))) if counted else True
    return bool(said) or (runs_on and len(counted) + len(letters) > 1)
