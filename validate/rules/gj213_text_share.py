"""正文占比与数额不符

做什么：正文一项既印数额又印占比的，占比应等于该项÷总数。总数取同一列举的合计；没有合计的，取同段中不小于该项的同类数（问卷的
发放数、有效数），有一个相符即可。

例：支出 1278.82 万元，其中项目支出 292.42 万元，占 22.87%；回收有效问卷 285 份，其中满意 171 份，占 60%。

怎么改：按所印数额重新计算占比；占比不错的，核对数额。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Claim, Report
from ..relation import Quotient, Relation, any_of, equal, total
from ..rule import rule
from ..said import complete, same_paragraph, same_sentence, short, tie

_PARTS = ("part", "count", "executed")
_TOTALS = ("part_total",)
_WHOLES = ("count", "count_done", "surveyed", "part_total", "executed", "budget", "arrived")


@rule("GJ213", basis="占比=该项数额÷总数×100%")
def text_share(report: Report) -> Iterator[Relation]:
    lists: dict[tuple[str, int], list[tuple[Claim, Claim]]] = {}
    for share in report.claims_of("share"):
        part = _part(report, share)
        if share.value.certain and part is not None and part.value.certain:
            lists.setdefault((share.sentence, share.value.anchor.block), []).append((share, part))
    for pairs in lists.values():
        yield from _list(report, pairs)


def _part(report: Report, share: Claim) -> Claim | None:
    """The number the share is printed with: of the same name in the same sentence."""
    found = [
        claim
        for claim in report.claims_of(*_PARTS)
        if claim.subject == share.subject and share.subject and same_sentence(claim, share)
    ]
    return found[0] if len(found) == 1 else None


def _list(report: Report, pairs: list[tuple[Claim, Claim]]) -> Iterator[Relation]:
    wholes = _wholes(report, pairs)
    sure = bool(wholes) and wholes[0].measure in _TOTALS
    for share, part in pairs:
        ways = [equal(_name(share), share.value, Quotient(part.value, whole.value)) for whole in wholes]
        if ways:
            yield tie(_name(share), ways, sure, share.sentence)
    parts = [part.value for _, part in pairs]
    if wholes and not sure and len(parts) > 2 and complete([share.value for share, _ in pairs]):
        ways = [equal("各项之和", whole.value, total(parts)) for whole in wholes if whole.measure not in _TOTALS]
        if ways:
            yield any_of("各项之和", ways, severity="warning", quote=short(pairs[0][0].sentence))


def _wholes(report: Report, pairs: list[tuple[Claim, Claim]]) -> list[Claim]:
    """What the parts may be parts of: the total of their own list, else what the paragraph counts in the same unit."""
    share, part = pairs[0]
    known = {id(claim) for pair in pairs for claim in pair}
    found = [
        claim
        for claim in report.claims_of(*_WHOLES)
        if id(claim) not in known
        and claim.value.certain
        and same_paragraph(claim, share)
        and claim.value.dimension == part.value.dimension
        and claim.value.base
        and all(claim.value.base >= other.value.base for _, other in pairs)
        and claim.value.anchor.order < part.value.anchor.order
    ]
    found.sort(key=lambda claim: claim.value.anchor.order, reverse=True)
    totals = [claim for claim in found if claim.measure in _TOTALS and claim.group == part.group]
    if totals:  # 决算18.6万元，完成预算20万元的93%，其中: parts of the first
        totals += [claim for claim in found if claim not in totals and same_sentence(claim, share)]
    return list({claim.value.base: claim for claim in reversed(totals or found)}.values())[::-1]


def _name(share: Claim) -> str:
    return f"{share.subject}·占比"
