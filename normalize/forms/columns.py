"""What each column under a header means: by its heads from the deepest up, and by what its cells hold.

    资金来源 over 中央 | 省 | 合计, numbers below     number, number, budget: only the 合计 is the whole amount
    2021年决算数 | 2022年预算数 | 2022年决算数        number, budget, executed: last year's is not this year's
    一级指标 | 分值 | 二级指标 | 分值 | 得分            the first 分值 is the weight of the 一级 name, no row's own

A column whose meaning stays open has the role "": a wrong role makes false errors, a missing one makes none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...extract.document import Cell
from ...extract.text import fold
from ..indicators.levels import level_class
from ..lexicon import MONEY_UNITS, column_role, compiled, head_year, header_unit, row_word, weight_in_name
from ..report import Column
from .beside import explained
from .cells import Grid, distinct, number, numbers_columns, own, worded
from .units import MONEY, RATES, SCORES, VALUES

LEVELS = ("level1", "level2", "level3", "level4")
LABELS = (*LEVELS, "item", "period")
NAMES = {*LABELS, "sequence", "code"}
_AMOUNTS = {"amount": "amount", "spent_amount": "executed", "granted_amount": "budget"}
_YEARLY = {*VALUES, "number", "target", "actual"}

Columns = dict[int, Column]


@dataclass(frozen=True, slots=True)
class Content:
    """How many cells of a column hold words, numbers, percentages among them."""

    words: int = 0
    numbers: int = 0
    rates: int = 0

    @property
    def named(self) -> bool:
        return self.words > 0 and not self.numbers

    @property
    def counted(self) -> bool:
        return self.numbers > 0 and self.words * 4 <= self.numbers


def read_columns(
    grid: Grid, start: int, end: int, stop: int, label: Cell | None
) -> tuple[tuple[Column, ...], tuple[tuple[int, int], ...]]:
    """The columns of a header in rows `start`..`end` over a block that ends at `stop`; the weights of its levels."""
    width = range(len(grid[start]))
    heads = {index: _heads(grid, start, end, index, label) for index in width}
    seen = _contents(grid, end, stop)
    columns = {index: _column(index, heads[index]) for index in width}
    columns = {index: replace(c, role=_seen_role(c, heads[index], seen[index])) for index, c in columns.items()}
    columns = _levels(_latest_year(_whole_group(_amounts(columns), heads)), seen)
    columns = explained(columns, [one.named for one in seen])
    columns = _unnamed(columns, seen)
    columns = _rules(_level_names(columns, grid, end, stop), grid, end, stop)
    columns, weights = _level_weights(columns)
    columns = _one_score(columns, heads)
    return tuple(columns.values()), weights


def _heads(grid: Grid, start: int, end: int, index: int, label: Cell | None) -> list[Cell]:
    """The header cells over a column, from the top down."""
    column = [grid[row][index] for row in range(start, end)]
    return [cell for cell in distinct(column) if cell is not label]


def _column(index: int, heads: list[Cell]) -> Column:
    texts = list(dict.fromkeys(folded for cell in heads if (folded := fold(cell.text))))
    unit = next((found for text in reversed(texts) if (found := header_unit(text))), "")
    return Column(index, _head_role(heads, texts), "›".join(texts), unit)


def _head_role(heads: list[Cell], texts: list[str]) -> str:
    """The deepest known word decides; a part of a wide head is the head's amount only if it is its sum."""
    if len(texts) > 1 and (whole := column_role("".join(texts), names_only=True)):
        return whole
    roles = [column_role(cell.text) for cell in heads]
    known = [at for at, role in enumerate(roles) if role]
    if not known:
        return ""
    at = known[-1]
    upper = next((roles[above] for above in reversed(known[:-1]) if roles[above] in MONEY), "")
    if at == len(heads) - 1:
        return upper if roles[at] in _AMOUNTS and upper else roles[at]
    if roles[at] not in {*VALUES, *_AMOUNTS} or heads[at].column_span == 1 or not heads[-1].text.strip():
        return roles[at]
    if at == len(heads) - 2 and _is_sum(heads[-1].text):
        return roles[at]
    return "number" if roles[at] in {*MONEY, *_AMOUNTS} else ""


def _is_sum(text: str) -> bool:
    return any(row_word(text, role) for role in ("total", "subtotal", "sum"))


def _contents(grid: Grid, first: int, stop: int) -> list[Content]:
    """What the columns hold below a header; without rows that number the columns or stretch over all of them."""
    width = range(len(grid[first - 1]))
    words, numbers, rates = ([0] * len(width) for _ in range(3))
    for row in range(first, stop):
        cells = own(grid, row)
        if numbers_columns(cells) or len(cells) == 1:
            continue
        for cell in cells:
            found = number(cell)
            for index in range(cell.column, min(cell.column + cell.column_span, len(width))):
                numbers[index] += found is not None
                rates[index] += found is not None and found.unit in ("%", "‰")
                words[index] += worded(cell)
    return [Content(*counts) for counts in zip(words, numbers, rates, strict=True)]


def _seen_role(column: Column, heads: list[Cell], seen: Content) -> str:
    """The role by its head, unless the cells contradict it or say it better."""
    if column.unit in ("%", "‰") and column.role in {*MONEY, *_AMOUNTS, "number"}:
        return ""  # 增减% under 2023年预算数比2022年执行数
    if column.role in {*VALUES, *_AMOUNTS} and seen.named:
        return ""  # a head such as 年度预算数（万元） over the names of the rows
    if column.role == "item" and seen.numbers and not seen.words and len(heads) > 1:
        return ""  # 资金来源 over 中央, 省, 本级
    return column.role


def _amounts(columns: Columns) -> Columns:
    """支出金额 and 分配金额 beside a budget, an arrival or a rate are what was spent and granted; else an amount."""
    roles = [c.role for c in columns.values()]
    others = {*MONEY, *_AMOUNTS, "execution_rate"} - {"amount"}
    result = dict(columns)
    for index, column in columns.items():
        meant = _AMOUNTS.get(column.role)
        if meant is None:
            continue
        clear = roles.count(column.role) == 1 and meant not in roles
        beside = any(role in others for at, role in enumerate(roles) if at != index)
        result[index] = replace(column, role=meant if clear and beside else "amount")
    spent = [index for index, c in result.items() if c.role == "executed"]
    for index in spent if len(spent) > 1 else ():
        if result[index].header.startswith("累计"):  # beside 实际支付
            result[index] = replace(result[index], role="cumulative")
    return result


def _whole_group(columns: Columns, heads: dict[int, list[Cell]]) -> Columns:
    """预算数 and 执行数 under 一季度, 二季度 and 合计 in turn: only those of the 合计 are the project's."""
    tops = {index: cells[0] for index, cells in heads.items() if len(cells) > 1 and cells[0].column_span > 1}
    named = {id(tops[index]) for index, c in columns.items() if index in tops and c.role in NAMES}
    result = dict(columns)
    for role in {c.role for c in columns.values()} & MONEY:
        under = {index: tops[index] for index, c in columns.items() if c.role == role and index in tops}
        if len({id(top) for top in under.values()}) < 2 or any(id(top) in named for top in under.values()):
            continue
        for index, top in under.items():
            if not _is_sum(top.text) and not row_word(top.text, "whole"):
                result[index] = replace(columns[index], role="number")
    return result


def _latest_year(columns: Columns) -> Columns:
    """Of columns that print years, those of earlier ones are no budget or spending of the year under review."""
    years = {index: head_year(c.header) for index, c in columns.items() if c.role in _YEARLY}
    latest = max(years.values(), default=0)
    earlier = {index for index, year in years.items() if year < 0 or 0 < year < latest}
    return {
        index: replace(c, role="number" if c.role in {*MONEY, "number"} else "") if index in earlier else c
        for index, c in columns.items()
    }


def _levels(columns: Columns, seen: list[Content]) -> Columns:
    """Which level a column of names is where its head does not say: 指标 over three columns, 评价内容 | 评价指标."""
    roles = {index: c.role for index, c in columns.items()}
    values = [index for index, role in roles.items() if role and role not in NAMES and seen[index].numbers]
    leftmost = min(values, default=len(columns))
    named = [index for index, role in roles.items() if role in LEVELS]
    spoken = [index for index in named if compiled("^[一二三四]级").match(columns[index].header.split("›")[-1])]
    vague = [index for index in named if index not in spoken]
    deep = [index for index in spoken if roles[index] in LEVELS[2:]]
    for index in vague:
        following = columns.get(index + 1)
        if following is not None and following.role == "weight":
            continue  # 评价内容 | 分值 | 评价要素 | 标准分: names with a weight of their own
        if (deep and index > deep[-1]) or (index > leftmost and any(at < leftmost for at in named)):
            roles[index] = "explanation"
    last = max((index for index in named if roles[index] in LEVELS), default=-1)
    vague = [index for index in vague if roles[index] in LEVELS]
    unsaid = [index for index in range(last) if index in vague or (not roles[index] and seen[index].named)]
    if spoken:
        free = [level for level in LEVELS[:2] if level not in {roles[index] for index in spoken}]
    else:
        free = list(LEVELS[:2] if len(unsaid) < 3 else LEVELS[:3])
        roles.update({last: LEVELS[3]} if len(unsaid) > 2 else {})
    for index in unsaid:
        roles[index] = free.pop(0) if free else ""
    return {index: replace(c, role=roles[index]) for index, c in columns.items()}


def _level_names(columns: Columns, grid: Grid, first: int, stop: int) -> Columns:
    """指标类别 | 分值 | 得分 over 决策, 过程, 产出: names of the 一级, whatever the head calls them."""
    roles = {c.role for c in columns.values()}
    items = [index for index, c in columns.items() if c.role == "item"]
    if not {"weight", "score"} <= roles or roles & {*LEVELS, *MONEY} or len(items) != 1:
        return columns
    names = [cell.text for cell in _cells(grid, items[0], first, stop) if worded(cell)]
    bare = [found[0] if (found := weight_in_name(name)) is not None else name for name in names]
    if sum(bool(level_class(name)) for name in bare) * 2 <= len(names):
        return columns
    return columns | {items[0]: replace(columns[items[0]], role=LEVELS[0])}


def _rules(columns: Columns, grid: Grid, first: int, stop: int) -> Columns:
    """指标说明 holds scoring rules where no other column does: beside 指标解释, or where most cells speak of points."""
    told = [index for index, c in columns.items() if c.role == "explanation"]
    if not told or any(c.role == "rule" for c in columns.values()):
        return columns
    words = [cell for cell in _cells(grid, told[-1], first, stop) if worded(cell)]
    if len(told) == 1 and sum(row_word(cell.text, "scored") for cell in words) * 2 <= len(words):
        return columns
    return columns | {told[-1]: replace(columns[told[-1]], role="rule")}


def _cells(grid: Grid, index: int, first: int, stop: int) -> list[Cell]:
    return distinct([grid[row][index] for row in range(first, stop)])


def _unnamed(columns: Columns, seen: list[Content]) -> Columns:
    """Columns whose heads are unknown, by what they hold: names before the first number, bare numbers."""
    result = dict(columns)
    has_amount = any(c.role in MONEY for c in columns.values())
    has_levels = any(c.role in LEVELS for c in columns.values())
    numeric = [i for i, c in columns.items() if c.role and c.role not in NAMES and seen[i].numbers]
    leftmost = min(numeric, default=len(columns))
    for index, column in columns.items():
        if column.role:
            continue
        before = result.get(index - 1)
        beside_code = before is not None and before.role == "code" and column.header
        if seen[index].named and not has_levels and (index < leftmost or beside_code):
            result[index] = replace(column, role="item")
        elif (
            (seen[index].counted or _empty_beside(result, seen, index))
            and not seen[index].rates
            and column.header
            and column.unit not in ("%", "‰")
        ):
            year = bool(compiled("年度?$").search(column.header))
            named = any(c.role in LABELS for at, c in result.items() if at < index)
            if named or not year:
                result[index] = replace(
                    column, role="amount" if column.unit in MONEY_UNITS and not has_amount else "number"
                )
    return result


def _empty_beside(columns: Columns, seen: list[Content], index: int) -> bool:
    """A column without any entry goes with the plain numbers before it."""
    before = columns.get(index - 1)
    return not seen[index].words and not seen[index].numbers and before is not None and before.role == "number"


def _level_weights(columns: Columns) -> tuple[Columns, tuple[tuple[int, int], ...]]:
    """一级指标 | 分值 | 二级指标 | 分值: all but the last 分值 belong to the names they stand beside."""
    beside: list[tuple[int, int]] = []
    level: int | None = None
    for index, column in columns.items():
        if column.role in LEVELS:
            level = index
        elif column.role == "weight" and level is not None:
            beside.append((level, index))
            level = None
        elif column.role:
            level = None
    if len(beside) < 2:
        return columns, ()
    taken = tuple(beside[:-1])
    roles = {weight: "" for _, weight in taken}
    return {index: replace(c, role=roles.get(index, c.role)) for index, c in columns.items()}, taken


def _one_score(columns: Columns, heads: dict[int, list[Cell]]) -> Columns:
    """Of several scores the self-given one is the score, and what another gives a review; else the first counts."""
    scores = {index: heads[index][-1] for index, c in columns.items() if c.role == "score"}
    if len({id(cell) for cell in scores.values()}) < 2:
        return columns
    own_score = [i for i in scores if "自评" in columns[i].header or "自查" in columns[i].header]
    kept = own_score[0] if own_score else min(scores)
    result = dict(columns)
    for index, cell in scores.items():
        if cell is not scores[kept]:
            result[index] = replace(columns[index], role="review_score" if len(own_score) == 1 else "")
    return result


__all__ = ["LABELS", "LEVELS", "MONEY", "RATES", "SCORES", "read_columns"]
