"""Lists of parts in a sentence: 共A，其中：甲a、乙b、丙c, and 甲a、乙b，共计A.

    全年支出56.3万元，其中：委托业务费40万元，差旅费6.3万元，其他费用10万元。   closed: 其他费用 leaves nothing out
    支出92万元，其中主要包括劳务费40万元、印刷费12万元。                       open: 主要
    人员经费980.2万元，公用经费119.8万元，共计1100万元。                      added up by the sentence itself

Only a list that certainly names every part is closed; the words are data (`schema/arithmetic.yaml`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from ...extract.document import Document
from ..lexicon import compiled
from ..report import Value
from .arithmetic import data, plain
from .sentences import ANY_NUMBER, Sentence, sentences

LEAST_BARE = 3  # numbers without names that may be added up
CLOSED, OPEN, UNSAID, ADDED = "closed", "open", "unsaid", "added"
_LIST = regex.compile(
    rf"(?P<total>{ANY_NUMBER})[，,]?[（(]?(?P<lead>其中主要|其中|主要包括|包括|分别为|分别是)[：:，,]?(?:为|包括|有)?"
)
_ITEM = regex.compile(
    rf"(?P<label>[^，。；;、：:（）()\ue001-\ue007]{{1,24}}?)(?:为|是|：|:)?(?P<number>{ANY_NUMBER})(?P<end>[，、,；;。）)]|和|及|$)"
)
_SUM = regex.compile(
    rf"(?:^|[。；;：:，,、]|组成[，,])(?:以上)?(?:共计|合计|总计)(?:扣|扣分|扣减|得)?(?:为|：|:)?(?P<total>{ANY_NUMBER})(?=[。；;，,、）)]|$)"
)


@dataclass(frozen=True)
class Listing:
    """A total and its parts; `state` says whether the parts are all parts."""

    sentence: Sentence
    total: Value
    labels: tuple[str, ...]
    parts: tuple[Value, ...]
    state: str


def listings(document: Document) -> Iterator[Listing]:
    """Every list of at least two parts with a total of the same kind."""
    for sentence in sentences(document):
        if len(sentence.quantities) > 2:
            yield from _behind(sentence)
            yield from _before(sentence)


def _behind(sentence: Sentence) -> Iterator[Listing]:
    """Parts behind their total: 其中, 包括."""
    skeleton = sentence.skeleton
    for match in _LIST.finditer(skeleton):
        total = plain(sentence.numbers[match.start("total")])
        labels, parts, at = _items(sentence, match.end())
        if len(parts) < 2 or any(not _alike(part, total) for part in parts):
            continue
        ended = at >= len(skeleton) or skeleton[at - 1] in "。；;）)"
        state = _state(match["lead"], labels, skeleton[match.start() : at + 2], ended)
        yield Listing(sentence, total, tuple(labels), tuple(parts), state)


def _items(sentence: Sentence, at: int) -> tuple[list[str], list[Value], int]:
    labels: list[str] = []
    parts: list[Value] = []
    while (item := _ITEM.match(sentence.skeleton, at)) is not None:
        if compiled("^(?:共计|合计|总计)").match(item["label"]) or compiled(data()["list_break"]).match(item["label"]):
            break
        labels.append(item["label"])
        parts.append(plain(sentence.numbers[item.start("number")]))
        at = item.end()
        if item["end"] in ("。", "；", ";", "）", ")", ""):
            break
    return labels, parts, at


def _alike(one: Value, other: Value) -> bool:
    return one.dimension == other.dimension and (one.dimension == "money" or one.unit == other.unit)


def _state(lead: str, labels: list[str], text: str, ended: bool) -> str:
    words = data()
    if "主要" in lead or "等" in text or any(compiled(words["list_open"]).match(label) for label in labels):
        return OPEN
    for partition in words["partitions"]:
        if len(partition) == len(labels) and all(any(name in label for label in labels) for name in partition):
            return CLOSED
    if not ended:
        return OPEN
    return CLOSED if compiled(words["list_closing"]).match(labels[-1]) else UNSAID


def _flows(labels: list[str]) -> bool:
    """Whether money that came in stands beside money that went out: 收入100万元，支出80万元."""
    incoming, outgoing = (
        any(compiled(data()[name]).search(label) for label in labels) for name in ("list_in", "list_out")
    )
    return incoming and outgoing


def _bare(sentence: Sentence, end: int) -> list[Value]:
    """Numbers without names right before a total: 分别为9.5分、37分、24分、23.5分，合计94分."""
    parts: list[Value] = []
    for at in sorted((at for at in sentence.numbers if at < end), reverse=True):
        if sentence.skeleton[at + 1 : end] not in ("", "、", "，", "和"):
            break
        parts.insert(0, plain(sentence.numbers[at]))
        end = at
    return parts


def _before(sentence: Sentence) -> Iterator[Listing]:
    """Parts before their total: …，共计A."""
    skeleton = sentence.skeleton
    for match in _SUM.finditer(skeleton):
        total = plain(sentence.numbers[match.start("total")])
        bare = _bare(sentence, match.start())
        if len(bare) >= LEAST_BARE and all(_alike(part, total) for part in bare):
            yield Listing(sentence, total, ("各项",), tuple(bare), ADDED)
            continue
        start = max((skeleton.rfind(mark, 0, match.start()) for mark in "；;：:"), default=-1) + 1
        labels, parts, _ = _items(sentence, start)
        complete = [p.anchor.span for p in parts] == [
            v.anchor.span for at, v in sentence.numbers.items() if start <= at < match.start("total")
        ]
        if (
            len(parts) > 1
            and complete
            and not _flows(labels)
            and all(_alike(part, total) for part in parts)
            and "其中" not in skeleton
        ):
            yield Listing(sentence, total, tuple(labels), tuple(parts), ADDED)
