"""The forms that were read from a labelled spec, compared with what it expects: cells, rows, columns, identities.

A cell is right when its row and its column both have the expected role; `cells` is the figure of the target. Where two
tables stand side by side, a row of the grid holds a row of each: the expected columns say which of them is asked for,
or that both are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gouji.extract.document import Document
from gouji.extract.quantity import Quantity, parse_cell
from gouji.extract.text import fold
from gouji.normalize.build import build
from gouji.normalize.report import Form, Row

from benchmarks.labelled import Tally

# Columns that hold names or remarks: which of them they are decides no relation.
WEAK = {
    "",
    "item",
    "period",
    "sequence",
    "reason",
    "explanation",
    "goal_expected",
    "goal_actual",
    "grade",
    "number",
    "code",
    "score_rate",
}
LEVELS = {"level1", "level2", "level3", "level4"}
_NUMBERS = {"number", "amount"}

Tallies = Callable[[str], Tally]
Found = dict[tuple[int, int], list[Row]]  # several where tables stand side by side


def compare_forms(spec: dict[str, Any], document: Document, tally: Tallies) -> None:
    """Counts one spec; `tally` gives the tally of a figure: cells, rows, columns, forms, repaired values."""
    report = build(document)
    tables = [table.anchor.block for table in document.tables()]
    found: Found = {}
    for own in report.forms:
        for part in own.sections:
            for row in part.rows:
                found.setdefault((part.anchor.block, row.index), []).append(row)
    _compare_identities(spec, list(report.forms), tally("forms"))
    for form in spec["expect"]:
        for section in form["sections"]:
            block = tables[section["table"]]
            if section["kind"] != "pairs":
                beside = sum(_place(other) == _place(section) for other in form["sections"]) > 1
                _compare_section(spec["id"], section, block, _side(section, block, found, beside), tally)
            _compare_values(spec["id"], section, block, found, report.forms, tally("values"))


def _compare_identities(spec: dict[str, Any], forms: list[Form], tally: Tally) -> None:
    wanted = spec["expect"]
    for index, form in enumerate(wanted):
        got = forms[index] if index < len(forms) else None
        same = (
            got is not None
            and got.kind == form["kind"]
            and all(
                fold(getattr(got.identity, name)) == fold(form[name])
                for name in ("project", "organisation")
                if name in form
            )
        )
        words = "none" if got is None else f"{got.kind} {got.identity.project} {got.identity.organisation}"
        _count(tally, same, f"{spec['id']}: form {index} is {words}")
    if len(forms) > len(wanted):
        tally.surplus += len(forms) - len(wanted)
        tally.wrong.append(f"{spec['id']}: {len(forms)} forms for {len(wanted)}")


def _place(section: dict[str, Any]) -> tuple[int, int]:
    return section["table"], section["first"]


def _side(section: dict[str, Any], block: int, found: Found, beside: bool) -> dict[int, Row]:
    """The rows of a section; of tables expected side by side, those whose columns are most like its own."""
    columns = section["columns"]

    def alike(row: Row) -> int:
        roles = {column.index: column.role for column in row.columns}
        return sum(column_right(wanted, roles.get(index, "")) for index, wanted in enumerate(columns))

    indices = range(section["first"], section["first"] + len(section["rows"]))
    rows = {index: found[block, index] for index in indices if (block, index) in found}
    return {index: max(sides, key=alike) if beside else sides[-1] for index, sides in rows.items()}


def _compare_section(spec: str, section: dict[str, Any], block: int, found: dict[int, Row], tally: Tallies) -> None:
    columns = section["columns"]
    seen: set[int] = set()
    for offset, role in enumerate(section["rows"]):
        index = section["first"] + offset
        row = found.get(index)
        row_right = _row_right(role, row)
        got = "none" if row is None else row.role
        _count(tally("rows"), row_right, f"{spec}: row {index} is {got} for {role}")
        if role == "skip":
            continue
        roles = {} if row is None else {column.index: column.role for column in row.columns}
        for column, wanted in enumerate(columns):
            right = row is not None and column_right(wanted, roles.get(column, ""))
            text = f"{spec}: column {column} of row {index} is {roles.get(column, '') or '-'} for {wanted}"
            _count(tally("cells"), row_right and right, "")  # rows and columns say it
            if column not in seen:
                seen.add(column)
                _count(tally("columns"), right, text)


def _asked(columns: list[str], role: str, rows: list[Row]) -> Row | None:
    """Of the rows that stand side by side, or of all of them taken together, the one that the columns describe best."""

    def fitting(row: Row) -> tuple[int, bool]:
        roles = {column.index: column.role for column in row.columns}
        return sum(column_right(wanted, roles.get(at, "")) for at, wanted in enumerate(columns)), row.role == role

    return max([*rows, *_together(rows)], key=fitting, default=None)


def _together(rows: list[Row]) -> list[Row]:
    if len(rows) < 2:
        return []
    columns = {column.index: column for row in rows for column in row.columns if column.role}
    values = {index: value for row in rows for index, value in row.values.items()}
    return [replace(row, columns=tuple(columns.values()), values=values) for row in rows]


def _count(tally: Tally, right: bool, text: str) -> None:
    tally.right += right
    tally.surplus += not right
    tally.missed += not right
    if not right:
        tally.wrong.append(text)


def _row_right(wanted: str, row: Row | None) -> bool:
    if wanted == "skip":
        return row is None or not any(value.quantity is not None for value in row.values.values())
    if row is None:
        return False
    if wanted == "nested":
        return row.role == "nested" or (row.role == "part" and getattr(row, "depth", 1) > 1)
    return row.role == wanted


def column_right(wanted: str, found: str) -> bool:
    """Whether a found role serves for the expected one; names and remarks are alike."""
    if wanted == "?":
        return found == ""
    if wanted == "-":
        return found in WEAK | LEVELS
    if wanted == "number":
        return found in _NUMBERS
    return found in WEAK | LEVELS - {"number"} if wanted in WEAK else found == wanted


def _compare_values(
    spec: str, section: dict[str, Any], block: int, found: Found, forms: tuple[Form, ...], tally: Tally
) -> None:
    for index, values in section.get("values", {}).items():
        for role, wanted in values.items():
            if section["kind"] == "pairs":
                rows = [row for form in forms for own in form.of("fund") for row in own.rows]
            else:
                rows = found.get((block, int(index)), [])[-1:]
            texts = [value.text for row in rows if (value := row.value(role)) is not None]
            _count(
                tally,
                any(_same(text, wanted) for text in texts),
                f"{spec}: {role} of row {index} is {texts} for {wanted}",
            )


def _same(text: str, wanted: str) -> bool:
    one, other = parse_cell(text), parse_cell(wanted)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.value == other.value
    return fold(text) == fold(wanted)
