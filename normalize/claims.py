"""What the narrative claims: sentences matched against the templates of `schema/claims.yaml`.

Numbers are read first (extract/quantity); a sentence then becomes a skeleton in which each number is one private
character that says its kind, so that templates speak of kinds, not of digits:

    项目产出指标共39分，得分37分，得分率为94.87%。  ->  项目产出指标共⑤，得分⑤，得分率为②。
    template group_score  ->  group_weight 39 分, group_score 37 分, group_rate 94.87 %, subject 项目产出

A claim is bound by the words around it, never by nearness or equal size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex

from ..extract.document import Document
from .lexicon import load
from .report import Claim
from .sentences import TIMEOUT, Sentence, sentences, skeleton_pattern, slots

_OTHER_YEAR = regex.compile(r"上年度?(?!结转|结余|末)|上一年|去年|往年|历年|前年|同期")
_YEAR = regex.compile(r"(20\d\d)年")


@dataclass(frozen=True)
class _Template:
    name: str
    pattern: regex.Pattern[str]
    measures: tuple[str, ...]
    current_year: bool
    requires: regex.Pattern[str] | None
    refuses: regex.Pattern[str] | None
    not_after: regex.Pattern[str] | None


@cache
def _templates() -> tuple[_Template, ...]:
    result = []
    for entry in load("claims"):
        pattern, current = entry["pattern"], entry.get("needs_year") == "current"
        words = [regex.compile(entry[key]) if key in entry else None for key in ("requires", "refuses", "not_after")]
        result.append(_Template(entry["id"], skeleton_pattern(pattern), slots(pattern), current, *words))
    return tuple(result)


def read_claims(document: Document, year: str) -> list[Claim]:
    """Every claim of the document's paragraphs, in reading order. `year` is the year under review, "" if unknown."""
    claims: list[Claim] = []
    group = 0
    for sentence in sentences(document):
        for found in _match(sentence, year):
            group += 1
            claims += [replace(claim, group=group) for claim in found]
    return claims


def _match(sentence: Sentence, year: str) -> Iterator[list[Claim]]:
    taken: set[int] = set()
    for template in _templates():
        if template.current_year and _speaks_of_other_year(sentence.text, year):
            continue
        if template.requires is not None and not template.requires.search(sentence.text):
            continue
        if template.refuses is not None and template.refuses.search(sentence.text):
            continue
        for match in template.pattern.finditer(sentence.skeleton, timeout=TIMEOUT):
            if template.not_after is not None and template.not_after.search(sentence.skeleton, 0, match.start()):
                continue
            claims = _claims(template, match, sentence, taken)
            if claims:
                yield claims


def _speaks_of_other_year(text: str, year: str) -> bool:
    years = set(_YEAR.findall(text))
    return bool(_OTHER_YEAR.search(text)) or bool(year and years and year not in years)


def _claims(template: _Template, match: regex.Match[str], sentence: Sentence, taken: set[int]) -> list[Claim]:
    groups = match.groupdict()
    subject = groups.get("subject") or ""
    claims = []
    named = [*template.measures, *(["grade"] if groups.get("grade") else [])]
    positions = [match.start(measure) for measure in named if match[measure]]
    if any(position in taken for position in positions):
        return []
    taken.update(positions)
    for measure in template.measures:
        if match[measure]:
            value = sentence.numbers[match.start(measure)]
            if measure in ("total_score", "group_weight", "group_score") and value.unit == "":
                value = replace(value, unit="分")
            claims.append(Claim(measure, value, subject, "", sentence.text.strip(), 0, template.name))
    if groups.get("grade"):
        word = sentence.words(*(sentence.position(at) for at in match.span("grade")))
        claims.append(Claim("grade", word, subject, "", sentence.text.strip(), 0, template.name))
    return claims
