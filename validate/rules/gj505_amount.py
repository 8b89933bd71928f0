"""同一金额多处不一致

做什么：同一项目的资金表分在几份文件里时，合计行的执行数应当相同；预算数应与另一份的年初、全年预算数或到位数之一相同。单位
换算后按印出的位数比较。项目、单位、年度不同的不比；只有一份文件、一份文件里有几张资金表的不比。

例：自评表执行数 95 万元，自评报告的资金表执行数 98 万元。

怎么改：以会计账和批复为准统一；口径不同的，在两处写明。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ...normalize.report import Form, Report, Row
from ..relation import Relation, agree, any_of
from ..rule import WARNING, rule

BUDGETS = ("budget", "initial_budget", "arrived")


@rule("GJ505", basis="同一项目的资金数在各份材料中应一致", across=True)
def amount(report: Report) -> Iterator[Relation]:
    found: dict[str, list[tuple[Form, Row]]] = {}
    for form in report.forms if report.document.files else ():
        for section in form.of("fund"):
            if section.total is not None:
                found.setdefault(form.anchor.part, []).append((form, section.total))
    single = [rows[0] for rows in found.values() if len(rows) == 1]
    for (one, first), (other, second) in combinations(single, 2):
        yield from _executed(first, second, other)
        if one.kind != other.kind or one.kind == "self_evaluation":
            yield from _budget(first, second, other)


def _executed(first: Row, second: Row, form: Form) -> Iterator[Relation]:
    reference, stated = first.number("executed"), second.number("executed")
    if reference is not None and stated is not None:
        yield agree("执行数", stated, reference, form=form)


def _budget(first: Row, second: Row, form: Form) -> Iterator[Relation]:
    """An adjusted budget differs from the approved one with reason: no more than a warning."""
    references = [value for role in BUDGETS if (value := first.number(role)) is not None]
    stated = [value for role in BUDGETS if (value := second.number(role)) is not None]
    if references and stated:
        ways = [agree("预算数", own, value, form=form) for own in stated for value in references]
        yield any_of("预算数", ways, severity=WARNING)
