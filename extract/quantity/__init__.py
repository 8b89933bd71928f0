"""Numbers as printed: value, unit and places, never a float.

The one door to numbers: what a number is (`Quantity`, `Missing`), how it is read from running text (`scan`) and from a
table cell (`parse_cell`), and how units relate (`convert`, `dimension`).

    scan("预算92万元，执行率≥95%")   92 万元 (characters 2–5), ≥95 % (characters 9–13)
    parse_cell("1,352,\\n000.00")     1352000.00, two places
    parse_cell("—")                  Missing("dash"), never 0
    parse_cell("12月底前")            None: text, not a number
"""

from __future__ import annotations

from .cell import parse_cell
from .dates import dates
from .printed import DateMention, Missing, Quantity, Skipped
from .scan import scan, scan_all
from .units import convert, dimension

__all__ = [
    "DateMention",
    "Missing",
    "Quantity",
    "Skipped",
    "convert",
    "dates",
    "dimension",
    "parse_cell",
    "scan",
    "scan_all",
]
