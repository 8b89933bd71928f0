"""Which class an indicator belongs to, and which way it is better: higher, lower, within an interval, or judged.

The printed 二级 says the class; only without it do the words of the name. For the direction the target's own ≥ or ≤
comes first, then the name's head, which in Chinese is its last word, then the class:

    class_of("资金到位及时率", "")                 时效     (及时率 ends the name)
    class_of("验收合格率", "时效指标")              时效     (the printed 二级 wins)
    direction("案件发生率")                         down     (发生率)
    direction("案件办结率")                         up       (办结率, whatever stands before it)
    direction("有效控制社区矫正对象再犯率")          down     (再犯率)
    direction("案件发生率", ">=")                   up       (printed)
    direction("提升群众安全意识")                    judged

What rests on the lexicon is a hint: a finding built on it is a warning at most.
"""

from __future__ import annotations

from functools import cache, lru_cache

from ..lexicon import load
from .naming import key

UP, DOWN, JUDGED, INTERVAL, UNKNOWN = "up", "down", "judged", "interval", ""
_COMPARATORS = dict.fromkeys((">=", ">", "≥", "≧"), UP) | dict.fromkeys(("<=", "<", "≤", "≦"), DOWN)
_COMPARATORS |= dict.fromkeys(("~", "±"), INTERVAL)


@lru_cache(maxsize=8192)
def class_of(name: str, level2: str = "") -> str:
    """One of the nine classes of 88号 (数量, 质量 … 满意度); "" when neither 二级 nor name tells."""
    printed = _level2_classes().get(key(level2), "") if level2 else ""
    return printed or _class_by_words(key(name))


@cache
def _level2_classes() -> dict[str, str]:
    return {key(word): kind for kind, words in load("classes")["level2"].items() for word in words}


def _class_by_words(name: str) -> str:
    """The class of the word that ends latest in the name, of those the longest."""
    best, found = (0, 0), ""
    for kind, words in load("classes")["words"].items():
        for word in words:
            at = name.rfind(word)
            if at >= 0 and (at + len(word), len(word)) > best:
                best, found = (at + len(word), len(word)), kind
    return found


@lru_cache(maxsize=8192)
def direction(name: str, comparator: str = "", kind: str = "") -> str:
    """up, down, judged, interval, or "" when nothing tells; `comparator` of the target, `kind` the class."""
    printed = _COMPARATORS.get(comparator)
    if printed is not None:
        return printed
    head = key(name)
    by_name = _by_pair(head)
    if by_name is None:
        by_name = _by_head(head)
    if by_name is not None:
        return by_name
    return str(load("directions")["classes"].get(kind, UNKNOWN))


def _by_pair(name: str) -> str | None:
    """A head that turns with a word before it: 成本控制率 is better lower, 病虫害控制率 higher."""
    for entry in load("directions")["pairs"]:
        if name.endswith(entry["head"]) and not _longer_head(name, entry["head"]):
            before = name[: -len(entry["head"])]
            return str(entry["then"] if any(word in before for word in entry["with"]) else entry["else"])
    return None


def _longer_head(name: str, head: str) -> bool:
    lexicon = load("directions")
    return any(len(word) > len(head) and name.endswith(word) for way in (DOWN, UP) for word in lexicon[way])


def _by_head(name: str) -> str | None:
    lexicon = load("directions")
    heads = {word: way for way in (UP, DOWN) for word in lexicon[way] if name.endswith(word)}
    if name.startswith(tuple(lexicon["turning"])):
        return _turned(heads)
    if heads:
        return heads[max(heads, key=len)]
    return JUDGED if name.endswith(tuple(lexicon["judged"])) else None


def _turned(heads: dict[str, str]) -> str:
    """降低孕产妇死亡率 names a lower-is-better rate; 减少化肥施用量 may count the cut or the rest."""
    way = heads[max(heads, key=len)] if heads else UNKNOWN
    rate = any(word.endswith("率") for word in heads)
    return way if way == DOWN and rate else UNKNOWN
