"""The values reading yields: numbers, cells without one, numbers that are no data, dates.

They stand apart from the grammar (scan, cell) so that both can use them; import them from `quantity`.
"""

from __future__ import annotations

import datetime
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


@dataclass(frozen=True, slots=True)
class Skipped:
    """Digits that are no data, and why: nothing printed is passed over without a word."""

    reason: str  # date year document_number code list_number reference ordinal ratio clock fraction formula …
    text: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or period as printed; start and end are None when no such day exists (2020年2月30日)."""

    start: datetime.date | None
    end: datetime.date | None
    precision: str  # day, month, year
    text: str
    span: tuple[int, int]
