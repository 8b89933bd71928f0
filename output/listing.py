"""A list of rows on standard output: a table for people, CSV for spreadsheets, JSON for programs.

The CSV is guarded like the discrepancy CSV (a cell that begins with = is no formula); it starts with a byte order mark
only when it goes into a file, where Excel needs it.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from rich import box
from rich.table import Table

from .console import plain_console
from .labels import header
from .writers.to_csv import guarded

FORMATS = ("table", "csv", "json")


def print_listing(columns: dict[str, str], rows: Iterable[Mapping[str, Any]], form: str, language: str) -> None:
    """Rows by the English names of their columns; what a row lacks stays blank."""
    if form == "json":
        sys.stdout.write(json.dumps(list(rows), ensure_ascii=False, indent=1, default=str) + "\n")
    elif form == "csv":
        sys.stdout.write(_csv(columns, rows, language))
    else:
        _print_table(columns, rows, language)


def _csv(columns: dict[str, str], rows: Iterable[Mapping[str, Any]], language: str) -> str:
    target = io.StringIO(newline="")
    lines = csv.writer(target, lineterminator="\n" if sys.stdout.isatty() else "\r\n")
    lines.writerow(header(columns, language))
    for row in rows:
        lines.writerow([guarded(_text(row.get(name))) for name in columns])
    return ("" if sys.stdout.isatty() else "\ufeff") + target.getvalue()


def _print_table(columns: dict[str, str], rows: Iterable[Mapping[str, Any]], language: str) -> None:
    table = Table(box=box.SIMPLE_HEAD)
    for title in header(columns, language):
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*(_text(row.get(name)) for name in columns))
    plain_console().print(table)


def _text(value: Any) -> str:
    """A cell: of several passages the first one is shown."""
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    if isinstance(value, dict):
        return " ".join(part for part in map(_text, value.values()) if part)
    return "" if value is None else str(value)
