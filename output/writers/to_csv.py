"""CSV that opens in Excel and WPS as it is: utf-8-sig, CRLF, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from ...validate.outcome import Outcome
from .. import labels, rows
from ..writer import Writer

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def guarded(text: str) -> str:
    """The text with a leading apostrophe where a spreadsheet would take it for a formula; plain numbers stay."""
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


class CsvWriter(Writer):
    """One of the three tables: discrepancies, summary or ledger."""

    def __init__(
        self, path: Path, language: str, columns: dict[str, str], lines: Callable[[Outcome, str], Iterable[list[str]]]
    ) -> None:
        super().__init__(path, language)
        self._columns = columns
        self._lines = lines

    def open(self) -> None:
        self._file = self.partial.open("w", encoding="utf-8-sig", errors="replace", newline="")
        self._csv = csv.writer(self._file, lineterminator="\r\n")
        self._csv.writerow(labels.header(self._columns, self.language))

    def write(self, outcome: Outcome) -> None:
        for line in self._lines(outcome, self.language):
            self._csv.writerow([guarded(text) for text in line])

    def close(self) -> None:
        self._file.close()


def discrepancies(path: Path, language: str) -> Writer:
    return CsvWriter(path, language, labels.COLUMNS, rows.finding_rows)


def summary(path: Path, language: str) -> Writer:
    return CsvWriter(path, language, labels.SUMMARY_COLUMNS, lambda outcome, lang: [rows.summary_row(outcome, lang)])


def ledger(path: Path, language: str) -> Writer:
    return CsvWriter(path, language, labels.LEDGER_COLUMNS, rows.ledger_rows)
