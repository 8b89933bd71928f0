"""Finds reports by words, figures and findings.

    search(database, Query(words=("设备采购", "延迟"), where=parse_where("预算执行率<80%")))

A report is found when every word stands somewhere in it (paragraphs, wordy cells, indicator names, findings) and one of
its projects fulfils the filters. Latest run of each document, last archived first. The database narrows down by
character pairs and indexes; then the text is read, so that every hit is real. Words of one character have no pair:
alone they are looked for report by report.

On SQLite the order of work is chosen here, since its planner knows nothing of full-text hits: few projects pass the
filters, then those are compared with the hits; otherwise hits are taken in order until there are enough.
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
    func,
    or_,
    select,
    text,
)

from .conditions import Where
from .database import Database
from .passages import Passage, read_passages
from .tables import documents, findings, projects, runs
from .text import canonical, number, pairs

PAGE = 50  # reports read at once
AHEAD = 500  # hits compared with the filters at once
FEW = 4000  # projects that are compared with the hits one by one


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


_COLUMNS = (
    projects.c.run_id, projects.c.project, projects.c.name, projects.c.organisation,
    projects.c.organisation_key, projects.c.year, projects.c.budget, projects.c.executed, projects.c.rate, projects.c.score, projects.c.grade,
    runs.c.errors, runs.c.warnings, documents.c.id.label("document_id"), documents.c.sha256,
)  # fmt: skip
_AMONG_HITS = {
    # + keeps SQLite from looking up the projects of every hit
    True: "+projects.run_id IN (SELECT rowid FROM search WHERE search MATCH :pairs)",
    False: "projects.run_id IN (SELECT run_id FROM search WHERE pairs @> CAST(:pairs AS integer[]))",
}


class _Search:
    def __init__(self, connection: Connection, query: Query) -> None:
        self._connection = connection
        self._query = query
        self._sqlite = connection.dialect.name == "sqlite"
        self._words = tuple(filter(None, map(canonical, query.words)))
        self._pairs = sorted(pairs(self._words))
        self._filters = list(self._filter_clauses())

    def hits(self) -> Iterator[Hit]:
        """Page by page: rows of the database, their text, those that hold."""
        page = min(self._query.limit + 1 if self._query.limit else PAGE, PAGE)
        streamed = self._sqlite and bool(self._pairs) and self._many_pass()
        rows = (row for row in (self._streamed() if streamed else self._compared()) if self._query.where.holds(row))
        while part := list(islice(rows, page)):
            yield from self._real(part)

    def _projects(self) -> Select[Any]:
        """Projects of latest runs that pass the filters, the last archived first."""
        latest = and_(documents.c.id == runs.c.document_id, documents.c.latest_run_id == runs.c.id)
        source = projects.join(runs, runs.c.id == projects.c.run_id).join(documents, latest)
        query = select(*_COLUMNS).select_from(source).where(*self._filters)
        return query.order_by(projects.c.run_id.desc(), projects.c.project)

    def _compared(self) -> Iterator[Row]:
        """In pages: with many rows to read, PostgreSQL would not plan for the first of them."""
        query = self._projects()
        if self._pairs:
            query = query.where(text(_AMONG_HITS[self._sqlite]))
        after: list[ColumnElement[bool]] = []
        while True:
            rows = self._rows(query.where(*after).limit(PAGE), self._parameters())
            yield from rows
            if len(rows) < PAGE:
                return
            run, project = rows[-1]["run_id"], rows[-1]["project"]
            later = or_(projects.c.run_id < run, projects.c.project > project)
            after = [projects.c.run_id <= run, later]

    def _streamed(self) -> Iterator[Row]:
        """SQLite: hits in order, so many at once that some of them will pass the filters."""
        query = text("SELECT rowid FROM search WHERE search MATCH :pairs ORDER BY rowid DESC")
        hits = iter(self._connection.scalars(query.execution_options(yield_per=AHEAD), self._parameters()))
        while numbers := list(islice(hits, AHEAD if self._filters else PAGE)):
            yield from self._rows(self._projects().where(projects.c.run_id.in_(numbers)), {})

    def _rows(self, query: Select[Any], parameters: dict[str, str]) -> list[Row]:
        return [dict(row) for row in self._connection.execute(query, parameters).mappings()]

    def _parameters(self) -> dict[str, str]:
        """The pairs, every one quoted for FTS5, which reads nothing else out of it, or as an array of numbers."""
        if not self._pairs:
            return {}
        if self._sqlite:
            return {"pairs": " ".join('"{}"'.format(pair.replace('"', '""')) for pair in self._pairs)}
        return {"pairs": "{" + ",".join(str(number(pair)) for pair in self._pairs) + "}"}

    def _many_pass(self) -> bool:
        if not self._filters:
            return True
        few = select(projects.c.run_id).where(*self._filters).limit(FEW + 1).subquery()
        return (self._connection.scalar(select(func.count()).select_from(few)) or 0) > FEW

    def _filter_clauses(self) -> Iterator[ColumnElement[bool]]:
        query = self._query
        where = query.where.clause(self._sqlite)
        if where is not None:
            yield where
        if query.unit:
            yield projects.c.organisation_key.contains(canonical(query.unit), autoescape=True)
        if query.year:
            yield projects.c.year == query.year
        wanted = self._wanted()
        if wanted is not None:
            here = and_(findings.c.run_id == projects.c.run_id, findings.c.project == projects.c.project)
            yield exists().where(here, wanted)

    def _wanted(self) -> ColumnElement[bool] | None:
        """The findings asked for, by code or its beginning, and severity."""
        clauses = [findings.c.severity == self._query.severity] if self._query.severity else []
        if rule := self._query.rule.strip().upper():
            exact = len(rule) == len("GJ301")
            clauses.append(findings.c.rule == rule if exact else findings.c.rule.startswith(rule, autoescape=True))
        return and_(*clauses) if clauses else None

    def _real(self, rows: list[Row]) -> Iterator[Hit]:
        """Hits of which the words were read, with their passages."""
        if not rows:
            return
        numbers = [row["run_id"] for row in rows]
        read = read_passages(self._connection, numbers, self._words, self._wanted())
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
        query = text("SELECT previous_run_id, previous_number FROM version_history WHERE previous_run_id IN :numbers")
        return {(run, project) for run, project in self._connection.execute(_expanding(query), {"numbers": numbers})}


def _expanding(query: TextClause) -> TextClause:
    return query.bindparams(bindparam("numbers", expanding=True))


def _hit(row: Row, name: str, superseded: bool, passages: tuple[Passage, ...]) -> Hit:
    return Hit(
        name, row["sha256"], row["name"] or "", row["organisation"] or "", row["year"] or "", row["budget"],
        row["executed"], row["rate"], row["score"], row["grade"] or "", row["errors"], row["warnings"], superseded,
        passages,
    )  # fmt: skip
