"""A table read as forms: identity lines, blocks under headers, rows with their roles.

The 财政部 self-evaluation form is one table with four blocks: identity (项目名称 …), funds, goals, indicators; its 总分
row closes the last. A score table or a fund-use table has one block. Another 项目名称 line starts another form.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ...extract.document import Cell, Table
from ...extract.quantity import Missing, parse_cell
from ...extract.text import fold
from ..lexicon import form_kind, identity_field, identity_pair, identity_rank
from ..report import Form, Identity, Section
from .cells import Grid, distinct
from .headers import Header, find_headers
from .pairs import Block as Pairs
from .pairs import find_pairs, read_pairs
from .rows import read_section
from .sides import halves
from .transposed import Block as Transposed
from .transposed import find_transposed, read_transposed
from .values import even_places

Part = Header | Pairs | Transposed

_FORM_KIND = (("score", "self_evaluation", "fund"), ("score", "evaluation", ""), ("target", "goal", ""))


def read_forms(table: Table) -> list[Form]:
    """The forms of one table, in order; empty when the table holds none that is known."""
    grid = table.grid()
    parts = _parts(grid)
    starts = [row for row in range(len(grid)) if _names_project(grid[row])]
    bounds = [0, *starts[1:], len(grid)]
    forms = []
    for first, last in pairwise(bounds):
        inside = [part for part in parts if first <= part.start < last]
        form = _read_form(table, grid, first, last, inside)
        if form is not None:
            forms.append(form)
    return forms


def _names_project(cells: list[Cell | None]) -> bool:
    found = distinct(cells)
    if found and identity_pair(found[0].text)[0] == "project":
        return True
    return (
        len(found) >= 2
        and identity_field(found[0].text) == "project"
        and not isinstance(parse_cell(found[1].text), Missing)
        and not identity_field(found[1].text)
        and len(found) <= 4
    )


def _parts(grid: Grid) -> list[Part]:
    """Headers, blocks of keys and values, transposed blocks, top down; what lies inside a block is none of its own."""
    blocks: list[Part] = [*find_transposed(grid), *find_pairs(grid)]
    taken = {row for block in blocks for row in range(block.start, block.end)}
    headers = [h for h in find_headers(grid) if h.start not in taken and not (h.plain and h.end in taken)]
    return sorted([*blocks, *headers], key=lambda part: part.start)


def _read_form(table: Table, grid: Grid, first: int, last: int, parts: list[Part]) -> Form | None:
    title = table.caption or _inner_title(grid, first)
    opening = next((part for part in parts if isinstance(part, Header)), None)
    ends = [part.start for part in parts[1:]] + [last]
    found = [s for part, end in zip(parts, ends, strict=False) for s in _sections(table, grid, part, end, opening)]
    sections = _merge_repeats(found)
    if not sections:
        return None
    kind = form_kind(title) or _kind_by_sections(sections)
    identity = _identity(grid, first, parts[0].end if isinstance(parts[0], Pairs) else parts[0].start)
    return Form(kind, 0, title, identity, tuple(sections), table.anchor)


def _sections(table: Table, grid: Grid, part: Part, end: int, opening: Header | None) -> list[Section]:
    found: list[Section | None]
    match part:
        case Pairs():
            found = [read_pairs(table, grid, part)]
        case Transposed():
            found = [read_transposed(table, grid, part)]
        case Header():
            found = [read_section(table, grid, half, end, opening or part) for half in halves(grid, part)]
    return [section for section in found if section is not None]


def _inner_title(grid: Grid, first: int) -> str:
    """A title printed as the table's own first row, over its whole width."""
    cells = distinct(grid[first])
    return cells[0].text if len(cells) == 1 and len(cells[0].text) < 60 else ""


def _kind_by_sections(sections: list[Section]) -> str:
    kinds = {section.kind for section in sections}
    for own, form, beside in _FORM_KIND:
        if own in kinds and (not beside or beside in kinds):
            return form
    return next(iter(section.kind for section in sections))


def _identity(grid: Grid, first: int, last: int) -> Identity:
    said: dict[str, list[tuple[int, str]]] = {}
    for cells in grid[first:last]:
        found = distinct(cells)
        for text in (cell.text for cell in found):
            name, content = identity_pair(text)
            if name:
                said.setdefault(name, []).append((identity_rank(text.partition(":")[0].partition("：")[0]), content))
        for key, value in pairwise(found):
            name = identity_field(key.text)
            if name and not identity_field(value.text) and fold(value.text):
                said.setdefault(name, []).append((identity_rank(key.text), fold(value.text)))
    fields = {name: min(contents, key=lambda one: one[0])[1] for name, contents in said.items()}
    return Identity(fields.get("project", ""), fields.get("organisation") or fields.get("authority", ""))


def _merge_repeats(sections: list[Section]) -> list[Section]:
    """A block whose header is printed again (a long table) is one block."""
    merged: list[Section] = []
    for section in sections:
        previous = merged[-1] if merged else None
        if (
            previous is not None
            and [(c.role, c.header) for c in previous.columns] == [(c.role, c.header) for c in section.columns]
            and previous.total is None
        ):
            rows = tuple(even_places([*previous.rows, *section.rows], section.columns))
            merged[-1] = replace(previous, rows=rows, closed=previous.closed or section.closed)
        else:
            merged.append(section)
    return merged


def number_forms(forms: list[Form]) -> list[Form]:
    """Counts the forms of each kind from 1, in document order."""
    counts: dict[str, int] = {}
    numbered = []
    for form in forms:
        counts[form.kind] = counts.get(form.kind, 0) + 1
        numbered.append(replace(form, ordinal=counts[form.kind]))
    return numbered
