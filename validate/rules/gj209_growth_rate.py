"""增长率不符

做什么：一句话里印有原数（或增减额）和新数、增减幅度的，幅度应等于增减额÷原数。原数为 0 的没有增长率，不核对；
“个百分点”不是增长率。

例：支出 120 万元，比上年增加 20 万元，增长率为 20÷(120-20)=20%。

怎么改：以上年数为分母重新计算。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.arithmetic import DOWN, UP, Fact, facts, way
from ...normalize.report import Report
from ..narrative import quoted, settled
from ..relation import Difference, Expression, Quotient, Relation, Sum, equal
from ..rule import rule


@rule("GJ209", basis="增长率=增减额÷上年数×100%")
def growth_rate(report: Report) -> Iterator[Relation]:
    for fact in facts("changes", report.document):
        rate = fact.numbers.get("rate")
        expression = _expression(fact)
        if rate is not None and expression is not None:
            yield settled(equal("增减幅度", rate, expression, quote=quoted(fact.sentence)))


def _expression(fact: Fact) -> Expression | None:
    old, new, change = fact.get("old", "new", "change")
    word = way(fact.words.get("word", ""))
    turns = {way(fact.words[name]) for name in ("word", "turn", "rise") if name in fact.words}
    if new is None or not new.certain or len(turns) != 1:
        return None
    if old is not None:
        if not old.certain or old.base <= 0 or old.dimension != new.dimension or old.dimension == "ratio":
            return None
        rising = word == UP
        if (new.base > old.base) != rising:
            return None  # the direction word is what GJ414 speaks of
        return Quotient(Difference(new, old) if rising else Difference(old, new), old)
    if change is None or not change.certain or change.dimension != new.dimension:
        return None
    base = Difference(new, change) if word == UP else Sum((new, change))
    before = new.base - change.base if word == UP else new.base + change.base
    return Quotient(change, base) if before > 0 and word in (UP, DOWN) else None
