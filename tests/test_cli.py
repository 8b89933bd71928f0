"""The command line as a user meets it: real processes, real files, exact bytes."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "fixtures" / "reports"
GOLDEN = ROOT / "tests" / "golden"
SAMPLES = ("clean-mof-yuan", "seeded-group-heading", "seeded-execution-score", "seeded-detail-swapped")


def gouji(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gouji", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of a few sample reports, a broken one and a file that is none."""
    target = tmp_path / "报告"
    (target / "下级单位").mkdir(parents=True)
    for name in SAMPLES:
        shutil.copy(REPORTS / f"{name}.docx", target / "下级单位" / f"{name}.docx")
    (target / "空.docx").write_bytes(b"")
    (target / "~$锁定.docx").write_bytes(b"x")
    (target / ".隐藏.docx").write_bytes(b"x")
    return target


def test_version() -> None:
    done = gouji("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("gouji")


def test_discrepancies_are_the_golden_bytes(folder: Path, tmp_path: Path) -> None:
    """To accept a change on purpose: copy the new file over tests/golden and read its difference."""
    out = tmp_path / "差异.csv"
    gouji("check", folder, "-o", out, "--jobs", "2", "--exit-zero")
    assert out.read_bytes() == (GOLDEN / "discrepancies.csv").read_bytes()


def test_same_bytes_whatever_the_number_of_jobs(folder: Path, tmp_path: Path) -> None:
    files = []
    for jobs in ("1", "3"):
        names = [tmp_path / f"{kind}{jobs}.csv" for kind in ("d", "s", "l")]
        gouji(
            "check", folder, "-o", names[0], "--summary", names[1], "--ledger", names[2], "--jobs", jobs, "--lang", "en"
        )
        files.append([name.read_bytes() for name in names])
    assert files[0] == files[1]


def test_english_columns_and_words(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    gouji("check", folder, "-o", out, "--lang", "en", "--exit-zero")
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert {row["severity"] for row in rows} <= {"error", "warning", "info"}
    heading = next(row for row in rows if row["rule"] == "GJ302")
    assert heading["report"] == "下级单位/seeded-group-heading.docx"
    assert float(heading["stated"]) - float(heading["expected"]) == float(heading["difference"])


def test_exit_codes(folder: Path, tmp_path: Path) -> None:
    clean = folder / "下级单位" / f"{SAMPLES[0]}.docx"
    wrong = folder / "下级单位" / f"{SAMPLES[1]}.docx"
    assert gouji("check", clean).returncode == 0
    assert gouji("check", wrong).returncode == 1
    assert gouji("check", wrong, "--exit-zero").returncode == 0
    assert gouji("check", folder / "空.docx", "--fail-on", "warning").returncode == 1
    assert gouji("check", tmp_path / "没有").returncode == 2
    assert gouji("check", clean, "-o", tmp_path / "没有" / "out.csv").returncode == 2
    assert gouji("check", clean, "-o", tmp_path / "out.doc").returncode == 2


def test_no_traceback_reaches_a_user(tmp_path: Path) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    for arguments in (("check", broken), ("show", broken), ("explain", "GJ999"), ("check", broken, "--jobs", "0")):
        done = gouji(*arguments)
        assert "Traceback" not in done.stderr + done.stdout


def test_without_output_the_findings_are_printed(folder: Path) -> None:
    done = gouji("check", folder / "下级单位" / f"{SAMPLES[1]}.docx")
    assert "GJ302" in done.stdout
    assert "应为" in done.stdout


def test_show_explain_rules() -> None:
    shown = gouji("show", REPORTS / f"{SAMPLES[0]}.docx")
    assert shown.returncode == 0
    assert "自评表" in shown.stdout
    assert "做什么" in gouji("explain", "gj302").stdout
    assert "GJ302" in gouji("rules").stdout


def test_settings_file_and_command_line(folder: Path, tmp_path: Path) -> None:
    wrong = folder / "下级单位" / f"{SAMPLES[1]}.docx"
    settings = tmp_path / "gouji.toml"
    settings.write_text('ignore = ["GJ3"]\nlang = "en"\nprofile = "四川"\n', encoding="utf-8")
    assert gouji("check", wrong, cwd=tmp_path).returncode == 0
    found = gouji("check", wrong, "--ignore", "GJ9", cwd=tmp_path)
    assert (found.returncode, "[error]" in found.stdout) == (1, True)
    assert gouji("check", wrong, "--config", settings).returncode == 0
    settings.write_text('ignor = ["GJ3"]\n', encoding="utf-8")
    refused = gouji("check", wrong, "--config", settings)
    assert refused.returncode == 2
    assert "您是不是想写“ignore”？" in refused.stderr


def test_a_slip_in_a_code_or_a_profile_is_refused(folder: Path) -> None:
    clean = folder / "下级单位" / f"{SAMPLES[0]}.docx"
    for arguments, words in (
        (("--select", "GJ99X"), "没有编号以 GJ99X"),
        (("--profile", "四州"), "您是不是想写“四川”"),
    ):
        refused = gouji("check", clean, *arguments)
        assert refused.returncode == 2
        assert words in refused.stderr


def test_decisions_from_workbook_to_baseline_to_the_next_run(folder: Path, tmp_path: Path) -> None:
    book_path, baseline, out = tmp_path / "差异.xlsx", tmp_path / "基线.csv", tmp_path / "差异.csv"
    assert gouji("check", folder, "-o", book_path, "--jobs", "1").returncode == 1
    book = load_workbook(book_path)
    sheet = book["差异明细"]
    for row in range(2, sheet.max_row + 1):
        sheet[f"Y{row}"], sheet[f"Z{row}"] = "忽略", "单位已说明"
    book.save(book_path)
    written = gouji("baseline", "--from", book_path, "-o", baseline, "--by", "张三")
    assert written.returncode == 0, written.stderr
    assert f"忽略 {sheet.max_row - 1} 条" in written.stderr
    done = gouji("check", folder, "--baseline", baseline, "-o", out, "--fail-on", "info")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert {row["状态"] for row in rows} == {"已忽略"}
    assert len(rows) == sheet.max_row - 1
    elsewhere = gouji("check", folder / "下级单位" / f"{SAMPLES[0]}.docx", "--baseline", baseline)
    assert "没有出现" in elsewhere.stderr


def test_a_baseline_of_a_run(folder: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "基线.csv"
    gouji("baseline", folder, "-o", baseline)
    assert "没有理由" not in gouji("check", folder, "--baseline", baseline).stderr
    assert gouji("check", folder, "--baseline", baseline).returncode == 1
    assert gouji("baseline", folder, "-o", baseline, "--decision", "忽略").returncode == 2
    gouji("baseline", folder, "-o", baseline, "--decision", "忽略", "--reason", "往年报告")
    assert gouji("check", folder, "--baseline", baseline, "--fail-on", "info").returncode == 0
    assert gouji("baseline", "-o", baseline).returncode == 2


def test_show_as_json_and_as_pictures(tmp_path: Path) -> None:
    shown = gouji("show", REPORTS / "clean-evaluation.docx", "--format", "json")
    assert json.loads(shown.stdout)["schema"] == "gouji-report-1"
    assert "D11" in gouji("show", REPORTS / "clean-evaluation.docx").stdout
    drawn = gouji("show", REPORTS / "clean-evaluation.pdf", "--picture", tmp_path / "图")
    assert (drawn.returncode, len(list((tmp_path / "图").glob("*.png")))) == (0, 3)
    assert gouji("show", REPORTS / "clean-evaluation.docx", "--picture", tmp_path / "图").returncode == 2
