"""Decisions on findings: read as people and Excel leave them, obeyed, written back without losing any."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from gouji.normalize.report import Identity
from gouji.output.writers.to_baseline import BaselineWriter, Signature, known_decisions
from gouji.settings import CannotRun
from gouji.validate.outcome import Outcome
from gouji.validate.suppress import Baseline, Entry, read_baseline

Make = Callable[..., Outcome]
A, B, C = "a85faa5251658be7", "16d6cd645bf731b0", "1234567890123456"
HEADER = "指纹,处理意见,处理人,日期,理由,报告"


def _baseline(folder: Path, *lines: str, encoding: str = "utf-8-sig", separator: str = ",") -> Path:
    path = folder / "基线.csv"
    path.write_text("\r\n".join((HEADER, *lines)).replace(",", separator), encoding=encoding, newline="")
    return path


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_only_what_is_ignored_is_suppressed(tmp_path: Path, outcome: Make) -> None:
    path = _baseline(tmp_path, f"{A},忽略,张三,2024/5/8,已说明,", f"{B},确认,,,,", f"{C},已改,,,,")
    baseline = read_baseline(path)
    judged = baseline.apply(outcome({}, {"fingerprint": B}, {"fingerprint": C}, {"fingerprint": "0" * 16}))
    assert [finding.status for finding in judged.findings] == ["suppressed", *["inconsistent"] * 3]
    said = "\n".join(baseline.remarks())
    assert "忽略 1 条" in said
    assert "“已改”的差异仍然存在（1 条）" in said
    assert "没有出现" not in said


def test_unused_entries_are_reported_but_not_the_corrected(tmp_path: Path, outcome: Make) -> None:
    path = _baseline(tmp_path, f"{A},忽略,,,已说明,旧/表.docx", f"{C},已改,,,,")
    baseline = read_baseline(path)
    baseline.apply(outcome({"fingerprint": B}))
    said = "\n".join(baseline.remarks())
    assert f"{A} 旧/表.docx" in said
    assert C not in said


def test_many_unused_entries_are_counted() -> None:
    baseline = Baseline.of(Entry(f"{number:016x}") for number in range(33))
    assert baseline.remarks()[-1].strip() == "……另有 13 条"


def test_where_nothing_identifies_a_report_its_name_must_agree(tmp_path: Path, outcome: Make) -> None:
    path = _baseline(tmp_path, f"{A},忽略,,,是封面,甲/封面.docx")
    unknown = {"identity": Identity(), "rule": "GJ007"}
    for name, status in (("甲/封面.docx", "suppressed"), ("乙/自评表.docx", "inconsistent")):
        assert read_baseline(path).apply(outcome(unknown, name=name)).findings[0].status == status
    assert read_baseline(path).apply(outcome({}, name="乙.docx")).findings[0].status == "suppressed"


@pytest.mark.parametrize(("encoding", "separator"), [("gb18030", ","), ("utf-8", ";"), ("utf-8-sig", "\t")])
def test_as_spreadsheets_save_it(tmp_path: Path, encoding: str, separator: str) -> None:
    path = _baseline(tmp_path, f"{A},忽略,张三,,已说明,", "", ",,,,,", encoding=encoding, separator=separator)
    assert list(read_baseline(path)) == [Entry(A, "ignored", "张三", "", "已说明")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"{A},忽略,张三,,,", "第2行：处理意见为“忽略”而没有理由"),
        (f"{A},不管,,,,", "确认、忽略、已改之一"),
        ("1.23457E+15,确认,,,,", "被 Excel 改成了数字"),
    ],
)
def test_an_entry_that_cannot_be_obeyed_is_refused(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(CannotRun, match=words):
        read_baseline(_baseline(tmp_path, line))


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "别的.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(CannotRun, match="不是基线"):
        read_baseline(path)
    with pytest.raises(CannotRun, match="打不开基线"):
        read_baseline(tmp_path / "没有.csv")


def test_a_new_run_keeps_what_was_decided(tmp_path: Path, outcome: Make) -> None:
    path = _baseline(tmp_path, f"{A},忽略,张三,2024-05-08,=已说明,旧名.docx", f"{B},确认,,,,", f"{'e' * 16},,,,,")
    with BaselineWriter(path, "zh", known_decisions(path), Signature()) as writer:
        writer.put(outcome({}, {}, {"fingerprint": C}))
    rows = _rows(path)
    assert [(row["指纹"], row["处理意见"], row["处理人"]) for row in rows] == [
        (A, "忽略", "张三"), (f"'{C}", "", ""), (B, "确认", ""),
    ]  # fmt: skip
    assert rows[0]["理由"] == "'=已说明"
    assert [entry.fingerprint for entry in read_baseline(path)] == [A, C, B]
    assert next(iter(read_baseline(path))).reason == "=已说明"


def test_a_signature_decides_what_is_open(tmp_path: Path, outcome: Make) -> None:
    path = _baseline(tmp_path, f"{A},确认,张三,2024-05-08,,")
    with BaselineWriter(path, "en", known_decisions(path), Signature("忽略", "李四", "往年报告")) as writer:
        writer.put(outcome({}, {"fingerprint": B}))
    rows = _rows(path)
    assert [(row["decision"], row["by"], row["reason"]) for row in rows] == [
        ("confirmed", "张三", ""), ("ignored", "李四", "往年报告"),
    ]  # fmt: skip
    assert rows[1]["date"]
    assert "忽略 1 条" in writer.summary
