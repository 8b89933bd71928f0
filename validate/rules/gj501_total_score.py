"""总分多处不一致

做什么：评分表、正文、结论中同一套评分的总分应当相同。自评表与评价评分表是两套评分，总分可以不同。正文依次列出几个项目名称和
“得分分别为”几个分数的，逐一与各项目的自评表核对。

例：结论写 91 分，评分表为 93 分。

怎么改：以评分表各项得分之和为准统一。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Claim, Form, Report, Value
from ..groups import score_forms
from ..narrative import quoted
from ..projects import listed_scores
from ..relation import Relation, agree, any_of
from ..rule import rule


@rule("GJ501", basis="同一总分在各处应一致", across=True)
def total_score(report: Report) -> Iterator[Relation]:
    totals = [(form, value) for form in score_forms(report) if (value := _total(form)) is not None]
    yield from _same_kind(totals)
    claims = [claim for claim in report.claims_of("total_score") if claim.value.certain and claim.whole]
    for claim in claims:
        own = [(f, v) for f, v in totals if claim.subject == "自评" and f.kind == "self_evaluation"] or totals
        if own:
            yield any_of("总分", [agree("总分", claim.value, value, form=form) for form, value in own])
    own_totals = {id(form): value for form, value in totals if form.kind == "self_evaluation"}
    forms = [form for form, _ in totals if id(form) in own_totals]
    for value, form, sentence in listed_scores(report, forms):
        yield agree("总分", value, own_totals[id(form)], form=form, quote=quoted(sentence))
    if not totals:
        yield from _claims_alone(claims)


def _total(form: Form) -> Value | None:
    section = form.score
    return section.total.number("score") if section is not None and section.total is not None else None


def _same_kind(totals: list[tuple[Form, Value]]) -> Iterator[Relation]:
    """Two tables of one instrument, such as a summary in the text and the full table in the annex."""
    for at, (form, value) in enumerate(totals):
        for earlier, reference in totals[:at]:
            if earlier.kind == form.kind and earlier.identity == form.identity and same_instrument(earlier, form):
                yield agree("总分", value, reference, form=form)
                break


def same_instrument(one: Form, other: Form) -> bool:
    """Same kind, and at least 60 % of the leaf names shared."""
    names = [{row.name for row in form.score.leaves} if form.score else set() for form in (one, other)]
    smaller = min(len(names[0]), len(names[1]))
    return one.kind == other.kind and smaller > 0 and len(names[0] & names[1]) * 10 >= smaller * 6


def _claims_alone(claims: list[Claim]) -> Iterator[Relation]:
    for claim in claims[1:]:
        if claim.subject == claims[0].subject:
            yield agree("总分", claim.value, claims[0].value)
