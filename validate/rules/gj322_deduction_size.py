"""扣分幅度无依据

做什么：原因一栏按编号指明哪几个评价要点未符合（“②材料不全”“第③点未做到”），而评价要点各标分数的，扣分应等于这几点的分数
之和；不等的，多扣或少扣的部分没有依据。原因一栏写明“扣n分”的见GJ409。

例：①（1分）②（2分）③（1分），原因写“②材料不全”，应扣2分，却扣了3分。

怎么改：改得分，或补全未符合的要点。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.indicators.scoring import Points
from ...normalize.lexicon import compiled
from ...normalize.report import Report, Value
from ..accepted import subject_of
from ..leaf import Leaf, leaves
from ..relation import Difference, Relation, equal, total
from ..rule import rule
from .gj314_points_sum import printed_points

MARKS = "①②③④⑤⑥⑦⑧⑨⑩"
OTHERWISE = "扣|部分|酌情"  # the reason says itself how much


@rule("GJ322", basis="扣分等于未符合的评价要点分数之和")
def deduction_size(report: Report) -> Iterator[Relation]:
    for leaf in leaves(report):
        unmet = _unmet(leaf) if leaf.scored else []
        if unmet and leaf.score is not None and leaf.weight is not None:
            left = Difference(leaf.weight, total(unmet))
            yield equal(subject_of(leaf), leaf.score, left, form=leaf.form, severity="info")


def _unmet(leaf: Leaf) -> list[Value]:
    """The points of the items that the reason names by their marks."""
    reason, found = leaf.row.text("reason"), leaf.rule
    named = [mark for mark in MARKS if mark in reason]
    if not named or found is None or not isinstance(found.kind, Points) or compiled(OTHERWISE).search(reason):
        return []
    points = printed_points(leaf)
    listed = [mark for mark in MARKS if mark in found.text]
    if len(points) != len(listed) or [value.base for value in points] != list(found.kind.points):
        return []
    return [point for mark, point in zip(listed, points, strict=True) if mark in named]
