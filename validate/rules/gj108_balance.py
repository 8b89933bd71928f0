"""结余与预算减执行不符

做什么：一句话里依次印有预算（下达、到位）数、支出数和结余（结转）数的，结余应等于前两数之差。句中还有上年结转、收回、
调减等其他数的不核对。

例：下达资金 350 万元，使用 301 万元，结余应为 49 万元。

怎么改：核对决算，改正错的一个数。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.arithmetic import data, facts
from ...normalize.lexicon import compiled
from ...normalize.report import Report
from ..narrative import quoted, settled
from ..relation import Difference, Relation, equal
from ..rule import rule


@rule("GJ108", basis="结余=预算-支出")
def balance(report: Report) -> Iterator[Relation]:
    for fact in facts("balances", report.document):
        base, spent, left = fact.get("base", "spent", "balance")
        if (
            base is None
            or spent is None
            or left is None
            or compiled(data()["balance_refused"]).search(fact.sentence.text)
        ):
            continue
        relation = equal("结余", left, Difference(base, spent), severity="warning", quote=quoted(fact.sentence))
        yield settled(relation)
