"""The baseline of a run: a row per finding, for people to write their decisions in. What was decided before stays.

A finding that was decided in an earlier baseline brings its decision along; decisions on findings that this run did not
meet, perhaps of other reports, follow at the end. Decisions taken back from a reviewed workbook replace earlier ones.
The file is a CSV like the others, and Excel must not take a fingerprint of digits for a number.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path

from ...validate.finding import Finding
from ...validate.outcome import Outcome
from ...validate.suppress import COLUMNS, DECISIONS, Baseline, Entry, decision_named, entry_of, read_baseline
from .. import labels
from ..reviewed import read_reviewed
from ..writer import Writer
from .to_csv import guarded

READING = "GJ0"  # rows about reading a document may share a fingerprint

_NUMBER = re.compile(r"\d+(e\d+)?")


def known_decisions(path: Path) -> Baseline:
    """Those of the baseline that is about to be replaced."""
    return read_baseline(path) if path.is_file() else Baseline()


@dataclass(frozen=True, slots=True)
class Signature:
    """What to write where a finding has no decision yet, and by whom where a decision has no name."""

    decision: str = ""
    by: str = ""
    reason: str = ""

    def sign(self, entry: Entry) -> Entry:
        """The entry, decided if this decides, with name and date if it is decided."""
        if not entry.decision and self.decision:
            entry = replace(entry, decision=decision_named(self.decision), reason=self.reason)
        if not entry.decision:
            return entry
        return replace(entry, by=entry.by or self.by, date=entry.date or datetime.date.today().isoformat())


class BaselineWriter(Writer):
    """Takes outcomes, or the decisions of a reviewed file."""

    def __init__(self, path: Path, language: str, known: Baseline, signature: Signature) -> None:
        super().__init__(path, language)
        self._known = known
        self._signature = signature
        self._written: set[tuple[str, str]] = set()
        self._fingerprints: set[str] = set()
        self._counts: Counter[str] = Counter()

    def __enter__(self) -> BaselineWriter:
        super().__enter__()
        return self

    def open(self) -> None:
        self._file = self.partial.open("w", encoding="utf-8-sig", errors="replace", newline="")
        self._csv = csv.writer(self._file, lineterminator="\r\n")
        self._csv.writerow(labels.header(COLUMNS, self.language))

    def write(self, outcome: Outcome) -> None:
        self._rows(self._entry(outcome.name, finding) for finding in outcome.findings)

    def _entry(self, report: str, finding: Finding) -> Entry:
        entry = entry_of(report, finding)
        before = self._known.find(report, finding)
        if before is None or not before.decision:
            return self._signature.sign(entry)
        return replace(entry, decision=before.decision, by=before.by, date=before.date, reason=before.reason)

    def take(self, source: Path) -> None:
        """The decisions of a reviewed workbook."""
        self._rows(self._signature.sign(entry) for entry in read_reviewed(source))

    def _rows(self, entries: Iterable[Entry]) -> None:
        """A row each; the second of one finding in one report is none of its own."""
        for entry in entries:
            key = entry.fingerprint, entry.report
            if key in self._written:
                continue
            self._written.add(key)
            self._fingerprints.add(entry.fingerprint)
            self._counts[entry.decision] += 1
            printed = replace(entry, decision=labels.decision(entry.decision, self.language))
            first, *rest = (guarded(str(getattr(printed, field.name))) for field in fields(Entry))
            self._csv.writerow([f"'{first}" if _NUMBER.fullmatch(first) else first, *rest])

    def close(self) -> None:
        self._rows(entry for entry in self._known.unmet() if entry.decision and not self._superseded(entry))
        self._file.close()

    def _superseded(self, entry: Entry) -> bool:
        return entry.fingerprint in self._fingerprints and not entry.rule.startswith(READING)

    @property
    def summary(self) -> str:
        """How many decisions of each kind the file holds."""
        decided = "、".join(f"{word} {self._counts[name]} 条" for name, word in DECISIONS.items())
        return f"已写入 {self.path}：{decided}，未填意见 {self._counts['']} 条。"
