"""得分不能由要点分数得到

做什么：评价要点各标分数、又写明符合得分否则不得分的，得分应是其中若干要点分数之和；没有写明“否则不得分”的，可能按部分符合
给分，只提示，且原因一栏有说明的不报。有“酌情”字样的不核对。

为什么：得分不是任何几个要点之和，说明有要点只给了一部分分，应当写明。

例：①（2分）②（2分），否则不得分，得分3。

怎么改：按要点重新计分，或写明哪一要点扣分、扣多少。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...normalize.indicators.scoring import Points
from ...normalize.report import Report
from ..accepted import subject_of
from ..leaf import Leaf, leaves
from ..relation import Relation
from ..rule import rule
from ..settled import settled


@rule("GJ315", basis="得分等于符合的评价要点分数之和")
def points_reach(report: Report) -> Iterator[Relation]:
    for leaf in leaves(report):
        found = leaf.rule
        if found is None or not isinstance(found.kind, Points) or not leaf.scored:
            continue
        points = _points(found.kind, leaf.weight.base)  # type: ignore[union-attr]
        if sum(points) != leaf.weight.base or (leaf.reason and not found.kind.hard):  # type: ignore[union-attr]
            continue
        yield _relation(leaf, points, found.kind.hard)


def _points(kind: Points, weight: Fraction) -> list[Fraction]:
    return list(kind.points) or [(kind.shares or Fraction(0)) * weight] * kind.count


def _relation(leaf: Leaf, points: list[Fraction], hard: bool) -> Relation:
    sums = {Fraction(0)}
    for point in points:
        sums |= {have + point for have in sums}
    score = leaf.score
    assert score is not None  # noqa: S101  scored leaves only
    half = score.step / 2
    reached = any(abs(score.base - possible) < half or score.base == possible for possible in sums)
    shown = "、".join(f"{float(point):g}" for point in points)
    return Relation(
        "condition",
        subject_of(leaf),
        score,
        holds=reached if reached or settled(leaf.form) else None,
        form=leaf.form,
        severity="" if hard else "info",
        message=f"{leaf.row.path}得分{score.text.strip()}，不是要点分数（{shown}）中任何几项之和；请写明哪一要点部分得分。",
    )
