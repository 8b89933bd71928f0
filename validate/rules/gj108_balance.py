"""结余与预算减执行不符

做什么：一句话里依次印有预算（下达、到位）数、支出数和结余（结转）数的，结余应等于前两数之差。句中还有上年结转、收回、
调减等其他数的不核对。分在同段几句的，预算（到位）数和支出数各只有一个时核对。

例：下达资金 350 万元，使用 301 万元，结余应为 49 万元。

怎么改：核对决算，改正错的一个数。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.lexicon import compiled
from ...normalize.narrative.arithmetic import data, facts
from ...normalize.narrative.told import Ratio, ratios
from ...normalize.report import Claim, Key, Report
from ..narrative import quoted, settled
from ..relation import Difference, Relation, equal
from ..rule import rule
from ..said import Said, same_paragraph, tie

BASES = ("budget", "arrived", "initial_budget")


@rule("GJ108", basis="结余=预算-支出")
def balance(report: Report) -> Iterator[Relation]:
    done: set[Key] = set()
    for relation in _of_sentences(report):
        done.add(relation.values[0].key)
        yield relation
    said = Said(report)
    for claim in report.claims_of("balance"):
        if claim.value.certain and claim.value.key not in done:
            for relation in _of_paragraph(said, claim):
                done.add(claim.value.key)
                yield relation
    for told in ratios(report.document, report.identity.year, left=True):
        if told.rate.key not in done:
            yield from _of_words(told)


def _of_sentences(report: Report) -> Iterator[Relation]:
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


def _of_words(told: Ratio) -> Iterator[Relation]:
    """下达2860万元，完成投资2717万元，结余143万元."""
    if compiled(data()["balance_refused"]).search(told.sentence.text):
        return
    for way in told.ways:
        difference = Difference(way.a[0], way.b)
        yield settled(equal("结余", told.rate, difference, severity="warning", quote=quoted(told.sentence)))


def _of_paragraph(said: Said, claim: Claim) -> Iterator[Relation]:
    if compiled(data()["balance_refused"]).search(claim.sentence):
        return
    spent, bases = said.candidates(claim, "executed"), said.candidates(claim, *BASES)
    ways = [
        equal("结余", claim.value, Difference(base.value, one.value))
        for base in bases.claims
        for one in spent.claims
        if same_paragraph(base, claim) and same_paragraph(one, claim) and base.value.base >= one.value.base
    ]
    if ways and spent.sure and bases.sure:
        yield tie("结余", ways, True, claim.sentence)
