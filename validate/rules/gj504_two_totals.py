"""两套评分总分不同

做什么：自评与评价是两套评分，总分可以不同；只有报告自己说两者一致（相同、无差异）而两表总分不同时，才提示。

例：“自评得分与评价得分一致”，自评表 97.75 分，评分表 99.6 分。

怎么改：改正说法，或核对两表。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.lexicon import compiled
from ...normalize.narrative.sentences import sentences
from ...normalize.report import Report, Value
from ..groups import score_forms
from ..narrative import quoted, statement
from ..relation import Relation
from ..rule import rule

_SAME = (
    r"自评(?:得分|总分|结果|评分)[^。；]{0,12}(?:评价|复核|评审)(?:得分|总分|结果|评分)[^。；]{0,6}(?:一致|相同|无差异|相等)"
    r"|(?:评价|复核|评审)(?:得分|总分|结果|评分)[^。；]{0,12}自评(?:得分|总分|结果|评分)[^。；]{0,6}(?:一致|相同|无差异|相等)"
)
_NOT = "不一致|不相同|不同|基本|趋势"


@rule("GJ504", basis="自评得分与评价得分")
def two_totals(report: Report) -> Iterator[Relation]:
    totals: dict[str, Value] = {}
    for form in score_forms(report):
        top = form.score.total if form.score is not None else None
        value = top.number("score") if top is not None else None
        if value is not None and value.certain:
            totals.setdefault(form.kind, value)
    own, other = totals.get("self_evaluation"), totals.get("evaluation")
    if own is None or other is None:
        return
    for sentence in sentences(report.document):
        match = compiled(_SAME).search(sentence.text)
        if match is not None and not compiled(_NOT).search(match[0]):
            yield statement(
                "两套评分总分",
                sentence.words(*match.span()),
                own.base == other.base,
                f"正文称“{match[0]}”，而自评表{own.text.strip()}分、评分表{other.text.strip()}分；请改正说法或核对两表。",
                evidence=(own, other),
                quote=quoted(sentence),
            )
