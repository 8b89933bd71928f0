"""Consistent reports in shapes that no fixture has: no row asks anyone to act (`benchmarks/shapes.py` draws them)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from gouji.extract.reader import read_bytes
from gouji.normalize.build import build
from gouji.settings import Settings
from gouji.validate.examine import examine

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from planting import render
from shapes import shape


# seeds of every layout; PDF ones whose forms are cut by a page break
@pytest.mark.parametrize(
    ("seed", "suffix"),
    [
        *((seed, "docx") for seed in (1040, 1081, 1101, 1126, 1186, *range(20))),
        *((s, "pdf") for s in (2042, 2068, 2080)),
    ],
)
def test_no_error_and_no_warning(seed: int, suffix: str) -> None:
    data, _ = render(shape(seed), suffix)
    report = build(read_bytes(data, f"report.{suffix}", Settings()))
    assert [(f.rule, f.message) for f in examine(report).findings if f.severity != "info"] == []
