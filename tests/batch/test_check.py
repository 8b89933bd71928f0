"""`gouji check` over folders, as a user runs it: outputs, exit codes, kills."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from gouji.batch.journal import beside
from gouji.output.overview import SHOWN, Overview
from gouji.validate.ledger import Counts
from gouji.validate.outcome import Outcome, reading_finding


def gouji(*arguments: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gouji", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=timeout)  # noqa: S603


def outputs(folder: Path) -> list[str | Path]:
    return ["-o", folder / "差异.csv", "--summary", folder / "汇总.csv", "--ledger", folder / "台账.csv"]


def content(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in ("差异.csv", "汇总.csv", "台账.csv")]


def test_the_same_bytes_for_any_number_of_jobs_and_documents_in_are_rows_out(reports: Path, tmp_path: Path) -> None:
    made = []
    for number, options in enumerate((["--runner", "serial"], ["--jobs", "1"], ["--jobs", "2"])):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert gouji("check", reports, *outputs(folder), *options).returncode == 1
        made.append(content(folder))
    assert made[0] == made[1] == made[2]
    assert len(made[0][1].decode("utf-8-sig").splitlines()) == 1 + 5


def test_outputs_in_the_folder_itself_are_not_checked(reports: Path) -> None:
    assert gouji("check", reports, *outputs(reports)).returncode == 1
    first = content(reports)
    again = gouji("check", reports, *outputs(reports))
    assert again.returncode == 1
    assert content(reports) == first
    assert not beside(reports / "差异.csv").exists()
    assert not list(reports.glob(".*.part"))


@pytest.mark.parametrize(
    ("place", "says"), [("没有/差异.csv", "不存在"), ("文件夹.csv", "文件夹"), ("信.docx/差异.csv", "不是文件夹")]
)
def test_an_output_that_cannot_be_written(reports: Path, place: str, says: str) -> None:
    (reports / "文件夹.csv").mkdir()
    before = sorted(path.name for path in reports.iterdir())
    run = gouji("check", reports, "-o", reports / place)
    assert run.returncode == 2
    assert "错误：无法写入" in run.stderr
    assert says in run.stderr
    assert "Traceback" not in run.stderr
    assert sorted(path.name for path in reports.iterdir()) == before


def test_a_killed_run_goes_on_and_ends_with_the_same_bytes(reports: Path, tmp_path: Path) -> None:
    for number in range(60):
        (reports / f"{number:02d}.docx").write_bytes((reports / "甲" / "报告.docx").read_bytes())
    whole, part = tmp_path / "whole", tmp_path / "part"
    whole.mkdir()
    part.mkdir()
    gouji("check", reports, *outputs(whole))
    (part / "差异.csv").write_text("old")
    journal = beside(part / "差异.csv")
    for _ in _killed(reports, part, journal, lines=10):
        assert (part / "差异.csv").read_text() == "old"
        refused = gouji("check", reports, *outputs(part))
        assert refused.returncode == 2
        assert "--resume" in refused.stderr
    run = gouji("check", reports, *outputs(part), "--resume")
    assert run.returncode == 1
    assert int(run.stderr.split("上次已核对 ")[1].split()[0]) >= 10
    assert content(part) == content(whole)
    assert not journal.exists()


def _killed(reports: Path, part: Path, journal: Path, lines: int) -> Iterator[None]:
    """Starts a run and kills it and it alone once so many documents are in its journal."""
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "gouji", "check", *map(str, (reports, *outputs(part), "--jobs", "2"))],
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + 60
    while not (journal.exists() and journal.read_bytes().count(b"\n") > lines):
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    yield


def test_resume_needs_an_output_and_says_when_the_settings_changed(reports: Path, tmp_path: Path) -> None:
    assert gouji("check", reports, "--resume").returncode == 2
    beside(tmp_path / "差异.csv").write_text("{}\n")
    run = gouji("check", reports, "-o", tmp_path / "差异.csv", "--resume")
    assert run.returncode == 1
    assert "重新核对" in run.stderr


def test_the_closing_table_is_bounded_and_says_so() -> None:
    overview = Overview()
    bad = reading_finding("GJ001", "坏")
    for number in range(1000):
        findings = (bad,) if number % 100 == 7 else ()
        overview.add(Outcome(f"{number}.docx", findings=findings, counts=Counts()))
    lines = overview.lines()
    assert len(lines) == SHOWN
    assert [line.name for line in lines[:11]] == [*(f"{n}.docx" for n in range(7, 1000, 100)), "0.docx"]
    assert "1000 份" in overview.left_out()
    assert "10 份" in overview.left_out()
    assert overview.at_least("warning")
    assert not overview.at_least("error")
    few = Overview()
    few.add(Outcome("a"))
    few.add(Outcome("b", findings=(bad,)))
    assert [line.name for line in few.lines()] == ["a", "b"]
    assert few.left_out() == ""
