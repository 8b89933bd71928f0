"""评价要点分数之和与分值不符

做什么：评价要点各点标明的分数（“①……（1分）；②……（1分）”）相加，应等于该项分值；分档计分的取最高一档；“达到100%得3分”
的取满分。没有标分数的否决项不计；“每项占1/5”的，按项数核对。要点没有全部读懂的不核对。

为什么：要点分数与分值不等，评分人无论怎么打分都对不上。

例：分值4，要点为①（1分）②（1分）③（1分），合计3。

怎么改：改要点分数，或改分值。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from ...extract.quantity import Quantity
from ...normalize.indicators.scoring import Deduct, Levels, Points
from ...normalize.lexicon import compiled
from ...normalize.report import TEXT, Report, Value
from ..leaf import Leaf, leaves
from ..relation import Relation, equal, total
from ..rule import rule
from ..settled import settled

PRINTED = r"(?P<number>\d+(?:\.\d+)?)\s*分(?!钟)"


@rule("GJ314", basis="评价要点分数之和等于该项指标分值")
def points_sum(report: Report) -> Iterator[Relation]:
    for leaf in leaves(report):
        found = leaf.rule
        if found is None or leaf.weight is None or leaf.weight.base == 0:
            continue
        match found.kind:
            case Points(points=points) if points:
                yield from _equal(leaf, list(points))
            case Points(shares=shares, count=count) if shares:
                yield from _shares(leaf, shares * count)
            case Levels(most=most) if most:
                yield from _equal(leaf, [most])
            case Deduct(full=full) if full:
                yield from _equal(leaf, [full])


def _equal(leaf: Leaf, points: list[Fraction]) -> Iterator[Relation]:
    """The weight against the numbers where they stand in the cell."""
    printed = printed_points(leaf)
    if len(points) == 1:
        printed = [value for value in printed if value.base == points[0]][:1]
    if [value.base for value in printed] == points and leaf.weight is not None:
        yield equal(f"{leaf.row.path}·分值", leaf.weight, total(printed), form=leaf.form)


def printed_points(leaf: Leaf) -> list[Value]:
    """Every n分 of the rule's cell, each at its own characters."""
    cell = leaf.row.value("rule")
    assert cell is not None  # noqa: S101  a rule was read from it
    found = []
    for match in compiled(PRINTED).finditer(cell.text):
        number = Decimal(match["number"])
        places = -int(number.as_tuple().exponent)
        quantity = Quantity(number, "分", places, text=match[0], span=match.span())
        anchor = replace(cell.anchor, span=match.span())
        found.append(Value(anchor, match[0], quantity, None, "分", places, TEXT))
    return found


def _shares(leaf: Leaf, whole: Fraction) -> Iterator[Relation]:
    if settled(leaf.form):
        yield Relation(
            "condition",
            f"{leaf.row.path}·评价要点",
            leaf.row.value("rule"),
            holds=whole == 1,
            form=leaf.form,
            message=f"{leaf.row.path}各评价要点所占权重相加为{float(whole * 100):g}%，应为100%。",
        )
