"""The lists of character pairs on PostgreSQL: made once a segment is full, right after every kind of end."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from conftest import NOW, Make  # type: ignore[import-not-found]
from gouji.archive import postings
from gouji.archive.address import Address, parse
from gouji.archive.database import Database
from gouji.archive.migrations import downgrade
from gouji.archive.postings import runs_with
from gouji.archive.search import Query, search
from gouji.archive.store import Archive
from gouji.archive.text import number
from sqlalchemy import Connection, text

Fill = Callable[..., Archive]


@pytest.fixture
def archive(server: Any, monkeypatch: pytest.MonkeyPatch) -> Address:
    """An empty archive on PostgreSQL with segments of eight runs."""
    monkeypatch.setattr(postings, "SEGMENT", 8)
    monkeypatch.setattr(postings, "TAIL", 2)
    monkeypatch.setattr(postings, "NEWEST", 1)
    return parse(server.new_database())


def listed(address: Address) -> list[tuple[int, int]]:
    with Database(address) as database, database.read() as connection:
        rows = connection.execute(text("SELECT segment, last_run FROM search_segments ORDER BY segment"))
        return [(segment, last) for segment, last in rows]


def holding(connection: Connection, *pairs: str) -> list[int]:
    """The runs that hold all pairs, as their own rows say."""
    wanted = {number(pair) for pair in pairs}
    rows = connection.execute(text("SELECT run_id, pairs FROM search ORDER BY run_id DESC"))
    return [run for run, found in rows if wanted <= set(found)]


def test_lists_say_what_the_rows_say(archive: Address, make: Make, fill: Fill) -> None:
    """Over several segments and the runs after them, for pairs in all runs, in some and in none."""
    words = ["甲乙", "乙丙", "丙丁", "丁戊"]
    chance = random.Random(1)  # noqa: S311
    texts = ["；".join(word for word in words if chance.random() < 0.5) for _ in range(29)]
    fill(archive, [make(f"{place}.docx", project=f"项目{place}号", text=said) for place, said in enumerate(texts)])
    assert listed(archive) == [(0, 7), (1, 15), (2, 23), (3, 29)]
    with Database(archive) as database, database.read() as connection:
        for pairs in (["甲乙"], ["甲乙", "丙丁"], words, ["采购"], ["采购", "丁戊"], ["无此"], ["采购", "无此"]):
            assert list(runs_with(connection, pairs)) == holding(connection, *pairs), pairs
        assert 0 < len(holding(connection, "甲乙", "丙丁")) < len(holding(connection, "甲乙")) < 29


def test_a_segment_is_listed_with_the_batch_that_fills_it(archive: Address, make: Make) -> None:
    with Archive(archive, "e1", batch=3, clock=lambda: NOW) as writer:
        for place in range(9):
            writer.add(make(f"{place}.docx", project=f"项目{place}号"))
            assert listed(archive) == ([(0, 7)] if place == 8 else [])
    assert listed(archive) == [(0, 7)]  # two runs more are looked through


def test_the_last_segment_is_listed_again(archive: Address, make: Make, fill: Fill) -> None:
    outcomes = [make(f"{place}.docx", project=f"项目{place}号") for place in range(16)]
    for end, expected in ((2, []), (3, [(0, 3)]), (5, [(0, 3)]), (6, [(0, 6)]), (16, [(0, 7), (1, 15)])):
        fill(archive, outcomes[:end])
        assert listed(archive) == expected
        with Database(archive) as database, database.read() as connection:
            assert list(runs_with(connection, ["采购"])) == list(range(end, 0, -1))


def test_an_archive_with_the_index_of_1_0_is_listed_when_it_is_opened(archive: Address, make: Make, fill: Fill) -> None:
    fill(archive, [make(f"{place}.docx", project=f"项目{place}号", text="道路") for place in range(20)])
    with Database(archive) as database, database.write() as connection:
        downgrade(connection, "0002")
        indexes = connection.scalars(text("SELECT indexname FROM pg_indexes WHERE tablename = 'search'"))
        assert "search_pairs" in set(indexes)
    with Database(archive).open_for_reading() as database:
        assert len(search(database, Query(("道路",), limit=0)).hits) == 20
    assert listed(archive) == [(0, 7), (1, 15), (2, 20)]


def test_rare_characters_that_share_a_number_are_told_apart(archive: Address, make: Make, fill: Fill) -> None:
    """Beyond the basic plane a number keeps half of a character; the text decides."""
    assert number("\U00020021\U00020022") == number("\x21\x22")
    assert number("\U00020021甲") == number("\U00030021甲")
    said = "\U00020021甲与\U00030021甲"
    fill(archive, [make(f"{place}.docx", project=f"项目{place}号", text=said) for place in range(3)])
    fill(archive, [make("乙.docx", text="\U00030021甲")])
    with Database(archive).open_for_reading() as database:
        assert len(search(database, Query(("\U00020021甲",))).hits) == 3
        assert len(search(database, Query(("\U00030021甲",))).hits) == 4
