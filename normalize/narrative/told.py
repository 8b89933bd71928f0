"""Ratios that running text tells together with their numbers, whatever the words around them.

    已支付646万元，占合同金额的95%              646 ÷ the number called 合同金额
    为计划数150公里的104%                       the number before ÷ 150
    共受理案件45680件，结案44310件，结案率97%    the number called 结案 ÷ one counted before it
    421公里，较2022年的385公里增加36公里，增长9.35%   421 − 385, 36 ÷ 385, 36 ÷ (421−36)

The claims name what a number is; here only the words say which numbers belong to which rate, within one paragraph. What
the whole is may be open: then every number that can be meant is a way, and one of them must hold. `sure` says that the
words leave no choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex

from ...extract.document import Document
from ...extract.text import fold
from ..lexicon import load
from ..report import Value
from .scope import scope_of
from .sentences import Sentence, sentences_of
from .surroundings import Told, alike, numbers_of

PART, REST, RISE, FALL, RISE_BY, FALL_BY, MINUS = "part", "rest", "rise", "fall", "rise_by", "fall_by", "minus"
NEAR = 14  # characters before a number that say what it is
WHOLES = 5  # numbers that may be the whole
MOST = 8  # numbers that may have changed
WINDOW = 60  # numbers before and behind a rate that are looked at
BACK = 2  # sentences before the rate's own


@dataclass(frozen=True, slots=True)
class Way:
    """How a rate may come about. part: Σa÷b, rest: (b−a)÷b, rise: (a−b)÷b, rise_by: a÷(b−a), fall alike; minus: a−b."""

    kind: str
    a: tuple[Value, ...]  # added up
    b: Value


@dataclass(frozen=True)
class Ratio:
    """A rate, or an increase, with the ways it may come about from the numbers told with it."""

    rate: Value
    ways: tuple[Way, ...]
    sure: bool
    words: str
    sentence: Sentence


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    return regex.compile(str(load("told")[name]))


def ratios(document: Document, year: str, *, left: bool = False) -> Iterator[Ratio]:
    """Every percentage or change whose words say what it comes from; with `left` what is left of an amount instead.

    Targets and rules are left out.
    """
    before: list[Told] = []
    for paragraph in document.paragraphs():
        inside = sentences_of(paragraph)
        numbers = [number for index, sentence in enumerate(inside) for number in numbers_of(sentence, index)]
        if len(numbers) > 1:
            yield from _paragraph(inside, numbers, before, year, left)
        amounts = [number for number in numbers if number.value.certain and number.value.dimension == "money"]
        before = [*before, *amounts][-WINDOW:]


def _paragraph(
    inside: tuple[Sentence, ...], told: list[Told], before: list[Told], year: str, left: bool
) -> Iterator[Ratio]:
    for place, number in enumerate(told):
        if not number.value.certain or (_pattern("left").search(number.before) is not None) != left:
            continue
        sentence = inside[number.sentence]
        if number.at > scope_of(sentence.skeleton, year).unreal:
            continue  # a target or a rule; another year's ratio is one all the same
        if number.value.unit != "%" and not _moved(number):
            continue
        earlier = [
            other
            for other in told[max(0, place - WINDOW) : place]
            if number.sentence - other.sentence <= BACK and other.value.certain and other.value.base > 0
        ]
        if number.value.unit != "%":
            change = _difference(number, earlier)
            if change is not None:
                yield Ratio(number.value, (change,), False, number.before[-NEAR:], sentence)
            continue
        behind = told[place + 1 : place + WINDOW]
        found = _named(number, earlier, [*before, *told[max(0, place - WINDOW) : place], *behind])
        later = [n for n in behind if n.sentence == number.sentence and n.value.certain]
        found = found or _stemmed(number, earlier, later) or _changed(number, earlier)
        found = found or _paid(number, [*earlier, *behind])
        if found is not None and found[0]:
            yield Ratio(number.value, tuple(found[0]), found[1], number.before[-NEAR:], sentence)


def _moved(number: Told) -> bool:
    """Whether the words before a number call it a change or a rest."""
    return any(_pattern(name).search(number.before) for name in ("rise_by", "fall_by", "left"))


Found = tuple[list[Way], bool] | None


def _named(rate: Told, earlier: list[Told], everywhere: list[Told]) -> Found:
    """占合同金额的95%, 为计划数150公里的104%."""
    inner = earlier[-1] if earlier and rate.before in ("的", "") and earlier[-1].behind == rate.before else None
    if inner is not None and rate.before == "的" and _pattern("named_whole").search(f"{inner.before}数的"):
        parts = [n for n in earlier[:-1] if n.value.dimension == inner.value.dimension][-1:]
        return [Way(PART, (part.value,), inner.value) for part in parts], True
    match = _pattern("named_whole").search(rate.before)
    if match is None:
        return None
    name = _core(match["whole"])
    part = next((n for n in reversed(earlier) if n.sentence == rate.sentence and n.value.dimension != "ratio"), None)
    if part is None or not name:
        return None
    wholes = [
        n
        for n in everywhere
        if n is not part and n.value.certain and n.value.dimension == part.value.dimension and name in fold(n.before)
    ]
    if not wholes and _pattern("in_all").search(match["whole"]):  # 占三年总数的35.94%
        wholes = [n for n in earlier if alike(n.value, part.value) and n.value.base > part.value.base]
        return [Way(PART, (part.value,), n.value) for n in reversed(wholes)], False
    here = [n for n in wholes if n in earlier]
    distinct = {n.value.base: n for n in wholes}
    ways = [Way(PART, (part.value,), n.value) for n in reversed(list(distinct.values()))]
    return ways[: 2 * WHOLES], len(distinct) == 1 and bool(here)


def _paid(rate: Told, numbers: list[Told]) -> Found:
    """按合同的30%支付204万元: the amount behind the rate, of the number called 合同."""
    match = _pattern("paid_of").search(rate.before)
    behind = next((n for n in numbers if n.sentence == rate.sentence and n.at > rate.at), None)
    if match is None or behind is None or behind.value.dimension != "money" or not behind.value.certain:
        return None
    if _pattern("paid").fullmatch(behind.before) is None:
        return None
    name = fold(match["whole"])[:2]
    wholes = [n for n in numbers if n is not behind and n.value.certain and name in fold(n.before)]
    money = {n.value.base: n for n in wholes if n.value.dimension == "money"}
    return [Way(PART, (behind.value,), n.value) for n in money.values()], len(money) == 1


def _core(name: str) -> str:
    """The words of a name that its number is called by: 本年支出合计 is 支出, 合同总金额 is 合同."""
    core = _pattern("wrapping").sub("", fold(name))
    return core if len(core) > 1 else ""


def _stemmed(rate: Told, earlier: list[Told], later: list[Told]) -> Found:
    """结案44310件，结案率97%: the part carries the stem, the whole stands before it; or both follow the rate."""
    match = _pattern("rate").search(rate.before)
    if match is None or _pattern("no_stem").search(match["stem"]):
        return None
    stem = match["stem"][-2:]
    if stem == "满意":
        return _satisfied(rate, earlier)
    counted = [n for n in earlier if n.value.dimension not in ("ratio", "score", "point")]
    rest = [n for n in counted if _pattern("rest").search(n.behind) and n.sentence == rate.sentence]
    if rest:  # 421公里中有12公里未通过验收，合格率97.15%
        wholes = [n for n in counted if (n.sentence, n.at) < (rest[-1].sentence, rest[-1].at)]
        same = [n for n in wholes if alike(n.value, rest[-1].value) and n.value.base >= rest[-1].value.base][-WHOLES:]
        return [Way(REST, (rest[-1].value,), n.value) for n in reversed(same)], False
    if any(_called(n, [f"不{stem}", f"未{stem}"]) for n in earlier):
        return None
    words = load("told")["alike"].get(stem, [stem])
    return _part_and_whole(rate, counted, words, stem) or _part_and_whole(rate, later, words, stem)


def _part_and_whole(rate: Told, counted: list[Told], words: list[str], stem: str) -> Found:
    parts = [n for n in counted if _called(n, words)]
    if not parts or (parts[-1].sentence != rate.sentence and len(parts) > 1):
        return None
    part = parts[-1]
    wholes = [
        n
        for n in counted
        if n is not part
        and (n.sentence, n.at) < (part.sentence, part.at)
        and alike(n.value, part.value)
        and (n.value.base >= part.value.base or stem == "完成" or _pattern("whole").search(n.before))
        and not _called(n, words)
    ][-WHOLES:]
    ways = [Way(PART, (part.value,), n.value) for n in reversed(wholes)]
    if stem == "完成":  # 超额完成2500人次的目标: the number that is called done may be the plan
        ways += [Way(PART, (n.value,), part.value) for n in reversed(wholes)]
    return (ways, False) if ways else None


def _difference(change: Told, earlier: list[Told]) -> Way | None:
    """421公里，较2022年的385公里增加36公里: one number of now, one of before, of the same kind."""
    if change.value.dimension == "point":
        return _points(change, earlier)
    if _pattern("left").search(change.before):
        return _left(change, earlier)
    rising = _pattern("rise_by").search(change.before) is not None
    if not rising and _pattern("fall_by").search(change.before) is None:
        return None
    same = [n for n in earlier if n.sentence == change.sentence and n.value.dimension == change.value.dimension]
    old = [n for n in same if _pattern("earlier").search(n.before)]
    new = [n for n in same if n not in old]
    if len(old) != 1 or len(new) != 1 or (new[0].value.base >= old[0].value.base) != rising:
        return None
    larger, smaller = (new[0], old[0]) if rising else (old[0], new[0])
    return Way(MINUS, (larger.value,), smaller.value)


def _left(rest: Told, earlier: list[Told]) -> Way | None:
    """下达2860万元，完成投资2717万元，结余143万元: what there was less what was spent, if two amounts only are told."""
    amounts = [n for n in earlier if n.value.dimension == "money" and rest.value.dimension == "money"]
    if len(amounts) != 2 or any(_pattern("not_left").search(n.before) for n in (*amounts, rest)):
        return None
    whole, spent = amounts
    told = _pattern("spent").search(spent.before) and not _pattern("spent").search(whole.before)
    return Way(MINUS, (whole.value,), spent.value) if told and whole.value.base >= spent.value.base else None


def _points(change: Told, earlier: list[Told]) -> Way | None:
    """失业率3.2%，低于4.5%的控制目标1.3个百分点: the difference of the two rates before it, one of them the base."""
    rates = [n for n in earlier if n.sentence == change.sentence][-2:]
    if len(rates) != 2 or any(n.value.unit != "%" for n in rates) or _pattern("not_between").search(change.before):
        return None
    if not any(_pattern("base").search(n.before) for n in rates):
        return None
    smaller, larger = sorted((replace(n.value, unit=change.value.unit) for n in rates), key=lambda rate: rate.base)
    return Way(MINUS, (larger,), smaller)


def _satisfied(rate: Told, earlier: list[Told]) -> Found:
    """非常满意350人，满意125人，基本满意15人，总体满意率98%: those that are content, however many grades count."""
    own = [n for n in earlier if n.sentence == rate.sentence]
    last = max((at for at, n in enumerate(own) if n.value.unit == "%"), default=-1)  # 满意度93%；对管理表示满意的…
    content = [n for n in own[last + 1 :] if _pattern("content").search(n.before)]
    wholes = [
        n
        for n in earlier
        if content and (n.sentence, n.at) < (content[0].sentence, content[0].at) and alike(n.value, content[0].value)
    ]
    sums = [tuple(n.value for n in content[:count]) for count in range(1, len(content) + 1)]
    return [Way(PART, parts, n.value) for parts in reversed(sums) for n in reversed(wholes[-WHOLES:])], False


def _called(number: Told, words: list[str]) -> bool:
    near = number.before[-NEAR:]
    return any(word in near for word in words)


def _changed(rate: Told, earlier: list[Told]) -> Found:
    """较385公里增加36公里，增长9.35%."""
    rising = _pattern("rise").search(rate.before) is not None
    if not rising and _pattern("fall").search(rate.before) is None:
        return None
    own = [n for n in earlier if n.sentence == rate.sentence and n.value.dimension not in ("ratio", "point", "score")]
    by = _pattern("rise_by" if rising else "fall_by")
    change = next((n for n in reversed(own) if by.search(n.before)), None)
    others = [n for n in own if n is not change]
    ways: list[Way] = []
    if change is not None:
        same = [n for n in others if n.value.dimension == change.value.dimension]
        same = (same or [n for n in earlier if n is not change and n.value.dimension == change.value.dimension])[-MOST:]
        for n in same:
            old, plan = (_pattern(name).search(n.before) is not None for name in ("earlier", "planned"))
            kinds = [PART] if old else [RISE_BY if rising else FALL_BY, *([PART] if plan else [])]
            ways += [Way(kind, (change.value,), n.value) for kind in kinds]
        return ways, False
    pair = [n for n in others if n.value.dimension == others[-1].value.dimension][-2:] if others else []
    if len(pair) == 2 and any(
        _pattern("earlier").search(n.before) or _pattern("planned").search(n.before) for n in pair
    ):
        first, second = pair
        kind = RISE if rising else FALL
        ways = [Way(kind, (first.value,), second.value), Way(kind, (second.value,), first.value)]
    return ways, False
