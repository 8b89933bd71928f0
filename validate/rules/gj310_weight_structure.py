"""自评表分值结构与规定不同

做什么：自评表各类指标的分值（预算执行率10分，其余90分）与财预〔2020〕10号、财预〔2021〕101号原则上的几种分配对照：产出50、
效益30、满意度10；产出50、效益40；成本20、产出40、效益20、满意度10；成本20、产出40、效益30。各指标平均分配的、总分不是
100的不报。报告引用上述文件作依据的为警告，否则为提示。

为什么：分值结构决定评价重点；本地另有规定的可以不同，但应当有依据。

例：预算执行率10、产出40、效益30、满意度20。

怎么改：按规定调整分值，或说明特殊情况与本地依据。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...extract.text import fold
from ...normalize.indicators.direction import class_of
from ...normalize.indicators.levels import level_class
from ...normalize.lexicon import compiled, load
from ...normalize.report import Form, Report, Row, Value
from ..leaf import EXECUTION
from ..relation import Relation
from ..rule import rule
from ..settled import settled

Classes = dict[str, list[Value]]


@rule("GJ310", basis="财预〔2020〕10号：预算执行率10%、产出指标50%、效益指标30%、满意度指标10%")
def weight_structure(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        found = class_weights(form) if form.kind == "self_evaluation" else None
        if found is None or set(found) - set(_known()) or even(form) or not settled(form):
            continue
        sums = {name: sum_of(values) for name, values in found.items() if sum_of(values)}
        if sums.get("预算执行") != 10 or sum(sums.values()) != 100 or not {"产出", "效益"} <= set(sums):
            continue
        shown = "、".join(f"{name}{float(number):g}" for name, number in sums.items())
        yield Relation(
            "condition",
            "自评表分值结构",
            found["产出"][0],
            holds=sums in load("weights")["self_evaluation"],
            form=form,
            severity="" if cites(report) else "info",
            evidence=tuple(values[0] for values in found.values()),
            message=f"自评表分值为{shown}，与原则上的分配（如执行率10、产出50、效益30、满意度10）不同；请说明依据或调整。",
        )


def _known() -> set[str]:
    return {name for vector in load("weights")["self_evaluation"] for name in vector}


def cites(report: Report) -> bool:
    """Whether the report names the national rules as its basis."""
    pattern = compiled(load("weights")["basis"])
    return any(pattern.search(fold(paragraph.text)) for paragraph in report.document.paragraphs())


def class_weights(form: Form) -> Classes | None:
    """Weights of the leaves by class of their 一级, each place once; None where a class or a weight is unknown."""
    found: dict[str, dict[object, Value]] = {}
    if form.score is None:
        return None
    if form.funds is not None and form.funds.total is not None and (own := form.funds.total.number("weight")):
        found["预算执行"] = {own.key: own}
    for row in form.score.leaves:
        weight, kind = row.number("weight"), _class(row)
        if weight is None or weight.quantity is None:
            continue
        if not kind:
            return None
        found.setdefault(kind, {})[weight.key] = weight
    return {kind: list(values.values()) for kind, values in found.items()} or None


def _class(row: Row) -> str:
    if row.name in EXECUTION and len(row.labels) == 1:
        return "预算执行"
    level2 = row.labels[1].name if len(row.labels) > 2 else ""
    if level2 and class_of("", level2) == "满意度":
        return "满意度"
    return level_class(row.labels[0].name)


def sum_of(values: list[Value]) -> Fraction:
    return sum((value.base for value in values), Fraction(0))


def even(form: Form) -> bool:
    """Every indicator weighs the same: a form that spreads its points evenly follows a rule of its own."""
    weights = {w.base for row in form.score.leaves if (w := row.number("weight")) is not None} if form.score else set()
    return len(weights - {Fraction(0)}) < 2
