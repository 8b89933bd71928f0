"""The rules: one module each in `rules/`, registered by its code; the code map says what a code means.

A rule is a generator of relations over a report:

    @rule("GJ301", basis="财预〔2020〕10号 评价指标权重")
    def weight_total(report): yield equal(…)

Its module docstring is its document (`gouji explain GJ301`).
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..normalize.report import Report
from ..settings import CannotRun
from .relation import Relation

Relations = Callable[[Report], Iterator[Relation]]
ERROR, WARNING, INFO = "error", "warning", "info"
SEVERITIES = (ERROR, WARNING, INFO)


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of the code map: `severity` is the ceiling of its findings."""

    code: str
    name: str
    severity: str
    status: str


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    relations: Relations
    basis: str = ""
    across: bool = False  # may also be asked of several files of one project

    @property
    def document(self) -> str:
        return sys.modules[self.relations.__module__].__doc__ or ""


_RULES: dict[str, Rule] = {}


def rule(code: str, *, basis: str = "", across: bool = False) -> Callable[[Relations], Relations]:
    """Registers a generator of relations under its code."""

    def register(relations: Relations) -> Relations:
        if code not in codes():
            raise KeyError(f"{code} is not in the code map")
        _RULES[code] = Rule(code, relations, basis, across)
        return relations

    return register


@cache
def codes() -> dict[str, Code]:
    """The code map of `codes.yaml`."""
    with (Path(__file__).parent / "codes.yaml").open(encoding="utf-8") as file:
        entries: dict[str, Any] = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return {code: Code(code, entry["name"], entry["severity"], entry["status"]) for code, entry in entries.items()}


def known_prefixes(text: str) -> tuple[str, ...]:
    """The codes or their beginnings named by a user: "gj3, GJ702" is (GJ3, GJ702). CannotRun for what no code starts
    with: a slip of the pen must not check nothing and look clean."""
    prefixes = tuple(part.strip().upper() for part in text.split(",") if part.strip())
    for prefix in prefixes:
        if not any(code.startswith(prefix) for code in codes()):
            raise CannotRun(f"没有编号以 {prefix} 开头的规则；用 gouji rules 查看全部编号。")
    return prefixes


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    package = importlib.import_module(".rules", __package__)
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f".rules.{module.name}", __package__)
    return tuple(_RULES[code] for code in sorted(_RULES))
