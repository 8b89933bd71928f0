"""Forms of many provinces, read cell by cell: `forms/*.yaml`, in the format of fixtures/labels/README.md.

Beyond that format: a column or a kind may be `any` (two readings are right), tables that stand side by side are
sections of the same rows, `repaired` lists the rows whose cells were put back, and `groups` gives what the columns of a
transposed table hold; `plant` a cell and a wrong number for it, which a row of the result must report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from gouji.extract.document import Document
from gouji.extract.quantity import Quantity, parse_cell
from gouji.extract.text import fold
from gouji.normalize.build import build
from gouji.normalize.report import Form, Row
from gouji.validate.examine import examine

Build = Callable[[Any], Document]
Found = dict[tuple[int, int], list[Row]]

SPECS = [
    spec
    for path in sorted((Path(__file__).parent / "forms").glob("*.yaml"))
    for spec in yaml.safe_load(path.read_text(encoding="utf-8"))
]
WEAK = {"", "item", "period", "sequence", "reason", "explanation", "goal_expected", "goal_actual", "grade", "code"}
NAMES = WEAK | {"level1", "level2", "level3", "level4", "number", "score_rate"}


@pytest.mark.parametrize("spec", SPECS, ids=[spec["id"] for spec in SPECS])
def test_form(spec: dict[str, Any], document: Build) -> None:
    assert list(wrong(spec, document(spec["case"]))) == []


def wrong(spec: dict[str, Any], printed: Document) -> Iterator[str]:
    report = build(printed)
    tables = [table.anchor.block for table in printed.tables()]
    found: Found = {}
    for form in report.forms:
        for section in form.sections:
            for row in section.rows:
                found.setdefault((section.anchor.block, row.index), []).append(row)
    if len(report.forms) != len(spec["expect"]):
        yield f"{len(report.forms)} forms"
    for wanted, form in zip(spec["expect"], report.forms, strict=False):
        yield from _identity(wanted, form)
        for section in wanted["sections"]:
            if section.get("kind") == "pairs":
                yield from _pairs(section, form)
            else:
                yield from _section(section, tables[section["table"]], found)
        yield from _groups(wanted.get("groups", {}), form)


def _identity(wanted: dict[str, Any], form: Form) -> Iterator[str]:
    if wanted.get("kind", "any") not in ("any", form.kind):
        yield f"form is {form.kind}"
    for name in ("project", "organisation"):
        if name in wanted and fold(getattr(form.identity, name)) != fold(wanted[name]):
            yield f"{name} is {getattr(form.identity, name)}"


def _asked(columns: list[str], rows: list[Row]) -> Row | None:
    """Of the tables that stand side by side, the row of the one whose columns are asked for."""

    def fitting(row: Row) -> int:
        return sum(columns[column.index] != "-" for column in row.columns if column.role)

    return next((row for row in sorted(rows, key=fitting, reverse=True) if fitting(row)), None)


def _section(section: dict[str, Any], block: int, found: Found) -> Iterator[str]:
    for offset, role in enumerate(section["rows"]):
        index = section["first"] + offset
        row = _asked(section["columns"], found.get((block, index), []))
        if role == "skip":
            if row is not None and any(value.quantity is not None for value in row.values.values()):
                yield f"row {index} is {row.role}, to be left out"
            continue
        if row is None or role not in ("any", row.role):
            yield f"row {index} is {row and row.role}, not {role}"
            continue
        if row.repaired != (index in section.get("repaired", ())):
            yield f"row {index} was {'' if row.repaired else 'not '}repaired"
        roles = {column.index: column.role for column in row.columns}
        for column, wanted in enumerate(section["columns"]):
            if not _right(wanted, roles.get(column, "")):
                yield f"row {index} column {column} is {roles.get(column)!r}, not {wanted!r}"
        for name, text in section.get("values", {}).get(index, {}).items():
            value = row.value(name)
            if value is None or not _same(value.text, str(text)):
                yield f"row {index} {name} is {value and value.text!r}, not {text!r}"


def _right(wanted: str, got: str) -> bool:
    match wanted:
        case "any":
            return True
        case "?":
            return got == ""
        case "-":
            return got in NAMES
        case "number":
            return got in ("number", "amount")
        case _:
            return got in NAMES if wanted in WEAK else got == wanted


def _pairs(section: dict[str, Any], form: Form) -> Iterator[str]:
    rows = [row for own in form.of("fund") for row in own.rows]
    for values in section["values"].values():
        for name, text in values.items():
            printed = [value.text for row in rows if (value := row.value(name)) is not None]
            if not any(_same(one, str(text)) for one in printed):
                yield f"{name} is {printed}, not {text}"


def _groups(groups: dict[str, list[Any]], form: Form) -> Iterator[str]:
    section = form.score
    if not groups:
        return
    if section is None:
        yield "no score section"
        return
    rows = {row.name: row for row in section.rows}
    for name, numbers in groups.items():
        row = rows.get(name)
        for role, number in zip(("weight", "score", "score_rate"), numbers, strict=False):
            value = row.value(role) if row is not None else None
            if value is None or not _same(value.text, str(number)):
                yield f"{name} {role} is {value and value.text!r}, not {number!r}"


def _same(one: str, other: str) -> bool:
    first, second = parse_cell(one), parse_cell(other)
    if isinstance(first, Quantity) and isinstance(second, Quantity):
        return first.value == second.value
    return fold(one) == fold(other)


@pytest.mark.parametrize("spec", SPECS, ids=[spec["id"] for spec in SPECS])
def test_a_form_that_agrees_raises_nothing(spec: dict[str, Any], document: Build) -> None:
    """Every number of these forms agrees with the others: neither an error nor a warning is true."""
    found = examine(build(document(spec["case"]))).findings
    assert [f"{one.rule} {one.message}" for one in found if one.severity != "info"] == []


@pytest.mark.parametrize("spec", [one for one in SPECS if "plant" in one], ids=lambda spec: spec["id"])
def test_a_wrong_number_in_a_form_is_reported(spec: dict[str, Any], document: Build) -> None:
    """`plant` of a form is a cell and a number that does not agree with the others."""
    row, column, wrong_number = spec["plant"]
    lines = [line for line in spec["case"][0]["table"]["rows"].splitlines() if line.strip()]
    cells = lines[row].split("|")
    assert parse_cell(cells[column]) != parse_cell(wrong_number)
    lines[row] = "|".join([*cells[:column], f" {wrong_number} ", *cells[column + 1 :]])
    table = spec["case"][0]["table"] | {"rows": "\n".join(lines)}
    found = examine(build(document([{"table": table}]))).findings
    assert [one.rule for one in found if one.severity != "info"]
