"""What is put into an archive is there once, exactly, and linked only where it is certain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from conftest import NOW, Make  # type: ignore[import-not-found]
from gouji.archive.address import Address, parse
from gouji.archive.database import Database
from gouji.archive.problem import ArchiveError
from gouji.archive.recording import unread
from gouji.archive.store import Archive
from gouji.archive.tables import WRITTEN, Exact, projects, stored
from gouji.validate.finding import Finding
from gouji.validate.outcome import Outcome
from sqlalchemy import select, text

Fill = Callable[..., Archive]
Rows = dict[str, list[tuple[Any, ...]]]


def rows(address: Address) -> Rows:
    """Everything that was written, exact numbers with their digits."""
    found: Rows = {}
    with Database(address) as database, database.read() as connection:
        for table in WRITTEN:
            columns = [table.c[name] for name in stored(table)]
            query = select(*columns).order_by(*table.primary_key.columns)
            exact = [isinstance(column.type, Exact) for column in columns]
            found[table.name] = [
                tuple(str(value) if digits else value for value, digits in zip(row, exact, strict=True))
                for row in connection.execute(query)
            ]
    return found


def ask(address: Address, query: str) -> list[tuple[Any, ...]]:
    with Database(address) as database, database.read() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_archiving_twice_changes_nothing(address: Address, make: Make, fill: Fill) -> None:
    outcomes = [make("甲.docx"), make("乙.docx", project="道路维修项目")]
    assert fill(address, outcomes).tally.added == 2
    before = rows(address)
    again = fill(address, outcomes)
    assert (again.tally.added, again.tally.known) == (0, 2)
    assert rows(address) == before


def test_both_databases_hold_the_same_rows(make: Make, fill: Fill, tmp_path: Any, server: Any) -> None:
    outcomes = [make(f"{number}.docx", budget=f"{number}00.50", total="95") for number in range(1, 8)]
    both = [parse(str(tmp_path / "archive.db")), parse(server.new_database())]
    for address in both:
        fill(address, outcomes[:5], batch=2)
        fill(address, outcomes, "e2", batch=3)
    assert rows(both[0]) == rows(both[1])


def test_same_content_under_another_name_is_one_document(address: Address, make: Make, fill: Fill) -> None:
    fill(address, [make("甲.docx"), make("副本/甲.docx")])
    found = rows(address)
    assert len(found["documents"]) == len(found["runs"]) == 1
    assert [row[1] for row in found["names"]] == ["副本/甲.docx", "甲.docx"]


def test_new_rules_add_a_run_and_share_the_text(address: Address, make: Make, fill: Fill) -> None:
    fill(address, [make()])
    fill(address, [make()], "e2")
    found = rows(address)
    assert [row[3] for row in found["runs"]] == ["e1", "e2"]
    assert len(found["bodies"]) == 1
    assert ask(address, "SELECT edition FROM latest_runs") == [("e2",)]


def test_known_contents_keep_their_new_names(address: Address, make: Make, fill: Fill) -> None:
    outcome: Any = make("甲.docx")
    fill(address, [outcome])
    with Archive(address, "e1", clock=lambda: NOW) as archive:
        taken = archive.take_known({"乙.docx": outcome.record.sha256, "丙.docx": "0" * 64})
    assert taken == {"乙.docx"}
    assert archive.tally.known == 1
    with Archive(address, "e2") as archive:
        assert archive.take_known({"甲.docx": outcome.record.sha256}) == set()
    assert [row[1] for row in rows(address)["names"]] == ["乙.docx", "甲.docx"]


def test_a_new_version_is_linked_by_identity_and_form(address: Address, make: Make, fill: Fill) -> None:
    fill(address, [make("初稿.docx"), make("定稿.docx", score="49", total="96")])
    assert ask(address, "SELECT document, previous, kind FROM version_history") == [
        ("定稿.docx", "初稿.docx", "self_evaluation")
    ]
    assert ask(address, "SELECT document, score FROM current_projects") == [("定稿.docx", 96)]


@pytest.mark.parametrize(
    "change",
    [{"year": "2022"}, {"unit": "临溪市教育局"}, {"project": "道路维修项目"}],
    ids=["another year", "another unit", "another project"],
)
def test_another_identity_is_no_version(address: Address, make: Make, fill: Fill, change: dict[str, str]) -> None:
    fill(address, [make("甲.docx"), make("乙.docx", **change)])
    assert ask(address, "SELECT * FROM version_history") == []
    assert len(ask(address, "SELECT document FROM current_projects")) == 2


@pytest.mark.parametrize("unknown", ["name", "organisation", "year"])
def test_an_unknown_identity_never_links(address: Address, make: Make, fill: Fill, unknown: str) -> None:
    def without(outcome: Any) -> Outcome:
        (project,) = outcome.record.projects
        nameless = replace(outcome.record, projects=(replace(project, **{unknown: ""}),))
        changed: Outcome = replace(outcome, record=nameless)
        return changed

    fill(address, [without(make("甲.docx")), without(make("乙.docx", score="49", total="96"))])
    assert ask(address, "SELECT * FROM version_history") == []


def test_every_digit_is_kept(address: Address, make: Make, fill: Fill) -> None:
    fill(address, [make(budget="12345678901234567890.12", executed="12345678901234567890.1200", rate="100%")])
    with Database(address) as database, database.read() as connection:
        budget, executed = connection.execute(select(projects.c.budget, projects.c.executed)).one()
    assert (budget, executed) == (Decimal(123456789012345678901200), Decimal(123456789012345678901200))


def test_numbers_compare_as_numbers(address: Address, make: Make, fill: Fill) -> None:
    fill(address, [make("甲.docx", total="9.5"), make("乙.docx", year="2022", total="10.2")])
    assert ask(address, "SELECT document FROM current_projects WHERE score > 9.9") == [("乙.docx",)]
    assert ask(address, "SELECT document FROM current_projects ORDER BY score") == [("甲.docx",), ("乙.docx",)]


def test_an_unread_document_is_kept_until_it_is_read(address: Address, make: Make, fill: Fill) -> None:
    read: Any = make("甲.docx")
    reason = Finding("GJ002", "加密", "warning", "unreadable", "文件设有密码。", fingerprint="f" * 16)
    closed = Outcome("甲.docx", findings=(reason,))
    closed = replace(closed, record=replace(unread(b"", closed), sha256=read.record.sha256))
    fill(address, [closed])
    assert ask(address, "SELECT rule FROM current_findings") == [("GJ002",)]
    assert fill(address, [closed]).tally.known == 1
    assert fill(address, [read]).tally.added == 1
    assert ask(address, "SELECT complete FROM latest_runs") == [(1,)]
    assert fill(address, [closed]).tally.known == 1
    assert ask(address, "SELECT rule FROM current_findings") == []


def test_an_outcome_without_content_is_named(address: Address, fill: Fill) -> None:
    late = Finding("GJ003", "超时", "warning", "unreadable", "读取超时。", fingerprint="f" * 16)
    archive = fill(address, [Outcome("超时.docx", findings=(late,)), Outcome("各不相干/")])
    assert archive.tally.skipped == ["超时.docx"]
    assert "未归档 1 份" in archive.summary and "超时.docx" in archive.summary


def test_characters_no_database_takes_are_left_out(address: Address, make: Make, fill: Fill) -> None:
    outcome = make(text="设备\x00采购\ud800完成。")
    assert fill(address, [replace(outcome, name="甲\x00\udc80.docx")]).tally.added == 1


def test_decisions_are_only_added(address: Address, make: Make, fill: Fill) -> None:
    outcome: Any = make(total="90")
    fill(address, [outcome])
    mark = next(finding.fingerprint for finding in outcome.findings)
    with Archive(address, "e1", clock=lambda: NOW) as archive:
        archive.decide(outcome.record.sha256, mark, "confirmed", "张三")
        archive.decide(outcome.record.sha256, mark, "dismissed", "李四", "原表另有说明")
        with pytest.raises(ArchiveError, match="没有这份文件"):
            archive.decide("0" * 64, mark, "confirmed", "张三")
    assert ask(address, "SELECT verdict, reviewer, note FROM current_findings WHERE verdict IS NOT NULL") == [
        ("dismissed", "李四", "原表另有说明")
    ]
    for change in ("UPDATE decisions SET verdict = 'confirmed'", "DELETE FROM decisions"):
        with Database(address) as database, pytest.raises(Exception, match="can only be added"), database.write() as c:
            c.execute(text(change))
    assert len(ask(address, "SELECT id FROM decisions")) == 2


def test_a_reader_sees_one_state(address: Address, make: Make, fill: Fill) -> None:
    """Else a search finds a run twice that a writer puts into the index meanwhile."""
    fill(address, [make()])
    with Database(address) as database:
        with database.read() as connection:
            before = connection.scalar(text("SELECT count(*) FROM runs"))
            fill(address, [make("乙.docx", year="2022")])
            assert connection.scalar(text("SELECT count(*) FROM runs")) == before == 1
        with database.read() as connection:
            assert connection.scalar(text("SELECT count(*) FROM runs")) == 2
