"""How near two names are, by the words they share and by their spelling; only for suggestions.

Words are cut by a jieba `Tokenizer` that knows nothing but the words of the frames: neither jieba's default dictionary
(half a second) nor a cache file is touched. A rare word says more than a frequent one, and what the dictionary does not
know counts against a match, because it is what makes an indicator the project's own:

    财政补助资金到位率 / 资金到位率     资金 到位 率 of 财政 补助 资金 到位 率      near
    安装坡面水标尺 / 资金到位率         nothing                                     0

jieba is imported when the first pair that is spelled half alike is compared, not before.
"""

from __future__ import annotations

import warnings
from collections import Counter
from decimal import Decimal
from functools import cache, lru_cache
from math import log
from typing import Any

from rapidfuzz.fuzz import ratio

from ..lexicon import load
from .naming import key

SPELLING = 0.4  # share of the spelling in the measure; the rest is the shared words
WORTH = 0.5  # spelling below which two names are not worth cutting into words
UNKNOWN_WEIGHT = 3.0  # of a run of characters that is no word of the frames


def nearness(one: str, other: str) -> Decimal:
    """0 to 1, two decimals, of two keys."""
    spelling = ratio(one, other) / 100
    if spelling < WORTH:
        return Decimal(0)
    score = (1 - SPELLING) * _shared(words(one), words(other)) + SPELLING * spelling
    return Decimal(f"{score:.2f}")


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    weights = _weights()

    def weigh(found: tuple[str, ...] | set[str]) -> float:
        return sum(weights.get(word, UNKNOWN_WEIGHT) for word in found)

    total = weigh(one) + weigh(other)
    return 2 * weigh(set(one) & set(other)) / total if total else 0.0


@lru_cache(maxsize=8192)
def words(name: str) -> tuple[str, ...]:
    """The words of a key; neighbouring characters that belong to no word are one unknown word."""
    known = _weights()
    found: list[str] = []
    run = ""
    for word in _tokenizer().cut(name, HMM=False):
        if word in known:
            if run:
                found.append(run)
                run = ""
            found.append(word)
        else:
            run += word
    return tuple([*found, run] if run else found)


@cache
def _tokenizer() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own regular expressions
        import jieba
    tokenizer = jieba.Tokenizer()
    frequency: dict[str, int] = {}
    for word, count in _counts().items():
        frequency[word] = count
        for end in range(1, len(word)):
            frequency.setdefault(word[:end], 0)  # jieba walks prefixes
    tokenizer.FREQ, tokenizer.total = frequency, sum(frequency.values())
    tokenizer.initialized = True
    return tokenizer


@cache
def _counts() -> dict[str, int]:
    """How often each word of `schema/words.yaml` occurs in the names of the frames, at least once."""
    names = [key(name) for name in _names()]
    return {word: max(1, sum(word in name for name in names)) for word in load("words")}


@cache
def _weights() -> dict[str, float]:
    """Rare words weigh more; the endings that only say what kind of word a name is weigh little."""
    total = max(2, len(_names()))
    return {word: max(0.3, log(total / count) / log(total) * 3) for word, count in Counter(_counts()).items()}


@cache
def _names() -> tuple[str, ...]:
    from .frames import frames

    return tuple({name for frame in frames().values() for item in frame.indicators for name in item.names})
