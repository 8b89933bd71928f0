"""What a batch of thousands costs besides reading and checking, and what a province would need.

    python benchmarks/batch.py                        10,000 documents, some minutes on two cores
    python benchmarks/batch.py --documents 1000

Measured: the serial sum (every document in one process, nothing around it); the batch with one and with two workers,
in time and in CPU seconds of the parent; the parent's peak memory at every tenth of the run; the bytes of outputs and
journal; and how many documents a killed run had begun that the resumed one begins again. From them: what three million
reports a year take. Other work on the machine makes times longer but not CPU seconds, so both are printed.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from crowd import fill, outputs
from gouji.batch.documents import documents
from gouji.batch.edition import edition
from gouji.batch.journal import Journal, beside
from gouji.batch.runner import LocalRunner, check_all
from gouji.batch.task import Checked, check_target
from gouji.batch.walk import Target
from gouji.output.overview import Overview
from gouji.output.writers import to_csv
from gouji.settings import Settings

SETTINGS = Settings()
A_YEAR = 3_000_000
HOURS = 250 * 8  # an office's hours in a year


def begun(target: Target, settings: Settings, ledger: bool) -> Checked:
    """`check_target`, leaving a line for every document a worker begins."""
    with (target.path.parent.parent.parent / "begun").open("a") as lines:
        lines.write(f"{target.name}\n")
    return check_target(target, settings, ledger)


def serial_sum(folder: Path) -> tuple[float, float]:
    """Seconds and CPU seconds of the documents alone."""
    targets = list(documents([folder], SETTINGS))
    check_target(targets[0], SETTINGS, False)
    began, used = time.perf_counter(), _cpu()
    for target in targets:
        check_target(target, SETTINGS, False)
    return time.perf_counter() - began, _cpu() - used


def batch(folder: Path, out: Path, jobs: int, resume: bool = False, counted: bool = False) -> None:
    """What `gouji check -o --summary` does, reporting on itself: this is the parent that is measured."""
    runner = LocalRunner(SETTINGS, jobs=jobs, work=begun if counted else check_target)
    began, used, tenths, overview = time.perf_counter(), _cpu(), [], Overview()
    total = sum(1 for _ in folder.rglob("*.docx"))
    with (
        Journal(beside(out / "差异.csv"), edition(SETTINGS, False), resume) as journal,
        to_csv.discrepancies(out / "差异.csv", "zh") as found,
        to_csv.summary(out / "汇总.csv", "zh") as summary,
        to_csv.ledger(out / "台账.csv", "zh") as ledger,
        runner,
    ):
        for outcome in check_all(documents([folder], SETTINGS), runner, journal):
            for writer in (found, summary, ledger):
                writer.put(outcome)
            overview.add(outcome)
            if overview.documents % max(1, total // 10) == 0:
                tenths.append(_peak())
        journal_bytes = journal.path.stat().st_size
        seconds, cpu = time.perf_counter() - began, _cpu() - used
    peaks = " ".join(f"{peak:.0f}" for peak in tenths)
    print(f"{overview.documents} {seconds:.2f} {cpu:.2f} {journal_bytes} {peaks}")


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _peak() -> float:
    """MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Measured:
    """A run of `batch` in a process of its own."""

    def __init__(self, folder: Path, out: Path, jobs: int, *flags: str) -> None:
        out.mkdir(exist_ok=True)
        run = subprocess.run(_self(folder, out, jobs, *flags), check=True, capture_output=True, text=True)
        count, seconds, cpu, journal, *peaks = run.stdout.split()
        self.count, self.seconds, self.cpu, self.journal = int(count), float(seconds), float(cpu), int(journal)
        self.peaks = [int(peak) for peak in peaks]
        self.bytes = sum(map(len, outputs(out)))


def _self(folder: Path, out: Path, jobs: int, *flags: str) -> list[str]:
    return [sys.executable, __file__, "--folder", str(folder), "--out", str(out), "--jobs", str(jobs), *flags]


def repeated(folder: Path, out: Path, count: int, seconds: float) -> float:
    """The share of documents begun twice when a run is killed in the middle and resumed."""
    out.mkdir()
    process = subprocess.Popen(_self(folder, out, 2, "--counted"), stdout=subprocess.DEVNULL)
    lines = folder.parent / "begun"
    end = time.monotonic() + 10 * seconds
    while (not lines.exists() or lines.read_bytes().count(b"\n") < count // 2) and time.monotonic() < end:
        time.sleep(0.01)
    process.kill()
    process.wait()
    time.sleep(1)  # the workers end with the document they are at
    Measured(folder, out, 2, "--counted", "--resume")
    starts = Counter(lines.read_text().splitlines())
    assert len(starts) == count
    return sum(number - 1 for number in starts.values()) / count


def estimate(serial_cpu: float, two: Measured, sizes: int) -> Iterator[str]:
    """Three million such reports; real ones are larger, so the figures for one second a report stand beside them."""
    each = serial_cpu / two.count
    read, written, journal = (A_YEAR * total / two.count / 2**30 for total in (sizes, two.bytes, two.journal))
    yield f"3,000,000 such reports a year: {A_YEAR * each / 3600:.1f} core hours ({each * 1000:.1f} ms each);"
    hours = A_YEAR / 3600
    yield f"  at 1 s a report {hours:.0f} core hours, {hours / HOURS:.1f} cores over {HOURS} working hours"
    yield f"  {read:.0f} GiB read, {written:.1f} GiB of outputs, {journal:.1f} GiB of journals while runs are under way"


def measure(place: Path, count: int) -> None:
    folder = place / "送审"
    fill(folder, count)
    sizes = sum(path.stat().st_size for path in folder.rglob("*.docx"))
    wall, cpu = serial_sum(folder)
    print(f"{count} documents, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    print(f"serial sum: {wall:.1f} s, {cpu:.1f} CPU s")
    runs = {jobs: Measured(folder, place / f"jobs{jobs}", jobs) for jobs in (1, 2)}
    for jobs, run in runs.items():
        assert run.count == count
        print(
            f"{jobs} worker(s): {run.seconds:.1f} s = {wall / run.seconds:.2f} × the serial sum; parent "
            f"{run.cpu:.1f} CPU s = {100 * run.cpu / cpu:.1f} % of it; peak memory by tenths {run.peaks} MiB"
        )
    print(f"speed-up of the second worker: {runs[1].seconds / runs[2].seconds:.2f}")
    share = repeated(folder, place / "killed", count, runs[2].seconds)
    assert outputs(place / "killed") == outputs(place / "jobs2") == outputs(place / "jobs1")
    print(f"killed in the middle and resumed: {100 * share:.2f} % of the documents begun twice; same bytes")
    print("\n".join(estimate(cpu, runs[2], sizes)))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=10_000)
    options.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--jobs", type=int, default=2, help=argparse.SUPPRESS)
    options.add_argument("--resume", action="store_true", help=argparse.SUPPRESS)
    options.add_argument("--counted", action="store_true", help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.folder:
        batch(asked.folder, asked.out, asked.jobs, asked.resume, asked.counted)
        return
    with tempfile.TemporaryDirectory(prefix="gouji-batch-") as name:
        measure(Path(name), asked.documents)


if __name__ == "__main__":
    main()
