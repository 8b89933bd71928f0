"""Sentences in many wordings, each with all it claims; a wording that was understood stays understood."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from gouji.extract.document import Document
from gouji.normalize.narrative.claims import read_claims

CASES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:24] for case in CASES])
def test_what_it_claims(document: Callable[[Any], Document], case: dict[str, Any]) -> None:
    claims = read_claims(document({"text": case["text"]}), "2023")
    assert [f"{claim.measure} [{claim.subject}] {claim.value.text}" for claim in claims] == case["claims"]
