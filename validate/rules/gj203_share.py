"""占比与金额不符

做什么：每一行的占比应等于该行金额除以合计金额。

例：12÷92=13.04%。

怎么改：按金额重新计算占比；若占比对而金额错，改金额。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import LEAF, PART, SUBTOTAL, TOTAL, Form, Report, Section
from ..relation import Expression, Quotient, Relation, any_of, equal, total
from ..rule import rule

AMOUNTS = ("amount", "executed", "budget", "arrived", "initial_budget")


@rule("GJ203", basis="占比=该项金额÷合计金额×100%")
def share(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.sections:
            if section.column("share") is not None:
                yield from _section(form, section)


def _section(form: Form, section: Section) -> Iterator[Relation]:
    wholes = {index: whole for index in _bases(section) if (whole := _whole(section, index)) is not None}
    for row in section.of(LEAF, PART, SUBTOTAL, TOTAL):
        stated = row.number("share")
        subject = f"{row.path}·占比"
        ways = [
            equal(subject, stated, Quotient(amount, whole), form=form)
            for index, whole in wholes.items()
            if stated is not None and (amount := row.values.get(index)) is not None and amount.quantity is not None
        ]
        if ways and row.role != TOTAL:
            yield any_of(subject, ways)


def _bases(section: Section) -> list[int]:
    """The columns a share may be of, likeliest first: 项目数量（个） | 占比 | 涉及金额 is a share of the projects."""
    share = section.column("share")
    amounts = {column.role: column.index for column in reversed(section.columns) if column.role in AMOUNTS}
    beside = [c.index for c in section.columns if share is not None and c.index == share.index - 1]
    counted = [c.index for c in section.columns if c.index in beside and c.role == "number"]
    return [*counted, *(amounts[role] for role in AMOUNTS if role in amounts)]


def _whole(section: Section, index: int) -> Expression | None:
    """The printed total, else the sum of the rows."""
    top = section.total.values.get(index) if section.total is not None else None
    if top is not None and top.quantity is not None:
        return top
    values = [v for row in section.leaves if (v := row.values.get(index)) is not None and v.quantity is not None]
    return total(values) if len(values) > 1 and section.total is None else None
