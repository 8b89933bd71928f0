"""Shares that running text prints beside the numbers they are shares of.

    支出2226.95万元：教育支出1520.36万元，占68.27%；卫生健康支出145.2万元，占6.52%；…
    师资费48万元（占42.11%）、场地费24万元（占21.05%）、材料费30万元（占26.32%）、其他12万元（占10.53%）
    其中公安共享1800路、自建800路，自建占比30.77%

What the whole is, the numbers say: an earlier number of the text, or the sum of the parts where their shares come to
100 %, is the whole if it gives most of the shares. A share alone is compared only where one number can be the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from ...extract.document import Document
from ...extract.text import fold
from ..lexicon import compiled, load
from ..report import Value
from .sentences import Sentence, sentences_of
from .surroundings import Told, alike, numbers_of

BACK = 2  # sentences before the list
AMOUNTS = 12  # of earlier paragraphs
LEAST = 3  # parts of a list whose shares may come to 100 %
Whole = tuple[Value, ...]  # one printed total, or the parts themselves


@dataclass(frozen=True)
class Portions:
    """Pairs of a share and its part in one sentence, and what may be their whole."""

    pairs: tuple[tuple[Value, Value], ...]
    names: tuple[str, ...]
    wholes: tuple[Whole, ...]
    earlier: tuple[Value, ...]  # numbers of the same kind before the list, the nearest last
    sentence: Sentence


def portions(document: Document) -> Iterator[Portions]:
    """Every list of shares, in reading order."""
    amounts: list[Told] = []  # of money, of the paragraphs before
    for paragraph in document.paragraphs():
        inside = sentences_of(paragraph)
        numbers = [list(numbers_of(sentence, index)) for index, sentence in enumerate(inside)]
        for index, sentence in enumerate(inside):
            pairs = list(_pairs(numbers[index]))
            if len(pairs) > 1 or (pairs and not _names_whole(pairs[0][0])):
                before = [number for own in numbers[max(0, index - BACK) : index] for number in own]
                yield _portions(sentence, pairs, [*amounts, *before, *numbers[index]])
        told = [number for own in numbers for number in own if number.value.dimension == "money"]
        amounts = [*amounts, *(replace(number, sentence=-1) for number in told)][-AMOUNTS:]


def _pairs(numbers: list[Told]) -> Iterator[tuple[Told, Told]]:
    """Shares with the number they are printed with: the one before, or the one of the name before 占比."""
    yield from _respectively(numbers)
    pattern = compiled(load("told")["bare_share"])
    for at, share in enumerate(numbers):
        match = pattern.search(share.before)
        if share.value.unit != "%" or not share.value.certain:
            continue
        if match is None:
            made = _made(numbers, at)
            if made is not None:
                yield share, made
            continue
        name = fold(share.before[: match.start()]).strip("(,;:、。")
        own = [n for n in numbers[:at] if n.value.dimension not in ("ratio", "point", "score") and n.value.certain]
        named = [n for n in own if name and name in fold(n.before)]
        part = named[-1] if named else own[-1] if own and not name and own[-1] is numbers[at - 1] else None
        part = _made(numbers, at) or part
        if part is not None:
            yield share, part


def _made(numbers: list[Told], at: int) -> Told | None:
    """The amount right behind a share: 中央60%即840.9万元, 市政管网占30%（1.08亿元）."""
    behind = numbers[at + 1] if at + 1 < len(numbers) else None
    if behind is None or behind.value.dimension != "money" or not behind.value.certain:
        return None
    return behind if compiled(load("told")["makes"]).fullmatch(behind.before) else None


def _names_whole(share: Told) -> bool:
    """占合同金额的95%: a single share that says what it is a share of is no list (`told` reads it)."""
    return compiled(load("told")["named_whole"]).search(share.before) is not None


def _respectively(numbers: list[Told]) -> Iterator[tuple[Told, Told]]:
    """中央600万元、省级250万元，分别占60%、25%: as many parts before as shares follow."""
    pattern = compiled(load("told")["respectively"])
    for at, first in enumerate(numbers):
        if first.value.unit != "%" or not pattern.search(first.before):
            continue
        shares = [first]
        for share in numbers[at + 1 :]:
            if share.value.unit != "%" or share.before not in ("", "和", "及", "以及"):
                break
            shares.append(share)
        parts = numbers[max(0, at - len(shares)) : at]
        if 1 < len(shares) == len(parts) and all(n.value.certain and alike(n.value, parts[0].value) for n in parts):
            yield from zip(shares, parts, strict=True)
        return


def _portions(sentence: Sentence, pairs: list[tuple[Told, Told]], numbers: list[Told]) -> Portions:
    values = tuple((share.value, part.value) for share, part in pairs)
    first = pairs[0][1]
    earlier = [
        n
        for n in numbers
        if (n.sentence, n.at) < (first.sentence, first.at) and n.value.certain and alike(n.value, first.value)
    ]
    wholes: list[Whole] = [(n.value,) for n in {n.value.base: n for n in reversed(earlier)}.values()]
    if len(values) >= LEAST:
        wholes.append(tuple(part for _, part in values))
    if len(values) > 1:
        fitting = [whole for whole in wholes if _given(whole, values)]
    else:
        fitting = [whole for whole in wholes if whole[0].base >= first.value.base]
        spoken = [n.value for n in earlier if compiled(load("told")["whole"]).search(n.before)]
        fitting = [whole for whole in fitting if whole[0] in spoken] or fitting
        fitting = fitting if len(fitting) == 1 or any(_fits(whole, *values[0]) for whole in fitting) else []
    names = tuple(_name(part) for _, part in pairs)
    return Portions(values, names, tuple(fitting), tuple(n.value for n in earlier), sentence)


def _given(whole: Whole, pairs: tuple[tuple[Value, Value], ...]) -> bool:
    """Whether a whole gives most of the shares, or half of them where they, or the parts, come to the whole."""
    fitting = 2 * sum(_fits(whole, *pair) for pair in pairs)
    if fitting != len(pairs):
        return fitting > len(pairs)
    printed = sum((value.base for value in whole), Fraction(0))
    adds_up = sum((part.base for _, part in pairs), Fraction(0)) == printed
    return adds_up or complete([share for share, _ in pairs])


def _fits(whole: Whole, share: Value, part: Value) -> bool:
    total = sum((value.base for value in whole), Fraction(0))
    return total > 0 and abs(part.base / total - share.base) <= share.step


def _name(part: Told) -> str:
    return fold(part.before).strip("(),;:、。").removeprefix("其中:").removeprefix("其中")


def complete(shares: list[Value]) -> bool:
    """Whether shares add up to 100 %, each rounded: nothing is left out of their list."""
    slack = sum((share.step for share in shares), Fraction(0)) / 2
    return abs(sum((share.base for share in shares), Fraction(-1))) <= slack
