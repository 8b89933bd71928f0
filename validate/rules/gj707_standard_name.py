"""指标名称与标准名称不同

做什么：评价评分表的三级指标与《项目支出绩效评价管理办法》附件的参考名称只差一个字的，提示统一。参考框架不是强制的，项目自有的
指标、通行的别名不报。全部不同的名称合为一条。

例：“资金到位性”（参考名称为“资金到位率”）。

怎么改：可改用参考名称。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.indicators.frames import Frame
from ...normalize.indicators.indicator import fitting, match
from ...normalize.indicators.naming import key
from ...normalize.report import Form, Report, Row, Value
from ..groups import score_forms
from ..narrative import statement
from ..relation import Relation
from ..rule import rule


@rule("GJ707", basis="财预〔2020〕10号 附2 项目支出绩效评价指标体系框架（参考）")
def standard_name(report: Report) -> Iterator[Relation]:
    seen: set[str] = set()
    for form in score_forms(report):
        if form.kind != "evaluation" or form.score is None:
            continue
        frame = fitting({row.labels[-2].name for row in form.score.leaves if len(row.labels) > 1}, form.title)
        found = [(row, name) for row in form.score.leaves if (name := _standard(row, frame)) and row.name not in seen]
        seen |= {row.name for row, _ in found}
        if found:
            yield _relation(form, found)


def _standard(row: Row, frame: Frame) -> str:
    """The reference name that the printed one misses by one character, "" for others."""
    own = key(row.name)
    found = match(row.name, frame, row.labels[-2].name if len(row.labels) > 1 else "")
    name = frame.indicator(found.id).name if found.id else ""
    if len(key(name)) != len(own) or sum(a != b for a, b in zip(key(name), own, strict=True)) != 1:
        return ""
    return name


def _relation(form: Form, found: list[tuple[Row, str]]) -> Relation:
    label = found[0][0].labels[-1]
    named = "、".join(f"“{row.name}”（参考名称“{name}”）" for row, name in found)
    return statement(
        "指标名称",
        Value(label.anchor, label.text),
        False,
        f"指标名称与参考框架只差一个字：{named}；可统一为参考名称。",
        form=form,
        expected=found[0][1],
        evidence=tuple(Value(row.labels[-1].anchor, row.labels[-1].text) for row, _ in found[1:]),
    )
