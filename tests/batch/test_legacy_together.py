"""Old word processor files converted together: the results are those of each alone, whatever one of them does."""

import csv
import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from gouji.batch.documents import documents
from gouji.batch.legacy import GROUP, HELD, Gathering
from gouji.batch.runner import LocalRunner, SerialRunner, check_all
from gouji.batch.task import check_target
from gouji.batch.walk import Target
from gouji.extract.word.libreoffice import find_soffice
from gouji.settings import Settings
from odd_tasks import obey  # type: ignore[import-not-found]

PROGRAM = find_soffice()
needs_soffice = pytest.mark.skipif(PROGRAM is None or os.name != "posix", reason="needs LibreOffice and a shell")

# LibreOffice, but a file in which HANG stands keeps it for ever; and it notes how many files each call was given.
HANGING = f"""#!{sys.executable}
import os, subprocess, sys, time
from pathlib import Path
at = sys.argv.index("--outdir") + 2
files = [Path(name) for name in sys.argv[at:]]
with Path(os.environ["PATH"].split(os.pathsep)[0], "calls").open("a") as calls:
    calls.write(f"{{len(files)}}\\n")
before = next((at for at, file in enumerate(files) if b"HANG" in file.read_bytes()), len(files))
if before:
    subprocess.run([{str(PROGRAM)!r}, *sys.argv[1:at], *map(str, files[:before])])
if before < len(files):
    time.sleep(600)
"""


def rtf(*paragraphs: str) -> bytes:
    text = "".join("".join(f"\\u{ord(letter)}?" for letter in paragraph) + "\\par\n" for paragraph in paragraphs)
    return ("{\\rtf1\\ansi\\uc1 " + text + "}").encode("ascii")


def report(number: int) -> bytes:
    claim = "全年预算数100万元，执行数80万元，预算执行率为90%。"
    return rtf(f"第{number}号项目支出绩效评价报告", "一、基本情况", claim)


def folder_of(path: Path, count: int) -> Path:
    path.mkdir()
    for number in range(count):
        (path / f"{number:02d}.rtf").write_bytes(report(number))
    return path


@needs_soffice
def test_a_broken_and_a_hanging_file_cost_the_others_nothing(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "送审", 20)
    (folder / "07.rtf").write_bytes(rtf("文件").replace(b"\\par", b"\\par HANG"))
    (folder / "13.rtf").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))
    temporary, tools = tmp_path / "temporary", tmp_path / "tools"
    temporary.mkdir()
    tools.mkdir()
    program = tools / "soffice"
    program.write_text(HANGING)
    program.chmod(0o755)
    environment = os.environ | {
        "GOUJI_SOFFICE": str(program),
        "TMPDIR": str(temporary),
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
    }
    table = tmp_path / "差异.csv"
    command = [sys.executable, "-m", "gouji", "check", str(folder), "-o", str(table), "--jobs", "2", "--stall", "10"]
    done = subprocess.run([*command, "--lang", "en"], env=environment, cwd=tmp_path, capture_output=True, text=True)  # noqa: S603
    assert done.returncode == 1, done.stderr
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"))))
    found = {row["report"]: (row["rule"], row["stated"], row["expected"]) for row in rows}
    assert [row["report"] for row in rows] == sorted(path.name for path in folder.iterdir())
    assert found["07.rtf"][0] == "GJ009"
    assert found["13.rtf"][0] == "GJ001"
    others = {found[name] for name in found if name not in ("07.rtf", "13.rtf")}
    assert len(others) == 1
    assert others.pop()[1:] == ("90", "80")
    assert list(temporary.iterdir()) == []
    calls = [int(line) for line in (tools / "calls").read_text().splitlines()]
    assert sum(call == 1 for call in calls) <= 1 + 1  # the hanging file alone; perhaps the file after it
    assert len(calls) <= 5


@needs_soffice
def test_together_and_alone_agree(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "送审", 3)
    settings = Settings()
    with SerialRunner(settings, True) as one, LocalRunner(settings, True, jobs=1) as many:
        alone = list(check_all(documents([folder], settings), one))
        together = list(check_all(documents([folder], settings), many))
    assert alone == together
    assert [len(outcome.findings) for outcome in alone] == [1, 1, 1]


def test_a_docx_made_of_another_content_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_SOFFICE", "/nowhere/soffice")
    path, made = tmp_path / "a.rtf", tmp_path / "made"
    path.write_bytes(report(1))
    made.mkdir()
    document = docx.Document()
    for text in ("某项目支出绩效评价报告", "一、基本情况", "全年预算数100万元，执行数80万元，预算执行率为90%。"):
        document.add_paragraph(text)
    document.save(str(made / f"{hashlib.sha256(path.read_bytes()).hexdigest()}.docx"))
    target = Target(path, path.name, converted=made)
    (finding,) = check_target(target, Settings(), False).outcome.findings
    assert finding.rule != "GJ013"
    path.write_bytes(report(2))  # saved again in the meantime
    (finding,) = check_target(target, Settings(), False).outcome.findings
    assert finding.rule == "GJ013"


@pytest.mark.parametrize("jobs", [1, 2])
def test_held_files_keep_their_place_and_never_stop_the_others(tmp_path: Path, jobs: int) -> None:
    targets = []
    for number in range(200):
        path = tmp_path / f"{number:03d}.{'doc' if number in (0, 5, 190) else 'txt'}"
        path.write_text("sleep 0")
        targets.append(Target(path, path.name))
    with LocalRunner(Settings(), jobs=jobs, work=obey) as runner:
        outcomes = list(check_all(targets, runner))
    assert [outcome.name for outcome in outcomes] == [target.name for target in targets]


def test_a_group_is_full_or_has_waited_long_enough() -> None:
    gathering = Gathering()
    old, new = Target(Path("a.doc"), "乙.zip/a.DOC"), Target(Path("a.docx"), "a.docx")
    assert not gathering.holds(0, new)
    assert not gathering.holds(0, Target(Path("a.doc"), "a.doc", problem=("GJ001", "坏")))
    assert all(gathering.holds(number, old) for number in range(GROUP - 1))
    assert list(gathering.groups(GROUP - 2, 1)) == []
    assert gathering.holds(GROUP - 1, old)
    assert [len(group) for group in gathering.groups(GROUP - 1, 2)] == [GROUP]
    assert gathering.holds(100, old)
    assert list(gathering.groups(100 + HELD - 1, 1)) == []
    assert [len(group) for group in gathering.groups(100 + HELD, 1)] == [1]
    assert all(gathering.holds(number, old) for number in range(20))
    assert [len(group) for group in gathering.rest(2)] == [10, 10]
    assert all(gathering.holds(number, old) for number in range(9))
    assert [len(group) for group in gathering.rest(8)] == [8, 1]
