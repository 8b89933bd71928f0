"""A server that dies in the middle of a run costs nothing: nothing lost, nothing doubled, nothing half-written."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import NOW, Make  # type: ignore[import-not-found]
from gouji.archive.address import Address, parse
from gouji.archive.database import Database
from gouji.archive.problem import ArchiveError
from gouji.archive.store import Archive
from gouji.archive.tables import WRITTEN
from gouji.validate.outcome import Outcome
from postgres_server import Server, programs  # type: ignore[import-not-found]
from sqlalchemy import text

COUNT = 240


@pytest.fixture
def mortal() -> Iterator[Server]:
    """A server of one's own, to be killed."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    server = Server(found)
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="module")
def outcomes(make: Make) -> list[Outcome]:
    return [make(f"{number}.docx", project=f"项目{number}号") for number in range(COUNT)]


def content(address: Address) -> dict[str, list[Any]]:
    with Database(address) as database, database.read() as connection:
        rows: dict[str, list[Any]] = {}
        for table in WRITTEN:
            key = ", ".join(column.name for column in table.primary_key)
            rows[table.name] = list(map(tuple, connection.execute(text(f"SELECT * FROM {table.name} ORDER BY {key}"))))  # noqa: S608
        pairs = connection.execute(text("SELECT run_id, pairs FROM search ORDER BY run_id"))
        rows["search"] = [(run, sorted(found)) for run, found in pairs]
    return rows


def archived(address: Address, outcomes: list[Outcome], **options: Any) -> Archive:
    with Archive(address, "e1", clock=lambda: NOW, batch=10, **options) as archive:
        for outcome in outcomes:
            archive.add(outcome)
    return archive


def test_killed_and_restarted_in_the_middle(mortal: Server, outcomes: list[Outcome]) -> None:
    undisturbed, disturbed = parse(mortal.new_database()), parse(mortal.new_database())
    archived(undisturbed, outcomes)
    deaths = 0

    def slowly() -> Iterator[Outcome]:
        nonlocal deaths
        for number, outcome in enumerate(outcomes):
            if number in (35, 120):
                killer = threading.Timer(0.02, mortal.kill)  # while a batch is written, or just before
                killer.start()
                threading.Timer(1.0, mortal.start).start()
                deaths += 1
            if number in (36, 121):
                killer.join()
            yield outcome

    with Archive(disturbed, "e1", clock=lambda: NOW, batch=10) as archive:
        for outcome in slowly():
            archive.add(outcome)
    assert deaths == 2
    assert archive.tally.added + archive.tally.known == COUNT
    assert content(disturbed) == content(undisturbed)


def test_gone_for_good_and_run_again(mortal: Server, outcomes: list[Outcome]) -> None:
    undisturbed, disturbed = parse(mortal.new_database()), parse(mortal.new_database())
    archived(undisturbed, outcomes)

    def until_death() -> Iterator[Outcome]:
        for number, outcome in enumerate(outcomes):
            if number == 95:
                mortal.kill()
            yield outcome

    with pytest.raises(ArchiveError, match=r"无法连接数据库 .*重新运行也不会重复"):
        archived(disturbed, until_death(), retry=0.5)  # type: ignore[arg-type]
    mortal.start()
    before = content(disturbed)
    assert 0 < len(before["runs"]) < COUNT
    assert [row[0] for row in before["search"]] == [row[0] for row in before["runs"]]
    again = archived(disturbed, outcomes)
    assert again.tally.known == len(before["runs"])
    assert content(disturbed) == content(undisturbed)


def test_two_writers_take_turns(mortal: Server, outcomes: list[Outcome]) -> None:
    address = parse(mortal.new_database())
    Database(address).open().close()
    halves = [outcomes[:160], outcomes[80:]]
    tallies: list[Archive] = []
    threads = [threading.Thread(target=lambda half=half: tallies.append(archived(address, half))) for half in halves]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    for thread in threads:
        thread.join()
    assert sum(archive.tally.added for archive in tallies) == COUNT
    assert len(content(address)["documents"]) == COUNT
