"""大写金额与小写金额不符

做什么：紧挨着印出的大写金额与小写金额（一个在另一个的括号里，或只隔“大写”“小写”“人民币”等字）应当相等。

例：人民币壹佰贰拾万元整（¥1,200,000.00）。

怎么改：以合同、凭证为准改正。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...normalize.lexicon import compiled
from ...normalize.narrative.sentences import sentences
from ...normalize.report import Report, Value
from ..narrative import quoted
from ..relation import Relation, agree
from ..rule import rule

_WORDS = "[壹贰叁肆伍陆柒捌玖拾佰仟]"
_BETWEEN = r"^[，,（(：:\s]*(?:即|大写|小写|人民币|金额|为|¥|￥|RMB|[：:，,（(\s])*$"


@rule("GJ113", basis="大小写金额应当一致")
def amount_in_words(report: Report) -> Iterator[Relation]:
    for sentence in sentences(report.document):
        if not compiled(_WORDS).search(sentence.text):
            continue
        numbers = list(sentence.numbers.items())
        for (at, one), (other_at, other) in pairwise(numbers):
            between = sentence.skeleton[at + 1 : other_at]
            if _in_words(one) != _in_words(other) and compiled(_BETWEEN).match(between):
                words, figures = (one, other) if _in_words(one) else (other, one)
                if words.dimension == figures.dimension == "money":
                    yield agree("大写金额", words, figures, quote=quoted(sentence))


def _in_words(value: Value) -> bool:
    return bool(compiled(_WORDS).search(value.text))
