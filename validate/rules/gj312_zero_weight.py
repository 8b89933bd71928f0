"""有指标而无分值

做什么：指标有名称、有指标值，分值却是0或空白，而同表多数指标有分值的，列出。“无”等占位行、加分项不报。

例：三级指标“设备利用率”，指标值≥80%，分值空白。

怎么改：补上分值，或删去不评价的指标。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..leaf import Leaf, leaves
from ..relation import Relation
from ..rule import rule
from ..settled import settled


@rule("GJ312", basis="财预〔2020〕10号：评价指标应赋予权重")
def zero_weight(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        rows = [leaf for leaf in leaves(report, form.kind) if leaf.form is form]
        weighed = [leaf for leaf in rows if leaf.weight is not None and leaf.weight.base > 0]
        if len(weighed) * 5 < len(rows) * 4 or not rows:
            continue
        for leaf in rows:
            if _aimed(leaf) and settled(form):
                yield _relation(leaf)


def _aimed(leaf: Leaf) -> bool:
    """A row with a target of its own whose weight is printed as 0 or left blank; merged cells have a number."""
    value = leaf.row.value("weight")
    if value is None or not leaf.row.text("target") or leaf.execution:
        return False
    blank = value.missing is not None and value.missing.kind == "blank"
    score = leaf.score
    return (blank or (value.quantity is not None and value.base == 0)) and (score is None or score.base == 0)


def _relation(leaf: Leaf) -> Relation:
    return Relation(
        "condition",
        f"{leaf.row.path}·分值",
        leaf.row.value("weight"),
        holds=False,
        form=leaf.form,
        message=f"{leaf.row.path}有指标值而没有分值；请补上分值，或删去不评价的指标。",
    )
