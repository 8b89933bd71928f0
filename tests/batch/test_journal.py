"""Stopped runs that go on: nothing read twice, nothing lost, nothing trusted that changed."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from gouji.batch.documents import documents
from gouji.batch.edition import edition
from gouji.batch.journal import Journal, Unfinished, beside
from gouji.batch.runner import SerialRunner, check_all
from gouji.batch.stored import decode, encode
from gouji.batch.task import check_target
from gouji.extract.document import Anchor
from gouji.normalize.report import Identity
from gouji.settings import Limits, Settings
from gouji.validate.finding import Finding
from gouji.validate.ledger import Counts, Entry
from gouji.validate.outcome import Outcome, Summary
from odd_tasks import count  # type: ignore[import-not-found]

SETTINGS = Settings()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "送审"
    made.mkdir()
    for number in range(10):
        (made / f"{number}.txt").write_text("x" * number)
    return made


def calls(folder: Path) -> list[str]:
    path = folder.parent / "calls"
    return path.read_text().split() if path.exists() else []


def run(folder: Path, stop_after: int | None = None, resume: bool = False, kind: str = "a") -> list[Outcome]:
    """As a killed process leaves it when `stop_after` is given: the journal stays."""
    outcomes: list[Outcome] = []
    journal = Journal(beside(folder.parent / "差异.csv"), kind, resume)
    with SerialRunner(SETTINGS, work=count) as runner:
        for outcome in check_all(documents([folder], SETTINGS), runner, journal):
            outcomes.append(outcome)
            if len(outcomes) == stop_after:
                journal.__exit__(KeyboardInterrupt, None, None)
                return outcomes
    journal.__exit__(None, None, None)
    return outcomes


def test_a_stopped_run_goes_on_where_it_stopped(folder: Path) -> None:
    undisturbed = run(folder)
    (folder.parent / "calls").unlink()
    run(folder, stop_after=4)
    done = len(calls(folder))
    assert 4 <= done <= 7
    assert run(folder, resume=True) == undisturbed
    assert sorted(calls(folder)) == sorted(f"{number}.txt" for number in range(10))
    assert not beside(folder.parent / "差异.csv").exists()


def test_a_changed_document_is_read_again(folder: Path) -> None:
    run(folder, stop_after=4)
    before = len(calls(folder))
    (folder / "1.txt").write_text("other")
    (folder / "2.txt").rename(folder / "11.txt")
    outcomes = run(folder, resume=True)
    assert [outcome.findings[0].message for outcome in outcomes][1] == "5 字节"
    assert [outcome.name for outcome in outcomes] == [f"{name}.txt" for name in (0, 1, 11, 3, 4, 5, 6, 7, 8, 9)]
    assert sorted(calls(folder)[before:])[:2] == ["1.txt", "11.txt"]


def test_a_line_cut_off_is_read_again(folder: Path) -> None:
    undisturbed = run(folder)
    run(folder, stop_after=4)
    path = beside(folder.parent / "差异.csv")
    path.write_bytes(path.read_bytes()[:-20])
    assert run(folder, stop_after=6, resume=True) == undisturbed[:6]
    path.write_bytes(path.read_bytes() + b'["00", {"a": 1}]\n[1]\n"x"\n{}\n\xff\n')
    assert run(folder, resume=True) == undisturbed


def test_another_edition_starts_over(folder: Path) -> None:
    run(folder, stop_after=4)
    journal = Journal(beside(folder.parent / "差异.csv"), "b", resume=True)
    assert journal.outdated
    assert len(journal) == 0
    journal.__exit__(None, None, None)


def test_an_unfinished_run_is_not_overwritten(folder: Path) -> None:
    run(folder, stop_after=4)
    with pytest.raises(Unfinished, match="--resume"):
        run(folder)
    held = Journal(beside(folder.parent / "差异.csv"), "a", resume=True)
    with pytest.raises(Unfinished, match="另一个"):
        Journal(beside(folder.parent / "差异.csv"), "a", resume=True)
    held.__exit__(None, None, None)


def test_the_edition_knows_what_changes_an_outcome() -> None:
    base = edition(SETTINGS, False)
    assert edition(replace(SETTINGS, language="en", fail_on="info"), False) == base
    assert edition(SETTINGS, True) != base
    assert edition(replace(SETTINGS, ignore=("GJ3",)), False) != base
    assert edition(replace(SETTINGS, limits=Limits(seconds=5)), False) != base


def test_real_outcomes_survive_json_with_all_they_can_carry(reports: Path) -> None:
    settings = replace(SETTINGS, record=True)
    outcomes = [check_target(target, settings, True).outcome for target in documents([reports], settings)]
    assert any(outcome.record is not None and outcome.ledger and outcome.findings for outcome in outcomes)
    assert [decode(Outcome, encode(outcome)) for outcome in outcomes] == outcomes


def test_outcomes_survive_json() -> None:
    anchor = Anchor(3, 4, None, (1, 2), 5, (0.1, 2.0, 1e-17, 7.25), "note")
    finding = Finding(
        "GJ201", "名", "error", "inconsistent", "消息\ud800", Identity(), anchor, consequences=("甲", "乙")
    )
    entry = Entry("GJ201", "consistent", "甲", "表1", "1", "1 = 1")
    outcome = Outcome("甲.docx", Summary(project="项"), (finding,), Counts(checked=3), (entry,))
    assert decode(Outcome, encode(outcome)) == outcome
    for wrong in ([], None, ["a"], ["a", [], [], [], []], [1, *encode(outcome)[1:]]):
        with pytest.raises((ValueError, TypeError)):
            decode(Outcome, wrong)
    with pytest.raises(TypeError):
        encode((Decimal(1),))
