"""The frames that govern indicators, loaded from `schema/frames/*.yaml`: which 一级, 二级 and 三级 a form should have.

Five frames: 财预〔2020〕10号 附2 (project_evaluation), the 自评表 of 88号 and 10号 (self_evaluation), 101号 with 成本
指标 as 一级 (cost_first), and the two older annexes of 53号 (old_project, department). A form's printed 二级 names tell
which one it follows:

    fitting(["项目立项", "资金落实", "业务管理"])      ->  old_project
    frame("project_evaluation").level2_of("数量指标")  ->  产出数量
    frame("self_evaluation").known("任务完成率", "")    ->  (SE-实际完成率,)

A frame is data: it finds what is printed in it word for word. How near an unknown name comes is `indicator`'s.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

import regex

from ..lexicon import compiled, load
from .naming import key, stem

ORDER = ("project_evaluation", "self_evaluation", "cost_first", "old_project", "department")
_DEPARTMENT = "部门整体"
OWN = 2  # what a printed 二级 counts on top where it is the frame's own name and no alias


@dataclass(frozen=True)
class Indicator:
    """One 三级 of a frame. `within` and `narrow` hold only under its own 二级; `near` names merely resemble it."""

    id: str
    name: str
    level2: str
    direction: str
    example: str
    unit: str = ""
    formula: str = ""
    points: int = 0
    same_as: str = ""
    scoped: bool = False
    aliases: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    inverse: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    narrow: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    source: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Level2:
    """A 二级 of a frame; `kind` is its class (数量, 质量 …), "" where the frame has no such classes."""

    name: str
    level1: str
    kind: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """A legal vector of 一级 weights, and the document it comes from."""

    weights: dict[str, Decimal]
    source: str


@dataclass(frozen=True)
class Frame:
    """A framework of indicators. Names are looked up by key; a stem that two indicators share finds neither."""

    id: str
    name: str
    source: str
    forms: tuple[str, ...]
    level1: dict[str, tuple[str, ...]]
    level2: dict[str, Level2]
    indicators: tuple[Indicator, ...]
    weights: tuple[Weights, ...] = ()
    _level2: dict[str, str] = field(default_factory=dict, repr=False)
    _names: dict[str, tuple[Indicator, ...]] = field(default_factory=dict, repr=False)
    _within: dict[tuple[str, str], Indicator] = field(default_factory=dict, repr=False)
    _stems: dict[str, tuple[Indicator, ...]] = field(default_factory=dict, repr=False)

    def level2_of(self, printed: str) -> str:
        """The frame's 二级 that a printed one means, "" when it is none of them."""
        return self._level2.get(key(printed), "")

    def indicator(self, identifier: str) -> Indicator:
        return next(indicator for indicator in self.indicators if indicator.id == identifier)

    def known(self, name: str, level2: str) -> tuple[Indicator, ...]:
        """The indicators a key names word for word; `level2` is the frame's own 二级 or ""."""
        inside = self._within.get((name, level2))
        return (inside,) if inside is not None else self._names.get(name, ())

    def stemmed(self, name: str) -> tuple[Indicator, ...]:
        """The indicators whose names differ from the key only in 率, 性 or 情况; none if they are several."""
        found = self._stems.get(stem(name), ())
        return found if len(found) == 1 else ()

    def described(self, name: str, level2: str) -> tuple[Indicator, ...]:
        """The indicators one of whose patterns covers the key."""
        return tuple(
            indicator
            for indicator in self.indicators
            if _any(indicator.patterns, name) or (indicator.level2 == level2 and _any(indicator.narrow, name))
        )

    def kind_of(self, level2: str) -> tuple[str, str]:
        """The 一级 and the class of one of the frame's 二级."""
        entry = self.level2[level2]
        return entry.level1, entry.kind


def _any(patterns: Iterable[str], name: str) -> bool:
    return any(_search(pattern, name) for pattern in patterns)


def _search(pattern: str, name: str) -> regex.Match[str] | None:
    return compiled(pattern).search(name)


@cache
def frames() -> dict[str, Frame]:
    """Every frame by id, in the order in which ties are decided."""
    return {name: frame(name) for name in ORDER}


@cache
def frame(identifier: str) -> Frame:
    """A frame by id; what it `extends` comes after its own entries."""
    entry = load(f"frames/{identifier}")
    base = frame(entry["extends"]) if "extends" in entry else None
    indicators = [_indicator(item, entry["source"]) for item in entry["indicators"]]
    level2 = {name: _level2(name, item) for name, item in entry["level2"].items()}
    own = {key(word) for name, item in level2.items() for word in (name, *item.aliases)}
    if base is not None:
        indicators += [item for item in base.indicators if item.id not in entry["without"]]
        level2 |= {name: item for name, item in base.level2.items() if key(name) not in own}
    weights = tuple(
        Weights({name: Decimal(number) for name, number in item["weights"].items()}, item["source"])
        for item in entry.get("weights", ())
    )
    level1 = {name: tuple(words) for name, words in entry["level1"].items()}
    return Frame(
        entry["id"], entry["name"], entry["source"], tuple(entry["forms"]), level1, level2, tuple(indicators), weights,
        _level2_index(level2), _name_index(indicators), _within_index(indicators), _stem_index(indicators),
    )  # fmt: skip


def _indicator(entry: dict[str, Any], source: str) -> Indicator:
    values: dict[str, Any] = {name: tuple(item) if isinstance(item, list) else item for name, item in entry.items()}
    return Indicator(**({"source": source} | values))


def _level2(name: str, entry: dict[str, Any]) -> Level2:
    return Level2(name, entry["level1"], entry.get("class", ""), tuple(entry.get("aliases", ())))


def _level2_index(level2: dict[str, Level2]) -> dict[str, str]:
    """Own names go before aliases: 实施效益 may be another 二级's alias only where no 二级 bears it."""
    index = {key(name): name for name in level2}
    for name, item in level2.items():
        for alias in item.aliases:
            index.setdefault(key(alias), name)
    return index


def _name_index(indicators: list[Indicator]) -> dict[str, tuple[Indicator, ...]]:
    index: dict[str, tuple[Indicator, ...]] = {}
    for indicator in indicators:
        for name in dict.fromkeys(key(name) for name in indicator.names):
            index[name] = (*index.get(name, ()), indicator)
    return index


def _within_index(indicators: list[Indicator]) -> dict[tuple[str, str], Indicator]:
    return {(key(name), item.level2): item for item in indicators for name in item.within}


def _stem_index(indicators: list[Indicator]) -> dict[str, tuple[Indicator, ...]]:
    index: dict[str, tuple[Indicator, ...]] = {}
    for indicator in indicators:
        for short in dict.fromkeys(stem(key(name)) for name in indicator.names):
            if short:
                index[short] = (*index.get(short, ()), indicator)
    return index


def fitting(level2: Iterable[str], title: str = "") -> Frame:
    """The frame a form follows by its printed 二级: own names count more than aliases, the title breaks ties."""
    printed = {key(name) for name in level2} - {""}
    order = [*ORDER[-1:], *ORDER[:-1]] if _DEPARTMENT in title else list(ORDER)

    def fit(identifier: str) -> tuple[int, int]:
        candidate = frame(identifier)
        own = {key(name) for name in candidate.level2}
        known = sum(1 for name in printed if candidate.level2_of(name))
        return known + OWN * len(printed & own), -order.index(identifier)

    return frame(max(ORDER, key=fit))
