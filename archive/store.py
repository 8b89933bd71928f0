"""Puts outcomes into the archive, each exactly once.

    with Archive(address, edition) as archive:
        for outcome in outcomes: archive.add(outcome)
    archive.tally    Tally(added=3, known=2, skipped=())

Reports are written in batches, a transaction each: after a crash a batch is there whole or not at all. When
PostgreSQL goes away in the middle, the batch waits for it and is written again; what had been committed is recognised
by content and edition, so nothing is lost and nothing doubled. Keys are numbers counted on by the one writer, so the
same reports in the same order give the same rows in every database.
"""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Select, Table, bindparam, func, select, update

from ..validate.outcome import Outcome
from .address import Address
from .database import WAIT_SECONDS, Database
from .load import Pairs, load
from .problem import ArchiveError, explain, lost, of_database
from .record import Record
from .rows import Numbers, Rows, add_children, run_row
from .tables import bodies, decisions, documents, names, runs
from .text import storable

log = logging.getLogger("gouji")

BATCH = 200  # reports in a transaction
BATCH_SECONDS = 10.0  # nothing finished waits longer
RETRY_SECONDS = 60.0  # for a database that went away
SHOWN = 10  # names in a message
VERDICTS = ("confirmed", "dismissed", "corrected")

T = TypeVar("T")
Batch = list[tuple[Outcome, Record]]
Clock = Callable[[], str]


def utc() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(slots=True)
class Tally:
    """What became of the outcomes. `skipped` names those that nothing could be kept of: timed out, crashed."""

    added: int = 0
    known: int = 0
    skipped: list[str] = field(default_factory=list)


class Archive:
    """An archive that is written to. Used as a context manager; a batch begun is written when it ends."""

    def __init__(
        self, address: Address, edition: str, *, batch: int = BATCH, wait: float = WAIT_SECONDS,
        retry: float = RETRY_SECONDS, clock: Clock = utc,
    ) -> None:  # fmt: skip
        self.tally = Tally()
        self.database = Database(address, wait)
        self._edition = edition
        self._batch = batch
        self._retry = retry
        self._clock = clock
        self._waiting: list[tuple[Outcome, Record]] = []
        self._flushed = time.monotonic()

    def __enter__(self) -> Self:
        self.database.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if not isinstance(problem, ArchiveError):
                self.flush()
                self._merge()
        finally:
            self.database.close()

    def _merge(self) -> None:
        """Tidies up. All reports are in the archive: a failure costs the next search milliseconds, no more."""
        try:
            if self.tally.added:
                self.database.merge()
        except Exception as problem:
            if not of_database(problem):
                raise
            log.debug("index not merged: %s", type(problem).__name__)

    @property
    def summary(self) -> str:
        """What became of the documents, for a user."""
        tally, address = self.tally, self.database.address
        line = f"档案库 {address.shown}：新归档 {tally.added} 份，已有 {tally.known} 份。"
        if not tally.skipped:
            return line
        names = "、".join(tally.skipped[:SHOWN]) + (" 等" if len(tally.skipped) > SHOWN else "")
        return f"{line}未归档 {len(tally.skipped)} 份（未能读取到内容，处理后重新运行即可）：{names}。"

    def add(self, outcome: Outcome) -> None:
        """Takes an outcome; it is in the archive after its batch."""
        if not isinstance(outcome.record, Record):
            if outcome.findings:  # else a folder whose files have nothing to do with each other
                self.tally.skipped.append(outcome.name)
            return
        self._waiting.append((outcome, outcome.record))
        if len(self._waiting) >= self._batch or time.monotonic() - self._flushed > BATCH_SECONDS:
            self.flush()

    def take_known(self, contents: Mapping[str, str]) -> set[str]:
        """The documents (name → SHA-256) that were read in this edition already; keeps the names that are new."""
        query = select(documents.c.sha256, documents.c.id).join(runs, runs.c.document_id == documents.c.id)
        query = query.where(runs.c.edition == self._edition, runs.c.complete == 1)
        query = query.where(documents.c.sha256.in_(set(contents.values())))
        with self.database.read() as connection:
            known = {row.sha256: row.id for row in connection.execute(query)}
            query_names = select(names.c.document_id, names.c.name).where(names.c.document_id.in_(known.values()))
            there = set(map(tuple, connection.execute(query_names)))
        taken = {name for name, sha256 in contents.items() if sha256 in known}
        new = {(known[contents[name]], storable(name)) for name in taken} - there
        if new:
            rows = [(*name, self._clock()) for name in sorted(new)]
            self._retried(lambda connection: load(connection, {names.name: rows}, []))
        self.tally.known += len(taken)
        return taken

    def decide(self, sha256: str, fingerprint: str, verdict: str, reviewer: str, note: str = "") -> None:
        """Adds a reviewer's decision on a finding; an earlier one stays where it is."""
        if verdict not in VERDICTS:
            raise ValueError(f"verdict: {verdict!r} not in {VERDICTS}")
        decision = (fingerprint, verdict, note or None, reviewer, self._clock())
        self._retried(lambda connection: self._decide(connection, sha256, decision))

    def _decide(self, connection: Connection, sha256: str, decision: tuple[str | None, ...]) -> None:
        document = connection.scalar(select(documents.c.id).where(documents.c.sha256 == sha256))
        if document is None:
            raise ArchiveError("档案库中没有这份文件；请先归档再登记复核意见。")
        connection.execute(decisions.insert().values((_after(connection, decisions), document, *decision)))

    def flush(self) -> None:
        """Writes what is waiting. Raises ArchiveError, with nothing of the batch written."""
        batch, self._waiting = self._waiting, []
        if not batch:
            return
        added = self._retried(lambda connection: _Writing(connection, self._edition, self._clock()).write(batch))
        self.tally.added += added
        self.tally.known += len(batch) - added
        self._flushed = time.monotonic()

    def _retried(self, work: Callable[[Connection], T]) -> T:
        """Writes in a transaction; after a lost connection once more, as soon as there is one."""
        deadline = time.monotonic() + self._retry
        pause = 0.2
        while True:
            try:
                with self.database.write() as connection:
                    return work(connection)
            except Exception as problem:
                if not of_database(problem):
                    raise
                if not lost(problem) or time.monotonic() > deadline:
                    raise explain(problem, self.database.address) from None
            log.warning("数据库连接中断，等待恢复后重写本批报告。")
            self.database.engine.dispose()
            time.sleep(pause)
            pause = min(pause * 2, 5.0)


class _Writing:
    """One batch in one transaction."""

    def __init__(self, connection: Connection, edition: str, now: str) -> None:
        self._connection = connection
        self._edition = edition
        self._now = now
        self._rows: Rows = defaultdict(list)
        self._pairs: Pairs = []
        self._next = {table.name: _after(connection, table) for table in (documents, bodies, runs)}
        self._latest: dict[int, int] = {}

    def write(self, batch: Batch) -> int:
        """How many runs were new."""
        self._look_up(batch)
        for outcome, record in batch:
            document = self._document(record)
            self._name(document, outcome.name)
            if (document, 1) not in self._runs and (document, int(record.complete)) not in self._runs:
                self._run(document, outcome, record)
        new = {number for number, *_ in self._rows[documents.name]}
        self._rows[documents.name] = [(*row, self._latest[row[0]]) for row in self._rows[documents.name]]
        load(self._connection, self._rows, self._pairs)
        self._point({document: run for document, run in self._latest.items() if document not in new})
        return len(self._rows[runs.name])

    def _look_up(self, batch: Batch) -> None:
        """What the archive knows of these contents."""
        contents = {record.sha256 for _, record in batch}
        query = select(documents.c.sha256, documents.c.id).where(documents.c.sha256.in_(contents))
        self._documents = {row.sha256: row.id for row in self._connection.execute(query)}
        known = self._documents.values()
        self._runs = self._pairs_of(select(runs.c.document_id, runs.c.complete).where(
            runs.c.document_id.in_(known), runs.c.edition == self._edition))  # fmt: skip
        self._names = self._pairs_of(select(names.c.document_id, names.c.name).where(names.c.document_id.in_(known)))
        query = select(bodies).with_only_columns(bodies.c.document_id, bodies.c.sha256, bodies.c.id)
        found = self._connection.execute(query.where(bodies.c.document_id.in_(known)))
        self._bodies: dict[tuple[int, str], int] = {(row.document_id, row.sha256): row.id for row in found}
        query = select(runs.c.document_id).where(runs.c.document_id.in_(known), runs.c.complete == 1)
        self._read_before = set(self._connection.scalars(query))

    def _pairs_of(self, query: Select[Any]) -> set[tuple[Any, Any]]:
        return {(first, second) for first, second in self._connection.execute(query)}

    def _take(self, table: Table) -> int:
        number = self._next[table.name]
        self._next[table.name] += 1
        return number

    def _document(self, record: Record) -> int:
        number = self._documents.get(record.sha256)
        if number is None:
            number = self._documents[record.sha256] = self._take(documents)
            row = (number, record.sha256, record.format or None, record.size, record.pages, self._now)
            self._rows[documents.name].append(row)
        return number

    def _name(self, document: int, name: str) -> None:
        name = storable(name)
        if (document, name) not in self._names:
            self._names.add((document, name))
            self._rows[names.name].append((document, name, self._now))

    def _body(self, document: int, record: Record) -> int | None:
        """The passages, kept once however often the document is judged."""
        if not record.body:
            return None
        key = document, record.body_sha256
        if key not in self._bodies:
            self._bodies[key] = self._take(bodies)
            self._rows[bodies.name].append((self._bodies[key], *key, record.body))
        return self._bodies[key]

    def _run(self, document: int, outcome: Outcome, record: Record) -> None:
        numbers = Numbers(self._take(runs), document, self._body(document, record))
        self._runs.add((document, int(record.complete)))
        self._rows[runs.name].append(run_row(numbers, outcome, record, self._edition, self._now))
        add_children(self._rows, numbers.run, outcome, record)
        self._pairs.append((numbers.run, record.pairs))
        if record.complete:
            self._read_before.add(document)
        if record.complete or document not in self._read_before:
            self._latest[document] = numbers.run

    def _point(self, latest: dict[int, int]) -> None:
        """Lets documents that were there before point to their new runs."""
        if latest:
            query = update(documents).where(documents.c.id == bindparam("document"))
            query = query.values(latest_run_id=bindparam("run"))
            self._connection.execute(query, [{"document": key, "run": run} for key, run in latest.items()])


def _after(connection: Connection, table: Table) -> int:
    """The next number of a table. Safe: there is one writer."""
    return (connection.scalar(select(func.max(table.c.id))) or 0) + 1
