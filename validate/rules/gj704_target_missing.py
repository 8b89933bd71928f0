"""指标值缺失

做什么：有分值的指标，“年度指标值”一栏空白，而同表多数指标都填了的，列出。预算执行率、占位行不报；没有该栏的表不报。

为什么：没有指标值，得分无从评起。

例：“培训人次”分值10，年度指标值空白，完成值120人次。

怎么改：按批复的绩效目标补填。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report, Section
from ..leaf import Leaf, leaves
from ..relation import Relation
from ..rule import rule


@rule("GJ704", basis="财预〔2020〕10号 项目支出绩效自评表：年度指标值")
def target_missing(report: Report) -> Iterator[Relation]:
    yield from missing(report, "target", "指标值", "请按批复的绩效目标补填")


def missing(report: Report, role: str, word: str, advice: str) -> Iterator[Relation]:
    """Leaves with points whose cell of that role is blank, in tables where it rarely is."""
    for leaf in leaves(report, "self_evaluation"):
        value = leaf.row.value(role)
        if value is None or leaf.execution or leaf.weight is None or leaf.weight.base <= 0:
            continue
        blank = value.missing is not None and value.missing.kind == "blank"
        if not blank or not (_filled(leaf.section, role) and _own(leaf, role)):
            continue
        yield Relation(
            "condition",
            f"{leaf.row.path}·{word}",
            value,
            holds=False,
            form=leaf.form,
            message=f"{leaf.row.path}分值{leaf.weight.text.strip()}，{word}空白；{advice}。",
        )


def _filled(section: Section, role: str) -> bool:
    """Four of five rows have something there."""
    cells = [value for row in section.leaves if (value := row.value(role)) is not None]
    full = [value for value in cells if value.missing is None]
    return len(cells) >= 4 and len(full) * 5 >= len(cells) * 4


def _own(leaf: Leaf, role: str) -> bool:
    """The other of target and actual is there: the row was not left out as a whole."""
    return bool(leaf.row.text("actual" if role == "target" else "target"))
