"""Numbers a spreadsheet shows rounded: what it keeps explains what does not add up as shown, and never makes an error.

    12.4 and 12.4 under the format 0 are shown as 12 and 12, their sum 24.8 as 25

As printed, 12 + 12 is not 25, and whole scores have no digits to be rounded; with the numbers in full the sum holds.
Such a relation is *rounding*. What holds as shown is not looked at again, since what is printed is what is checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from ..normalize.report import Key, Report, Value, to_base
from .engine import Verdict, judge
from .tolerance import CONSISTENT, INCONSISTENT, REVIEW, ROUNDING


def kept_in_full(report: Report) -> dict[Key, Decimal]:
    """Numbers by the place that shows them rounded; none outside spreadsheets."""
    return {
        cell.anchor.order: Decimal(cell.stored)
        for table in report.document.tables()
        for cell in table.cells
        if cell.stored
    }


def explained(verdict: Verdict, kept: Mapping[Key, Decimal]) -> Verdict:
    """The verdict, or that only the display rounds."""
    relation = verdict.relation
    if not kept or verdict.outcome not in (INCONSISTENT, REVIEW) or relation.kind == "condition":
        return verdict
    full = {value.key: base for value in relation.values if (base := _base(value, kept)) is not None}
    if not full or judge(verdict.rule, relation, full).outcome not in (CONSISTENT, ROUNDING):
        return verdict
    return replace(verdict, outcome=ROUNDING)


def _base(value: Value, kept: Mapping[Key, Decimal]) -> Fraction | None:
    """The number in full in its base unit, if it is that of this value: a cell may hold more than one number."""
    full = kept.get(value.key)
    if full is None or value.quantity is None:
        return None
    printed = value.quantity.value
    number = full.copy_sign(printed) if printed else full
    if abs(number - printed) >= Decimal(1).scaleb(-value.quantity.places):
        return None
    return Fraction(to_base(number, value.unit))
