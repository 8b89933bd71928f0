"""增长率不符

做什么：一句话里印有原数（或增减额）和新数、增减幅度的，幅度应等于增减额÷原数。原数为 0 的没有增长率，不核对；
“个百分点”不是增长率。新数印在前一句的，按同段同一对象的金额核对，只作警告。

例：支出 120 万元，比上年增加 20 万元，增长率为 20÷(120-20)=20%。

怎么改：以上年数为分母重新计算。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.narrative.arithmetic import DOWN, UP, Fact, facts, way
from ...normalize.report import Claim, Key, Report, Value
from ..narrative import quoted, settled
from ..relation import Difference, Expression, Quotient, Relation, Sum, equal
from ..rule import rule
from ..said import Said, same_paragraph, same_sentence, tie

NEW = ("executed", "budget", "arrived", "part_total", "initial_budget")


@rule("GJ209", basis="增长率=增减额÷上年数×100%")
def growth_rate(report: Report) -> Iterator[Relation]:
    done: set[Key] = set()
    for fact in facts("changes", report.document):
        rate = fact.numbers.get("rate")
        expression = _expression(fact)
        if rate is not None and expression is not None:
            done.add(rate.key)
            yield settled(equal("增减幅度", rate, expression, quote=quoted(fact.sentence)))
    said = Said(report)
    for claim in report.claims_of("growth_rate", "decline_rate"):
        if claim.value.certain and claim.value.key not in done and claim.value.unit in ("%", "‰"):
            yield from _of_claims(said, claim)


def _of_claims(said: Said, rate: Claim) -> Iterator[Relation]:
    """支出1498.2万元。较上年增加138.2万元，增长10.16%: the new amount stands in the sentence before, or in a table."""
    rising = rate.measure == "growth_rate"
    changes = [
        claim
        for claim in said.beside(rate, "increase" if rising else "decrease")
        if claim.subject == rate.subject and same_sentence(claim, rate)
    ]
    if len(changes) != 1:
        return
    change = changes[0]
    found = said.candidates(rate, *NEW)
    spent = [claim for claim in found.claims if claim.measure == "executed"]
    new = [claim for claim in found.claims if same_paragraph(claim, rate)] or (spent if len(spent) == 1 else [])
    new = new or [claim for claim in said.beside(rate, *NEW) if same_sentence(claim, rate)]
    ways = [
        equal("增减幅度", rate.value, Quotient(change.value, base))
        for claim in new
        if claim.value.dimension == change.value.dimension
        for base in [_before(claim.value, change.value, rising)]
        if base is not None
    ]
    if ways:
        yield tie("增减幅度", ways, len(ways) == 1 and same_sentence(new[0], rate), rate.sentence)


def _before(new: Value, change: Value, rising: bool) -> Expression | None:
    """Last year's amount."""
    if not rising:
        return Sum((new, change))
    return Difference(new, change) if new.base > change.base else None


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
