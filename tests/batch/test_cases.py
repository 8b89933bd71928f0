"""A folder as one case: the files of a project held against each other, whatever one of them is like."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from dossier import GOALS, Project, goal_table, report, self_evaluation, send_in  # type: ignore[import-not-found]
from gouji.archive.address import parse
from gouji.archive.conditions import parse_where
from gouji.archive.database import Database
from gouji.archive.search import Query, search
from gouji.batch.cases import check_cases
from gouji.batch.documents import documents
from gouji.batch.journal import Journal, beside
from gouji.batch.runner import LocalRunner, Runner, SerialRunner, check_all
from gouji.cli import command
from gouji.settings import Limits, Settings
from gouji.validate.across import CASE
from gouji.validate.outcome import Outcome
from odd_tasks import fragile  # type: ignore[import-not-found]

SETTINGS = Settings()
PROJECT = Project()
OTHER = Project("智慧公园信息化", "江州市园林管理局", "2023", "50", "20", "94")


def drifted() -> Project:
    """A target and two weights changed; the sum still holds."""
    first, second, *rest = GOALS
    return Project(goals=((*first[:3], "≥800株", "25"), (*second[:4], "25"), *rest))


def run(paths: list[Path], settings: Settings = SETTINGS, runner: Runner | None = None) -> dict[str, Outcome]:
    with runner or SerialRunner(settings, True) as used:
        return {outcome.name: outcome for outcome in check_cases(documents(paths, settings), used, settings)}


def rows(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [(finding.rule, finding.severity, finding.stated) for finding in outcome.findings]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """甲 agrees, 乙 does not, and beside its files lies a broken one; 丙 holds two projects; 丁 one file."""
    top = tmp_path / "送审"
    send_in(top / "甲", PROJECT, PROJECT, PROJECT)
    send_in(top / "乙", PROJECT, drifted(), replace(PROJECT, executed="98"))
    (top / "乙" / "坏.docx").write_bytes((top / "乙" / "报告.docx").read_bytes()[:2000])
    for name, project in (("丙", PROJECT), ("丁", PROJECT)):
        (top / name).mkdir()
        self_evaluation(top / name / "自评表.xlsx", project)
    report(top / "丙" / "信息化.docx", OTHER)
    return top


def test_what_two_files_say_differently_names_both_places(folder: Path) -> None:
    outcomes = run([folder])
    assert list(outcomes) == [
        "丁/自评表.xlsx",
        *("丙/信息化.docx", "丙/自评表.xlsx", "丙/"),
        *("乙/坏.docx", "乙/报告.docx", "乙/绩效目标表.docx", "乙/自评表.xlsx", "乙/"),
        *("甲/报告.docx", "甲/绩效目标表.docx", "甲/自评表.xlsx", "甲/"),
    ]
    case = outcomes["乙/"]
    assert rows(case) == [
        ("GJ408", "error", "98"),
        ("GJ503", "warning", "≥800株"),
        ("GJ506", "warning", "25"),
        ("GJ506", "warning", "25"),
    ]
    amount, target, weight, _ = case.findings
    assert (amount.expected, amount.difference, amount.unit) == ("95", "3", "万元")
    assert amount.location == "报告.docx：一、项目基本情况 第1段"
    assert amount.counterpart.startswith("自评表.xlsx：项目支出绩效自评表 第4行“全年执行数”")
    assert (target.expected, target.counterpart.split("：")[0]) == ("≥1000株", "绩效目标表.docx")
    assert (weight.location.split("：")[0], weight.expected) == ("自评表.xlsx", "30")
    assert case.counts.broken == 5
    assert len({finding.fingerprint for finding in case.findings}) == 4


def test_files_that_agree_and_files_of_two_projects_give_no_row(folder: Path) -> None:
    outcomes = run([folder])
    assert rows(outcomes["甲/"]) == []
    assert outcomes["甲/"].counts.held == outcomes["甲/"].counts.checked == 13
    assert {entry.location.split("：")[0] for entry in outcomes["甲/"].ledger} >= {"报告.docx", "自评表.xlsx"}
    assert rows(outcomes["丙/"]) == []
    assert outcomes["丙/"].counts.checked == 0
    assert outcomes["丙/"].summary.kind == CASE


def test_the_files_own_outcomes_are_what_they_are_without_cases(folder: Path) -> None:
    with SerialRunner(SETTINGS, True) as runner:
        alone = {outcome.name: outcome for outcome in check_all(documents([folder], SETTINGS), runner)}
    together = run([folder])
    assert {name: outcome for name, outcome in together.items() if outcome.summary.kind != CASE} == alone


def test_an_archive_is_a_folder(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "材料.zip"
    with zipfile.ZipFile(path, "w") as package:
        for file in sorted((folder / "乙").iterdir()):
            package.write(file, f"乙/{file.name}")
    inside, outside = run([path])["材料.zip/乙/"], run([folder])["乙/"]
    assert inside.findings == outside.findings
    assert inside.ledger == outside.ledger


def test_what_no_file_says_of_itself_is_for_review(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    goal_table(tmp_path / "甲" / "绩效目标表.docx", replace(PROJECT, year=""))
    self_evaluation(tmp_path / "甲" / "自评表.xlsx", drifted())
    found = run([tmp_path])["甲/"].findings
    assert {(finding.rule, finding.severity, finding.status) for finding in found} == {
        ("GJ503", "warning", "review"),
        ("GJ506", "warning", "review"),
    }


def test_a_folder_of_too_many_is_told_so(folder: Path) -> None:
    settings = replace(SETTINGS, limits=Limits(case_files=2))
    outcome = run([folder], settings)["乙/"]
    (finding,) = outcome.findings
    assert (finding.rule, finding.status) == ("GJ008", "unreadable")
    assert "3 份" in finding.message


def test_a_case_that_kills_its_worker_is_a_row_and_its_files_keep_theirs(folder: Path) -> None:
    (folder / "甲" / "自评表.xlsx").rename(folder / "甲" / "致命.xlsx")
    outcomes = run([folder], runner=LocalRunner(SETTINGS, True, jobs=2, work=fragile))
    (finding,) = outcomes["甲/"].findings
    assert (finding.rule, outcomes["甲/"].summary.kind) == ("GJ001", CASE)
    assert outcomes["甲/致命.xlsx"].counts.checked
    assert rows(outcomes["乙/"])[0] == ("GJ408", "error", "98")


def test_the_same_outcomes_from_worker_processes(folder: Path) -> None:
    serial = run([folder])
    local = run([folder], runner=LocalRunner(SETTINGS, True, jobs=2))
    assert list(local.items()) == list(serial.items())


def test_a_stopped_run_goes_on_and_a_changed_file_changes_its_case(folder: Path, tmp_path: Path) -> None:
    path = beside(tmp_path / "差异.csv")

    def journalled(stop_after: int | None, resume: bool) -> tuple[list[Outcome], int]:
        journal = Journal(path, "a", resume)
        known = len(journal)
        found: list[Outcome] = []
        with SerialRunner(SETTINGS, True) as runner:
            for outcome in check_cases(documents([folder], SETTINGS), runner, SETTINGS, journal):
                found.append(outcome)
                if len(found) == stop_after:
                    journal.__exit__(KeyboardInterrupt, None, None)
                    return found, known
        journal.__exit__(None, None, None)
        return found, known

    undisturbed, _ = journalled(None, False)
    journalled(10, False)
    resumed, known = journalled(11, True)
    assert known >= 8
    assert resumed == undisturbed[:11]
    self_evaluation(folder / "乙" / "自评表.xlsx", PROJECT)
    changed = {outcome.name: outcome for outcome in journalled(None, True)[0]}
    assert rows(changed["乙/"]) == [("GJ408", "error", "98")]


def test_the_command_writes_and_archives_cases(folder: Path, tmp_path: Path) -> None:
    out, lines, db = tmp_path / "差异.csv", tmp_path / "汇总.csv", f"sqlite:///{tmp_path / 'archive.db'}"
    arguments = ["check", str(folder), "--runner", "serial", "-o", str(out), "--summary", str(lines), "--db", db]
    ran = CliRunner().invoke(command, [*arguments, "--case", "folder"])
    assert ran.exit_code == 1, ran.output
    assert "共核对 10 份文件，3 套材料" in ran.output
    summary = lines.read_text("utf-8-sig").splitlines()
    assert len(summary) == 1 + 10 + 3
    assert sum(",成套材料," in line for line in summary) == 3
    assert sum(line.startswith("乙/,") for line in out.read_text("utf-8-sig").splitlines()) == 4
    with Database(parse(db)) as database:
        query = Query(("补植苗木株数", "批复目标"), parse_where(""), "", "", "GJ503", "", 0)
        assert [hit.document for hit in search(database.open_for_reading(), query).hits] == ["乙/"]
