"""Many rows at once, the fastest way each database has: one prepared statement (SQLite) or COPY (PostgreSQL)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection

from .rows import Row, Rows
from .tables import WRITTEN, stored
from .text import number

Pairs = list[tuple[int, str]]  # run, its character pairs with blanks between


def load(connection: Connection, rows: Rows, pairs: Pairs) -> None:
    """Writes rows and character pairs in the caller's transaction."""
    write = _insert if connection.dialect.name == "sqlite" else _copy
    for table in WRITTEN:
        if rows.get(table.name):
            write(connection, table.name, stored(table), rows[table.name])
    if not pairs:
        return
    if connection.dialect.name == "sqlite":
        _insert(connection, "search", ["rowid", "pairs"], pairs)
    else:
        coded = _coder()
        _copy(connection, "search", ["run_id", "pairs"], ((run, coded(text)) for run, text in pairs))


def _insert(connection: Connection, table: str, columns: list[str], rows: list[Row] | Pairs) -> None:
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))  # noqa: S608  our names


def _copy(connection: Connection, table: str, columns: list[str], rows: Iterable[Row]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _coder() -> Callable[[str], str]:
    """Pairs as PostgreSQL writes an array of integers. Most pairs of a batch come again and again."""
    known: dict[str, str] = {}

    def code(pair: str) -> str:
        found = known.get(pair)
        if found is None:
            found = known[pair] = str(number(pair))
        return found

    return lambda text: "{" + ",".join({code(pair) for pair in text.split(" ") if len(pair) == 2}) + "}"
