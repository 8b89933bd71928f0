"""Conditions on a report's figures, as people write them, parsed and never executed.

    预算执行率<80%
    预算数≥100万元 且 总分<90 或 等级=差          且 binds before 或

A name, a comparison and a value: anything else is refused with what would be understood. Amounts need their unit and
rates their sign, because 100 may be 元 or 万元 and 80 no rate. A figure that no report prints fulfils nothing: missing
is not 0. Values reach the database as bound parameters.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from ..extract.quantity import Quantity, dimension, parse_cell
from ..extract.text import flat
from ..normalize.report import to_base
from .problem import ArchiveError
from .tables import projects
from .text import canonical

FIGURES = {
    "rate": ("预算执行率", "执行率", "rate"),
    "budget": ("全年预算数", "预算数", "预算", "budget"),
    "executed": ("全年执行数", "执行数", "支出数", "executed"),
    "score": ("总得分", "总分", "得分", "score"),
}
WORDS = {
    "year": ("年度", "年份", "year"),
    "grade": ("评价等级", "等级", "grade"),
    "organisation_key": ("单位名称", "单位", "organisation"),
    "name": ("项目名称", "项目", "project"),
}
_DIMENSIONS = {"rate": "ratio", "budget": "money", "executed": "money", "score": "score"}
_NAMES = {name: field for table in (FIGURES, WORDS) for field, names in table.items() for name in names}
_NAME = re.compile("|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True)), re.IGNORECASE)
_SIGN = re.compile(r"\s*(<=|>=|<>|!=|==|≤|≥|≠|<|>|=|不包含|包含)\s*")
_NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+\s*(?:%|‰|[十百千万亿]*元|万|亿|分)?")
_QUOTED = re.compile(r"[\"“”']([^\"“”']+)[\"“”']")
# A word ends where the next condition begins: 等级=差或预算数>1亿元. 或 within a name ends nothing.
_NEXT = rf"(?:并且|且|或者|或)(?:{_NAME.pattern}){_SIGN.pattern}"
_PLAIN = re.compile(rf"[^\s，,;；]+?(?=\s|[，,;；]|$|{_NEXT})", re.IGNORECASE)
_JOINT = re.compile(r"\s*(并且|且|and\b|&&|或者|或|or\b|\|\||[，,;；])\s*", re.IGNORECASE)
_EITHER = ("或", "或者", "or", "||")
_SIGNS = {"<=": "≤", ">=": "≥", "<>": "≠", "!=": "≠", "==": "="}
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, ">": operator.gt, "≤": operator.le, "≥": operator.ge, "=": operator.eq, "≠": operator.ne,
}  # fmt: skip
_MARGIN = 1e-12  # of a number that SQLite compares in floating point; the exact comparison comes after
LARGEST_RATE = 5  # a rate without a sign above this was meant in percent


@dataclass(frozen=True, slots=True)
class Condition:
    """A figure in its base unit, or a word, compared."""

    field: str
    sign: str
    value: Decimal | str

    def holds(self, project: Mapping[str, Any]) -> bool:
        """Exactly, whatever the database compared by."""
        stated = project[self.field]
        if stated is None:
            return False
        if self.sign in ("包含", "不包含"):
            return (self.value in stated) == (self.sign == "包含")
        return _COMPARE[self.sign](stated, self.value)

    def clause(self, sqlite: bool) -> ColumnElement[bool]:
        """For the database: on SQLite perhaps a few more than hold."""
        if not isinstance(self.value, Decimal):
            return self._word()
        if not sqlite:
            return _COMPARE[self.sign](projects.c[self.field], self.value)  # type: ignore[return-value]
        column = projects.c[f"{self.field}_number"]
        number = float(self.value)
        low, high = number - abs(number) * _MARGIN, number + abs(number) * _MARGIN
        match self.sign:
            case "<" | "≤":
                return column <= high
            case ">" | "≥":
                return column >= low
            case "=":
                return column.between(low, high)
            case _:
                return column.is_not(None)

    def _word(self) -> ColumnElement[bool]:
        column = projects.c[self.field]
        match self.sign:
            case "包含":
                return column.contains(self.value, autoescape=True)
            case "不包含":
                return ~column.contains(self.value, autoescape=True)
            case _:
                return _COMPARE[self.sign](column, self.value)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Where:
    """Alternatives, each of conditions that must all hold. Nothing at all: everything."""

    alternatives: tuple[tuple[Condition, ...], ...] = ()

    def holds(self, project: Mapping[str, Any]) -> bool:
        return not self.alternatives or any(all(c.holds(project) for c in group) for group in self.alternatives)

    def clause(self, sqlite: bool) -> ColumnElement[bool] | None:
        groups = [and_(*(condition.clause(sqlite) for condition in group)) for group in self.alternatives]
        return or_(*groups) if groups else None


def parse_where(text: str) -> Where:
    """The conditions of --where. Raises ArchiveError with what would be understood."""
    source = flat(text).strip()
    if not source:
        return Where()
    groups: list[list[Condition]] = [[]]
    position = 0
    while True:
        condition, position = _condition(source, position)
        groups[-1].append(condition)
        if position == len(source):
            return Where(tuple(map(tuple, groups)))
        joint = _JOINT.match(source, position)
        if joint is None:
            raise _refused(source[position:])
        if joint[1].lower() in _EITHER:
            groups.append([])
        position = joint.end()


def _condition(source: str, start: int) -> tuple[Condition, int]:
    name = _NAME.match(source, start)
    sign = _SIGN.match(source, name.end()) if name is not None else None
    if name is None or sign is None:
        raise _refused(source[start:])
    field = _NAMES.get(name[0]) or _NAMES[name[0].lower()]
    compared = _SIGNS.get(sign[1], sign[1])
    if field in FIGURES:
        number = _NUMBER.match(source, sign.end())
        if number is None or compared in ("包含", "不包含"):
            raise _refused(source[start:])
        return Condition(field, compared, _figure(field, name[0], number[0])), number.end()
    quoted = _QUOTED.match(source, sign.end())
    word = quoted or _PLAIN.match(source, sign.end())
    if word is None or (compared in "<>≤≥" and field != "year"):
        raise _refused(source[start:])
    value = quoted[1] if quoted is not None else word[0]
    return Condition(field, compared, canonical(value) if field == "organisation_key" else value), word.end()


def _figure(field: str, name: str, text: str) -> Decimal:
    """A number in the base unit of its figure."""
    quantity = parse_cell(text)
    if not isinstance(quantity, Quantity):
        raise _refused(text)
    wanted, found = _DIMENSIONS[field], dimension(quantity.unit) if quantity.unit else ""
    unit = {"万": "万元", "亿": "亿元"}.get(quantity.unit, quantity.unit)
    if wanted == "money" and dimension(unit) != "money":
        raise ArchiveError(f"{name}要写明单位，例如 {name}>100万元。")
    if wanted == "ratio" and found != "ratio" and (found or abs(quantity.value) > LARGEST_RATE):
        raise ArchiveError(f"{name}要写成百分数，例如 {name}<80%。")
    if wanted == "score" and found not in ("", "score"):
        raise ArchiveError(f"{name}的单位是分，例如 {name}<90。")
    return to_base(quantity.value, unit)


def _refused(rest: str) -> ArchiveError:
    names = "、".join(names[0] for names in (*FIGURES.values(), *WORDS.values()))
    return ArchiveError(
        f"看不懂条件“{rest.strip()}”；请写成 预算执行率<80% 且 预算数≥100万元 这样的式子，可用的名称：{names}。"
    )
