"""Tables that stand side by side under one header: 收入 | 决算数 | 支出 | 决算数.

Each begins with names of its own before numbers of its own. That alone may also be one table (项目 | 预算数 | 单位
| 执行数), so they must be headed alike (科目编码 | 科目名称 | 金额, three times), or each stand under a wide head of
its own (收入, 支出).
"""

from __future__ import annotations

from dataclasses import replace

from ..report import Column
from .cells import Grid
from .headers import Header, groups, top_cells
from .units import VALUES

NAMES = {"item", "code", "sequence", "period"}


def halves(grid: Grid, header: Header) -> list[Header]:
    """The tables side by side under a header; the header itself where it is one table."""
    parts = groups(header, NAMES, {*VALUES, "number"})
    if len(parts) < 2 or not all(_whole(header, part) for part in parts):
        return [header]
    if not (_alike(header, parts) or _apart(grid, header, parts)):
        return [header]
    bounds = [range(parts[1].start), *parts[1:]]
    return [replace(header, columns=tuple(_only(c, part) for c in header.columns), span=part) for part in bounds]


def _whole(header: Header, part: range) -> bool:
    roles = [column.role for column in header.columns if column.index in part]
    return "item" in roles and any(role in VALUES or role == "number" for role in roles)


def _heads(header: Header, part: range) -> list[str]:
    found = [c.header.split("›")[-1] for c in header.columns if c.index in part and c.role]
    return list(dict.fromkeys(found))


def _alike(header: Header, parts: list[range]) -> bool:
    """The same heads in each, or the same over the numbers: 收入 | 决算数 | 支出 | 决算数."""
    heads = [_heads(header, part) for part in parts]
    return all(one[0] == heads[0][0] or one[1:] == heads[0][1:] for one in heads)


def _apart(grid: Grid, header: Header, parts: list[range]) -> bool:
    """Whether wide heads begin just where the parts do."""
    starts = {cell.column for cell in top_cells(grid, header) if cell.column_span > 1}
    return all(part.start in starts for part in parts)


def _only(column: Column, span: range) -> Column:
    return column if column.index in span else replace(column, role="")
