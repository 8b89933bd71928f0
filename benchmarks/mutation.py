"""Errors planted one at a time in reports with known truth: how many are found, named and placed, and false findings.

    python benchmarks/mutation.py --plants 2000 --clean 1000 --seed 1 --write   writes benchmarks/mutation.md
    python benchmarks/mutation.py --tiny                                        a size for CI

Half of the reports are fixtures varied at random, half have shapes that no fixture has (`shapes.py`). detected: a row
of severity error or warning. named: a row that states the wrong number or expects the true one. placed: the row stands
at the planted place and says what it should read. suspect: placed, or named among the suspects with the true number
(where one sum alone speaks of a number, nobody can tell which of its places is wrong). Clean reports are the same
without a plant; every row of theirs is false. Each report has a seed of its own: any number of processes gives the same
table.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal, InvalidOperation
from functools import cache, partial
from pathlib import Path
from typing import Any

from gouji.extract.reader import read_bytes
from gouji.normalize.build import build
from gouji.settings import Settings
from gouji.validate.examine import examine
from gouji.validate.finding import Finding
from planting import Planted, plants, render, specs, varied
from shapes import shape

SUFFIXES = ("docx", "pdf")
TABLE = Path(__file__).with_name("mutation.md")
PLANTS_EACH = 3  # of one report
SHARES = ("detected", "named", "placed", "suspect")
Result = tuple[str, str, str, Counter[str]]  # kind, slip, what was missed, outcome


def main() -> int:
    options = _options()
    with ProcessPoolExecutor(options.processes) as pool:
        false: Counter[tuple[str, str, str]] = Counter()
        for rows in pool.map(partial(clean_rows, options.seed), range(options.clean), chunksize=10):
            false.update(rows)
        results = _gathered(pool, options)
    shown = "\n".join([*_clean_lines(false, options.clean), "", *_planted_lines(results)])
    command = f"python benchmarks/mutation.py --plants {options.plants} --clean {options.clean} --seed {options.seed}"
    if options.write:
        TABLE.write_text(f"{HEAD}\n`{command} --write`\n\n{shown}\n", encoding="utf-8")
    print(f"{command}\n\n{shown}")
    return 0


HEAD = """# Planted errors and clean reports

Written by the command below; what the columns mean stands in `benchmarks/mutation.py`. Half of the reports are fixtures
varied at random, half have shapes that no fixture has, in Word and PDF alike.
"""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plants", type=int, default=2000)
    parser.add_argument("--clean", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--wrong", action="store_true", help="list what was missed")
    parser.add_argument("--write", action="store_true", help="write the table to mutation.md")
    parser.add_argument("--tiny", action="store_true")
    options = parser.parse_args()
    if options.tiny:
        options.plants, options.clean = 60, 36
    return options


def _gathered(pool: ProcessPoolExecutor, options: argparse.Namespace) -> dict[str, Counter[str]]:
    """Outcomes by kind and by slip of exactly as many plants as asked for."""
    results: dict[str, Counter[str]] = defaultdict(Counter)
    done = start = 0
    while done < options.plants:
        numbers = range(start, start + max(20, (options.plants - done) // PLANTS_EACH))
        start = numbers.stop
        for found in pool.map(partial(planted_results, options.seed), numbers, chunksize=10):
            for kind, slip, missed, outcome in found[: options.plants - done]:
                done += 1
                for key in (kind, f"slip: {slip}", "all"):
                    results[key].update(outcome)
                if options.wrong and missed:
                    print(missed)
    return results


@cache
def _specs() -> dict[str, dict[str, Any]]:
    return specs()


def _report(number: int, chance: random.Random) -> tuple[str, dict[str, Any], str]:
    """Name, spec and format of the report of that number."""
    suffix = SUFFIXES[number // 2 % 2]
    if number % 2:
        seed = chance.randrange(10**6)
        return f"shape {seed}", shape(seed), suffix
    names = list(_specs())
    name = names[number // 2 % len(names)]
    return name, varied(_specs()[name], chance), suffix


def findings(data: bytes, suffix: str) -> list[Finding]:
    report = build(read_bytes(data, f"report.{suffix}", Settings()))
    return list(examine(report).findings)


def clean_rows(seed: int, number: int) -> list[tuple[str, str, str]]:
    """Severity, rule and kind of report of every row on a clean report."""
    name, spec, suffix = _report(number, random.Random(f"clean {seed} {number}"))
    data, _ = render(spec, suffix)
    return [(f.severity, f.rule, name.split()[0]) for f in findings(data, suffix)]


def planted_results(seed: int, number: int) -> list[Result]:
    chance = random.Random(f"plants {seed} {number}")
    name, spec, suffix = _report(number, chance)
    return [_judged(planted) for planted in plants(name, spec, chance, PLANTS_EACH, suffix)]


def _judged(planted: Planted) -> Result:
    rows = [f for f in findings(planted.data, planted.suffix) if f.severity in ("error", "warning")]
    outcome = Counter({"plants": 1, "rows": len(rows), "detected": int(bool(rows))})
    for true, printed in planted.pairs:
        states = [f for f in rows if _same(f.stated, printed)]
        outcome["named"] |= int(bool(states) or any(_same(f.expected, true) for f in rows))
        placed = any(_same(f.expected, true) for f in states)
        outcome["placed"] |= int(placed)
        outcome["suspect"] |= int(placed or any(_suspected(f.cause, true, printed) for f in rows))
    missed = "" if outcome["placed"] else _told(planted, rows)
    return planted.kind, planted.slip, missed, +outcome


def _told(planted: Planted, rows: list[Finding]) -> str:
    said = "; ".join(f"{f.rule} {f.subject} {f.stated}→{f.expected} [{f.cause[:90]}]" for f in rows)
    return f"{planted.kind} | {planted.spec} {planted.suffix} {planted.place} {planted.pairs} {planted.slip} | {said}"


def _suspected(cause: str, true: str, printed: str) -> bool:
    """Whether the cause names the planted number and the true one, in whatever places: 24→19.04 is 24.00→19.04."""
    pairs = (part.rpartition(" ")[2].split("→") for part in cause.replace("（", " （").split(" ") if "→" in part)
    return any(_same(pair[0], printed) and _same(pair[1].split("；")[0], true) for pair in pairs if len(pair) == 2)


def _same(one: str, other: str) -> bool:
    numbers = _number(one), _number(other)
    return numbers[0] == numbers[1] if None not in numbers else one.strip("“”") == other.strip("“”") != ""


def _number(text: str) -> Decimal | None:
    plain = "".join(mark for mark in text if mark.isdigit() or mark == ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _clean_lines(false: Counter[tuple[str, str, str]], count: int) -> Iterator[str]:
    yield "| rows on clean reports | rows | a report | rules |"
    yield "|---|---:|---:|---|"
    for severity in ("error", "warning", "info"):
        rows: Counter[str] = Counter()
        for (own, rule, _), number in false.items():
            rows[rule] += number if own == severity else 0
        rules = ", ".join(f"{rule} {number}" for rule, number in sorted((+rows).items()))
        yield f"| {severity}, {count} reports | {rows.total()} | {rows.total() / max(count, 1):.3f} | {rules} |"


def _planted_lines(results: dict[str, Counter[str]]) -> Iterator[str]:
    yield "| kind | plants | detected | named | placed | suspect | rows a plant |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for key in sorted(results, key=lambda key: (key == "all", key.startswith("slip"), key)):
        found = results[key]
        shares = " | ".join(f"{100 * found[name] / found['plants']:.1f} %" for name in SHARES)
        yield f"| {key} | {found['plants']} | {shares} | {found['rows'] / found['plants']:.2f} |"


if __name__ == "__main__":
    sys.exit(main())
