"""预算调整未说明

做什么：有正文的报告，资金表全年预算数与年初预算数不同，而全文没有提到预算调整、追加、调剂、结转。年初为 0 的
新增项目、只有表格的自评表不核对。

例：年初预算 100.00，全年预算 80.00，正文没有说明。

怎么改：在资金情况中写明调整的原因和依据。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.lexicon import compiled
from ...normalize.report import Report
from ..narrative import statement
from ..relation import Relation
from ..rule import rule

LEAST = 20  # paragraphs of a report with a narrative
_SAID = "调整|调剂|追加|调减|调增|追减|核减|压减|结转|增加|减少|新增|收回|统筹|年中"


@rule("GJ109", basis="预算调整应当说明原因")
def budget_adjusted(report: Report) -> Iterator[Relation]:
    texts = [paragraph.text for paragraph in report.document.paragraphs()]
    if len(texts) < LEAST:
        return
    said = any(compiled(_SAID).search(text) for text in texts)
    for form in report.forms:
        row = form.funds.total if form.funds is not None else None
        initial, budget = (row.number("initial_budget"), row.number("budget")) if row is not None else (None, None)
        if row is None or initial is None or budget is None or initial.base <= 0 or initial.base == budget.base:
            continue
        cells = [r.text("reason") for s in form.sections for r in s.rows]
        yield statement(
            f"{row.name}·全年预算数",
            budget,
            said or any(compiled(_SAID).search(text) for text in cells),
            f"全年预算数{budget.text.strip()}与年初预算数{initial.text.strip()}不同，正文没有说明；请写明调整原因和依据。",
            form=form,
            evidence=(initial,),
        )
