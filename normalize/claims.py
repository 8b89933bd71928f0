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

from ..extract.document import Document, Paragraph
from ..extract.quantity import Quantity, dimension, scan
from ..extract.text import tidy
from .lexicon import load
from .report import TEXT, Claim, Value

# One private character for each kind of number.
_KINDS = {
    "money": "\ue001",
    "ratio": "\ue002",
    "point": "\ue003",
    "count": "\ue004",
    "score": "\ue005",
    "number": "\ue006",
}
_SLOT = regex.compile(r"\{([a-z|]+):([a-z_]+)\}")
_SENTENCE_END = regex.compile(r"[。！？\n]")
_OTHER_YEAR = regex.compile(r"上年度?(?!结转|结余|末)|上一年|去年|往年|历年|前年|同期")
_YEAR = regex.compile(r"(20\d\d)年")
TIMEOUT = 1.0  # seconds for one template on one sentence


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
        measures: list[str] = []

        def slot(match: regex.Match[str], measures: list[str] = measures) -> str:
            measures.append(match[2])
            return f"(?P<{match[2]}>[{''.join(_KINDS[kind] for kind in match[1].split('|'))}])"

        pattern = regex.compile(_SLOT.sub(slot, entry["pattern"]))
        words = [regex.compile(entry[key]) if key in entry else None for key in ("requires", "refuses", "not_after")]
        result.append(_Template(entry["id"], pattern, tuple(measures), entry.get("needs_year") == "current", *words))
    return tuple(result)


def read_claims(document: Document, year: str) -> list[Claim]:
    """Every claim of the document's paragraphs, in reading order. `year` is the year under review, "" if unknown."""
    claims: list[Claim] = []
    group = 0
    for paragraph in document.paragraphs():
        for sentence in _sentences(paragraph):
            for found in _match(sentence, year):
                group += 1
                claims += [replace(claim, group=group) for claim in found]
    return claims


@dataclass(frozen=True)
class _Sentence:
    """A sentence with its numbers taken out: `skeleton` has one character for each, listed in `numbers` by position."""

    text: str
    skeleton: str
    numbers: dict[int, Value]
    paragraph: Paragraph


def _sentences(paragraph: Paragraph) -> Iterator[_Sentence]:
    clean = tidy(paragraph.text)
    quantities = scan(clean.text)
    start = 0
    bounds = [match.end() for match in _SENTENCE_END.finditer(clean.text)]
    for end in [*bounds, len(clean.text)]:
        inside = [q for q in quantities if start <= q.span[0] and q.span[1] <= end]
        text = clean.text[start:end]
        if text.strip():
            yield _skeleton(paragraph, clean.offsets, text, start, inside)
        start = end


def _skeleton(
    paragraph: Paragraph, offsets: tuple[int, ...], text: str, start: int, quantities: list[Quantity]
) -> _Sentence:
    parts: list[str] = []
    numbers: dict[int, Value] = {}
    position = length = 0
    for quantity in quantities:
        first, last = quantity.span[0] - start, quantity.span[1] - start
        parts.append(text[position:first])
        length += first - position
        printed = (offsets[quantity.span[0]], offsets[quantity.span[1] - 1] + 1)
        anchor = replace(paragraph.anchor, span=printed)
        numbers[length] = Value(anchor, quantity.text, quantity, None, quantity.unit, quantity.places, TEXT)
        parts.append(_KINDS[_kind(quantity)])
        length += 1
        position = last
    parts.append(text[position:])
    return _Sentence(text.strip(), "".join(parts), numbers, paragraph)


def _kind(quantity: Quantity) -> str:
    found = dimension(quantity.unit)
    if found.startswith("count"):
        return "count"
    return found if found in _KINDS and quantity.unit else "number"


def _match(sentence: _Sentence, year: str) -> Iterator[list[Claim]]:
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


def _claims(template: _Template, match: regex.Match[str], sentence: _Sentence, taken: set[int]) -> list[Claim]:
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
            claims.append(Claim(measure, value, subject, "", sentence.text, 0, template.name))
    if groups.get("grade"):
        claims.append(Claim("grade", _word(sentence, groups["grade"]), subject, "", sentence.text, 0, template.name))
    return claims


def _word(sentence: _Sentence, word: str) -> Value:
    """A word of the sentence as an anchored value without a number."""
    text = sentence.paragraph.text
    at = text.find(sentence.text[:8]) if sentence.text[:8] in text else 0
    at = text.find(word, max(at, 0))
    anchor = replace(sentence.paragraph.anchor, span=(at, at + len(word)) if at >= 0 else None)
    return Value(anchor, word, None, None, "", 0, TEXT)
