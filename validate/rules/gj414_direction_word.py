"""方向词与两数不符

做什么：一句话里的方向词（增加到、减少到、大于、小于、决算数大于预算数）应与同句的两个数一致。“低于控制指标n起”之类说不清是界限
还是差距的不核对。

例：由 80 万元增加到 72 万元。

怎么改：改方向词，或改数。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.lexicon import compiled
from ...normalize.narrative.arithmetic import SAME, UP, Fact, facts, way
from ...normalize.report import Report, Value
from ..narrative import quoted, statement
from ..relation import Relation
from ..rule import rule

GAP = {"高于", "低于", "超过", "少于"}  # what follows may be a gap: 低于目标值2%


@rule("GJ414", basis="方向词与数一致")
def direction_word(report: Report) -> Iterator[Relation]:
    for fact in facts("changes", report.document):
        old, new = fact.get("old", "new")
        if old is not None and new is not None and old.dimension == new.dimension and old.certain and new.certain:
            yield _relation(fact, new, old, fact.words.get("word", ""))
    for fact in facts("comparisons", report.document):
        left, right = fact.get("left", "right")
        word = fact.words["compared"]
        if (
            left is not None
            and right is not None
            and left.dimension == right.dimension
            and left.certain
            and right.certain
        ):
            yield _relation(fact, left, right, word)
    for fact in facts("limits", report.document):
        left, right = fact.get("left", "right")
        if left is not None and right is not None and left.certain and left.dimension == right.dimension:
            yield from _limit(fact, left, right)


def _limit(fact: Fact, one: Value, limit: Value) -> Iterator[Relation]:
    """再犯率为6%，小于5%: the word is part of the number."""
    assert limit.quantity is not None  # noqa: S101  facts hold numbers
    found = compiled(r"^(?:小于|大于|低于|高于|超过|少于|不低于|不高于|不超过|不少于)").match(limit.text.strip())
    if found is None or limit.quantity.upper is not None or limit.quantity.hedge:
        return
    a, b = one.base, limit.base
    held = {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}.get(limit.quantity.comparator)
    yield _statement(fact, one, limit, found[0], held)


def _relation(fact: Fact, one: Value, other: Value, word: str) -> Relation:
    """`one` is what the sentence says lies above or below `other`."""
    a, b = one.base, other.base
    found = way(word)
    holds: bool | None = a == b if found == SAME else a > b if found == UP else a < b
    if not holds and (one.step != other.step and abs(a - b) < max(one.step, other.step)):
        holds = None  # one of them is rounded
    if not holds and word in GAP and (found != UP or b < a):
        holds = None
    return _statement(fact, one, other, word, holds)


def _statement(fact: Fact, one: Value, other: Value, word: str, holds: bool | None) -> Relation:
    return statement(
        f"“{word}”",
        one,
        holds,
        f"原文说“{word}”，而两数为{one.text.strip()}和{other.text.strip()}；请改方向词或改数。",
        severity="warning",
        evidence=(other,),
        quote=quoted(fact.sentence),
    )
