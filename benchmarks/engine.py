"""Relations a second on one core, from a report that is read to findings, counts and ledger.

    python benchmarks/engine.py [FILE…]      fixtures by default; --tiny runs each once

checking: all rules, the engine, the localiser, findings, counts and ledger lines. judging: the engine alone, on what
the rules have stated, without and with counts and ledger lines.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from gouji.extract.reader import read_bytes
from gouji.normalize.build import build
from gouji.normalize.report import Report
from gouji.settings import Settings
from gouji.validate.engine import NOTHING, judge
from gouji.validate.ledger import count
from gouji.validate.outcome import entries, outcome_of
from gouji.validate.rule import rules

REPORTS = Path(__file__).parent.parent / "fixtures" / "reports"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--tiny", action="store_true")
    options = parser.parse_args()
    files = options.files or sorted(REPORTS.glob("*.docx"))
    reports = [build(read_bytes(path.read_bytes(), path.name, Settings())) for path in files]
    times = 1 if options.tiny else 5
    checked, seconds = _checking(reports, times)
    judged, spent, written = _judging(reports, times)
    print(f"{len(reports)} reports, {checked} relations: {1000 * seconds / len(reports):.1f} ms a report")
    print(f"checking, ledger included: {checked / seconds:,.0f} relations a second")
    print(f"judging: {judged / spent:,.0f} relations a second; with counts and ledger {judged / written:,.0f}")
    return 0


def _checking(reports: list[Report], times: int) -> tuple[int, float]:
    """Relations of all reports, and the best time over all of them."""
    best, relations = float("inf"), 0
    for _ in range(times):
        start = time.process_time()
        outcomes = [outcome_of(report, (), (), ledger=True) for report in reports]
        best = min(best, time.process_time() - start)
        relations = sum(len(outcome.ledger) for outcome in outcomes)
    return relations, best


def _judging(reports: list[Report], times: int) -> tuple[int, float, float]:
    """Relations of all reports, the best time to judge them, and that with counts and ledger lines."""
    stated = [[(rule, relation) for rule in rules() for relation in rule.relations(report)] for report in reports]
    best = written = float("inf")
    for _ in range(times):
        start = time.process_time()
        verdicts = [[judge(rule, relation, NOTHING) for rule, relation in of_report] for of_report in stated]
        judged = time.process_time()
        for report, found in zip(reports, verdicts, strict=True):
            count(report, found)
            list(entries(report, tuple(found)))
        best, written = min(best, judged - start), min(written, time.process_time() - start)
    return sum(map(len, stated)), best, written


if __name__ == "__main__":
    sys.exit(main())
