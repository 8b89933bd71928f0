"""One sentence under reading: its slots, what was already understood of them, and facts in the making.

A reader that understands some slots takes them, so that no other reader gives them a second meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..report import Value
from .scope import Scope, scope_of
from .sentences import Sentence
from .slots import Piece, Slot, read_slots


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact before it becomes a claim. Facts with one `link` were read as one statement; 0: by the words alone."""

    at: int
    measure: str
    value: Value
    subject: str
    pattern: str
    link: int = 0


@dataclass
class Passage:
    sentence: Sentence
    slots: list[Slot]
    pieces: list[Piece]
    scope: Scope
    facts: list[Fact] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)  # indexes of slots that are understood
    links: int = 0

    @property
    def text(self) -> str:
        """The skeleton."""
        return self.sentence.skeleton

    def free(self, *slots: Slot) -> bool:
        return all(slot.index not in self.taken for slot in slots)

    def link(self) -> int:
        """A number for the facts of one statement."""
        self.links += 1
        return self.links

    def take(self, *slots: Slot) -> None:
        self.taken.update(slot.index for slot in slots)

    def add(self, slot: Slot, measure: str, subject: str, pattern: str, link: int = 0, unit: str | None = None) -> None:
        """A fact of a slot; limits, ranges and what lies outside the year under review are none."""
        if slot.bound or self.scope.excludes(slot.at):
            return
        value = slot.stated if unit is None else replace(slot.stated, unit=unit)
        self.facts.append(Fact(slot.at, measure, value, subject, pattern, link))


def passage_of(sentence: Sentence, year: str) -> Passage:
    slots, pieces = read_slots(sentence)
    return Passage(sentence, slots, pieces, scope_of(sentence.skeleton, year))
