"""指标重复

做什么：同一张表里两项指标名称相同，或一项的名称是另一项的末尾（“投诉率”与“有效控制投诉率”），而且指标值、完成值都相同的，列
出。指标值为100%的、完成率与及时率之类说明不了内容的名称不报。

为什么：一件事计两次分，权重失真。

例：“返贫率”≤2%、完成1.1%与“有效降低返贫率”≤2%、完成1.1%各计分。

怎么改：合并为一项，或写明两项的区别。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ...normalize.lexicon import load
from ...normalize.report import Report
from ..leaf import Leaf, leaves
from ..relation import Relation
from ..rule import rule

FEWEST = 3  # characters of a name that can mean one thing


@rule("GJ708", basis="财预〔2020〕10号：绩效指标应精简")
def duplicate(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        rows = [leaf for leaf in leaves(report, form.kind) if leaf.form is form and _telling(leaf)]
        for one, other in combinations(rows, 2):
            if _same(one, other):
                yield Relation(
                    "condition",
                    f"{other.row.path}·指标",
                    other.row.value("target"),
                    holds=False,
                    form=form,
                    evidence=tuple(value for value in [one.row.value("target")] if value is not None),
                    message=f"{other.row.path}与{one.row.path}的名称、指标值、完成值相同，疑为同一事项重复计分；请合并或写明区别。",
                )


def _telling(leaf: Leaf) -> bool:
    """Target and actual are numbers that two different indicators would hardly share."""
    if leaf.target is None or leaf.actual is None or not leaf.weight or not leaf.weight.base:
        return False
    return not (leaf.target.dimension == "ratio" and leaf.target.base >= 1) and len(leaf.name) >= FEWEST


def _same(one: Leaf, other: Leaf) -> bool:
    short, long = sorted((one.name, other.name), key=len)
    if short in load("targets")["generic"] or not long.endswith(short) or one.comparator != other.comparator:
        return False
    pairs = ((one.target, other.target), (one.actual, other.actual))
    return all(a is not None and b is not None and (a.base, a.unit) == (b.base, b.unit) for a, b in pairs)
