"""One cause, one row, on every case of tests/rules: no error beside the expected ones, from whatever rule."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from gouji.extract.document import Document
from gouji.normalize.build import build
from gouji.validate.examine import examine
from gouji.validate.finding import Finding

CASES = Path(__file__).parent.parent / "rules"


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}-{case['name']}")
        for path in sorted(CASES.glob("gj*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
        if "files" not in case  # what files say of each other is the rule's own test
    ]


def wanted(finding: Finding, expect: list[dict[str, str]]) -> bool:
    return any(all(getattr(finding, key) == value for key, value in want.items()) for want in expect)


@pytest.mark.parametrize("case", cases())
def test_no_other_error(case: dict[str, Any], document: Callable[[Any], Document]) -> None:
    findings = examine(build(document(case["document"]))).findings
    errors = [f for f in findings if f.severity == "error"]
    assert [(f.rule, f.subject, f.stated, f.expected) for f in errors if not wanted(f, case["expect"])] == []
    expected = sum(want.get("severity") == "error" for want in case["expect"])
    assert len(errors) == expected or not expected


@pytest.mark.parametrize("case", cases())
def test_rows_are_complete(case: dict[str, Any], document: Callable[[Any], Document]) -> None:
    """A row says what, where, and how it was computed; a difference is stated − expected."""
    for finding in examine(build(document(case["document"]))).findings:
        assert finding.message and finding.subject and finding.location and finding.quote and finding.fingerprint
        assert not finding.expected or finding.stated != finding.expected, "a row asks for a change"
        if finding.difference:
            assert finding.expression
