"""Errors planted one at a time in reports with known truth: how many are found, named and placed, and false findings.

    python benchmarks/mutation.py --plants 2000 --clean 1000 --seed 1      prints the table of benchmarks/mutation.md
    python benchmarks/mutation.py --tiny                                   a size for CI

detected: a row of severity error or warning. named: a row that states the wrong number or expects the true one.
placed: the row stands at the planted place and says what it should read. suspect: placed, or named among the suspects
with the true number (where one sum alone speaks of a number, nobody can tell which of its places is wrong).
Clean reports are the same reports without a plant; every row of theirs is false.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from decimal import Decimal, InvalidOperation
from typing import Any

from gouji.extract.reader import read_bytes
from gouji.normalize.build import build
from gouji.settings import Settings
from gouji.validate.examine import examine
from gouji.validate.finding import Finding
from planting import Planted, plants, render, specs, varied

SUFFIXES = ("docx", "pdf")


def main() -> int:
    options = _options()
    chance = random.Random(options.seed)
    all_specs = specs()
    false = clean_findings(all_specs, options.clean, chance)
    results = planted_results(all_specs, options.plants, chance, options.wrong)
    print(f"seed {options.seed}\n")
    print_clean(false, options.clean)
    print_planted(results)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plants", type=int, default=2000)
    parser.add_argument("--clean", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", action="store_true", help="list what was missed")
    parser.add_argument("--tiny", action="store_true")
    options = parser.parse_args()
    if options.tiny:
        options.plants, options.clean = 60, 36
    return options


def findings(data: bytes, suffix: str) -> list[Finding]:
    report = build(read_bytes(data, f"report.{suffix}", Settings()))
    return list(examine(report).findings)


def clean_findings(all_specs: dict[str, dict[str, Any]], count: int, chance: random.Random) -> Counter[tuple[str, str]]:
    """Rows on clean reports, by severity and rule."""
    false: Counter[tuple[str, str]] = Counter()
    names = list(all_specs)
    for number in range(count):
        spec = varied(all_specs[names[number % len(names)]], chance)
        suffix = SUFFIXES[number // len(names) % 2]
        data, _ = render(spec, suffix)
        for finding in findings(data, suffix):
            false[finding.severity, finding.rule] += 1
    return false


def planted_results(
    all_specs: dict[str, dict[str, Any]], count: int, chance: random.Random, wrong: bool
) -> dict[str, Counter[str]]:
    results: dict[str, Counter[str]] = defaultdict(Counter)
    names, done = list(all_specs), 0
    while done < count:
        name = chance.choice(names)
        spec = varied(all_specs[name], chance)
        for planted in plants(name, spec, chance, 2, chance.choice(SUFFIXES)):
            done += 1
            outcome = _judge(planted)
            for key in (planted.kind, f"slip: {planted.slip}", "all"):
                results[key].update(outcome)
            if wrong and "placed" not in outcome:
                print(planted.spec, planted.suffix, planted.place, planted.true, "->", planted.printed, sorted(outcome))
    return results


def _judge(planted: Planted) -> Counter[str]:
    rows = [f for f in findings(planted.data, planted.suffix) if f.severity in ("error", "warning")]
    true, printed = _number(planted.true), _number(planted.printed)
    named = [f for f in rows if _number(f.stated) == printed or _number(f.expected) == true]
    placed = [f for f in rows if _number(f.stated) == printed and _number(f.expected) == true]
    suspected = [f for f in rows if f"{printed}→{true}" in f.cause.replace("%", "").replace(".00", "")] or placed
    outcome = Counter({"plants": 1, "rows": len(rows)})
    outcome["detected"] = int(bool(rows))
    outcome["suspect"] = int(bool(suspected))
    outcome["named"] = int(bool(named))
    outcome["placed"] = int(bool(placed))
    return +outcome


def _number(text: str) -> Decimal | None:
    plain = "".join(mark for mark in text if mark.isdigit() or mark == ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def print_clean(false: Counter[tuple[str, str]], count: int) -> None:
    for severity in ("error", "warning", "info"):
        number = sum(rows for (own, _), rows in false.items() if own == severity)
        rules = ", ".join(f"{rule} {rows}" for (own, rule), rows in sorted(false.items()) if own == severity)
        print(f"clean reports {count}: {severity} rows {number} ({number / max(count, 1):.4f} a report) {rules}")
    print()


def print_planted(results: dict[str, Counter[str]]) -> None:
    print(f"{'kind':26} {'plants':>7} {'detected':>9} {'named':>8} {'placed':>8} {'suspect':>8} {'rows/plant':>11}")
    for key in sorted(results, key=lambda key: (key == "all", key.startswith("slip"), key)):
        found = results[key]
        plants_ = found["plants"]
        shares = [f"{100 * found[name] / plants_:.1f}%" for name in ("detected", "named", "placed", "suspect")]
        print(
            f"{key:26} {plants_:7} {shares[0]:>9} {shares[1]:>8} {shares[2]:>8} {shares[3]:>8}"
            f" {found['rows'] / plants_:11.2f}"
        )


if __name__ == "__main__":
    sys.exit(main())
