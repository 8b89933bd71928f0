"""Finds reports by words, figures and findings.

    search(database, Query(words=("设备采购", "延迟"), where=parse_where("预算执行率<80%")))

A report is found when every word stands somewhere in it (paragraphs, wordy cells, indicator names, findings) and one of
its projects fulfils the filters. Latest run of each document, last archived first. The database narrows down by
character pairs and indexes; then the text is read, so that every hit is real. Words of one character have no pair:
alone they are looked for report by report.

The order of work is chosen here, since the planners know little of full-text hits and of how filters go together. Each
of words, figures and findings is asked for some thousand runs at most. Where one has fewer, the runs that all of those
have are looked through; where none has, so many reports fit that the newest are looked through until there are enough.
On PostgreSQL the runs that hold the words come from lists, the newest first, and are cheap to go through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    TextClause,
    and_,
    bindparam,
    exists,
    select,
    text,
)

from .conditions import FIGURES, Where
from .database import Database
from .passages import Passage, read_passages
from .tables import documents, findings, projects, runs
from .text import canonical

PAGE = 50  # reports read at once
AHEAD = 500  # runs looked through at once
FEW = 4000  # runs that are listed to be compared
CODE, LAST = len("GJ301"), "999"  # a shorter code stands for all that begin with it


Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. `limit` 0: everything."""

    words: tuple[str, ...] = ()
    where: Where = field(default_factory=Where)
    unit: str = ""
    year: str = ""
    rule: str = ""
    severity: str = ""
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A project of a report, with the passages that hold the words."""

    document: str
    sha256: str
    project: str
    organisation: str
    year: str
    budget: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    score: Decimal | None
    grade: str
    errors: int
    warnings: int
    superseded: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The hits, and whether there are more than asked for."""

    hits: tuple[Hit, ...]
    more: bool


def search(database: Database, query: Query) -> Found:
    """Everything that the query finds, up to its limit."""
    with database.read() as connection:
        hits: list[Hit] = []
        for hit in _Search(connection, query).hits():
            if query.limit and len(hits) == query.limit:
                return Found(tuple(hits), True)
            hits.append(hit)
    return Found(tuple(hits), False)


_PROJECT = ("run_id", "project", "name", "organisation", "organisation_key", "year", "grade")
_COLUMNS = (
    *(projects.c[name] for name in (*_PROJECT, *FIGURES)),
    runs.c.errors, runs.c.warnings, documents.c.id.label("document_id"), documents.c.sha256,
)  # fmt: skip
_HITS = (  # SQLite: runs with all pairs
    "SELECT rowid FROM search WHERE search MATCH :pairs AND rowid BETWEEN :low AND :high"
    " ORDER BY rowid DESC LIMIT :most"
)
_REPLACED = (
    "SELECT f.run_id, f.project FROM forms f JOIN runs r ON r.id = f.run_id WHERE f.run_id IN :numbers AND EXISTS"
    " (SELECT 1 FROM forms g JOIN runs n ON n.id = g.run_id"
    " JOIN documents e ON e.id = n.document_id AND e.latest_run_id = n.id"
    " WHERE g.series = f.series AND e.id > r.document_id)"
)
LAST_RUN = 2**31 - 1


class _Search:
    def __init__(self, connection: Connection, query: Query) -> None:
        self._connection = connection
        self._query = query
        self._page = min(query.limit + 1, PAGE) if query.limit else PAGE
        self._sqlite = connection.dialect.name == "sqlite"
        self._words = tuple(filter(None, map(canonical, query.words)))
        self._pairs = sorted({pair for word in self._words for pair in _apart(word)})
        self._filters = list(self._project_clauses())
        self._wanted = self._wanted_findings()

    def hits(self) -> Iterator[Hit]:
        """Rows of the database, their text, those that hold."""
        found = (row for numbers in self._candidates() for row in self._rows(numbers))
        rows = (row for row in found if self._query.where.holds(row))
        while part := list(islice(rows, self._page)):
            yield from self._real(part)

    def _candidates(self) -> Iterator[list[int]]:
        """Run ids, the newest first, some at a time; every hit is among them."""
        few = self._few()
        ordered = iter(sorted(set.intersection(*few), reverse=True)) if few else self._newest()
        if not self._pairs:
            yield from self._parts(ordered)
            return
        if not self._sqlite:  # lists are read from the newest on, and quickly
            from .postings import runs_with  # here: a search in SQLite needs no numpy

            hits = runs_with(self._connection, self._pairs)
            yield from self._parts(filter(set.intersection(*few).__contains__, hits) if few else hits)
            return
        found = set(self._word_hits(most=FEW + 1))
        if len(found) <= FEW:
            yield from self._parts(iter(sorted(set.intersection(found, *few), reverse=True)))
        elif not few:
            yield from self._parts(self._word_hits())
        else:
            yield from map(self._with_words, self._parts(ordered))

    def _parts(self, numbers: Iterator[int]) -> Iterator[list[int]]:
        """Numbers in parts that are looked up together: as many as hits are wanted are often enough."""
        size = self._page
        while part := list(islice(numbers, size)):
            yield part
            size = min(4 * size, AHEAD)

    def _few(self) -> list[set[int]]:
        """The runs that pass a filter, for each that few pass."""
        found = []
        if self._filters:
            found.append(self._some(select(projects.c.run_id).where(*self._filters)))
        if self._wanted is not None:
            found.append(self._some(select(findings.c.run_id).where(self._wanted)))
        return [numbers for numbers in found if len(numbers) <= FEW]

    def _some(self, query: Select[Any]) -> set[int]:
        return set(self._connection.scalars(query.distinct().limit(FEW + 1)))

    def _newest(self) -> Iterator[int]:
        """The runs of projects that pass the filters."""
        last = LAST_RUN
        while True:
            query = select(projects.c.run_id).where(projects.c.run_id < last, *self._filters).distinct()
            numbers = list(self._connection.scalars(query.order_by(projects.c.run_id.desc()).limit(AHEAD)))
            yield from numbers
            if len(numbers) < AHEAD:
                return
            last = numbers[-1]

    def _with_words(self, numbers: list[int]) -> list[int]:
        hits = set(self._word_hits(numbers[-1], numbers[0]))
        return [number for number in numbers if number in hits]

    def _word_hits(self, low: int = 0, high: int = LAST_RUN, most: int = LAST_RUN) -> Iterator[int]:
        """From SQLite's index: every pair quoted for FTS5, which reads nothing else out of it."""
        quoted = " ".join('"{}"'.format(pair.replace('"', '""')) for pair in self._pairs)
        parameters = {"pairs": quoted, "most": most, "low": low, "high": high}
        yield from self._connection.scalars(text(_HITS).execution_options(yield_per=AHEAD), parameters)

    def _rows(self, numbers: list[int]) -> list[Row]:
        """The projects of some runs that pass the filters, if the run is its document's latest."""
        latest = and_(documents.c.id == runs.c.document_id, documents.c.latest_run_id == runs.c.id)
        source = projects.join(runs, runs.c.id == projects.c.run_id).join(documents, latest)
        query = select(*_COLUMNS).select_from(source).where(projects.c.run_id.in_(numbers), *self._filters)
        if self._wanted is not None:
            here = and_(findings.c.run_id == projects.c.run_id, findings.c.project == projects.c.project)
            query = query.where(exists().where(here, self._wanted))
        query = query.order_by(projects.c.run_id.desc(), projects.c.project)
        return [dict(row) for row in self._connection.execute(query).mappings()]

    def _project_clauses(self) -> Iterator[ColumnElement[bool]]:
        query = self._query
        where = query.where.clause(self._sqlite)
        if where is not None:
            yield where
        if query.unit:
            yield projects.c.organisation_key.contains(canonical(query.unit), autoescape=True)
        if query.year:
            yield projects.c.year == query.year

    def _wanted_findings(self) -> ColumnElement[bool] | None:
        """The findings asked for, by code or its beginning, and severity."""
        clauses = [findings.c.severity == self._query.severity] if self._query.severity else []
        if rule := self._query.rule.strip().upper():
            clauses.append(findings.c.rule.between(rule, rule + LAST) if len(rule) < CODE else findings.c.rule == rule)
        return and_(*clauses) if clauses else None

    def _real(self, rows: list[Row]) -> Iterator[Hit]:
        """Hits of which the words were read, with their passages."""
        if not rows:
            return
        numbers = [row["run_id"] for row in rows]
        read = read_passages(self._connection, numbers, self._words, self._wanted)
        names = self._names([row["document_id"] for row in rows])
        replaced = self._replaced(numbers)
        for row in rows:
            passages = read.get(row["run_id"])
            if passages is not None:
                yield _hit(row, names[row["document_id"]], (row["run_id"], row["project"]) in replaced, passages)

    def _names(self, numbers: list[int]) -> dict[int, str]:
        query = text(
            "SELECT document_id, min(name) AS name FROM names WHERE document_id IN :numbers GROUP BY document_id"
        )
        found = self._connection.execute(_expanding(query), {"numbers": numbers})
        return {row.document_id: row.name for row in found}

    def _replaced(self, numbers: list[int]) -> set[tuple[int, int]]:
        """Projects that a document archived later reports on with the same form."""
        found = self._connection.execute(_expanding(text(_REPLACED)), {"numbers": numbers})
        return {(run, project) for run, project in found}


def _apart(word: str) -> list[str]:
    """Pairs that cover a word; of those that overlap only as many as that takes: 预算 执行 行率 for 预算执行率."""
    places = [*range(0, len(word) - 1, 2), len(word) - 2]
    return [pair for place in places if (pair := word[place : place + 2]).isalnum() and len(pair) == 2]


def _expanding(query: TextClause) -> TextClause:
    return query.bindparams(bindparam("numbers", expanding=True))


def _hit(row: Row, name: str, superseded: bool, passages: tuple[Passage, ...]) -> Hit:
    return Hit(
        name, row["sha256"], row["name"] or "", row["organisation"] or "", row["year"] or "", row["budget"],
        row["executed"], row["rate"], row["score"], row["grade"] or "", row["errors"], row["warnings"], superseded,
        passages,
    )  # fmt: skip
