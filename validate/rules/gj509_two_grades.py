"""同一等级多处不一致

做什么：正文各处和评分表所写的评价等级应当相同。自评等级与评价等级、其他年度、其他项目的不比；有总分可以判断哪个等级不对时，
由 GJ308 指出，此处不重复。

例：结论写“优”，问题一章写“良好”，全文没有总分。

怎么改：以评价结论为准统一。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...extract.text import fold
from ...normalize.indicators.grades import form_grade, grade_of
from ...normalize.lexicon import compiled
from ...normalize.report import Report, Value
from ..narrative import statement
from ..relation import Relation
from ..rule import rule

_OTHER = (
    r"自评|自我评价|复核|上年|去年|往年|部门整体|单位整体|其他项目|子项目|个项目|分别|20\d\d年.*20\d\d年"
    r"|以上为|的为|之间为"
)


@rule("GJ509", basis="同一等级在各处应一致")
def two_grades(report: Report) -> Iterator[Relation]:
    scored = any(form.score and form.score.total and form.score.total.number("score") for form in report.forms)
    if scored or report.claims_of("total_score") or len({form.identity.project for form in report.forms}) > 1:
        return
    found: list[tuple[Value, str]] = [
        (claim.value, claim.sentence)
        for claim in report.claims_of("grade")
        if claim.whole and not compiled(_OTHER).search(claim.sentence) and grade_of(fold(claim.value.text))
    ]
    found += [(value, "") for form in report.forms if (value := form_grade(form)) is not None]
    for value, sentence in found[1:]:
        first = found[0][0]
        yield statement(
            "评价等级",
            value,
            grade_of(fold(value.text)) == grade_of(fold(first.text)),
            f"评价等级一处为“{first.text.strip()}”，另一处为“{value.text.strip()}”；请以评价结论为准统一。",
            expected=first.text.strip(),
            evidence=(first,),
            quote=sentence,
        )
