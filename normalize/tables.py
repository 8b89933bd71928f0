"""A table read as forms: identity lines, blocks under headers, rows with their roles.

The 财政部 self-evaluation form is one table with four blocks: identity (项目名称 …), funds, goals, indicators; its 总分
row closes the last. A score table or a fund-use table has one block. Another 项目名称 line starts another form.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ..extract.document import Cell, Table
from ..extract.quantity import Missing, parse_cell
from ..extract.text import fold
from .headers import Grid, Header, distinct, find_headers, halves
from .lexicon import form_kind, identity_field
from .report import Form, Identity, Section
from .rows import read_section
from .values import even_places

_FORM_KIND = (("score", "self_evaluation", "fund"), ("score", "evaluation", ""), ("target", "goal", ""))


def read_forms(table: Table) -> list[Form]:
    """The forms of one table, in order; empty when the table holds none that is known."""
    grid = table.grid()
    headers = find_headers(grid)
    starts = [row for row in range(len(grid)) if _names_project(grid[row])]
    bounds = [0, *starts[1:], len(grid)]
    forms = []
    for first, last in pairwise(bounds):
        inside = [header for header in headers if first <= header.start < last]
        form = _read_form(table, grid, first, last, inside)
        if form is not None:
            forms.append(form)
    return forms


def _names_project(cells: list[Cell | None]) -> bool:
    found = distinct(cells)
    return (
        len(found) >= 2
        and identity_field(found[0].text) == "project"
        and not isinstance(parse_cell(found[1].text), Missing)
        and not identity_field(found[1].text)
        and len(found) <= 4
    )


def _read_form(table: Table, grid: Grid, first: int, last: int, headers: list[Header]) -> Form | None:
    sections: list[Section] = []
    title = table.caption or _inner_title(grid, first)
    ends = [header.start for header in headers[1:]] + [last]
    for header, end in zip(headers, ends, strict=False):
        found = [read_section(table, grid, half, end, headers[0]) for half in halves(header)]
        sections += [section for section in found if section is not None]
    sections = _merge_repeats(sections)
    if not sections:
        return None
    kind = form_kind(title) or _kind_by_sections(sections)
    identity = _identity(grid, first, headers[0].start)
    return Form(kind, 0, title, identity, tuple(sections), table.anchor)


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
    fields: dict[str, str] = {}
    for cells in grid[first:last]:
        found = distinct(cells)
        for key, content in pairwise(found):
            name = identity_field(key.text)
            if name and not identity_field(content.text) and fold(content.text):
                fields.setdefault(name, fold(content.text))
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
