"""The README's SQL runs on both databases, gives the same, and finds what it promises to find."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, Make  # type: ignore[import-not-found]
from gouji.archive.address import Address, parse
from gouji.archive.database import Database
from gouji.archive.store import Archive
from sqlalchemy import text

README = Path(__file__).parents[2] / "README.md"
_QUERY = re.compile(r"<!-- query -->\n```sql\n-- (.*?)\n(.*?)```", re.DOTALL)
QUERIES: dict[str, str] = dict(_QUERY.findall(README.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def both(make: Make, server: Any, tmp_path_factory: pytest.TempPathFactory) -> list[Address]:
    """One archive in each database: five reports, one of them in two versions, with errors and a decision."""
    outcomes = [
        make("甲.docx"),
        make("乙.docx", unit="临溪市教育局", project="校舍改造项目", executed="70.00", rate="70.00%", total="95"),
        make("丙.docx", year="2022", project="道路维修项目", part="98.00", score="55", total="90"),
        make("丁初稿.docx", unit="临溪市教育局", project="信息化项目", total="91"),
        make("丁.docx", unit="临溪市教育局", project="信息化项目", budget="200.00", executed="198.00", rate="91.00%"),
    ]
    addresses = [parse(str(tmp_path_factory.mktemp("archive") / "archive.db")), parse(server.new_database())]
    for address in addresses:
        with Archive(address, "e1", clock=lambda: NOW) as archive:
            for outcome in outcomes:
                archive.add(outcome)
            archive.flush()
            record: Any = outcomes[2].record
            archive.decide(record.sha256, outcomes[2].findings[0].fingerprint, "confirmed", "张三")
    return addresses


def ask(address: Address, title: str) -> list[tuple[Any, ...]]:
    with Database(address) as database, database.read() as connection:
        return [tuple(map(rounded, row)) for row in connection.execute(text(QUERIES[title]))]


def rounded(value: Any) -> Any:
    """Numbers alike: SQLite computes with floating point, PostgreSQL with decimals."""
    return round(float(value), 6) if isinstance(value, (int, float, Decimal)) else value


def test_there_are_ten() -> None:
    assert len(QUERIES) == 10


@pytest.mark.parametrize("title", QUERIES)
def test_a_query_gives_the_same_on_both(both: list[Address], title: str) -> None:
    sqlite, postgres = (ask(address, title) for address in both)
    assert sqlite == postgres
    assert sqlite


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("departments by execution rate, the worst first", ("临溪市教育局", 2, 0.893333)),
        ("a score above 90 with less than 80 % spent", ("乙.docx", "校舍改造项目", "临溪市教育局", 0.7, 95)),
        ("reports that were sent in again, and whether they have fewer errors now", ("丁.docx", "丁初稿.docx")),
        ("execution by year", ("2022", 1, 1_000_000, 900_000, 0.9)),
    ],
)
def test_a_query_finds_what_it_says(both: list[Address], title: str, first: tuple[Any, ...]) -> None:
    assert ask(both[0], title)[0][: len(first)] == first


def test_decided_errors_are_left_out(both: list[Address]) -> None:
    documents = {row[0] for row in ask(both[0], "errors nobody has decided on yet")}
    assert "丁初稿.docx" not in documents
    assert "乙.docx" in documents


def test_every_view_opens(address: Address, fill: Callable[..., Archive], make: Make) -> None:
    from gouji.archive.migrations.versions import v0002_views

    fill(address, [make(total="90")])
    with Database(address) as database, database.read() as connection:
        for view in v0002_views.VIEWS:
            connection.execute(text(f"SELECT * FROM {view}")).all()  # noqa: S608
