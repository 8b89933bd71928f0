"""等级与得分不符

做什么：评价等级应与总分所在档次一致。档次默认为优[90,100]、良[80,90)、中[60,80)、差[0,60)，下限含本数。

例：总分 88.5 而等级为“优”。

怎么改：按得分改等级；本地另有档次的，在报告中写明。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...extract.text import fold
from ...normalize.indicators.grades import Bands, band_of, form_grade, grade_of, own_bands, profile_bands
from ...normalize.report import Report, Value
from ..relation import Relation
from ..rule import rule


@rule("GJ308", basis="财预〔2020〕10号：评价等级分为优、良、中、差四级")
def grade(report: Report) -> Iterator[Relation]:
    printed = own_bands(paragraph.text for paragraph in report.document.paragraphs())
    bands = printed or profile_bands(report.conventions)
    totals = [
        value
        for form in report.forms
        if form.score and form.score.total and (value := form.score.total.number("score")) is not None
    ]
    totals += [claim.value for claim in report.claims_of("total_score") if claim.whole]
    scores = sorted({value.base for value in totals if value.certain and 0 <= value.base <= 100})
    severity = "" if printed else "warning"
    for claim in report.claims_of("grade"):
        if scores and claim.whole:
            yield _relation(claim.value, scores, bands, severity, totals[0], claim.sentence)
    for form in report.forms:
        stated, total = form_grade(form), form.score.total if form.score else None
        score = total.number("score") if total is not None else None
        if stated is not None and score is not None:
            yield _relation(stated, [score.base], bands, severity, score)


def _relation(
    stated: Value, scores: list[Fraction], bands: Bands, severity: str, total: Value, quote: str = ""
) -> Relation:
    fitting = sorted({band_of(score, bands) for score in scores} - {""})
    expected = "或".join(fitting)
    shown = "、".join(f"{float(score):g}" for score in scores)
    return Relation(
        "condition",
        "评价等级",
        stated,
        holds=grade_of(fold(stated.text)) in fitting if fitting else None,
        severity=severity,
        expected=expected,
        evidence=(total,),
        quote=quote,
        message=f"评价等级为“{stated.text.strip()}”，而总分为{shown}分，对应“{expected}”。",
    )
