"""按比例拆分的金额不符

做什么：“A万元的p%，即a万元”中 a 应等于 A×p%；“支付p%合同款a万元”的 a 应等于同段合同金额×p%（不在同一句，只作警告）。
比例按印出的位数取整，由取整造成的差不算；合同约定的比例没有取整，只
有取整才能说明的差列为待复核。

例：合同金额 135.2 万元，支付 90% 合同款 121.68 万元；135.2×90%=121.68。

怎么改：核对合同和付款凭证，改正比例或金额。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...extract.document import Paragraph
from ...normalize.narrative.arithmetic import facts, facts_of
from ...normalize.narrative.sentences import sentences_of
from ...normalize.report import Report, Value
from ..narrative import quoted
from ..relation import Product, Quotient, Relation, any_of, equal
from ..rule import rule


@rule("GJ107", basis="分项金额=总金额×比例")
def split_amount(report: Report) -> Iterator[Relation]:
    for fact in facts("splits", report.document):
        whole, share, part = fact.get("whole", "share", "part")
        if whole is not None and share is not None and part is not None:
            yield _relation(part, share, whole, "", quoted(fact.sentence))
    for paragraph in report.document.paragraphs():
        yield from _contract(paragraph)


def _relation(part: Value, share: Value, whole: Value, severity: str, quote: str, agreed: bool = False) -> Relation:
    """`agreed`: the share is a term of a contract, exact as printed, and not a quotient that was rounded."""
    subject = f"{share.text}的金额"
    ways = [equal(subject, part, Product(whole, share))]
    if whole.certain and whole.base:
        ways.append(equal(subject, share, Quotient(part, whole), doubtful=agreed))
    return any_of(subject, ways, severity=severity, quote=quote)


def _contract(paragraph: Paragraph) -> Iterator[Relation]:
    """The shares of one contract sum, which a sentence of the same paragraph prints."""
    inside = sentences_of(paragraph)
    wholes = [fact.numbers["whole"] for sentence in inside for fact in facts_of("contract_whole", sentence)]
    if len({whole.base for whole in wholes if whole.certain}) != 1 or not all(whole.certain for whole in wholes):
        return
    for sentence in inside:
        for fact in facts_of("contract_part", sentence):
            yield _relation(fact.numbers["part"], fact.numbers["share"], wholes[0], "warning", quoted(sentence), True)
