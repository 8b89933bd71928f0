"""增减额不符

做什么：一句话里印有原数、新数和增减额的，增减额应等于两数之差；年初预算、年中调整数和调整后预算数同样。约数和范围不核对。

例：由 80 万元增加到 92 万元，增加 12 万元。

怎么改：核对三个数，改正错的一个。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.narrative.arithmetic import DOWN, UP, facts, way
from ...normalize.report import Report
from ..narrative import quoted, settled
from ..relation import Difference, Relation, equal
from ..rule import rule


@rule("GJ112", basis="增减额=新数-原数")
def change_amount(report: Report) -> Iterator[Relation]:
    for fact in facts("changes", report.document):
        old, new, change = fact.get("old", "new", "change")
        word = way(fact.words.get("word", ""))
        if old is None or new is None or change is None or not (old.certain and new.certain):
            continue
        if (word == UP and new.base < old.base) or (word == DOWN and new.base > old.base):
            continue  # the direction word is what GJ414 speaks of
        larger, smaller = (new, old) if word == UP else (old, new)
        yield settled(equal("增减额", change, Difference(larger, smaller), quote=quoted(fact.sentence)))
