"""The project's money as its tables print it, for rules that compare the narrative with it.

Only a report about one project has such facts: with several fund tables that differ, a sentence cannot be bound to one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..normalize.report import Form, Report, Row, Section, Value
from .projects import named_form, several
from .relation import Relation, agree, any_of

_BUDGETS = ("budget", "initial_budget", "arrived")
_SPENT = ("executed", "cumulative", "amount")


@dataclass(frozen=True, slots=True)
class FundFacts:
    form: Form
    budgets: tuple[Value, ...]  # 全年, 年初, 到位
    executed: tuple[Value, ...]
    rates: tuple[Value, ...]
    initial: tuple[Value, ...] = ()  # 年初 only


def fund_facts(report: Report) -> FundFacts | None:
    """Budget, spending and rate of the whole project; None when no table or more than one project has them."""
    found = [facts for form in report.forms if (facts := _of_form(form)) is not None]
    if not found or len({form.identity.project for form in report.forms if form.funds is not None}) > 1:
        return None
    return FundFacts(
        found[0].form,
        tuple(value for facts in found for value in facts.budgets),
        tuple(value for facts in found for value in facts.executed),
        tuple(value for facts in found for value in facts.rates),
        tuple(value for facts in found for value in facts.initial),
    )


def _of_form(form: Form) -> FundFacts | None:
    budgets: list[Value] = []
    executed: list[Value] = []
    initial: list[Value] = []
    rates: list[Value] = []
    for section in form.of("fund", "series", "detail"):
        row = section.total or _last_of_series(section)
        if row is None:
            continue
        rows = [row, *_sums_below(section)]
        budgets += [value for role in _BUDGETS for at in rows if (value := at.number(role)) is not None]
        initial += [value for at in rows if (value := at.number("initial_budget")) is not None]
        executed += [value for role in _SPENT for at in rows if (value := at.number(role)) is not None]
        rates += [value for at in rows if (value := at.number("execution_rate")) is not None]
    return (
        FundFacts(form, tuple(budgets), tuple(executed), tuple(rates), tuple(initial)) if budgets or executed else None
    )


def _sums_below(section: Section) -> list[Row]:
    """本年支出合计 under a 总计 that adds what was carried over: a text may speak of either."""
    return [row for row in section.rows if row.role == "subtotal" and row.name.startswith("本年")]


def _last_of_series(section: Section) -> Row | None:
    """The last period of a single project's cumulative series."""
    names = {row.labels[0].name for row in section.leaves if len(row.labels) > 1}
    return section.leaves[-1] if section.kind == "series" and section.leaves and len(names) <= 1 else None


def amount_relations(report: Report, measure: str, subject: str) -> Iterator[Relation]:
    """Each amount claimed for the project as a whole against the amounts of its tables, any of them."""
    facts = fund_facts(report)
    if facts is None:
        yield from _of_named(report, measure, subject)
        return
    references = _references(facts, measure)
    for claim in report.claims_of(measure):
        if references and claim.whole and claim.value.certain:
            yield any_of(
                subject,
                [
                    agree(subject, claim.value, value, form=facts.form, doubtful=unusual)
                    for value, unusual in references
                ],
                quote=claim.sentence,
            )


def _of_named(report: Report, measure: str, subject: str) -> Iterator[Relation]:
    """In a report on several projects: each amount claimed for one of them against its own form."""
    forms = [form for form in report.forms if form.funds is not None]
    for claim in report.claims_of(measure) if several(report) else ():
        form = named_form(report, claim.subject, forms) if claim.value.certain else None
        facts = _of_form(form) if form is not None and claim.year in ("", form.identity.year) else None
        ways = [
            agree(subject, claim.value, value, form=form, doubtful=unusual)
            for value, unusual in (_references(facts, measure) if facts is not None else ())
        ]
        if ways:
            yield any_of(f"{claim.subject}·{subject}", ways, quote=claim.sentence)


def _references(facts: FundFacts, measure: str) -> list[tuple[Value, bool]]:
    """The amounts a claim may mean, the usual ones first; 年初预算 means the column of that name if there is one."""
    if measure == "initial_budget" and facts.initial:
        others = [value for value in facts.budgets if value not in facts.initial]
        return [*((value, False) for value in facts.initial), *((value, True) for value in others)]
    return [(value, False) for value in (facts.executed if measure == "executed" else facts.budgets)]
