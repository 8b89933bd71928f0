"""Columns that other columns explain: names in the middle of a row whose heads begin again, what 年初数 counts.

资产 | 年初数 | 年末数 | 负债和净资产 | 年初数 | 年末数    the fourth holds names: its heads come twice
年初数 beside 年末数                                      what there was, no budget
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..lexicon import compiled
from ..report import Column

_CLOSING = "^(?:年末|期末|年终)(?:数|余额|金额)?$"


def explained(columns: dict[int, Column], named: Sequence[bool]) -> dict[int, Column]:
    """The columns with those roles that only the others tell; `named` says which columns hold nothing but words."""
    heads = {index: column.header.split("›")[-1] for index, column in columns.items()}
    result = dict(columns)
    if any(compiled(_CLOSING).match(head) for head in heads.values()):
        for index, column in columns.items():
            if column.role == "initial_budget" and heads[index] in ("年初数", "期初数"):
                result[index] = replace(column, role="number")
    for index, column in columns.items():
        if not column.role and column.header and named[index] and _begins_again(heads, index):
            result[index] = replace(result[index], role="item")
    return result


def _begins_again(heads: dict[int, str], index: int) -> bool:
    """Whether the heads behind a column are those in front of it again, to the last: two of them at least."""
    behind = [heads[at] for at in sorted(heads) if at > index]
    before = [heads[at] for at in sorted(heads) if 0 < at < index]
    return len(behind) > 1 and behind == before
