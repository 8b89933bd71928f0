"""Rows of a score table that stand for the rows below them: 决策 20 over 立项依据 10 and 绩效目标 10.

Two ways to print them: the 一级 name merged over the columns of its own row, or a flat list in which 一、 and （一）
mark the level. The second is believed only where the numbers bear it out for most of the groups.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ..lexicon import compiled
from ..report import LEAF, SUBTOTAL, Row

_NUMBERED = r"^\s*(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十]+[)）])"


def group_rows(rows: list[Row]) -> list[Row]:
    """The rows with those that sum up others marked as subtotals, so that nothing is added twice."""
    return _numbered([_merged(rows, at) for at in range(len(rows))])


def _merged(rows: list[Row], at: int) -> Row:
    """A row whose labels begin the labels of the row below it."""
    row, below = rows[at], rows[at + 1] if at + 1 < len(rows) else None
    if row.role != LEAF or below is None or below.role != LEAF or not row.labels or row.number("weight") is None:
        return row
    names = [label.anchor for label in row.labels]
    longer = len(below.labels) > len(names) and [label.anchor for label in below.labels][: len(names)] == names
    return replace(row, role=SUBTOTAL) if longer else row


def _numbered(rows: list[Row]) -> list[Row]:
    """A flat list: rows with a Chinese number head the rows without one that follow."""
    heads = [at for at, row in enumerate(rows) if row.role == LEAF and compiled(_NUMBERED).match(row.labels[0].text)]
    flat = all(len(row.labels) == 1 for row in rows if row.role == LEAF)
    leaves = sum(row.role == LEAF for row in rows)
    if len(heads) < 2 or not flat or len(heads) == leaves:
        return rows
    ends = [*heads[1:], next((at for at in range(heads[-1], len(rows)) if rows[at].role != LEAF), len(rows))]
    blocks = list(zip(heads, ends, strict=True))
    borne_out = sum(_weight(rows[head]) == sum(map(_weight, rows[head + 1 : end])) for head, end in blocks)
    if borne_out * 2 <= len(heads):
        return rows
    result = list(rows)
    for head, end in blocks:
        result[head] = replace(rows[head], role=SUBTOTAL)
        for at in range(head + 1, end):
            result[at] = replace(rows[at], labels=(rows[head].labels[0], *rows[at].labels))
    return result


def _weight(row: Row) -> Fraction:
    value = row.number("weight")
    return value.base if value is not None else Fraction(0)
