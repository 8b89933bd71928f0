"""Columns whose heads are lettered, and the quotients that other heads print of them.

    应到位（C=A+B） | 实际到位（D） | 预算到位（D/C×100%） | 实际支出（E） | 预算执行（E/C×100%）
    the rate 预算执行 is E over C, whatever else the table calls a budget

What a head says of its own column is the report's own rule: it goes before the bases a profile knows.
"""

from __future__ import annotations

from ..lexicon import compiled
from ..report import Column, Row, Value

_LETTER = r"[(（](?P<letter>[A-Z])(?:[)）]|=)"
_QUOTIENT = r"[(（](?:[A-Z]=)?(?P<part>[A-Z])[/÷](?P<whole>[A-Z])(?:[*×xX]100%?)?%?[)）]"


def quotient(row: Row, column: Column) -> tuple[Value, Value] | None:
    """The numbers of a row that the head of a column divides; None where it prints no formula of lettered columns."""
    found = compiled(_QUOTIENT).search(column.header)
    if found is None:
        return None
    part, whole = (_lettered(row, found[name]) for name in ("part", "whole"))
    return None if part is None or whole is None else (part, whole)


def _lettered(row: Row, letter: str) -> Value | None:
    for column in row.columns:
        head = compiled(_LETTER).search(column.header)
        if head is not None and head["letter"] == letter and column.index in row.values:
            return row.values[column.index]
    return None
