"""The project's money as its tables print it, for rules that compare the narrative with it.

Only a report about one project has such facts: with several fund tables that differ, a sentence cannot be bound to one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..normalize.report import Form, Report, Section, Value
from .relation import Relation, agree, any_of

_BUDGETS = ("budget", "initial_budget", "arrived")


@dataclass(frozen=True, slots=True)
class FundFacts:
    form: Form
    budgets: tuple[Value, ...]  # 全年, 年初, 到位
    executed: tuple[Value, ...]
    rates: tuple[Value, ...]


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
    )


def _of_form(form: Form) -> FundFacts | None:
    budgets: list[Value] = []
    executed: list[Value] = []
    rates: list[Value] = []
    for section in form.of("fund", "series", "detail"):
        row = section.total or _last_of_series(section)
        if row is None:
            continue
        budgets += [value for role in _BUDGETS if (value := row.number(role)) is not None]
        executed += [value for role in ("executed", "cumulative", "amount") if (value := row.number(role)) is not None]
        rates += [value for value in [row.number("execution_rate")] if value is not None]
    return FundFacts(form, tuple(budgets), tuple(executed), tuple(rates)) if budgets or executed else None


def _last_of_series(section: Section):  # type: ignore[no-untyped-def]
    """The last period of a single project's cumulative series."""
    names = {row.labels[0].name for row in section.leaves if len(row.labels) > 1}
    return section.leaves[-1] if section.kind == "series" and section.leaves and len(names) <= 1 else None


def amount_relations(report: Report, measure: str, subject: str) -> Iterator[Relation]:
    """Each amount the narrative claims for the project against the amounts of its tables, any of them."""
    facts = fund_facts(report)
    if facts is None:
        return
    references = facts.budgets if measure == "budget" else facts.executed
    for claim in report.claims_of(measure):
        if references and claim.value.certain:
            yield any_of(
                subject,
                [agree(subject, claim.value, reference, form=facts.form) for reference in references],
                quote=claim.sentence,
            )
