"""Every rule on its cases: small tables written as they print, in the YAML file of its code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from gouji.extract.document import Document, Source
from gouji.normalize.build import build
from gouji.validate.across import case_outcome
from gouji.validate.examine import examine
from gouji.validate.finding import Finding
from gouji.validate.rule import codes, rules

CASES = Path(__file__).parent


def _cases() -> list[Any]:
    return [
        pytest.param(path.stem.upper(), case, id=f"{path.stem}-{case['name']}")
        for path in sorted(CASES.glob("gj*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("code", "case"), _cases())
def test_case(code: str, case: dict[str, Any], document: Callable[[Any], Document]) -> None:
    findings = _findings(case, document)
    own = [f for f in findings if f.rule == code or any(line.startswith(code) for line in f.consequences)]
    expected = case["expect"]
    if not expected:
        assert [(f.rule, f.subject, f.stated, f.expected) for f in own] == []
        return
    for want in expected:
        assert any(all(getattr(f, key) == value for key, value in want.items()) for f in findings), [
            (f.rule, f.severity, f.status, f.subject, f.stated, f.expected) for f in findings
        ]


def _findings(case: dict[str, Any], document: Callable[[Any], Document]) -> tuple[Finding, ...]:
    """Of a document, or of what the files of a folder (`files`, by name) say of each other."""
    if "files" not in case:
        return examine(build(document(case["document"]))).findings
    reports = [build(replace(document(part), source=Source(name))) for name, part in case["files"].items()]
    return case_outcome("甲/", reports, (), (), True).findings


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_every_rule_has_a_document_and_cases(rule: Any) -> None:
    path = CASES / f"{rule.code.lower()}.yaml"
    cases = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert "做什么" in rule.document
    assert "怎么改" in rule.document
    assert any(case["expect"] for case in cases), "a failing case"
    assert any(not case["expect"] and not case.get("harmless") for case in cases), "a passing case"
    assert any(case.get("harmless") for case in cases), "a case that must not be flagged"


def test_rules_keep_to_the_code_map() -> None:
    for rule in rules():
        module = rule.relations.__module__.rsplit(".", 1)[-1]
        assert module.startswith(rule.code.lower())
        assert rule.document.startswith(codes()[rule.code].name)
