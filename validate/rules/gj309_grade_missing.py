"""有总分而无等级

做什么：部门评价、财政评价报告给出评分表总分，全文却没有评价等级（优、良、中、差）的，列出。单独的自评表可以没有等级。

为什么：评价结果由评分和评级共同组成，缺等级就没有结论。

例：结论一章只写“详见评分表”，评分表总分92.5，通篇没有等级。

怎么改：在评价结论中写明等级。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ...extract.text import fold
from ...normalize.indicators.grades import grade_of
from ...normalize.lexicon import compiled
from ...normalize.report import Form, Report, Value
from ..relation import Relation
from ..rule import rule

TITLE = "(?<!自)评价报告$"
HEAD = 20  # paragraphs within which a report gives its title
WORDS = '等级|评级|评为|评定为|档次|[“"](?:优|良|中|差|优秀|良好|合格|不合格)[”"]|(?:优秀|良好|中等|较差)[，。；]'


@rule("GJ309", basis="财预〔2020〕10号：绩效评价结果采取评分和评级相结合的方式")
def grade_missing(report: Report) -> Iterator[Relation]:
    totals = [(form, value) for form in report.forms if (value := _total(form)) is not None]
    paragraphs = report.document.paragraphs() if totals else ()
    if not any(compiled(TITLE).search(fold(paragraph.text)) for paragraph in islice(paragraphs, HEAD)):
        return
    form, value = totals[0]
    yield Relation(
        "condition",
        "评价等级",
        value,
        holds=bool(report.claims_of("grade")) or _named(report),
        form=form,
        message=f"评分表总分为{value.text.strip()}，全文未见评价等级；请在评价结论中写明优、良、中、差。",
    )


def _total(form: Form) -> Value | None:
    if form.kind != "evaluation" or form.score is None or form.score.total is None:
        return None
    return form.score.total.number("score")


def _named(report: Report) -> bool:
    """Whether any words of the report name a grade, or speak of one."""
    if any(compiled(WORDS).search(fold(paragraph.text)) for paragraph in report.document.paragraphs()):
        return True
    cells = {fold(cell.text) for table in report.document.tables() for cell in table.cells}
    return any(("等级" in text and len(text) < 30) or (len(text) <= 3 and grade_of(text)) for text in cells)
