"""The same forms as real Word files: what the reader hands on is read alike, and nothing in it is found wrong."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from gouji.extract.document import Document, Paragraph, Table
from gouji.extract.reader import read
from gouji.normalize.build import build
from gouji.settings import Settings
from gouji.validate.examine import examine

Build = Callable[[Any], Document]

FORMS = Path(__file__).parent / "forms"
SPECS = [
    spec
    for name in ("disclosures", "guises", "ledgers", "transfer")
    for spec in yaml.safe_load((FORMS / f"{name}.yaml").read_text(encoding="utf-8"))
]


def in_word(printed: Document) -> bytes:
    """A document of the case format as a Word file, its merged cells merged."""
    whole = docx.Document()
    for block in printed.blocks:
        match block:
            case Paragraph():
                whole.add_paragraph(block.text)
            case Table():
                _add(whole, block)
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def _add(whole: Any, printed: Table) -> None:
    table = whole.add_table(printed.row_count, printed.column_count)
    for cell in printed.cells:
        corner = table.cell(cell.row, cell.column)
        last = table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
        (corner.merge(last) if last is not corner else corner).text = cell.text


def _meaning(document: Document) -> list[Any]:
    return [
        (
            form.kind,
            form.identity,
            [
                (section.kind, section.unit, [c.role for c in section.columns], [_row(row) for row in section.rows])
                for section in form.sections
            ],
        )
        for form in build(document).forms
    ]


def _row(row: Any) -> Any:
    return row.role, row.path, {index: (value.text, value.unit) for index, value in row.values.items()}


@pytest.mark.parametrize("spec", SPECS, ids=[spec["id"] for spec in SPECS])
def test_a_form_in_word(spec: dict[str, Any], document: Build, tmp_path: Path) -> None:
    printed = document(spec["case"])
    path = tmp_path / "表.docx"
    path.write_bytes(in_word(printed))
    found = read(path, path.name, Settings())
    assert _meaning(found) == _meaning(printed)
    assert [f"{one.rule} {one.message}" for one in examine(build(found)).findings if one.severity != "info"] == []
