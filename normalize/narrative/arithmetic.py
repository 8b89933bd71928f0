"""Arithmetic that one sentence prints: changes, comparisons, splits, balances, deductions, as templates of data.

    支出由上年的80万元增加到92万元，增加12万元，增长15%。   change: old 80, new 92, change 12, rate 15 %, word 增加

A template binds by the words between its numbers (`schema/arithmetic.yaml`); a sentence that says more is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import regex

from ...extract.document import Document
from ..lexicon import compiled, load
from ..report import Value
from .sentences import TIMEOUT, Sentence, sentences, skeleton_pattern, slots

UP, DOWN, SAME = "up", "down", "same"


@dataclass(frozen=True)
class Fact:
    """What a template found in one sentence: its numbers by slot, its words by group."""

    sentence: Sentence
    numbers: dict[str, Value]
    words: dict[str, str]

    def get(self, *names: str) -> tuple[Value | None, ...]:
        return tuple(self.numbers.get(name) for name in names)


@cache
def data() -> dict[str, Any]:
    return dict(load("arithmetic"))


@cache
def _patterns(name: str) -> tuple[tuple[regex.Pattern[str], tuple[str, ...]], ...]:
    words = data()
    either = f"{words['up']}|{words['down']}"
    entries = words[name] if isinstance(words[name], list) else [words[name]]
    found = []
    for entry in entries:
        for group in ("word", "turn", "rise"):
            entry = entry.replace("{" + group + "}", f"(?P<{group}>{either})")
        found.append((skeleton_pattern(entry), slots(entry)))
    return tuple(found)


def facts(name: str, document: Document) -> Iterator[Fact]:
    """Every fact of that kind; a number belongs to the first template that takes it."""
    for sentence in sentences(document):
        if len(sentence.quantities) > 1:
            yield from facts_of(name, sentence)


@lru_cache(maxsize=4096)
def facts_of(name: str, sentence: Sentence) -> tuple[Fact, ...]:
    """The facts of one sentence; kept, since several rules ask for them."""
    if not compiled(data()["needs"][name]).search(sentence.text):
        return ()
    return tuple(_facts_of(name, sentence))


def _facts_of(name: str, sentence: Sentence) -> Iterator[Fact]:
    taken: set[int] = set()
    for pattern, names in _patterns(name):
        for match in pattern.finditer(sentence.skeleton, timeout=TIMEOUT):
            places = {slot: match.start(slot) for slot in names if match[slot]}
            if taken.isdisjoint(places.values()):
                taken.update(places.values())
                numbers = {slot: plain(sentence.numbers[at]) for slot, at in places.items()}
                words = {group: text for group, text in match.groupdict().items() if text and group not in numbers}
                yield Fact(sentence, numbers, words)


def plain(value: Value) -> Value:
    """A number behind an equals sign is a number: =36万元. Points of per cent are compared as per cent."""
    quantity = value.quantity
    if quantity is not None and quantity.comparator == "=":
        value = replace(value, quantity=replace(quantity, comparator=""))
    return replace(value, unit="%") if value.unit.endswith("百分点") else value


def way(word: str) -> str:
    """up, down or same for a word of change or comparison, "" for others."""
    words = data()
    for name, kinds in ((UP, ("up", "more")), (DOWN, ("down", "less")), (SAME, ("same",))):
        if any(word in words[kind].split("|") for kind in kinds):
            return name
    return ""
