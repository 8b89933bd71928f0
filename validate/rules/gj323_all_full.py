"""全部指标满分

做什么：指标不少于15项、全部满分、总分100的，提示核实是否客观。指标少的小项目全部满分很常见，不报。

例：18项指标全部满分，总分100。

怎么改：对照佐证材料复核；确实全部完成的，不必修改。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..relation import Relation
from ..rule import rule
from ..settled import settled

FEWEST = 15


@rule("GJ323", basis="财预〔2020〕10号：绩效自评结果应客观真实")
def all_full(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        section = form.score
        top = section.total.number("score") if section is not None and section.total is not None else None
        if section is None or top is None or top.base != 100:
            continue
        pairs = [(row.number("weight"), row.number("score")) for row in section.leaves]
        certain = [(w.base, s.base) for w, s in pairs if w is not None and s is not None and w.base]
        if len(certain) < FEWEST or not settled(form):
            continue
        yield Relation(
            "condition",
            "总分",
            top,
            holds=any(weight != score for weight, score in certain),
            form=form,
            message=f"{len(certain)}项指标全部满分，总分100；请对照佐证材料复核自评是否客观。",
        )
