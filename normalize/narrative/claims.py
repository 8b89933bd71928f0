"""What the narrative claims: facts of its sentences, each with measure, value, subject and year.

Numbers are read first (extract/quantity); in the skeleton of a sentence each number is then one slot with the words
before it. Readers take the slots they understand, the more special ones first:

    templates     预算由52万元调整为46.8万元            schema/claims.yaml
    counts        20人，每人2.4万元，共48万元           products, surveys, planned and done, formulas
    lists         占比分别为60%、40%; 其中：…           paired lists, parts with their total
    words         项目年初预算数为120万元               the measure named right before a number, schema/measures.yaml

A claim is bound by the words around it, never by nearness or equal size. Its subject is "" for the document's
project as a whole and the printed name for anything else: 堤防项目, 市财政, 第一批, 截至6月底.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex

from ...extract.document import Document
from ..lexicon import load
from ..report import Claim
from .completions import completions, counted
from .counts import formulas, indicators, named_rates, products, surveys
from .grading import read_directions, read_grades
from .lists import each_lists
from .partitions import partitions
from .passage import Fact, Passage, passage_of
from .sentences import TIMEOUT, Sentence, sentences, skeleton_pattern, slots
from .subjects import names_project, subject
from .walk import read_words


@dataclass(frozen=True)
class _Template:
    name: str
    word: str
    text: str

    @property
    def pattern(self) -> regex.Pattern[str]:
        """Compiled when a sentence first has the word."""
        return skeleton_pattern(self.text)


@cache
def _templates() -> tuple[_Template, ...]:
    return tuple(_Template(entry["id"], entry.get("word", ""), entry["pattern"]) for entry in load("claims"))


def read_claims(document: Document, year: str, projects: Iterable[str] = ()) -> list[Claim]:
    """Every claim of the document's paragraphs, in reading order.

    `year` is the year under review, "" if unknown; `projects` are the names of the document's project, if it has one.
    """
    claims: list[Claim] = []
    group = 0
    names = tuple(projects)
    for sentence in sentences(document):
        passage = _read(sentence, year)
        for facts in _grouped(passage):
            group += 1
            claims += [_claim(passage, fact, names, group) for fact in facts]
    return claims


def _read(sentence: Sentence, year: str) -> Passage:
    """A sentence with all facts that are understood of it."""
    passage = passage_of(sentence, year)
    if passage.slots:
        for reader in (
            _read_templates,
            formulas,
            named_rates,
            products,
            each_lists,
            surveys,
            completions,
            indicators,
            partitions,
        ):
            reader(passage)
        counted(passage)
        read_words(passage)
    read_grades(passage)
    read_directions(passage)
    return passage


def _read_templates(passage: Passage) -> None:
    by_place = {slot.at: slot for slot in passage.slots}
    for template in _templates():
        if template.word not in passage.text:
            continue
        for match in template.pattern.finditer(passage.text, timeout=TIMEOUT):
            measures = [name for name in slots(template.text) if match[name]]
            found = [by_place[match.start(measure)] for measure in measures]
            if not passage.free(*found):
                continue
            link, words = passage.link(), match.groupdict().get("subject") or ""
            passage.take(*found)
            for slot, measure in zip(found, measures, strict=True):
                passage.add(slot, measure, subject(words), template.name, link)


def _grouped(passage: Passage) -> Iterator[list[Fact]]:
    """Facts that belong together: those of one statement, and the measures of one subject that follow each other."""
    groups: dict[object, list[Fact]] = {}
    turn = 0
    for fact in sorted(_adjusted(passage), key=lambda fact: fact.at):
        if fact.link:
            groups.setdefault(fact.link, []).append(fact)
            continue
        key = (turn, fact.subject)
        if any(fact.measure == other.measure for other in groups.get(key, ())) or _other_base(passage, fact):
            turn += 1
            key = (turn, fact.subject)
        groups.setdefault(key, []).append(fact)
    yield from groups.values()


def _adjusted(passage: Passage) -> list[Fact]:
    """A budget that is raised or lowered later in its sentence was the year's first: 预算100万元，追加20万元."""
    changes = [fact.at for fact in passage.facts if fact.pattern == "adjustment"]
    if not changes:
        return passage.facts
    return [
        replace(fact, measure="initial_budget") if fact.measure == "budget" and fact.at < changes[-1] else fact
        for fact in passage.facts
    ]


def _other_base(passage: Passage, fact: Fact) -> bool:
    """A rate of spending belongs to the budget before it only if no amount between them may be its base."""
    if fact.measure != "execution_rate":
        return False
    known = {other.at: other.measure for other in passage.facts}
    budgets = [other.at for other in passage.facts if other.measure == "budget" and other.at < fact.at]
    if not budgets:
        return False
    between = [slot for slot in passage.slots if budgets[-1] < slot.at < fact.at and slot.kind == "money"]
    return any(known.get(slot.at) not in ("executed", "balance", "part") for slot in between)


def _claim(passage: Passage, fact: Fact, projects: tuple[str, ...], group: int) -> Claim:
    whose = "" if any(names_project(fact.subject, name) for name in projects) else fact.subject
    year = passage.scope.year(fact.at)
    return Claim(fact.measure, fact.value, whose, year, passage.sentence.text.strip(), group, fact.pattern)
