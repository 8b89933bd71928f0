"""What the narrative cites: tables by number, documents by title and number.

详见表3-1                                             table 3-1
《某市财政局关于做好……的通知》（某财绩〔2021〕1号）      issuer 某市财政局, code 某财绩, year 2021
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...extract.document import Document
from ...extract.text import fold
from ..lexicon import compiled, load
from ..report import Value
from .sentences import Sentence, sentences


@dataclass(frozen=True, slots=True)
class Cited:
    """A document cited with its number."""

    title: str
    issuer: str
    code: str
    year: int
    value: Value  # the code as a place
    sentence: Sentence


def cited_tables(document: Document) -> Iterator[tuple[str, Value, Sentence]]:
    """Every table number of running text, as printed but for its dash."""
    pattern = compiled(load("references")["table"])
    for sentence in sentences(document):
        if "表" in sentence.text:
            for match in pattern.finditer(sentence.text):
                yield _dashed(match["number"]), sentence.words(*match.span()), sentence


def _dashed(number: str) -> str:
    return number.replace("－", "-").replace("—", "-").replace("–", "-")


def table_numbers(text: str) -> str:
    """The number a caption gives its table, "" for none."""
    match = compiled(r"^(?:附)?表\s?(?P<number>\d{1,2}(?:[-－—–]\d{1,2})?)(?!\d)").match(text.strip())
    return _dashed(match["number"]) if match is not None else ""


def cited_documents(document: Document) -> list[Cited]:
    """Every document cited with issuer and number."""
    words = load("references")
    found = []
    for sentence in sentences(document):
        if "号" not in sentence.text:
            continue
        for match in compiled(words["titled_number"]).finditer(sentence.text):
            issuer = compiled(words["issuer"]).match(match["title"])
            found.append(
                Cited(
                    match["title"],
                    issuer["issuer"] if issuer else "",
                    match["code"],
                    int(match["year"]),
                    sentence.words(*match.span("code")),
                    sentence,
                )
            )
    return found


def titles(document: Document) -> dict[str, Value]:
    """Every title in book marks, by its folded text without wrapping words, at its first place."""
    words = load("references")
    found: dict[str, Value] = {}
    for sentence in sentences(document):
        if "《" in sentence.text:
            for match in compiled(words["title"]).finditer(sentence.text):
                title = compiled(words["wrapper"]).sub("", fold(match["title"]))
                found.setdefault(title, sentence.words(*match.span("title")))
    return found


def inserted(shorter: str, longer: str, head: int, tail: int) -> str:
    """The run of characters that makes `longer` of `shorter`, "" unless both keep so much of head and tail."""
    extra = len(longer) - len(shorter)
    if extra <= 0:
        return ""
    same = 0
    while same < len(shorter) and shorter[same] == longer[same]:
        same += 1
    for start in range(same, -1, -1):
        if longer[start + extra :] == shorter[start:]:
            return longer[start : start + extra] if start >= head and len(shorter) - start >= tail else ""
    return ""
