"""Many rows at once, the fastest way each database has: one prepared statement (SQLite) or COPY (PostgreSQL).

Character pairs go to PostgreSQL as arrays of integers in COPY's binary format, made by numpy: a report has a thousand
of them, and as text they would take longer than all its other rows.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Any

import numpy as np
from sqlalchemy import Connection

from .postings import fills_segment, list_runs
from .rows import Row, Rows
from .tables import WRITTEN, stored
from .text import numbers

Pairs = list[tuple[int, str]]  # run, its character pairs with blanks between

_START = b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0)
_END = struct.pack(">h", -1)
_INTEGER = 23  # PostgreSQL's number of the type


def load(connection: Connection, rows: Rows, pairs: Pairs) -> None:
    """Writes rows and character pairs in the caller's transaction."""
    sqlite = connection.dialect.name == "sqlite"
    for table in WRITTEN:
        if rows.get(table.name):
            (_insert if sqlite else _copy)(connection, table.name, stored(table), rows[table.name])
    if pairs and sqlite:
        _insert(connection, "search", ["rowid", "pairs"], pairs)
    elif pairs:
        _copy_pairs(connection, pairs)
        if fills_segment(pairs[0][0], pairs[-1][0]):
            list_runs(connection)


def _insert(connection: Connection, table: str, columns: list[str], rows: list[Row] | Pairs) -> None:
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))  # noqa: S608  our names


def _copy(connection: Connection, table: str, columns: list[str], rows: Iterable[Row]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _copy_pairs(connection: Connection, pairs: Pairs) -> None:
    driver: Any = connection.connection.driver_connection
    statement = "COPY search (run_id, pairs) FROM STDIN (FORMAT BINARY)"
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(_START)
        for run, text in pairs:
            array = _array(numbers(text))
            copy.write(struct.pack(">hiii", 2, 4, run, len(array)) + array)
        copy.write(_END)


def _array(values: np.ndarray[Any, np.dtype[np.int64]]) -> bytes:
    """An array as PostgreSQL sends it: dimensions, whether there are NULLs, type, length and first index; elements."""
    if not values.size:
        return struct.pack(">iii", 0, 0, _INTEGER)
    elements = np.empty((values.size, 2), dtype=">i4")
    elements[:, 0] = 4  # bytes
    elements[:, 1] = values
    return struct.pack(">iiiii", 1, 0, _INTEGER, values.size, 1) + elements.tobytes()
