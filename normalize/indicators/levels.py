"""The class of a 一级 name: “项目过程管理”, “项目管理（20分）” and “过程” are all 过程."""

from __future__ import annotations

from functools import cache

from ...extract.text import fold
from ..lexicon import compiled, load

_PREFIX = "^(本)?(项目|部门)"
_SUFFIX = "(类|部分|方面)?(指标|情况)?(情况)?$"


@cache
def _names() -> dict[str, str]:
    return {fold(name): level for level, names in load("levels").items() for name in names}


@cache
def core(name: str) -> str:
    """A name without the words that only say it is an indicator: 数量指标 -> 数量."""
    return str(compiled(_SUFFIX).sub("", fold(name)))


@cache
def level_class(name: str) -> str:
    """The class a 一级 name belongs to, "" when it is none of the known ones."""
    names = _names()
    whole = core(name)
    return names.get(whole) or names.get(compiled(_PREFIX).sub("", whole)) or ""


def same_group(one: str, other: str) -> bool:
    """Whether two printed names mean the same 一级 or 二级."""
    return core(one) == core(other) or (bool(level_class(one)) and level_class(one) == level_class(other))
