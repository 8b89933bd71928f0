"""A batch in bad company: killed, starved of disk, on a cluster that loses a worker, fed with hostile files.

    python benchmarks/faults.py                                    full size, some twenty minutes on two cores
    python benchmarks/faults.py --kills 2 --documents 60 --hostile 50   what CI runs

Every part ends in a comparison: the three outputs byte for byte with those of an undisturbed run, or documents in =
rows in the summary. Kills are SIGKILL at random moments, by a seed. Ends with 0 when everything held.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import hostile
from crowd import ROOT, command, fill, outputs

sys.path.insert(0, str(ROOT / "tests" / "batch"))
from dask_processes import Cluster  # type: ignore[import-not-found]

PAUSE_SECONDS = 1.5  # between two kills of workers: the same document must not be hit twice


class Bench:
    """A folder of documents, the outputs of an undisturbed run over it, and how long that took."""

    def __init__(self, place: Path, documents: int, seed: int) -> None:
        self.place, self.documents, self.chance = place, documents, random.Random(seed)
        self.folder = place / "送审"
        fill(self.folder, documents)
        out = self.new_out("whole")
        began = time.perf_counter()
        subprocess.run(command(self.folder, out, "--jobs", "2"), check=True, capture_output=True)
        self.seconds = time.perf_counter() - began
        self.expected = outputs(out)
        assert len(rows(out)) == documents

    def new_out(self, name: str) -> Path:
        out = self.place / name
        out.mkdir()
        return out

    def start(self, out: Path, *options: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command(self.folder, out, *options), stderr=subprocess.PIPE)


def rows(out: Path) -> list[dict[str, str]]:
    """The summary."""
    with (out / "汇总.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def kill_parents(bench: Bench, kills: int) -> None:
    """Each kill at a random moment of a whole run, then --resume to the end."""
    resumed = []
    for number in range(kills):
        out = bench.new_out(f"parent{number}")
        process = bench.start(out, "--jobs", "2")
        time.sleep(bench.chance.uniform(0.1, bench.seconds))
        process.kill()
        process.communicate()
        end = subprocess.run(command(bench.folder, out, "--jobs", "2", "--resume"), check=True, capture_output=True)
        assert outputs(out) == bench.expected, f"kill {number}: outputs differ"
        said = end.stderr.decode().split("上次已核对 ")
        resumed.append(int(said[1].split()[0]))
    print(f"parent killed {kills} times, resumed at {sorted(resumed)} of {bench.documents}: same bytes every time")


def kill_workers(bench: Bench, kills: int) -> None:
    """As many runs as it takes, a random worker killed every now and then."""
    killed = runs = 0
    while killed < kills:
        out = bench.new_out(f"worker{runs}")
        process = bench.start(out, "--jobs", "2")
        runs += 1
        time.sleep(bench.chance.uniform(0.5, 1.0))
        while process.poll() is None and killed < kills:
            workers = [pid for child in children(process.pid) for pid in children(child)]
            if workers:
                killed += _kill(bench.chance.choice(workers))
            time.sleep(bench.chance.uniform(PAUSE_SECONDS, 2 * PAUSE_SECONDS))
        assert process.wait() == 0, process.communicate()
        process.communicate()
        assert outputs(out) == bench.expected, f"run {runs}: outputs differ"
    print(f"workers killed {killed} times in {runs} runs: same bytes every time, no row lost")


def _kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def children(parent: int) -> list[int]:
    """By /proc; the workers are children of the fork server, which is a child of the run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:  # ended meanwhile
                continue
            if int(fields[1]) == parent:
                found.append(int(entry.name))
    return found


def fill_disk(bench: Bench) -> None:
    """Outputs on a disk that is full long before the end; then more room and --resume."""
    out = bench.new_out("disk")
    if os.geteuid() != 0 or subprocess.run(_mount(out, "160k"), check=False, capture_output=True).returncode:
        print("disk full: skipped, needs root and mount")
        return
    try:
        process = bench.start(out, "--jobs", "2")
        said = process.communicate()[1].decode()
        assert process.returncode == 2, said
        assert "磁盘已满" in said and "Traceback" not in said, said
        assert not list(out.glob("*.csv")) and not list(out.glob(".*.part"))
        subprocess.run(_mount(out, "256m", "remount,"), check=True)
        subprocess.run(command(bench.folder, out, "--jobs", "2", "--resume"), check=True, capture_output=True)
        assert outputs(out) == bench.expected
    finally:
        subprocess.run(["umount", str(out)], check=True)
    print("disk full: exit 2 and a message, nothing half-written left, --resume ends with the same bytes")


def _mount(out: Path, size: str, remount: str = "") -> list[str]:
    return ["mount", "-t", "tmpfs", "-o", f"{remount}size={size}", "tmpfs", str(out)]


def lose_dask_worker(bench: Bench) -> None:
    """Two workers over TCP, one killed in the middle."""
    out = bench.new_out("dask")
    cluster = Cluster(bench.new_out("scheduler"))
    try:
        victim = cluster.add_worker("--no-nanny")
        cluster.add_worker("--no-nanny")
        process = bench.start(out, "--runner", "dask", "--scheduler", cluster.address)
        journal = out / ".差异.csv.journal"
        while process.poll() is None and not (journal.exists() and _lines(journal) > bench.documents // 3):
            time.sleep(0.02)
        victim.kill()
        at = _lines(journal) if journal.exists() else bench.documents
        said = process.communicate()[1].decode()
        assert process.returncode == 0, said
        assert outputs(out) == bench.expected
    finally:
        cluster.close()
    print(f"one of two Dask workers killed after {at} of {bench.documents} documents: same bytes")


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n")


def feed_hostile(place: Path, count: int, seed: int, bomb_bytes: int) -> None:
    """Nothing hangs, nothing vanishes, nothing is reported as a fault of ours."""
    folder, out = place / "敌", place / "hostile"
    out.mkdir()
    documents = hostile.write(folder, count, seed, bomb_bytes)
    limits = ("--stall", "30", "--timeout", "60", "--jobs", "2")
    began = time.perf_counter()
    run = subprocess.run(command(folder, out, *limits), capture_output=True, check=False)
    seconds = time.perf_counter() - began
    said = run.stderr.decode()
    assert run.returncode == 0 and "Traceback" not in said, said
    summary = rows(out)
    assert len(summary) == documents, (len(summary), documents)
    with (out / "差异.csv").open(encoding="utf-8-sig", newline="") as stream:
        found = [(row["报告"], row["规则编号"]) for row in csv.DictReader(stream)]
    codes = Counter(code for _, code in found if code.startswith(("GJ0", "GJ9")))
    print(f"hostile: {documents} documents in, {len(summary)} rows out, {seconds:.0f} s; {dict(sorted(codes.items()))}")
    for name, code in found:
        if name.startswith("special/") or code in ("GJ009", "GJ901"):
            print(f"    {code}  {name}")
    assert not codes["GJ901"], "internal faults"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--documents", type=int, default=500)
    options.add_argument("--hostile", type=int, default=5000)
    options.add_argument("--bomb-bytes", type=int, default=3 << 29)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--parts", default="parents,workers,disk,dask,hostile")
    asked = options.parse_args()
    parts = asked.parts.split(",")
    with tempfile.TemporaryDirectory(prefix="gouji-faults-") as name:
        place = Path(name)
        if parts != ["hostile"]:
            bench = Bench(place, asked.documents, asked.seed)
            print(f"undisturbed: {bench.documents} documents in {bench.seconds:.1f} s, seed {asked.seed}")
        if "parents" in parts:
            kill_parents(bench, asked.kills)
        if "workers" in parts:
            kill_workers(bench, asked.kills)
        if "disk" in parts:
            fill_disk(bench)
        if "dask" in parts:
            lose_dask_worker(bench)
        if "hostile" in parts:
            feed_hostile(place, asked.hostile, asked.seed, asked.bomb_bytes)


if __name__ == "__main__":
    main()
