"""自评与批复目标不一致

做什么：批复的绩效目标表（申报表）与自评表分在两份文件里时，目标表的三级指标应在自评表中评价，自评表的指标应在目标表中有；
两表都印分值的，同名指标的分值应当相同。指标值的变动由 GJ503 指出。名称只差“率、性、指标”、一方包含另一方或文字十分相近
的，视为同一指标；预算执行率不算；两表所有分值都不同（整体换算）的合为一条；自评表多出的指标只作提示。

例：目标表“回访户数”10 分，自评表改为 15 分；目标表“村民知晓率”，自评表没有。

怎么改：按批复的目标自评；目标经批准调整的，附调整文件。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.case import only_goals
from ...normalize.indicators.naming import key
from ...normalize.lexicon import row_word
from ...normalize.report import Form, Report, Row, Value
from ..groups import leaves_by_name
from ..leaf import EXECUTION
from ..narrative import statement
from ..relation import Relation
from ..rule import INFO, rule
from .gj507_goal_not_evaluated import same_name

LEAST = 3  # indicators that make a table of goals


@rule("GJ506", basis="财预〔2020〕10号：绩效自评以批复的绩效目标为依据", across=True)
def goal_drift(report: Report) -> Iterator[Relation]:
    if not report.document.files:
        return
    goals = [form for form in report.forms if only_goals(form) and len(_rows(form)) >= LEAST]
    scored = [form for form in report.forms if form.kind == "self_evaluation" and form.score is not None]
    for goal in goals:
        for own in scored:
            if goal.anchor.part != own.anchor.part and goal.identity == own.identity:
                yield from _missing(goal, own)
                yield from _added(goal, own)
                yield from _weights(goal, own)


def _rows(form: Form) -> list[Row]:
    rows = [row for section in form.of("score", "target") for row in section.leaves if row.name]
    return [row for row in rows if not row_word(row.name, "placeholder") and key(row.name) not in EXECUTION]


def _unmatched(rows: list[Row], others: list[Row]) -> list[Row]:
    names = {key(other.name) for other in others}
    return [row for row in rows if not any(same_name(key(row.name), name) for name in names)]


def _missing(goal: Form, own: Form) -> Iterator[Relation]:
    rows = _rows(goal)
    missing = _unmatched(rows, _rows(own))
    names = "、".join(row.name for row in missing)
    message = f"绩效目标表的{len(rows)}项指标中有{len(missing)}项未见于自评表：{names}；请补充自评，或附目标调整文件。"
    yield _listed("批复指标", missing or rows, not missing, message, own, "")


def _added(goal: Form, own: Form) -> Iterator[Relation]:
    rows = _rows(own)
    added = _unmatched(rows, _rows(goal))
    if rows and len(added) < len(rows):
        names = "、".join(row.name for row in added)
        message = f"自评表的{len(rows)}项指标中有{len(added)}项未见于绩效目标表：{names}；请核对是否经批准增加。"
        yield _listed("自评指标", added or rows, not added, message, goal, INFO)


def _listed(subject: str, rows: list[Row], holds: bool, message: str, other: Form, severity: str) -> Relation:
    places = [Value(row.labels[-1].anchor, row.labels[-1].text) for row in rows]
    beside = Value(other.anchor, other.title)
    return statement(subject, places[0], holds, message, form=other, severity=severity, evidence=(beside, *places[1:]))


def _weights(goal: Form, own: Form) -> Iterator[Relation]:
    first, second = leaves_by_name(goal), leaves_by_name(own)
    pairs = []
    for name, row in second.items():
        reference = first[name].number("weight") if name in first else None
        stated = row.number("weight")
        if reference is not None and stated is not None and reference.certain and stated.certain:
            pairs.append((row, stated, reference))
    if len(pairs) >= LEAST and all(stated.base != reference.base for _, stated, reference in pairs):
        _, stated, reference = pairs[0]
        message = f"自评表与绩效目标表同名的{len(pairs)}项指标分值全部不同；请说明分值调整的依据。"
        yield statement("指标分值", stated, False, message, form=own, expected=reference.text, evidence=(reference,))
        return
    for row, stated, reference in pairs:
        was, now = reference.text.strip(), stated.text.strip()
        message = f"{row.path}的分值，自评表为{now}，批复的目标表为{was}；请按批复的分值自评。"
        yield statement(
            f"{row.path}·分值", stated, stated.base == reference.base, message, form=own,
            expected=was, evidence=(reference,),
        )  # fmt: skip
