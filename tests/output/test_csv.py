"""The discrepancy CSV against what names and texts can do to it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from gouji.output.writers import to_csv
from gouji.output.writers.to_baseline import BaselineWriter, Signature
from gouji.validate.outcome import Outcome
from gouji.validate.suppress import Baseline

Make = Callable[..., Outcome]
GBK_NAME = b"\xb1\xa8\xb8\xe6.docx".decode("utf-8", "surrogateescape")  # 报告.docx, unpacked where names are UTF-8


def test_a_name_that_is_no_text_ends_no_run(tmp_path: Path, outcome: Make) -> None:
    path = tmp_path / "out.csv"
    for writer in (to_csv.discrepancies(path, "zh"), BaselineWriter(path, "zh", Baseline(), Signature())):
        with writer:
            writer.put(outcome({}, name=GBK_NAME))
        (row,) = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
        assert row["报告"] == "????.docx"


def test_no_cell_is_a_formula(tmp_path: Path, outcome: Make) -> None:
    path = tmp_path / "out.csv"
    with to_csv.discrepancies(path, "zh") as writer:
        writer.put(outcome({"subject": "=1+1", "quote": "@A1", "difference": "-2.70", "cause": "+1-2"}))
    (row,) = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    assert [row[name] for name in ("对象", "原文摘录", "差额", "可能原因")] == ["'=1+1", "'@A1", "-2.70", "'+1-2"]
