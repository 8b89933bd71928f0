"""指标方向与指标值相反

做什么：名称末尾是发生率、差错率、投诉率之类越低越好的，指标值却是100%或“≥”；名称末尾是满意度、合格率之类越高越好的，指标值
却是0%或“≤”不足100%的数，列出。名称以最后一个词为准（案件办结率越高越好）；“无事故率100%”一类不报。

为什么：方向写反，照字面评分会把最差的结果评成满分。

例：安全事故发生率，指标值100%。

怎么改：改指标值（如“0”或“≤5%”），或把指标改为正向名称。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...normalize.indicators.direction import DOWN, UP, direction
from ...normalize.indicators.naming import key
from ...normalize.lexicon import load
from ...normalize.report import Report, Row, Value
from ..relation import Relation
from ..rule import rule

HALF = Fraction(1, 2)


@rule("GJ701", basis="财预〔2020〕10号：绩效指标应明确、可衡量")
def target_direction(report: Report) -> Iterator[Relation]:
    told: set[str] = set()
    for form in report.forms:
        for section in form.of("score", "target"):
            for row in section.leaves:
                name, target = key(row.name), row.number("target")
                if target is None or target.quantity is None or target.dimension != "ratio" or name in told:
                    continue
                wrong = _wrong(name, target, row)
                if wrong is None:
                    continue
                told |= {name} if wrong else set()
                yield Relation(
                    "condition",
                    f"{row.path}·指标值",
                    target,
                    holds=not wrong,
                    form=form,
                    message=f"{row.path}{_way(name)}，指标值却为{target.text.strip()}；请核对指标值或改用相反方向的名称。",
                )


def _way(name: str) -> str:
    return "越低越好" if name.endswith(tuple(load("targets")["harm"])) else "越高越好"


def _wrong(name: str, target: Value, row: Row) -> bool | None:
    words = load("targets")
    sign = target.quantity.comparator if target.quantity is not None else ""
    low, high = sign in ("<=", "<") or "≤" in row.text("operator"), sign in (">=", ">") or "≥" in row.text("operator")
    harm, good = (tuple(words[side]) for side in ("harm", "good"))
    if name.endswith(harm) and direction(name) != UP:
        if any(word in name for word in words["denied"]):
            return None
        return not low and target.base >= (HALF if high else 1)
    if name.endswith(good) and direction(name) != DOWN and not any(word in name for word in words["denied"]):
        return target.base < 1 and (low or (target.base == 0 and not high))
    return None
