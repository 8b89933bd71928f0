"""Numbers as printed: value, unit and places, never a float.

placeholder: written by the helper
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed number. `value` is in `unit`; `places` are its printed decimals (12.50 has two).

    "≥95%"          Quantity(value=95, unit="%", places=0, comparator=">=")
    "约1,352.00万元" Quantity(value=1352.00, unit="万元", places=2, hedge="约")
    "80%-90%"       Quantity(value=80, upper=90, unit="%", places=0)
    """

    value: Decimal
    unit: str = ""  # "" when none is printed
    places: int = 0
    comparator: str = ""  # "", "=", ">=", "<=", ">", "<"
    hedge: str = ""  # 约 近 余 多 … as printed
    upper: Decimal | None = None  # end of a range; `value` is its start
    text: str = ""  # as printed, comparator, hedge and unit included
    span: tuple[int, int] = (0, 0)  # characters of the text it was read from


@dataclass(frozen=True, slots=True)
class Missing:
    """A cell that says there is no value. Never 0."""

    kind: str  # blank, dash, slash, none (无), not_applicable (不适用)
    text: str = ""
