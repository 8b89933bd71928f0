"""Formulas printed in words: 完成率=（实际完成数/计划完成数）×100%.

numerator 实际完成数, denominator 计划完成数
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...extract.text import fold
from ..lexicon import compiled

_WORDS = r"[\p{Han}、“”\"]{2,60}"
_FORMULA = rf"(?P<name>{_WORDS})=\(?(?P<numerator>{_WORDS})(?:/|÷)(?P<denominator>{_WORDS})\)?"
_INTERVAL = r"[(\[][\d.]+%?[,，][\d.]+%?[)\]]"
_LIST = r"(?:^|[;。,:])(?:\d{1,2}|[一二三四五六七八九十]|[a-z])\)"


@dataclass(frozen=True, slots=True)
class Formula:
    name: str
    numerator: str
    denominator: str


def formulas(text: str) -> Iterator[Formula]:
    """Every plain quotient of a text."""
    for match in compiled(_FORMULA).finditer(fold(text)):
        yield Formula(match["name"], match["numerator"], match["denominator"])


def unbalanced(text: str) -> bool:
    """Whether a text with a formula opens and closes different numbers of brackets; list numbers 1) are no brackets."""
    folded = fold(text)
    if "=" not in folded or compiled(_INTERVAL).search(folded):
        return False
    bare = compiled(_LIST).sub("", folded)
    return bare.count("(") != bare.count(")")
