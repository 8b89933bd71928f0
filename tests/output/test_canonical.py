"""The canonical report: valid against the schema that ships, complete, and as exact as the print."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import gouji
import pytest
from gouji.extract.reader import read
from gouji.normalize.build import build
from gouji.output.canonical import NAME, SCHEMA, report_json, report_text
from gouji.settings import Settings
from jsonschema import Draft202012Validator

REPORTS = Path(__file__).parent.parent.parent / "fixtures" / "reports"
VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _json(path: Path) -> Any:
    return json.loads(report_text(build(read(path, path.name, Settings()))))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(VALIDATOR.schema)
    assert VALIDATOR.schema["$id"] == NAME


@pytest.mark.parametrize("path", sorted(REPORTS.iterdir()), ids=lambda path: path.name)
def test_every_sample_report_is_valid(path: Path) -> None:
    found = _json(path)
    VALIDATOR.validate(found)
    assert found["forms"] or found["claims"]


def test_a_field_the_schema_does_not_know_is_refused() -> None:
    found = _json(REPORTS / "clean-mof-yuan.docx")
    found["forms"][0]["sections"][0]["colour"] = "red"
    assert not VALIDATOR.is_valid(found)


def test_numbers_keep_their_digits_and_places() -> None:
    report = gouji.read(REPORTS / "clean-mof-yuan.docx")
    printed = [
        (value.text, str(value.quantity.value))
        for form in report.forms
        for section in form.sections
        for row in section.rows
        for value in row.values.values()
        if value.quantity is not None
    ]
    found = [
        (value["text"], value["number"])
        for form in report_json(report)["forms"]
        for section in form["sections"]
        for row in section["rows"]
        for value in row["values"]
        if value["number"] is not None
    ]
    assert found == printed
    assert ("1,286,400.00", "1286400.00") in found


def test_indicators_have_an_id_or_a_suggestion_never_both() -> None:
    found = _json(REPORTS / "clean-evaluation.docx")
    rows = [row for form in found["forms"] for section in form["sections"] for row in section["rows"]]
    indicators = [row["indicator"] for row in rows if row["indicator"] is not None]
    assert indicators
    assert any(indicator["id"] for indicator in indicators)
    assert not any(indicator["id"] and indicator["suggestion"] for indicator in indicators)


def test_a_row_per_printed_number() -> None:
    path = REPORTS / "clean-mof-yuan.docx"
    frame = gouji.read(path).to_frame()
    budget = frame[(frame["path"] == "年度资金总额") & (frame["role"] == "budget")].iloc[0]
    assert budget["value"] == Decimal("1286400.00")
    assert (budget["base"], budget["unit"], budget["form"]) == (1286400.0, "元", "self_evaluation")
    assert budget["location"].startswith("项目支出绩效自评表 第")
    assert not frame.duplicated(["location", "text", "role", "path"]).all()


def test_a_row_per_finding() -> None:
    frame = gouji.check(REPORTS / "seeded-group-heading.docx").to_frame()
    assert list(frame["rule"]) == ["GJ302"]
    assert next(iter(frame.columns)) == "report"
    clean = gouji.check(REPORTS / "clean-mof-yuan.docx").to_frame()
    assert (len(clean), "fingerprint" in clean.columns) == (0, True)
