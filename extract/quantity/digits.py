"""Runs of digits, points and commas: which are one well-formed number, which are several, which are none.

13,804          one number              4125.49,4143.91   two: no thousands separator follows a fraction
1，352，000.00   one: ，can only group     13，804万元        one: amounts are printed so
7,00.0,77       none: malformed          1，200人次         none: 1200, or 1 and then 200人次
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from .units import dimension, match_unit

_LONGEST = 40  # more digits than any amount has; beyond it a run is a code


class Number(NamedTuple):
    """A well-formed number; `grouped` says it was printed with thousands separators."""

    value: Decimal
    places: int
    end: int
    grouped: bool = False


class Refused(NamedTuple):
    """Digits that are no number, or that two readers would read differently."""

    reason: str
    end: int


class _Patterns(NamedTuple):
    run: re.Pattern[str]
    plain: re.Pattern[str]
    grouped: re.Pattern[str]
    wide: re.Pattern[str]  # grouped by full-width commas
    broken_wide: re.Pattern[str]  # ，00: no clause begins so
    parted: re.Pattern[str]  # 1352 000.00: no number begins so either


@cache
def _patterns() -> _Patterns:
    fraction = r"(?:\.(?P<fraction>[0-9]++))?+"
    return _Patterns(
        run=re.compile(r"[0-9]++(?:[.,][0-9]++)*+"),
        plain=re.compile(rf"(?:0|[1-9][0-9]*+){fraction}"),
        grouped=re.compile(rf"[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})++{fraction}"),
        wide=re.compile(rf"[1-9][0-9]{{0,2}}+(?P<groups>(?:，[0-9]{{3}}){{1,6}}+){fraction}(?![0-9]|[，,.][0-9])"),
        parted=re.compile(r" 0[0-9]{2}(?![0-9-])(?:[.,][0-9]++)?+(?: [0-9]{3}(?![0-9])(?:\.[0-9]++)?+){0,4}+"),
        broken_wide=re.compile("，0[0-9]++(?:[.,][0-9]++)*+"),
    )


def number_at(plain: str, at: int) -> Number | Refused:
    """The number whose digits start at `at`, or why there is none."""
    patterns = _patterns()
    match = patterns.run.match(plain, at)
    if match is None:
        return Refused("malformed", at + 1)
    run, end = match[0], match.end()
    if plain[end : end + 1] == "，" and (wide := _wide(plain, at, end)) is not None:
        return wide
    if len(run) > _LONGEST:
        return Refused("code", end)
    if plain[end : end + 2] == " 0" and (parted := patterns.parted.match(plain, end)):
        return Refused("malformed", parted.end())
    whole = patterns.plain.fullmatch(run)
    if whole is not None:
        return Number(Decimal(run), len(whole["fraction"] or ""), end)
    whole = patterns.grouped.fullmatch(run)
    if whole is not None:
        return Number(Decimal(run.replace(",", "")), len(whole["fraction"] or ""), end, True)
    return Refused("malformed" if "," in run or run.count(".") == 1 else "code", end)


def _wide(plain: str, at: int, end: int) -> Number | Refused | None:
    """A full-width comma parts clauses unless it can only group digits: 1，352，000 or 1，000, or 13，804万元."""
    wide = _patterns().wide.match(plain, at)
    if wide is None:
        broken = _patterns().broken_wide.match(plain, end)
        return None if broken is None else Refused("malformed", broken.end())
    groups = wide["groups"]
    unit = match_unit(plain, wide.end())
    money = unit is not None and dimension(unit[0]) == "money"
    if len(groups) > 4 or groups[1] == "0" or money:
        return Number(Decimal(wide[0].replace("，", "")), len(wide["fraction"] or ""), wide.end(), True)
    return Refused("ambiguous", wide.end())


def pair_at(plain: str, at: int) -> list[Number] | None:
    """Numbers printed with a bare comma between them, when none of the commas can be a thousands separator."""
    patterns = _patterns()
    match = patterns.run.match(plain, at)
    if match is None or "," not in match[0] or len(match[0]) > 8 * _LONGEST:
        return None
    numbers: list[Number] = []
    position = at
    parts = match[0].split(",")
    while parts:
        # As many parts as make one grouped number belong together: 1,234.5,678.9 is 1,234.5 and 678.9.
        for count in range(min(len(parts), 6), 0, -1):
            piece = ",".join(parts[:count])
            whole = (patterns.grouped if count > 1 else patterns.plain).fullmatch(piece)
            if whole is not None:
                break
        else:
            return None
        del parts[:count]
        fraction = whole["fraction"] or ""
        if parts and not fraction:
            return None  # 12,34: a pair or a broken number, nobody can tell
        numbers.append(Number(Decimal(piece.replace(",", "")), len(fraction), position + len(piece), count > 1))
        position += len(piece) + 1
    return numbers
