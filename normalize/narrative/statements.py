"""What sentences say of indicators: which one a clause speaks of, whether its work is finished, what is excepted.

A 三级 name such as 系统升级完成及时性 asks about a thing (系统升级) and about how it was done (完成及时性). A clause
speaks of the indicator when it shares the thing, measured by the longest run of characters they have in common:

    core("系统升级改造完成及时性")                               系统升级改造
    speaks_of("系统升级改造工作因工期原因暂未彻底完成", "系统升级改造完成及时性")     True

The words are data (`schema/statements.yaml`). What rests on them is a hint: a finding built on it is a warning at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from ...extract.text import fold
from ..indicators.levels import core as group_core
from ..indicators.levels import same_group
from ..indicators.naming import key
from ..lexicon import compiled, load
from ..report import Form, Group, Row, Value
from .sentences import TIMEOUT, Sentence

LEAST = 4  # characters in common that can mean one thing
SHARE = 0.8  # of the thing's name that a clause must hold
MENTIONED = 0.5  # of the thing's name that an exception must hold
_CLAUSE = regex.compile(r"[^，,；;。！？\n]+")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A clause that says something is not finished: its words as a place, and whether it only speaks of lateness."""

    sentence: Sentence
    clause: str
    value: Value
    late: bool


@dataclass(frozen=True, slots=True)
class AllDone:
    """A sentence that says all indicators of a group met their targets, but for what `but` names."""

    sentence: Sentence
    group: str
    but: str
    value: Value


def words(name: str) -> regex.Pattern[str]:
    return compiled(load("statements")[name])


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(load("statements")["endings"], key=len, reverse=True))


@lru_cache(maxsize=8192)
def core(name: str) -> str:
    """The thing an indicator asks about, "" when its name does not end in a word of completion."""
    whole = key(name)
    ending = next((word for word in _endings() if whole.endswith(word)), "")
    return whole[: -len(ending)] if ending else ""


def is_timely(name: str) -> bool:
    """Whether an indicator asks when the work was done, not whether."""
    return bool(words("timely").search(name[-6:]))


@lru_cache(maxsize=16384)
def common(one: str, other: str) -> int:
    """Length of the longest run of characters that `one` shares with `other`."""
    for length in range(len(one), 1, -1):
        if any(one[start : start + length] in other for start in range(len(one) - length + 1)):
            return length
    return 0


def speaks_of(clause: str, name: str, share: float = SHARE) -> bool:
    """Whether a clause shares the thing that the indicator asks about."""
    thing = core(name) or key(name)
    found = common(thing, fold(clause))
    return found >= LEAST and found >= share * len(thing)


def spoken_of(clause: str, rows: Iterable[Row]) -> list[Row]:
    """The rows a clause speaks of: those whose thing it shares best."""
    folded = fold(clause)
    found = [(common(core(row.name), folded), row) for row in rows if core(row.name) and speaks_of(clause, row.name)]
    most = max((length for length, _ in found), default=0)
    return [row for length, row in found if length >= SHARE * most]


def unfinished(sentence: Sentence) -> Iterator[Unfinished]:
    """Every clause of a sentence that says something is not finished or late; conditions and rules do not."""
    for name in ("unfinished", "late"):
        for match in words(name).finditer(sentence.text, timeout=TIMEOUT):
            clauses = list(_CLAUSE.finditer(sentence.text))
            own = next(
                i for i, clause in enumerate(clauses) if clause.end() >= match.end() or clause.end() > match.start()
            )
            text = clauses[own][0]
            before = sentence.text[clauses[own].start() : match.start()]
            if own and len(before) < LEAST and not before.startswith("除"):
                text = clauses[own - 1][0] + "，" + text  # the subject stands in the clause before
            behind = clauses[own + 1][0] if own + 1 < len(clauses) else ""
            if not words("supposed").search(text if words("rest").search(behind) else text + "，" + behind):
                yield Unfinished(sentence, text, sentence.words(*match.span()), name == "late")


@lru_cache(maxsize=4096)
def all_done(sentence: Sentence) -> tuple[AllDone, ...]:
    """除X外，其余某类指标均已完成, and 某类指标均达到目标."""
    return tuple(_all_done(sentence)) if "指标" in sentence.text else ()


def _all_done(sentence: Sentence) -> Iterator[AllDone]:
    for match in words("exception").finditer(sentence.text, timeout=TIMEOUT):
        yield AllDone(sentence, match["group"], match["but"], sentence.words(*match.span()))
    if words("not_met").search(sentence.text):
        return
    for pattern in load("statements")["met"]:
        for match in compiled(pattern).finditer(sentence.text, timeout=TIMEOUT):
            yield AllDone(sentence, match["group"], "", sentence.words(*match.span()))


def groups_named(form: Form, name: str) -> list[Group]:
    """The groups of a score table that a sentence names; the printed name first, else the class it means."""
    lead = words("group_lead").match(name)
    variants = dict.fromkeys([name, name[lead.end() :] if lead else name])
    groups = form.score.groups if form.score is not None else ()
    for wanted in variants:
        if wanted and (found := [group for group in groups if group_core(group.label.name) == group_core(wanted)]):
            return found
    return [group for group in groups if any(wanted and same_group(group.label.name, wanted) for wanted in variants)]
