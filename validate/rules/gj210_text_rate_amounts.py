"""正文比率与金额不符

做什么：正文“预算A万元，支出B万元，执行率c%”、“到位资金A万元，到位率c%”中，c 应等于两数相除。三个数不在同一句的，按
同一对象（整个项目，或同名的子项目）在同段、全文中印出的金额核对，有一种算法相符即可；同段金额不唯一的，只作警告。

例：前文“河道清淤项目680万元”，后文“河道清淤项目支出650万元，执行率95.59%”，650÷680=95.59%。

怎么改：按所印金额重新计算比率。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Claim, Key, Report, Value
from ..funds import fund_facts
from ..groups import sentence_facts
from ..relation import Quotient, Relation, agree, any_of, equal
from ..rule import rule
from ..said import Said, tie
from ..tolerance import CONSISTENT, ROUNDING, same_fact

FIRST = "initial_budget"
_RATES = {
    "execution_rate": ("正文执行率", ("executed", "part"), ("budget", "due", "arrived", "part", FIRST)),
    "arrival_rate": ("正文到位率", ("arrived",), ("due", "budget", FIRST)),
}


@rule("GJ210", basis="预算执行率=实际支出÷预算×100%")
def text_rate_amounts(report: Report) -> Iterator[Relation]:
    done: set[Key] = set()
    for relation in _of_sentences(report):
        done.add(relation.values[0].key)
        yield relation
    tables = fund_facts(report)  # GJ406 compares rates of execution with them
    said = Said(report)
    for claim in report.claims_of(*_RATES):
        if claim.value.certain and claim.value.key not in done and not _in_tables(claim, tables is not None):
            yield from _of_paragraphs(said, claim, tables.rates if tables is not None else ())


def _in_tables(claim: Claim, tables: bool) -> bool:
    return tables and claim.whole and claim.measure == "execution_rate"


def _of_sentences(report: Report) -> Iterator[Relation]:
    for facts in sentence_facts(report):
        budget, executed, rate = (facts.get(m) for m in ("budget", "executed", "execution_rate"))
        budget, initial = budget or facts.get(FIRST), facts.get(FIRST)
        if budget is not None and executed is not None and rate is not None and budget.value.base:
            yield any_of("正文执行率", list(_execution(report, rate, executed, budget, initial)))
        due, arrived, rate = (facts.get(m) for m in ("due", "arrived", "arrival_rate"))
        if due is not None and arrived is not None and rate is not None and due.value.base:
            yield equal("正文到位率", rate.value, Quotient(arrived.value, due.value))


def _of_paragraphs(said: Said, claim: Claim, rates: tuple[Value, ...]) -> Iterator[Relation]:
    """A rate whose amounts stand in other sentences, or whose base is called by another name."""
    subject, of, by = _RATES[claim.measure]
    spent, bases = said.candidates(claim, *of), said.candidates(claim, *by)
    other = any(base.measure != FIRST for base in bases.claims)  # else 年初预算 is the only base
    ways = [
        equal(subject, claim.value, Quotient(one.value, base.value), doubtful=other and base.measure == FIRST)
        for base in bases.claims
        for one in spent.claims
        if one is not base
    ]
    if ways:
        # the text may round the amounts of a table and not its rate
        ways += [agree(subject, claim.value, rate) for rate in rates if claim.measure == "execution_rate"]
        name = subject if claim.whole else f"{claim.subject}·{subject[2:]}"
        yield tie(name, ways, spent.sure and bases.sure, claim.sentence)


def _execution(
    report: Report, rate: Claim, executed: Claim, budget: Claim, initial: Claim | None
) -> Iterator[Relation]:
    yield equal("正文执行率", rate.value, Quotient(executed.value, budget.value))
    tables = fund_facts(report)
    if tables is not None:
        # the rate may have been computed before the amounts were rounded for the text
        pairs = [
            (spent, base)
            for spent in tables.executed
            for base in tables.budgets
            if _finer(spent, executed.value) and _finer(base, budget.value) and base.base
        ]
        yield from (equal("正文执行率", rate.value, Quotient(*pair), form=tables.form) for pair in pairs)
    if initial is not None and initial is not budget and initial.value.base:
        yield equal("正文执行率", rate.value, Quotient(executed.value, initial.value), doubtful=True)


def _finer(table: Value, told: Value) -> bool:
    """Whether the text tells the table's amount with fewer places."""
    comparable = table.certain and told.certain and table.dimension == told.dimension and table.step < told.step
    return comparable and same_fact(told, table, {}) in (CONSISTENT, ROUNDING)
