"""正文占比与数额不符

做什么：正文一项既印数额又印占比的，占比应等于该项÷总数。总数取能说明多数占比的前文同类数；各项占比合计为100%的，也取各项之和。
只有一项占比的，前文只有一个数可作总数才核对。

例：支出 1278.82 万元，其中项目支出 292.42 万元，占 22.87%；回收有效问卷 285 份，其中满意 171 份，占 60%。

怎么改：按所印数额重新计算占比；占比不错的，核对数额。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...normalize.narrative.portions import Portions, Whole, complete, portions
from ...normalize.report import Report, Value
from ..narrative import quoted
from ..relation import Expression, Quotient, Relation, any_of, decimal_text, equal, total
from ..rule import rule
from ..slips import ONE_DIGIT, slip

MOST = 4  # numbers before the list


@rule("GJ213", basis="占比=该项数额÷总数×100%")
def text_share(report: Report) -> Iterator[Relation]:
    for found in portions(report.document):
        if found.wholes:
            yield from _list(found)


def _list(found: Portions) -> Iterator[Relation]:
    quote = quoted(found.sentence)
    severity = "" if len(found.pairs) > 1 else "warning"
    for name, (share, part) in zip(found.names, found.pairs, strict=True):
        subject = f"{name}·占比"
        ways = [equal(subject, share, Quotient(part, _whole(whole))) for whole in found.wholes]
        yield any_of(subject, ways, severity=severity, quote=quote)
    if len(found.pairs) > 2 and complete([share for share, _ in found.pairs]):
        yield from _sum(found, quote)


def _sum(found: Portions, quote: str) -> Iterator[Relation]:
    """Parts that are all parts add up to a number before them; if to none, a slip in one of those explains it."""
    parts = total([part for _, part in found.pairs])
    given = [equal("各项之和", whole[0], parts) for whole in found.wholes if len(whole) == 1]
    if given:  # the shares say which number is the whole
        yield any_of("各项之和", given, severity="warning", quote=quote)
        return
    ways = [equal("各项之和", value, parts) for value in reversed(found.earlier[-MOST:])]
    near = [way for way in ways if way.stated is not None and _slipped(way.stated, parts.printed)]
    if any(way.stated is not None and way.stated.base == parts.printed for way in ways) or near:
        yield any_of("各项之和", near or ways, severity="warning", quote=quote)


def _slipped(value: Value, number: Fraction) -> bool:
    return slip(value, decimal_text(number, value.step, value.places)) <= ONE_DIGIT


def _whole(whole: Whole) -> Expression:
    return whole[0] if len(whole) == 1 else total(list(whole))
