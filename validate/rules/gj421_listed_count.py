"""正文所称项数与实列不符

做什么：“指标为甲、乙、丙共n项”中列出的名称应有 n 个（每个名称都在评分表或目标表中找得到才核对）；
“以下n个问题：一是……二是……”应有 n 条。

例：“质量指标为帮教率、安置率、接送率共4项指标”，只列出 3 项。

怎么改：改正项数，或补上漏列的一项。
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ...normalize.indicators.naming import key
from ...normalize.lexicon import compiled, load
from ...normalize.narrative.outline import counted
from ...normalize.narrative.sentences import Sentence, sentences_of
from ...normalize.report import Report
from ..narrative import quoted, statement
from ..relation import Relation
from ..rule import rule

NUMERALS = "一二三四五六七八九十"
_COMMA = regex.compile("[、，,]")
_AND = regex.compile("以及|和|及")


@rule("GJ421", basis="所称项数与所列应当一致")
def listed_count(report: Report) -> Iterator[Relation]:
    names = {key(r.name) for f in report.forms for s in f.of("score", "target") for r in s.leaves if r.name}
    for paragraph in report.document.paragraphs():
        inside = sentences_of(paragraph)
        for at, sentence in enumerate(inside):
            yield from _listed(sentence, names)
            yield from _promised(sentence, inside[at:])


def _listed(sentence: Sentence, names: set[str]) -> Iterator[Relation]:
    match = compiled(load("outline")["listed"]).search(sentence.text)
    stated = counted(match["count"]) if match is not None else None
    if match is None or stated is None:
        return
    parts = [_parts(part, names) for part in _COMMA.split(match["names"]) if part.strip()]
    if parts and names and all(parts):  # a name that holds a comma of its own cannot be told from two
        yield _relation(sentence, match.span("count"), stated, sum(parts))


def _parts(text: str, names: set[str]) -> int:
    """1 for a known name, 2 for two joined by 和, 0 for neither."""
    if key(text) in names:
        return 1
    for match in _AND.finditer(text):
        if key(text[: match.start()]) in names and key(text[match.end() :]) in names:
            return 2
    return 0


def _promised(sentence: Sentence, rest: tuple[Sentence, ...]) -> Iterator[Relation]:
    match = compiled(load("outline")["promised"]).search(sentence.text)
    stated = counted(match["count"]) if match is not None else None
    if match is None or stated is None:
        return
    text = sentence.text[match.end() :] + "".join(other.text for other in rest[1:])
    found = [item["number"] for item in compiled(load("outline")["item"]).finditer(text)]
    if found == list(NUMERALS[: len(found)]) and len(found) > 1:
        yield _relation(sentence, match.span("count"), stated, len(found))


def _relation(sentence: Sentence, span: tuple[int, int], stated: int, found: int) -> Relation:
    return statement(
        "项数",
        sentence.words(*span),
        stated == found,
        f"正文称{stated}项，实际列出{found}项；请改正项数或补上漏列的一项。",
        expected=str(found),
        quote=quoted(sentence),
    )
