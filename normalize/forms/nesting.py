"""Which rows are parts of the row above them, and which are parts of a part.

    年度资金总额      1000
    其中：财政拨款     800       part
      其中：中央       500       nested: 800 + 200 = 1000 without it
      省级            300       nested, for 500 + 300 = 800
    自筹资金          200       part

The word 其中 opens a list; where it ends only the numbers say. Where they do not, every row behind it stays a part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from ..lexicon import coded_name, compiled, row_word
from ..report import LEAF, NESTED, PART, SUBTOTAL, TOTAL, Row, Value

_NUMBERS = (
    "[一二三四五六七八九十]+、",
    r"\([一二三四五六七八九十]+\)",
    r"[0-9]+(?:[.．](?![0-9])|、)",
    r"\([0-9]+\)",
    "[①-⑳]",
)
UNNUMBERED = 9
MOST = 60  # rows below a total that are tried
ADDED = ("initial_budget", "budget", "arrived", "executed", "balance", "amount", "number")


def with_sums(rows: list[Row]) -> list[Row]:
    """What rows such as 本年收入合计 or 人员经费合计 sum up: all where they are first or last and the numbers say so.

    Beside a total they are parts of it; without one, and not borne out by the numbers, their words say too little.
    """
    rows = _opened(_one_total(rows))
    ranked = {at: rank for at, row in enumerate(rows) if row.role == LEAF and (rank := _rank(row)) is not None}
    if not ranked:
        return rows
    result = list(rows)
    if any(row.role == TOTAL for row in rows):
        for at in ranked:
            result[at] = replace(rows[at], role=SUBTOTAL)
        return result
    highest = [at for at, rank in ranked.items() if rank == min(ranked.values())]
    listed = _below_leaves([row for at, row in enumerate(rows) if at not in ranked], "detail", None)
    others = [row for row in listed if row.role == LEAF]
    opens = highest == [0] and len(rows) > 1 and rows[1].role == PART  # “三公”经费合计, 其中：…
    ends = len(highest) == 1 and highest[0] in (0, len(rows) - 1)
    if opens or (ends and _adds_up(rows[highest[0]], others, some=True)):
        result[highest[0]] = replace(rows[highest[0]], role=TOTAL)
        return with_sums(result)
    bounds = [-1, *ranked]
    for before, at in pairwise(bounds):
        if _adds_up(rows[at], rows[before + 1 : at]):
            result[at] = replace(rows[at], role=SUBTOTAL)
    return result


def _one_total(rows: list[Row]) -> list[Row]:
    """Of several totals (支出合计, 总计) the widest by its words is the total, and the others are parts of it."""
    totals = {at: _width(row) for at, row in enumerate(rows) if row.role == TOTAL}
    widest = [at for at, width in totals.items() if width == min(totals.values())]
    if len(totals) < 2 or len(widest) > 1:
        return rows
    return [replace(row, role=SUBTOTAL) if at in totals and at != widest[0] else row for at, row in enumerate(rows)]


def _width(row: Row) -> int:
    text = row.labels[0].text if row.labels else ""
    return 0 if row_word(text, "sum_all") else 2 if row_word(text, "sum") and not row_word(text, "bare_sum") else 1


def _opened(rows: list[Row]) -> list[Row]:
    """A first row that 其中 takes apart is the total if everything below makes it up: 部门整体支出, 其中：基本支出 …"""
    if len(rows) < 2 or rows[0].role != LEAF or rows[1].role != PART or any(row.role == TOTAL for row in rows):
        return rows
    total = replace(rows[0], role=TOTAL)
    parts = [row for row in _below_total([total, *rows[1:]], 0)[1:] if row.role == PART]
    return [total, *rows[1:]] if _adds_up(total, parts) else rows


def made_up(rows: list[Row]) -> bool:
    """Whether the rows beside a total are all it is made of, by their numbers."""
    top = next((row for row in rows if row.role == TOTAL), None)
    lists = ([row for row in rows if row.role == role] for role in (LEAF, PART))
    return top is not None and any(len(one) > 1 and _adds_up(top, one) for one in lists)


def _rank(row: Row) -> int | None:
    """How wide a sum a row's words name, from the widest; None where they name none."""
    text = row.labels[0].text if row.labels else ""
    return next((rank for rank, word in enumerate(("sum_all", "sum")) if row_word(text, word)), None)


def with_parts(rows: list[Row], kind: str) -> list[Row]:
    """The rows with PART and NESTED said; rows that begin with 其中 are PART already."""
    rows = _numbered(_restarted(rows))
    top = next((at for at, row in enumerate(rows) if row.role == TOTAL), None)
    marks = [at for at, row in enumerate(rows) if row.role == PART]
    if not marks:
        return rows
    if top is not None and top + 1 == marks[0]:
        opened = _below_total(rows, top)
        # elsewhere than under funds the list may be one of some rows only
        if kind == "fund" or _adds_up(rows[top], [row for row in opened[top + 1 :] if row.role == PART]):
            return opened
    return _below_leaves(rows, kind, top)


def _numbered(rows: list[Row]) -> list[Row]:
    """Rows listed below a numbered one ((1), (2) under 2.; names under 一、) belong to it, where the numbers say so.

    Where every head has such rows, the heads are subtotals (一、直接费用 over 设备费, 材料费); else the rows are parts.
    """
    ranks = _ranks(rows)
    highest = min((rank for rank in ranks if rank is not None), default=UNNUMBERED)
    heads = [at for at, rank in enumerate(ranks) if rank == highest]
    top = next((row for row in rows if row.role == TOTAL), None)
    whole = top is not None and len(heads) > 1 and _adds_up(top, [rows[at] for at in heads])
    depth = [0] * len(rows)
    for at, rank in enumerate(ranks):
        if rank is None or rank == UNNUMBERED:
            continue
        stop = next((to for to in range(at + 1, len(rows)) if (below := ranks[to]) is None or below <= rank), len(rows))
        inside = [below for below in ranks[at + 1 : stop] if below is not None]
        direct = [to for to in range(at + 1, stop) if ranks[to] == min(inside)]
        if direct and (depth[at] or whole or _adds_up(rows[at], [rows[to] for to in direct])):
            for to in range(at + 1, stop):
                depth[to] = depth[at] + 1 + (to not in direct)
    complete = len(heads) > 1 and all(at + 1 < len(rows) and depth[at + 1] for at in heads)
    roles = (LEAF, LEAF, PART, NESTED) if complete else (LEAF, PART, NESTED, NESTED)
    result = [replace(row, role=roles[min(d, 3)]) if d else row for row, d in zip(rows, depth, strict=True)]
    for at in heads if complete else ():
        result[at] = replace(rows[at], role=SUBTOTAL)
    return result


def _restarted(rows: list[Row]) -> list[Row]:
    """A list that begins anew takes the row above it apart: 年初结转和结余, then 一、一般公共预算 again.

    Anew is a list numbered from 一 again, or one of names that were listed before.
    """
    result = list(rows)
    names = [_bare(row) for row in rows]
    earliest: dict[str, int] = {}
    repeats = [earliest.setdefault(name, at) < at for at, name in enumerate(names)]
    seen = False
    for at, row in enumerate(rows):
        first = _is_first(row)
        again = repeats[at] and not repeats[at - 1]
        head = rows[at - 1] if at and (again or (first and seen)) else None
        seen = seen or first
        if head is None or row.role != LEAF or head.role != LEAF or _number_rank(head) is not None:
            continue
        rank, last = _number_rank(row), at + 1
        while last < len(rows) and rows[last].role == LEAF and _number_rank(rows[last]) == rank:
            if _is_first(rows[last]) or (rank is None and earliest[names[last]] >= at):
                break
            last += 1
        if _adds_up(head, rows[at:last]):
            result[at:last] = [replace(part, role=PART) for part in rows[at:last]]
    return result


def _bare(row: Row) -> str:
    """A name without its number: 一、一般公共预算财政拨款 and 一般公共预算财政拨款 are one."""
    return compiled("|".join(f"^(?:{mark})" for mark in _NUMBERS)).sub("", row.labels[-1].name) if row.labels else ""


def _is_first(row: Row) -> bool:
    return bool(row.labels) and compiled("^(?:一、|1[.．、](?![0-9]))").match(row.labels[-1].name) is not None


def _ranks(rows: list[Row]) -> list[int | None]:
    """How deep each row is by its number; a row without one is deeper than the numbered rows above it."""
    ranks: list[int | None] = []
    for row in rows:
        rank = _number_rank(row)
        below = rank is None and row.role == LEAF and bool(ranks) and ranks[-1] is not None
        ranks.append(UNNUMBERED if below else rank)
    return ranks


def _number_rank(row: Row) -> int | None:
    """How deep the number before a name is: 一、 0, （一） 1, 1. 2, （1） 3, ① 4; None without one."""
    if row.role not in (LEAF, PART) or not row.labels:
        return None
    name = compiled("^其中:?").sub("", row.labels[-1].name)
    return next((rank for rank, mark in enumerate(_NUMBERS) if compiled(mark).match(name)), None)


def _below_total(rows: list[Row], top: int) -> list[Row]:
    """Under a total that 其中 takes apart, all that follows is a part, or a part of a part."""
    end = next((at for at in range(top + 1, len(rows)) if rows[at].role not in (LEAF, PART)), len(rows))
    result = [*rows[: top + 1], *(replace(row, role=PART) for row in rows[top + 1 : end]), *rows[end:]]
    marks = [at for at in range(top + 2, end) if _marked(rows[at])]
    if not marks or end - top > MOST or _adds_up(rows[top], result[top + 1 : end]):
        ends = [(marks[0], marks[0] + 1)] if marks and _empty(rows[marks[0]]) and _unmarked(rows, top, end) else []
    else:
        ends = [(mark, stop) for mark in marks[:1] for stop in _stops(rows, top, mark, end)]
    for mark, stop in ends[:1]:
        result[mark:stop] = [replace(row, role=NESTED) for row in result[mark:stop]]
    return result


def _stops(rows: list[Row], top: int, mark: int, end: int) -> Iterator[int]:
    """Where the nested list may end so that the others add up and it stays within its row; first where it makes it."""
    fitting = [
        stop
        for stop in range(mark + 1, end + 1)
        if _within(rows[mark - 1], rows[mark:stop]) and _adds_up(rows[top], [*rows[top + 1 : mark], *rows[stop:end]])
    ]
    yield from (stop for stop in fitting if _adds_up(rows[mark - 1], rows[mark:stop]))
    yield from fitting


def _below_leaves(rows: list[Row], kind: str, top: int | None) -> list[Row]:
    """其中 under a row of its own: its list goes on while the numbers stay within that row, up to its amount."""
    result = list(rows)
    for at, row in enumerate(rows):
        if row.role != PART or not _marked(row) or at == 0 or rows[at - 1].role not in (LEAF, TOTAL):
            continue
        last = next((to for to in range(at, len(rows)) if rows[to].role not in (LEAF, PART)), len(rows))
        stop = next((to for to in range(at + 1, min(last, at + MOST) + 1) if _adds_up(rows[at - 1], rows[at:to])), None)
        if kind == "fund" and top is not None and top < at:
            stop = last
        for to in range(at, stop or at):
            result[to] = replace(rows[to], role=PART)
    return result


def _marked(row: Row) -> bool:
    return bool(row.labels) and row_word(row.labels[-1].text, "part")


def _unmarked(rows: list[Row], top: int, end: int) -> bool:
    return any(not _marked(row) for row in rows[top + 1 : end])


def _empty(row: Row) -> bool:
    return not any(value.base for value in _numbers(row).values())


def _numbers(row: Row) -> dict[int, Value]:
    added = {column.index for column in row.columns if column.role in ADDED}
    return {index: v for index, v in row.values.items() if index in added and v.quantity is not None}


def _within(whole: Row, parts: list[Row]) -> bool:
    """Whether parts are no more than the whole: a second split of the total is not nested in the first."""
    stated, added = _numbers(whole), [_numbers(row) for row in parts]
    sums = {index: sum((one[index].base for one in added if index in one), Fraction(0)) for index in stated}
    return all(sums[index] <= value.base + value.step * len(parts) for index, value in stated.items())


def _adds_up(whole: Row, parts: list[Row], some: bool = False) -> bool:
    """Whether the parts make the whole in every column (in some at least), as far as their rounding lets them."""
    stated = _numbers(whole)
    added = [_numbers(row) for row in top_codes(parts)]
    held: list[tuple[bool, bool]] = []
    for index, value in stated.items():
        found = [numbers[index] for numbers in added if index in numbers]
        slack = value.step * len(found) / 2
        if found:
            held.append((abs(sum((one.base for one in found), Fraction(0)) - value.base) <= slack, bool(value.base)))
    borne_out = any(fits and telling for fits, telling in held)
    return borne_out and (some or all(fits for fits, _ in held))


def top_codes(rows: list[Row]) -> list[Row]:
    """Rows with subject codes: only those that no other row's code begins; 20103 is part of 201."""
    codes = [_code(row) for row in rows]
    printed = set(codes) - {""}
    begun = {code for code in printed if any(code[:length] in printed for length in range(1, len(code)))}
    return [row for row, code in zip(rows, codes, strict=True) if code not in begun]


def _code(row: Row) -> str:
    printed = row.text("code").strip()
    both = coded_name(row.labels[-1].text) if not printed and row.labels else None
    return both[0] if both is not None else printed
