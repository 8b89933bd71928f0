"""Printed indicator names as keys: what a form adds to a name is taken off before it is compared.

    "资 金 使 用\\n合规性（5分）"   key   资金使用合规性
    "1.立项依据的充分性"           key   立项依据充分性
    "社会效益指标"                 key   社会效益
    A101立项依据充分性             key   立项依据充分性
    “三公经费”控制率               key   三公经费控制率

`variants` gives the further forms a name may be known by, each with how sure a hit on it is: without its brackets
(必要性（政策依据）), without the word 项目 before it (项目质量达标率). `stem` takes off the ending that only says what
kind of word it is (资金使用合规率 and 资金使用合规性).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

import regex

from ...extract.text import fold

SURE = Decimal("1.00")
BARE = Decimal("0.98")
GENERIC = Decimal("0.97")
MIN_STEM = 4  # characters: 资金到位 still says what is meant, 到位 does not

_NUMBER = regex.compile(
    r"^(?:[A-Z]\d{1,5}(?=\p{Han})|[①-⑳]|[(（]?[一二三四五六七八九十]{1,3}[)）、]|[(（]\d{1,2}[)）]|\d{1,2}[.、．)）](?!\d))\s*"
)
_WEIGHT = regex.compile(r"\((?=[^()]*(?:\d|%|分$|[≥≤]))[^()]*\)$")
_BRACKETS = regex.compile(r"\([^()]*\)")
_MARKS = regex.compile("[\"'·:;,。*]|(?<!目)的")
_CLASS_WORD = regex.compile("(?<=..)指标$")
_PREFIX = regex.compile("^(?:本|该)?项目(?=...)")
_ENDING = regex.compile("(?:率|性|情况|程度)$")


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """A printed name as the key it is compared by; brackets that hold no number stay."""
    folded = _WEIGHT.sub("", fold(_NUMBER.sub("", text.strip())))
    return _CLASS_WORD.sub("", _MARKS.sub("", folded))


def stem(name: str) -> str:
    """A key without 率, 性, 情况 at its end; "" when too little is left to mean one thing."""
    short = _ENDING.sub("", name)
    return short if len(short) >= MIN_STEM else ""


def variants(text: str) -> Iterator[tuple[str, Decimal]]:
    """The keys a printed name may be known by, surest first."""
    whole = key(text)
    seen = {whole}
    yield whole, SURE
    bare = key(_BRACKETS.sub("", whole))
    for name, confidence in ((bare, BARE), (_PREFIX.sub("", whole), GENERIC), (_PREFIX.sub("", bare), GENERIC)):
        if name and name not in seen:
            seen.add(name)
            yield name, confidence
