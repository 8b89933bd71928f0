"""同一文件两种名称

做什么：书名号中的两个文件名，首尾相同而一个比另一个只多出中间几个字，疑为同一文件写了两种名称。多出年份、期次、级别、
“实施”“补充”等字的是另一文件，不报。

例：《某市司法局信息化核查暂行规定》与《某市司法局社区矫正工作信息化核查暂行规定》。

怎么改：对照原文件统一名称；简称先注明“以下简称”。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ...normalize.lexicon import compiled, load
from ...normalize.narrative.references import inserted, titles
from ...normalize.report import Report
from ..narrative import statement
from ..relation import Relation
from ..rule import rule

HEAD, TAIL, MOST = 4, 6, 8  # characters both share at least, and the inserted run at most


@rule("GJ608", basis="引用文件名称应当准确一致")
def document_title(report: Report) -> Iterator[Relation]:
    another = compiled(load("references")["another"])
    for (one, value), (other, place) in combinations(titles(report.document).items(), 2):
        if one[:HEAD] != other[:HEAD] or one[-TAIL:] != other[-TAIL:]:
            continue
        shorter, longer = sorted((one, other), key=len)
        extra = inserted(shorter, longer, HEAD, TAIL)
        if not extra or len(extra) > MOST or another.search(extra):
            continue
        own, counterpart = (value, place) if len(one) < len(other) else (place, value)
        yield statement(
            "文件名称",
            own,
            False,
            f"《{own.text}》与《{counterpart.text}》只差“{extra}”，疑为同一文件；请对照原文件统一名称。",
            expected=counterpart.text,
            evidence=(counterpart,),
        )
