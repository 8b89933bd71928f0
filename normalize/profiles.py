"""What differs by province, year or template, as data: expected weight sums, scoring of ↓ targets, grade bands.

The report's own stated rule wins over its profile, the profile over the default; rules ask a profile, never a province:

    profile("湖北").execution             20       (得分 = 20分×执行率)
    profile("江西").reverse               (ratio,)
    profile_of("四川省某县财政局…", "")     四川
    profile_of("", "2018")                before_2020

`schema/profiles/<file>.yaml` holds only what differs from default.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from ..settings import CannotRun, hint
from .lexicon import load

DEFAULT = "default"
_PROFILES = Path(__file__).parent / "schema" / "profiles"


@dataclass(frozen=True, slots=True)
class Sum:
    """An expected sum of weights: of the visible indicators, and the points of 执行率 beside them."""

    indicators: Decimal
    execution: Decimal


@dataclass(frozen=True)
class Profile:
    """The conventions of a template. `grades` and `qualitative` are bands [low, high); numbers are in points or %."""

    name: str
    source: str
    matches: tuple[str, ...]
    sums: tuple[Sum, ...]
    execution: Decimal
    reverse: tuple[str, ...]
    rate_base: tuple[str, ...]
    qualitative: dict[str, tuple[Decimal, Decimal]]
    grades: dict[str, tuple[Decimal, Decimal]]
    over_completion: Decimal
    over_completion_required: bool = False
    own_reverse_rule: bool = False
    duplicate_names_checked: bool = True
    until: int = 0
    frames: tuple[str, ...] = ()
    converted: str = ""
    weight_column: str = ""
    reason_below: Decimal = Decimal(0)
    department_weights: tuple[tuple[str, Decimal], ...] = ()


@cache
def profiles() -> dict[str, Profile]:
    """Every profile by name, in the order of their files."""
    found = [_read(path.stem) for path in sorted(_PROFILES.glob("*.yaml"))]
    return {item.name: item for item in found}


def profile(name: str = DEFAULT) -> Profile:
    """A profile by its name. Raises KeyError for a name that no file bears."""
    return profiles()[name]


def known_profile(name: str) -> str:
    """The name, if it is a profile's or "" for the one a document says it follows. CannotRun with a hint otherwise."""
    if name and name not in profiles():
        raise CannotRun(f"没有“{name}”这一套口径{hint(name, profiles())}")
    return name


def profile_of(text: str, year: str) -> Profile:
    """The profile a document says it follows: by the province named first in `text`, else by its year."""
    named = [(text.index(word), item.name) for item in profiles().values() for word in item.matches if word in text]
    if named:
        return profile(min(named)[1])
    if year.isdigit():
        for item in profiles().values():
            if item.until and int(year) <= item.until:
                return item
    return profile()


def _read(file: str) -> Profile:
    entry: dict[str, Any] = load(f"profiles/{DEFAULT}") | load(f"profiles/{file}")
    values: dict[str, Any] = dict(entry)
    for name in ("execution", "over_completion", "reason_below"):
        values[name] = Decimal(str(entry.get(name, 0)))
    values |= {name: tuple(entry.get(name, ())) for name in ("matches", "reverse", "rate_base", "frames")}
    values |= {name: _bands(entry[name]) for name in ("qualitative", "grades")}
    values["sums"] = tuple(Sum(Decimal(item["indicators"]), Decimal(item["execution"])) for item in entry["sums"])
    values["department_weights"] = tuple(
        (name, Decimal(number)) for name, number in entry.get("department_weights", {}).items()
    )
    return Profile(**values)


def _bands(entry: dict[str, list[int]]) -> dict[str, tuple[Decimal, Decimal]]:
    return {name: (Decimal(low), Decimal(high)) for name, (low, high) in entry.items()}
