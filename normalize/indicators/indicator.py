"""Which canonical indicator a printed 三级 name means: an id, a suggestion, or nothing. Never forced.

Most 三级 of a 自评表 are the project's own (安装坡面水标尺套数) and have no canonical indicator. An id is given only
where the name is known word for word: printed in a frame, an alias of it, or one of its described patterns
(<对象>满意度). What merely resembles one is a suggestion with its reason. The printed 二级 wins over the name:

    project_evaluation  资金管理  资金使用\\n合规性   id PR13
    project_evaluation  资金管理  资金到位及时率    suggestion PR11
    self_evaluation     时效指标  验收合格率        suggestion SE-质量达标率: it is printed under 时效指标
    old_project         (none)    管理制度健全性    nothing: two 二级 have an indicator of that name
    self_evaluation     数量指标  聘用护林员人数    nothing: the project's own
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ..lexicon import compiled, row_word
from .direction import class_of, direction
from .frames import Frame, Indicator, fitting, frame
from .naming import SURE, key, variants
from .similarity import nearness

__all__ = ["Match", "class_of", "direction", "fitting", "match"]

PATTERN = Decimal("0.96")
STEMMED = Decimal("0.95")
CLASHING = Decimal("0.70")  # a known name under a 二级 of another class
NEAR = Decimal("0.60")  # a name that the frame lists as resembling
NEAREST = Decimal("0.62")  # what words and spelling must reach for a suggestion; measured on fixtures/labels/*.dev.yaml
APART = Decimal("0.08")  # and how far the second must stand behind


@dataclass(frozen=True, slots=True)
class Match:
    """`id` is certain and known word for word; `suggestion` is a candidate for a person to accept. Never both."""

    id: str | None
    suggestion: str | None
    confidence: Decimal
    reason: str


_NONE = Match(None, None, Decimal(0), "项目自有指标，无对应的通用指标")


def match(name: str, within: Frame, level2: str = "", level1: str = "") -> Match:
    """The canonical indicator of a printed name in the frame of its form; `level2`, `level1` as printed beside it."""
    return _match(name, within.id, level2, level1)


@lru_cache(maxsize=8192)
def _match(name: str, frame_id: str, level2: str, level1: str) -> Match:
    whole = key(name)
    if not whole or row_word(whole, "placeholder"):
        return Match(None, None, Decimal(0), "空白或占位，不是指标")
    within = frame(frame_id)
    place = within.level2_of(level2) or (within.level2_of(level1) if not level2 else "")
    found = _known(name, within, place) or _near(name, within, place) or _nearest(whole, within, place)
    return found or _NONE


def _known(name: str, within: Frame, place: str) -> Match | None:
    for variant, confidence in variants(name):
        found = within.known(variant, place)
        if found:
            how = "名称与通用指标一致" if confidence == SURE else "去掉括号或“项目”后一致"
            return _decide(found, within, place, confidence, how)
    for variant, _ in variants(name):
        found = within.described(variant, place)
        if found:
            return _decide(found, within, place, PATTERN, "符合该指标的命名方式")
    for variant, _ in variants(name):
        found = within.stemmed(variant)
        if found:
            return _decide(found, within, place, STEMMED, "除“率、性、情况”外一致")
    return None


def _decide(found: tuple[Indicator, ...], within: Frame, place: str, confidence: Decimal, reason: str) -> Match:
    """An id if the 二级 printed beside the name allows exactly one of the indicators."""
    own = [indicator for indicator in found if indicator.level2 == place]
    if len(own) == 1:
        return Match(own[0].id, None, confidence, reason)
    if len(found) > 1:
        places = "、".join(item.level2 for item in found)
        return Match(None, None, Decimal(0), f"同名指标分属{places}，二级指标未能区分")
    only = found[0]
    if place and _clash(within, place, only.level2):
        return Match(None, only.id, CLASHING, f"{reason}，但所列二级为{place}，该指标属{only.level2}")
    return Match(only.id, None, confidence, reason)


def _clash(within: Frame, one: str, other: str) -> bool:
    """Two 二级 of different classes, or, where the frame has no classes, of different 一级."""
    (level1, kind), (other1, other_kind) = within.kind_of(one), within.kind_of(other)
    return level1 != other1 or (bool(kind) and bool(other_kind) and kind != other_kind)


def _candidates(within: Frame, place: str) -> list[Indicator]:
    """Those of the printed 二级 first; none of another class than the printed one."""
    own = [item for item in within.indicators if item.level2 == place]
    others = [item for item in within.indicators if item.level2 != place]
    return [*own, *(item for item in others if not place or not _clash(within, place, item.level2))]


def _near(name: str, within: Frame, place: str) -> Match | None:
    """A name the frame itself lists as resembling one of its indicators; those of the printed 二级 first."""
    known = [variant for variant, _ in variants(name)]
    for indicator in _candidates(within, place):
        if any(compiled(pattern).search(variant) for pattern in indicator.near for variant in known):
            return Match(None, indicator.id, NEAR, f"与“{indicator.name}”相近，不等同")
    return None


def _nearest(whole: str, within: Frame, place: str) -> Match | None:
    """The nearest indicator by words and spelling, if near enough and alone."""
    scored = sorted(
        ((max(nearness(whole, key(name)) for name in item.names), -index, item)
         for index, item in enumerate(_candidates(within, place))),
        key=lambda entry: entry[:2], reverse=True,
    )  # fmt: skip
    best = scored[0]
    if best[0] < NEAREST or (len(scored) > 1 and best[0] - scored[1][0] < APART):
        return None
    return Match(None, best[2].id, best[0], f"与“{best[2].name}”用词相近，不等同")
