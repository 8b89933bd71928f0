"""Shares that a sentence prints together with the two numbers they come from.

回收有效问卷190份，其中满意171人，满意度为90%        satisfaction: whole 190, part 171, rate 90 %
计划成本80.00万元，实际成本76.00万元，成本节约率5%   cost_saving: planned 80.00, actual 76.00, rate 5 %
"""

from __future__ import annotations

from collections.abc import Iterator

from ...extract.document import Document
from ..lexicon import compiled, load
from ..report import Value
from .sentences import Sentence, find, sentences


def shares(name: str, document: Document) -> Iterator[tuple[Sentence, dict[str, Value]]]:
    """Every share of that kind with its sentence; hedged numbers and bounds are left out."""
    entry = load("shares")[name]
    for sentence in sentences(document):
        if entry["word"] not in sentence.text or len(sentence.quantities) < 3:
            continue
        if "refuses" in entry and compiled(entry["refuses"]).search(sentence.text):
            continue
        for pattern in entry["patterns"]:
            for numbers in find(pattern, sentence):
                if all(value.certain for value in numbers.values()):
                    yield sentence, numbers
