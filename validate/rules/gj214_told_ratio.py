"""正文比率与所说的数不符

做什么：正文一段话里先印数、再印比率的，按比率前的文字找出它是哪两个数之比：“占合同金额的95%”“为计划数150公里的104%”
“受理45680件，结案44310件，结案率97%”“较385公里增加36公里，增长9.35%”。分母可以有几种理解的，有一种相符即可；文字没有别的
理解的才作错误，其余作警告。

怎么改：按所印的数重新计算比率；比率不错的，核对所印的数。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...normalize.narrative.arithmetic import facts
from ...normalize.narrative.told import FALL, FALL_BY, MINUS, PART, REST, RISE, RISE_BY, Ratio, Way, ratios
from ...normalize.report import Report
from ..funds import fund_facts
from ..narrative import quoted
from ..relation import Difference, Expression, Quotient, Relation, Sum, any_of, decimal_text, equal, evaluate, total
from ..rule import rule
from ..slips import OTHER, slip

NEAR = Fraction(3, 10)  # of the rate


@rule("GJ214", basis="比率=部分÷整体×100%，增长率=增减额÷原数×100%")
def told_ratio(report: Report) -> Iterator[Relation]:
    # GJ112 speaks of increases that one template reads;
    # beside a fund table GJ210 and GJ406 compare rates of spending, with the unrounded amounts of the table
    tabled = report.claims_of("execution_rate", "arrival_rate") if fund_facts(report) is not None else []
    told_by_others = {claim.value.key for claim in tabled}
    told_by_others |= {
        change.key for fact in facts("changes", report.document) for change in fact.get("change") if change
    }
    for ratio in ratios(report.document, report.identity.year):
        if ratio.rate.key in told_by_others:
            continue
        subject = f"“{ratio.words}”"
        ways = [equal(subject, ratio.rate, found) for way in ratio.ways if (found := _expression(way)) is not None]
        if ways and (ratio.sure or any(_near(way) for way in ways)):
            yield any_of(subject, ways, severity=_severity(ratio), quote=quoted(ratio.sentence))


def _near(way: Relation) -> bool:
    """Whether a quotient may be the one that is printed, right or wrong: far from it, other numbers are meant."""
    assert way.stated is not None and way.expression is not None  # noqa: S101  equations only
    expected = evaluate(way.expression, {})
    slipped = slip(way.stated, decimal_text(abs(expected), way.stated.step, way.stated.places)) < OTHER
    return slipped or abs(expected - way.stated.base) <= abs(way.stated.base) * NEAR


def _severity(ratio: Ratio) -> str:
    return "" if ratio.sure else "warning"


def _expression(way: Way) -> Expression | None:
    a: Expression = way.a[0] if len(way.a) == 1 else total(list(way.a))
    first, b = way.a[0], way.b
    match way.kind:
        case x if x == PART:
            return Quotient(a, b)
        case x if x == REST:
            return Quotient(Difference(b, a), b)
        case x if x == RISE:
            return Quotient(Difference(a, b), b) if first.base >= b.base else None
        case x if x == FALL:
            return Quotient(Difference(b, a), b) if b.base >= first.base else None
        case x if x == RISE_BY:
            return Quotient(a, Difference(b, a)) if b.base > first.base else None
        case x if x == MINUS:
            return Difference(first, b)
        case x if x == FALL_BY:
            return Quotient(a, Sum((b, first)))
    return None
