"""The threshold for full marks that a scoring rule prints: “…满意度≥95%，得满分；每降低1%扣0.1分”."""

from __future__ import annotations

from dataclasses import replace

from ...extract.quantity import scan
from ...extract.text import fold
from ..report import TEXT, Row, Value

_FULL = ("得满分", "得权重分", "得该项满分", "得标准分")
REACH = 4  # characters between the number and 得满分


def full_mark_threshold(row: Row) -> Value | None:
    """The bounded number directly before 得满分 and directly behind the indicator's own name; None without one."""
    rule = row.value("rule")
    if rule is None or not row.name:
        return None
    for quantity in scan(rule.text):
        start, end = quantity.span
        behind = fold(rule.text[end : end + REACH + 5]).lstrip(",，;；")
        before = fold(rule.text[:start])
        if quantity.comparator and behind.startswith(_FULL) and before.endswith(row.name):
            anchor = replace(rule.anchor, span=quantity.span)
            return Value(anchor, quantity.text, quantity, None, quantity.unit, quantity.places, TEXT)
    return None
