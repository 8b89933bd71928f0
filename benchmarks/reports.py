"""Checks a folder of real reports and compares the formats of one report: `python benchmarks/reports.py DIR`.

Prints the findings of each file, and for files that differ only in their suffix (000.docx, 000.pdf, 000.wps …) whether
they give the same rows: rule, subject, stated, expected, fingerprint. The folder's files are nobody's test data.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from gouji.batch.task import check_one
from gouji.batch.walk import walk
from gouji.settings import Settings
from gouji.validate.outcome import Outcome

Key = tuple[str, str, str, str, str]


def main(folder: Path) -> int:
    reports: dict[str, list[tuple[str, Outcome]]] = {}
    for target in walk([folder]):
        started = time.process_time()
        outcome = check_one(target.path, target.name, Settings())
        print_outcome(outcome, time.process_time() - started)
        reports.setdefault(Path(target.name).stem, []).append((target.name, outcome))
    different = sum(not same_rows(files) for files in reports.values() if len(files) > 1)
    print(f"\n{different} report(s) give different rows in different formats")
    return 1 if different else 0


def print_outcome(outcome: Outcome, seconds: float) -> None:
    counts = outcome.counts
    print(
        f"\n== {outcome.name}  {seconds:.2f} s CPU  checked {counts.checked}, held {counts.held}, "
        f"broken {counts.broken}, review {counts.review}, insufficient {counts.insufficient}, "
        f"coverage {counts.coverage or '-'}"
    )
    for finding in outcome.findings:
        page = f"p{finding.page} " if finding.page else ""
        print(f"  {finding.severity:7} {finding.rule} {page}{finding.location} | {finding.message}")
        for line in finding.consequences:
            print(f"            {line}")


def keys(outcome: Outcome) -> set[Key]:
    return {(f.rule, f.subject, f.stated, f.expected, f.fingerprint) for f in outcome.findings if f.rule >= "GJ1"}


def same_rows(files: list[tuple[str, Outcome]]) -> bool:
    """Compares the rows of one report's formats and prints what only some of them have."""
    reference_name, reference = files[0]
    same = True
    for name, outcome in files[1:]:
        missing, extra = keys(reference) - keys(outcome), keys(outcome) - keys(reference)
        print(f"\n{name} against {reference_name}: {'same rows' if not missing | extra else 'different rows'}")
        for sign, rows in (("-", missing), ("+", extra)):
            for row in sorted(rows):
                print(f"  {sign} {' | '.join(row)}")
        same = same and not missing | extra
    return same


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python benchmarks/reports.py DIR")
    sys.exit(main(Path(sys.argv[1])))
