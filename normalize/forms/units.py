"""Which unit a column's numbers are in when the cells do not print one.

Money columns take their header's unit, else the block's (“项目资金（元）”, “单位：万元”). Weights and scores are 分. A
rate printed without a sign is a decimal (0.90) unless its header prints %.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from ..lexicon import load
from ..report import DECIMAL, Column

MONEY = {"initial_budget", "budget", "executed", "arrived", "balance", "amount", "cumulative"}
SCORES = {"weight", "score", "review_score", "converted_score", "deduction"}
RATES = {"share", "execution_rate", "arrival_rate"}
VALUES = {*MONEY, *SCORES, *RATES}


def column_units(columns: tuple[Column, ...], block: str) -> tuple[Column, ...]:
    """The columns with the unit that applies to their bare numbers; `block` is the unit of the table's unit line."""
    return tuple(replace(column, unit=_unit(column, block)) for column in columns)


def _unit(column: Column, block: str) -> str:
    if column.role in MONEY:
        return column.unit or block
    if column.role in SCORES:
        return "分"  # a weight of 25 under 权重占比（%） is 25 points of 100
    if column.role in RATES:
        return "%" if column.unit == "%" else DECIMAL
    return column.unit


@cache
def counted(unit: str) -> str:
    """What a counting unit counts (people, household, area …), "" for general or unknown ones."""
    return next((str(kind) for kind, units in load("units").items() if unit in units), "")
