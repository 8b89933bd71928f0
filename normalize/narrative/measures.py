"""What a number is called: a word of `schema/measures.yaml` right before it, behind which only links stand.

    measured("项目年初预算数为", "money")   initial_budget, word 年初预算数, rest 项目
    measured("应支付", "money")             none: named, but no fact
    measured("设备费", "money")             None: not a word of any measure

Words are found by looking up the endings of the phrase, longest first, so that no word is found within another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import regex

from ..lexicon import compiled, load

NONE = "none"
_REACH = 32  # characters before a number in which a word put together from parts stands, however long the phrase
_QUOTES = '“”"『』「」《》 '
_SHARE = regex.compile(r"^(?P<who>.*?)占(?P<whole>[^占]{0,24}?)的?(?:比例|比重|百分比|份额)?$")


@dataclass(frozen=True, slots=True)
class Measured:
    """`rest` are the words before the word: whose measure it is."""

    measure: str
    word: str
    rest: str


@cache
def words() -> Any:
    return load("measures")


@cache
def _table(kind: str) -> tuple[dict[str, str], int]:
    table: dict[str, str] = {}
    for measure, entries in words().get(kind, {}).items():
        for word in entries:
            table[word] = measure
            if measure in ("execution_rate", "arrival_rate"):
                for head in words()["money_heads"]:
                    table.setdefault(head + word, measure)
            if kind == "money":
                for tail in words()["money_tails"]:
                    table.setdefault(word + tail, measure)
    return table, max(map(len, table), default=0)


@cache
def _patterns(kind: str) -> tuple[tuple[str, regex.Pattern[str]], ...]:
    found = words()["patterns"].get(kind, {})
    return tuple((measure, regex.compile(f"(?:{pattern})$")) for measure, pattern in found.items())


@cache
def _links() -> tuple[str, ...]:
    return tuple(sorted(words()["links"], key=len, reverse=True))


@lru_cache(maxsize=8192)
def unlinked(phrase: str) -> str:
    """A phrase without the links, brackets and quotes at its end: 预算总额（A）为 -> 预算总额."""
    while True:
        phrase = phrase.rstrip(_QUOTES)
        if phrase.endswith(("）", ")")):
            opening = max(phrase.rfind("（"), phrase.rfind("("))
            if opening < 0:
                return phrase
            phrase = phrase[:opening]
            continue
        if not phrase.endswith(_links()) or phrase.endswith("下达"):
            return phrase
        link = next(link for link in _links() if phrase.endswith(link))
        phrase = phrase[: -len(link)]


@lru_cache(maxsize=8192)
def measured(phrase: str, kind: str) -> Measured | None:
    """The measure that the end of a phrase names, None if it names none."""
    text = phrase
    for text in dict.fromkeys((phrase.rstrip(_QUOTES), unlinked(phrase))):
        found = _longest(text, kind)
        object_ = _object(text) if kind == "money" else None
        if object_ is not None and (found is None or len(object_.word) > len(found.word)):
            return object_  # 追加专项经费: the verb, not 专项经费
        if found is not None:
            return found
    share = _SHARE.match(text) if kind == "ratio" and "占" in text else None
    return Measured("share", text[share.end("who") :], share["who"]) if share is not None else None


def _object(text: str) -> Measured | None:
    """安排省级补助资金: the verb names the measure, what stands between it and 资金 belongs to whose it is."""
    match = compiled(words()["object"]).search(text)
    found = _longest(match["verb"], "money") if match is not None else None
    if match is None or found is None or (text.endswith("款") and "向" in text[: match.start("verb")]):
        return None  # 6月向承建单位支付工程款: one payment, not the project's
    return Measured(found.measure, text[match.start("verb") :], text[: match.start("verb")] + match["whose"])


def _longest(text: str, kind: str) -> Measured | None:
    """The longest word or pattern that ends the text."""
    table, longest = _table(kind)
    for size in range(min(longest, len(text)), 0, -1):
        measure = table.get(text[-size:])
        if measure is not None:
            break
    else:
        size, measure = 0, None
    for name, pattern in _patterns(kind):
        match = pattern.search(text[-_REACH:])
        if match is not None and len(match[0]) > size:
            size, measure = len(match[0]), name
    return None if measure is None else _modal(Measured(measure, text[-size:], text[:-size]))


def _modal(found: Measured) -> Measured:
    """What should arrive is due, what is not yet paid was not spent: 应到位, 未使用, whatever the verb."""
    for ending, measures in words()["modals"].items():
        match = compiled(f"(?:{ending})$").search(found.rest[-_REACH:]) if found.measure in measures else None
        if match is not None:
            rest = found.rest[: len(found.rest) - len(match[0])]
            return Measured(measures[found.measure], match[0] + found.word, rest)
    return found


@lru_cache(maxsize=8192)
def is_each(phrase: str) -> tuple[str, str] | None:
    """The words before and behind 分别, 依次 or 各 in a phrase; None without one of them."""
    text = unlinked(phrase)
    for word in words()["each"]:
        at = text.rfind(word)
        if at >= 0 and not (
            word == "各" and compiled(r"^各(?:项|类|级|个|单位|部门|乡|镇|县|区|市|地)").match(text[at:])
        ):
            return text[:at], text[at + len(word) :]
    return None
