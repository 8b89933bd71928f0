"""A connection to either database, with what the archive relies on: one writer, whole transactions, the newest tables.

SQLite runs in WAL mode, so that people search while a folder is archived; a writer takes its lock when it begins, not
when it first writes. On PostgreSQL an advisory lock does the same. A new file that could not be filled (full disk) is
removed again.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.pool import NullPool

from .address import Address
from .migrations import HEAD, VERSION_TABLE, upgrade
from .problem import ArchiveError, explain, of_database

WAIT_SECONDS = 10.0  # for another writer
LOCK = 0x676F756A69  # "gouji": the advisory lock of PostgreSQL


class Database:
    """One database. `open` and `read` raise ArchiveError; who writes decides what a lost connection means."""

    def __init__(self, address: Address, wait: float = WAIT_SECONDS) -> None:
        self.address = address
        self.wait = wait
        self._frozen = False  # on a read-only medium
        self.engine = self._engine()

    @property
    def sqlite(self) -> bool:
        return self.address.path is not None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that nobody else writes in; all of it is kept, or nothing."""
        with self.engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                if not self.sqlite:
                    connection.execute(text(f"SET LOCAL lock_timeout = {int(self.wait * 1000)}"))
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
                yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the archive."""
        try:
            with self.engine.connect() as connection:
                if not self.sqlite:  # whose transactions see what others commit meanwhile
                    connection = connection.execution_options(isolation_level="REPEATABLE READ")
                with connection.begin():
                    yield connection
        except Exception as problem:
            raise (explain(problem, self.address) if of_database(problem) else problem) from None

    def open(self) -> Self:
        """Makes the tables, or brings those of an older archive up to date."""
        path = self.address.path
        fresh = path is not None and not path.exists()
        try:
            with self.write() as connection:
                if _state(connection, self.address) != HEAD:
                    upgrade(connection)
                    self._list_runs(connection)
        except BaseException as problem:
            self.close()
            if fresh and path is not None:
                _remove(path)
            if of_database(problem):
                raise explain(problem, self.address) from None
            raise
        return self

    def open_for_reading(self) -> Self:
        """For a search: makes nothing. An archive on a read-only medium can be searched too."""
        path = self.address.path
        if path is not None and not path.exists():
            raise ArchiveError(f"没有档案库 {path}；请先用 gouji archive 路径 --db {path} 建立。")
        if path is not None and not _writable(path):
            self._frozen = True
            self.engine = self._engine()
        try:
            with self.read() as connection:
                state = _state(connection, self.address)
            if not state:
                raise ArchiveError(f"{self.address.shown} 里还没有归档的报告；请先用 gouji archive 归档。")
            if self._frozen and state != HEAD:
                raise ArchiveError(f"档案库 {path} 由旧版本建立，所在位置只读，无法升级；请复制到可写的文件夹。")
        except ArchiveError:
            self.close()
            raise
        return self if state == HEAD else self.open()

    def merge(self) -> None:
        """Leaves the index of character pairs as a search wants it: with few runs outside it."""
        if not self.sqlite:
            with self.write() as connection:
                self._list_runs(connection)

    def _list_runs(self, connection: Connection) -> None:
        if not self.sqlite:
            from .postings import list_runs  # here: a search in SQLite needs no numpy

            list_runs(connection, all_of_them=True)

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _engine(self) -> Engine:
        path = self.address.path
        if path is None:
            options = {"connect_timeout": 10, "application_name": "gouji"}
            try:
                return create_engine(self.address.url, connect_args=options, hide_parameters=True)
            except ModuleNotFoundError:
                raise ArchiveError("连接 PostgreSQL 还需要安装驱动：pip install 'gouji[postgres]'。") from None
        engine = create_engine(
            "sqlite://", creator=lambda: self._connect(path), poolclass=NullPool, hide_parameters=True
        )
        event.listen(engine, "begin", _begin)
        return engine

    def _connect(self, path: Path) -> sqlite3.Connection:
        mode = "immutable=1" if self._frozen else "mode=rwc"
        uri = f"{path.absolute().as_uri()}?{mode}"
        connection = sqlite3.connect(uri, uri=True, timeout=self.wait, isolation_level=None, check_same_thread=False)
        try:
            for pragma in _PRAGMAS if self._frozen else ("journal_mode = WAL", *_PRAGMAS):
                connection.execute(f"PRAGMA {pragma}").close()
        except BaseException:
            connection.close()
            raise
        return connection


# Synchronous: a batch that was reported as archived survives a power cut. Fewer checkpoints write fewer pages twice.
_PRAGMAS = (
    "synchronous = FULL", "foreign_keys = ON", "cache_size = -65536", "wal_autocheckpoint = 8000",
    "temp_store = MEMORY", "journal_size_limit = 0",
)  # fmt: skip


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _state(connection: Connection, address: Address) -> str:
    """The archive's step; "" for an empty database. Raises ArchiveError for a database of others."""
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in tables:
        if tables if connection.dialect.name == "sqlite" else "documents" in tables:
            raise ArchiveError(f"{address.shown} 里已有其他程序的数据表；请换一个空的数据库或新的文件名。")
        return ""
    step: Any = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608  a constant
    if step is None:
        return ""
    if str(step) > HEAD:
        raise ArchiveError(f"档案库 {address.shown} 由更新版本的 gouji 建立；请先升级 gouji。")
    return str(step)


def _writable(path: Path) -> bool:
    """Whether SQLite can make its files beside the archive; on a read-only medium not even root can."""
    log_file = path.with_name(path.name + "-wal")
    if log_file.exists() and log_file.stat().st_size:
        return True  # in use, or left by a killed program: SQLite must see it
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _remove(path: Path) -> None:
    """A file made in this run and never filled, with what SQLite put beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        with contextlib.suppress(OSError):
            path.with_name(name).unlink()
