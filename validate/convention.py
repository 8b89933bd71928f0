"""How a document prints what it computed: rounded half up, cut, or with all its places; and the tables that differ.

    21÷32 = 65.625%   printed 65.63%  rounded        printed 65.62%  cut        printed 65.6%  says neither
    9÷10 = 90%        printed 90%     all its places

Only results that rounding and cutting print differently tell. What most of them do is the document's way; a table in
which all of them do the other is the odd one, noted in the summary and no finding: both are rounding.

    四舍五入；附表2截尾（2处）
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from ..normalize.report import TEXT, Value
from .engine import Verdict
from .place import Places
from .tolerance import CONSISTENT, ROUNDING

ROUNDED, CUT, WHOLE = "四舍五入", "截尾", "保留全部小数"
LEAST = 3  # telling numbers from which a document has a way of its own


def convention(verdicts: Iterable[Verdict], places: Places) -> str:
    """The document's way in words, with its odd tables; "" where too few numbers tell."""
    ways: dict[str, Counter[str]] = {}  # by table
    seen: set[object] = set()
    for verdict in verdicts:
        stated = verdict.basis.stated
        way = _way(verdict)
        if stated is not None and way and stated.key not in seen:
            seen.add(stated.key)
            ways.setdefault(_table(stated, places), Counter())[way] += 1
    told: Counter[str] = sum(ways.values(), Counter())
    telling = {way: told[way] for way in (ROUNDED, CUT)}
    own = max(telling, key=lambda way: telling[way])
    if sum(telling.values()) < LEAST:
        return WHOLE if told[WHOLE] >= LEAST and not any(telling.values()) else ""
    if telling[own] * 2 <= sum(telling.values()):
        return ""
    other = CUT if own == ROUNDED else ROUNDED
    odd = [f"{table}{other}（{found[other]}处）" for table, found in ways.items() if found[other] and not found[own]]
    return "；".join([own, *odd])


def _table(value: Value, places: Places) -> str:
    if value.origin == TEXT:
        return "正文"
    return places.location(replace(value.anchor, row=None, column=None))


def _way(verdict: Verdict) -> str:
    relation = verdict.basis
    stated, exact = relation.stated, verdict.expected
    if verdict.outcome not in (CONSISTENT, ROUNDING) or relation.kind != "equal" or exact is None:
        return ""
    if stated is None or stated.quantity is None or not (relation.divides or stated.step > relation.finest):
        return ""
    units = exact / (stated.step * Fraction(10) ** (stated.places - stated.quantity.places))
    number = stated.base / (stated.step * Fraction(10) ** (stated.places - stated.quantity.places))
    if units == number:
        return WHOLE
    half_up, cut = int(abs(units) + Fraction(1, 2)), int(abs(units))
    if half_up == cut:
        return ""
    return ROUNDED if abs(number) == half_up else CUT if abs(number) == cut else ""
