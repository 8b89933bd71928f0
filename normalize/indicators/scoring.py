"""Scoring rules as reports print them, understood well enough to be executed.

    完成率≥95%得满分；每降低1%扣0.15分，扣完为止     Deduct(step 1%, points 0.15, threshold 95%)
    得分=预算执行率×权重                            Proportional
    90%以上得5分，80%-90%得3分，80%以下不得分        Levels
    ①程序规范（2分）；②材料齐全（1分）              Points(2, 1)
    发现一项未完成扣50%的权重分                     Deduct(event, share 50%)
    在计划时间内完成得满分，超时完成不得分           AllOrNone

The words are data (`schema/scoring.yaml`). A rule is read clause by clause, and one clause that is not understood makes
the whole rule None: rather silent than wrong. What a rule gives is `marks.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

import regex

from ...extract.text import flat
from ..lexicon import load
from .scoring_kinds import PERCENT, AllOrNone, Bound, Deduct, Kind, Level, Levels, Points, Proportional, ScoringRule

__all__ = [
    "AllOrNone",
    "Bound",
    "Deduct",
    "Kind",
    "Level",
    "Levels",
    "Points",
    "Proportional",
    "ScoringRule",
    "read_rule",
]

MOST = 600  # characters of a rule at most: longer ones are essays
_DIGITS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


@dataclass(frozen=True, slots=True)
class _Award:
    award: str  # full, none, share, points, ratio
    number: Fraction | None
    bound: Bound | None
    met: bool | None  # of a condition in words


@cache
def _words() -> dict[str, Any]:
    return dict(load("scoring"))


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> regex.Pattern[str]:
    for slot, words in _words()["slots"].items():
        pattern = pattern.replace("{" + slot + "}", words)
    return regex.compile(pattern)


@lru_cache(maxsize=4096)
def read_rule(text: str) -> ScoringRule | None:
    """The rule a cell prints; None where it prints none, or one that is not wholly understood."""
    if not text.strip() or len(text) > MOST:
        return None
    start = len(text) - len(text.lstrip())
    folded = _folded(text)
    for variant in dict.fromkeys((folded, folded.replace("\n", ""))):
        if _compiled(_words()["judged"]).search(variant):
            return None
        kind = _points(variant) or _clauses(variant)
        if kind is not None:
            return ScoringRule(kind, text.strip(), (start, len(text.rstrip())))
    return None


def _folded(text: str) -> str:
    """Widths unified and blanks dropped; line breaks stay, they may part clauses. ① stays what it is."""
    lines = ["".join(line.split()) for line in flat(text).translate(_ALIKE).splitlines()]
    return "\n".join(line for line in lines if line).replace("\\geq", "≥").replace("\\leq", "≤").replace("$", "")


_ALIKE = str.maketrans("，〔〕", ",()")


def _points(text: str) -> Kind | None:
    """A list of marked items, each with its points, and what the rule says of them all."""
    marks = list(_compiled(_words()["marker"]).finditer(text))
    if len(marks) < 2 or _parts(text[: marks[0].start()]) != []:
        return None
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    items = [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    items[-1], tail = _tail(items[-1])
    found = [_compiled(_words()["point"]).search(item.rstrip("\n")) for item in items]
    common = [_common(part) for part in tail]
    if any(part is None for part in common):
        return None
    hard = bool(_compiled(_words()["hard"]).search(";".join(tail)))
    veto = [match is None and bool(_compiled(_words()["veto"]).search(item.rstrip("\n")))
            for match, item in zip(found, items, strict=True)]  # fmt: skip
    if any(len(_compiled("{n}分").findall(item)) > 1 for item in items):
        return None
    shares = next((share for share in common if share), None)
    if shares and not any(found):
        return Points((), shares, len(items) - sum(veto), any(veto), hard)
    if shares or not all(match or bar for match, bar in zip(found, veto, strict=True)) or not any(found):
        return None
    points = tuple(Fraction(match["points"]) for match in found if match is not None)
    return Points(points, None, len(points), any(veto), hard)


def _tail(item: str) -> tuple[str, list[str]]:
    """The last item and the clauses behind the list."""
    parts = regex.split(r"(?<=[。;\n])", item)
    rest = [clause for part in parts[1:] for clause in regex.split(r"[,;。\n]", part) if clause]
    return parts[0], rest


def _common(clause: str) -> Fraction | None:
    """0 for a clause that only says how points are given, the share for 每项占1/5; None if not understood."""
    for pattern in _words()["common"]:
        match = _compiled(f"^(?:{pattern})$").match(clause)
        if match is not None:
            parts = match.groupdict().get("parts") or "0"
            return Fraction(parts) if "/" in parts else Fraction(parts.rstrip("%")) / 100
    return None


def _parts(text: str) -> list[str]:
    """The clauses that say something of the score, each with its condition."""
    text = _compiled(_words()["lead"]).sub("", text)
    text = _compiled(_words()["joined"]).sub("", text)
    parts = [part.rstrip(".") for part in _split(text)]
    ignored = [_compiled(pattern) for pattern in _words()["ignored"]]
    return [part for part in parts if part and ("得分=" in part or not any(p.search(part) for p in ignored))]


def _split(text: str) -> Iterator[str]:
    """Clauses; a comma inside brackets parts nothing."""
    depth = start = 0
    for at, character in enumerate(text):
        depth += (character in "([") - (character in ")]")
        if character in ",;。\n" and depth <= 0:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _clauses(text: str) -> Kind | None:
    awards: list[_Award] = []
    deductions: list[Deduct] = []
    ratios: list[Proportional] = []
    for clause in _parts(text):
        if _compiled(_words()["floor"]).match(clause):
            continue
        found = _deduction(clause) or _proportional(clause) or _award(clause)
        match found:
            case None:
                return None
            case Deduct():
                deductions.append(found)
            case Proportional():
                ratios.append(found)
            case _Award():
                awards.append(found)
    return _assembled(awards, deductions, ratios)


def _deduction(clause: str) -> Deduct | None:
    words = _words()
    for entry in words["deductions"]:
        match = _compiled(entry["pattern"]).match(clause)
        if match is None:
            continue
        unit = "点" if match["unit"].endswith("点") else match["unit"]
        step = Fraction(_DIGITS.get(match["step"], 0) or match["step"]) / (100 if unit in PERCENT else 1)
        points = Fraction(match["points"]) if match["points"] else None
        share = Fraction(match["share"]) / 100 if match["share"] else None
        turn = match.groupdict().get("turn") or ""
        events = entry["kind"] == "event" or turn in words["late"]
        return Deduct(step, unit, points, share, turn in words["falls"], events)
    return None


def _proportional(clause: str) -> Proportional | None:
    for pattern in _words()["proportional"]:
        match = _compiled(pattern).match(clause)
        if match is not None:
            return Proportional(match.groupdict().get("measure") or "")
    return None


def _award(clause: str) -> _Award | None:
    for entry in _words()["awards"]:
        match = _compiled(f"^(?P<condition>.*?){entry['pattern']}$").match(clause)
        if match is None:
            continue
        groups = match.groupdict()
        number = groups.get("points") or groups.get("share")
        scale = 100 if groups.get("share") else 1
        award = _Award(entry["award"], Fraction(number) / scale if number else None, None, None)
        condition = match["condition"].rstrip(",:")
        bound = _bound(condition)
        if bound is not None:
            return replace(award, bound=bound)
        for met in (False, True):
            if _compiled(_words()["met" if met else "missed"]).match(condition):
                return replace(award, met=met)
    return None


def _bound(condition: str) -> Bound | None:
    words = _words()
    for entry in words["bounds"]:
        match = _compiled(f"{words['name']}{entry['pattern']}$").match(condition)
        if match is None:
            continue
        groups = match.groupdict()
        unit = groups.get("unit2") or groups.get("unit") or ""
        low, high = (_scaled(groups.get(key), unit) for key in ("low", "high"))
        first = _included(groups.get("sign"), groups.get("post"), groups.get("tail"))
        second = _included(groups.get("sign2"), groups.get("post2"), None)
        if entry["kind"] == "low":
            return Bound(low, None, first, None, unit)
        if entry["kind"] == "high":
            return Bound(None, high, None, first, unit)
        return Bound(low, high, first, second, unit)
    return None


def _scaled(number: str | None, unit: str) -> Fraction | None:
    return None if number is None else Fraction(number) / (100 if unit == "%" else 1)


def _included(sign: str | None, post: str | None, tail: str | None) -> bool | None:
    if post:
        return "不含" not in post
    if tail in ("及以上", "以上(含)") or sign in _words()["included"]:
        return True
    return False if sign in _words()["excluded"] else None


def _assembled(awards: list[_Award], deductions: list[Deduct], ratios: list[Proportional]) -> Kind | None:
    """The one kind of rule that the clauses make together; None for any other mixture."""
    if len(deductions) + len(ratios) > 1:
        return None
    full = [award for award in awards if award.award == "full" or (award.award == "points" and award.number)]
    none = [award for award in awards if award.award == "none" or (award.award == "points" and not award.number)]
    if deductions:
        if len(full) > 1 or len(none) > 1 or len(full) + len(none) < len(awards):
            return None
        return _deducting(deductions[0], full, none)
    partial = [award for award in awards if award.award == "ratio"]
    if ratios or (partial and len(partial) + len(full) == len(awards) and len(full) <= 1 and partial[0].met is False):
        if len(full) > 1 or none or (ratios and partial) or len(partial) > 1:
            return None
        return Proportional(ratios[0].measure if ratios else "", full[0].bound if full else None)
    if len(awards) == len(full) + len(none) and len(full) == 1 and len(none) <= 1 and full[0].met is not False:
        return _all_or_none(full[0], none)
    levels = [Level(bound, *_value(award)) for award in awards if (bound := award.bound or _whole(award)) is not None]
    return Levels(tuple(levels)) if len(levels) == len(awards) and len(levels) > 1 else None


def _whole(award: _Award) -> Bound | None:
    """全部完成 beside levels of a rate is 100 %."""
    return Bound(Fraction(1), None, True, None, "%") if award.met and award.award in ("full", "points") else None


def _all_or_none(full: _Award, none: list[_Award]) -> Kind | None:
    other = none[0].bound if none else None
    if full.bound is not None and other is not None:
        if (full.bound.low, full.bound.high) != (other.high, other.low):
            return None
    elif none and none[0].met is not False:
        return None
    if full.award == "points" and full.bound is None:
        return None
    return AllOrNone(full.bound, bool(none))


def _value(award: _Award) -> tuple[Fraction | None, Fraction | None]:
    """Points and share of a level; neither for one in proportion."""
    if award.award == "points":
        return award.number, None
    if award.award == "none":
        return Fraction(0), None
    return None, Fraction(1) if award.award == "full" else award.number


def _deducting(found: Deduct, full: list[_Award], none: list[_Award]) -> Deduct | None:
    if none and none[0].bound is None and none[0].met is not False:
        return None
    cutoff = none[0].bound if none else None
    if none and cutoff is None and not found.events:
        return None  # 未完成不得分 beside 每低1%扣…: which of the two?
    top = full[0] if full else None
    points = top.number if top is not None and top.award == "points" else None
    return replace(found, threshold=top.bound if top else None, full=points, cutoff=cutoff)
