"""评价类型前后不一

做什么：报告写明是部门评价或财政评价，又没有自评表，正文却把评价总分叫作“自评得分”。附有自评表、提到单位自评的报告不报。

例：“对该项目进行部门评价”“经评价，本项目自评总得分91分”。

怎么改：统一评价类型的说法。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.lexicon import compiled
from ...normalize.narrative.sentences import sentences
from ...normalize.report import Report
from ..narrative import quoted, statement
from ..relation import Relation
from ..rule import rule

_TYPE = (
    r"(?:实施|开展|进行)(?:了)?(?P<kind>部门评价|财政评价|财政重点评价|重点绩效评价)"
    r"|(?P<title>部门评价报告|财政评价报告)$"
)
_SELF = r"自评(?:总|综合)?(?:得分|评分|总分)(?:为|是|：|:)?\d"
_BOTH = "单位自评|自评表|自评报告|复核得分|复核评价|自评的基础上|自评基础上"


@rule("GJ806", basis="财预〔2020〕10号：绩效评价分为单位自评、部门评价和财政评价")
def evaluation_type(report: Report) -> Iterator[Relation]:
    if any(form.kind == "self_evaluation" for form in report.forms):
        return
    texts = list(sentences(report.document))
    declared = next((match for s in texts if (match := compiled(_TYPE).search(s.text.strip().rstrip("。")))), None)
    if declared is None or any(compiled(_BOTH).search(sentence.text) for sentence in texts):
        return
    kind = declared["kind"] or declared["title"]
    for sentence in texts:
        match = compiled(_SELF).search(sentence.text) if "自评" in sentence.text else None
        if match is not None:
            yield statement(
                "评价类型",
                sentence.words(match.start(), match.end() - 1),
                False,
                f"报告写明是{kind}，此处称“{match[0][:-1]}”；请统一评价类型的说法。",
                quote=quoted(sentence),
            )
            return
