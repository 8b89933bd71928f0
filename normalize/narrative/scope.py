"""Whether a sentence speaks of the year under review, and from where on it speaks of targets, plans or rules.

    2021年项目预算98万元          another year: no fact
    与2021年相比，支出增长5%       a base of comparison: a fact
    截至2022年6月底，支出40万元    a fact of that period, not of the year
    预计执行率可达98%              no fact

The words are data (`schema/scope.yaml`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from ..lexicon import compiled, load
from .sentences import TIMEOUT

_CLAUSE = 60  # characters of a clause around a year at most
_AROUND = 12  # characters around a year that say whether it is a base of comparison


def pattern(name: str) -> regex.Pattern[str]:
    return compiled(load("scope")[name])


@dataclass(frozen=True, slots=True)
class Scope:
    """`other`: stretches about another year; `unreal`: from where on nothing is a fact; `years` as printed."""

    other: tuple[tuple[int, int], ...]
    unreal: int
    years: tuple[tuple[int, str], ...]

    def excludes(self, at: int) -> bool:
        """Whether what stands at `at` of the skeleton is no fact of the year under review."""
        return at > self.unreal or any(start <= at < end for start, end in self.other)

    def year(self, at: int) -> str:
        """The year printed before `at`, "" for none."""
        return next((year for start, year in reversed(self.years) if start < at), "")


def scope_of(skeleton: str, year: str) -> Scope:
    """The scope of a sentence for a report about `year` ("": unknown)."""
    text = pattern("titles").sub(lambda match: "　" * len(match[0]), skeleton, timeout=TIMEOUT)
    years = [(match.start(), match[0]) for match in pattern("year").finditer(text)]
    spoken = [(at, found) for at, found in years if not _is_base(text, at, at + 5)]
    rule = pattern("rule").search(text, timeout=TIMEOUT)
    unreal = rule or pattern("unreal").search(text, timeout=TIMEOUT)
    own = [(at, found) for at, found in years if not year or found == year]
    stop = -1 if rule else unreal.start() if unreal else len(text)
    return Scope(tuple(_others(text, spoken, year)), stop, tuple(own))


def _others(text: str, spoken: list[tuple[int, str]], year: str) -> Iterator[tuple[int, int]]:
    """Where another year is spoken of: from its clause to where the year under review is named again.

    上年执行率为90.5%，本年度为96.2%: the first clause. 本年120万元，上年100万元，增加20万元: the second alone.
    Of several years by number only what follows the own one is certain, since what stands before may be their sum:
    总投资100万元，2022年60万元，2023年40万元.
    """
    numbered = [at for at, found in spoken if year and found != year]
    if not year and len({found for _, found in spoken}) > 1:
        numbered = [spoken[0][0]]
    relative = [
        match.start()
        for match in pattern("other_year").finditer(text)
        if not _is_base(text, match.start(), match.end())
    ]
    later = [at for at in relative if not numbered and _clause(text, at)]
    yield from ((_clause(text, at), _clause_end(text, at)) for at in later)
    turns = dict.fromkeys((*numbered, *(at for at in relative if at not in later)), True)
    turns |= {match.start(): False for match in pattern("own_year").finditer(text) if match.start() not in turns}
    turns |= {
        at: False
        for at, found in spoken
        if found == year and not pattern("until_year").search(text[max(0, at - 1) : at])
    }
    summed = bool(numbered) or pattern("sums_years").search(text) is not None
    start: int | None = None
    mentioned = False
    for at in sorted(turns):
        if turns[at] and start is None:
            start = 0 if summed and not mentioned else _clause(text, at)
        elif not turns[at] and start is not None:
            yield start, at
            start = None
        mentioned = True
    if start is not None:
        yield start, len(text)


def _clause(text: str, at: int) -> int:
    """Where the clause of a place starts."""
    return max(text.rfind(mark, max(0, at - _CLAUSE), at) for mark in "，,；;（(") + 1


def _clause_end(text: str, at: int) -> int:
    return min((end for mark in "，,；;）)" if (end := text.find(mark, at, at + _CLAUSE)) >= 0), default=len(text))


def _is_base(text: str, start: int, end: int) -> bool:
    """比上年, 与2019年保持一致, 由上年的93%提高到95%: only what a fact is compared with."""
    before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return bool(pattern("base_before").search(before)) or bool(
        pattern("base_behind").match(behind) and not behind.startswith("的")
    )


def period(skeleton: str, start: int, at: int) -> str:
    """A part of the year to which the slot at `at` is limited, by the words of its clause or of 截至… before it."""
    clause = skeleton[start:at]
    found = _short_period(clause)
    if found:
        return found
    for match in pattern("until").finditer(skeleton, 0, start):
        end = min(
            (skeleton.find(mark, match.end()) for mark in "，,；;" if skeleton.find(mark, match.end()) > 0), default=at
        )
        found = _short_period(skeleton[match.start() : end])
        if found:
            return found
    return ""


@lru_cache(maxsize=512)
def _short_period(clause: str) -> str:
    for match in pattern("period").finditer(clause):
        if not pattern("year_end").search(match[0]):
            return match[0]
    return ""


def is_outside(rest: str) -> bool:
    """Whether a measure's subject as a whole is another body: 全省平均, 同类项目."""
    return pattern("outside").fullmatch(rest) is not None
