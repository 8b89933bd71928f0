"""What an old word processor file costs, alone and converted together with others.

    python benchmarks/legacy.py                 40 files: doc, wps, rtf and odt in turn, one and two workers
    python benchmarks/legacy.py --files 8

Target: 0.3 CPU seconds a file, everything counted: the command, its workers, and every process of LibreOffice. To count
those whose parents are gone, this program adopts them (Linux). The same files as docx are measured beside them: the
difference is what LibreOffice costs. All outcomes must be those of the docx.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import ctypes
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from documents import report, to_docx
from gouji.extract.word.libreoffice import find_soffice

TARGET = 0.3
SUFFIXES = ("doc", "wps", "rtf", "odt")
ADOPT = 36  # PR_SET_CHILD_SUBREAPER


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=40)
    count = parser.parse_args().files
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT, 1)
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "old"), Path(folder, "new")
        make(old, new, count)
        print(f"{count} files of two pages, CPU seconds a file:")
        docx = [measure(new, 1), measure(new, 2)]
        runs = {
            "serial (each alone)": measure(old, 1, "--runner", "serial"),
            "1 worker": measure(old, 1),
            "2 workers": measure(old, 2),
        }
        for jobs, (cpu, wall, _) in enumerate(docx, 1):
            print(f"  docx, {jobs} worker(s)      {cpu / count:6.3f}   wall {wall:.1f} s")
        for name, (cpu, wall, rows) in runs.items():
            verdict = "" if name.startswith("serial") or cpu / count <= TARGET else f"   above {TARGET}"
            print(f"  old, {name:20}{cpu / count:6.3f}   wall {wall:.1f} s{verdict}")
            assert rows == docx[0][2], "the old files give other rows than the docx"


def make(old: Path, new: Path, count: int) -> None:
    """The same small reports as docx and, written by LibreOffice, in the old formats. A wps is a doc by content."""
    old.mkdir()
    new.mkdir()
    program = find_soffice()
    assert program is not None, "LibreOffice is not installed"
    data = to_docx([*report(0), "填表人"])  # LibreOffice writes no doc that ends in a table
    kinds = ("doc", "rtf", "odt")
    (old.parent / "a.docx").write_bytes(data)
    for kind in kinds:
        profile = f"-env:UserInstallation={(old.parent / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(old.parent)]
        subprocess.run([*command, str(old.parent / "a.docx")], check=True, capture_output=True, timeout=120)
    for number in range(count):
        suffix = SUFFIXES[number % len(SUFFIXES)]
        made = old.parent / f"a.{'doc' if suffix == 'wps' else suffix}"
        shutil.copy(made, old / f"{number:04d}.{suffix}")
        (new / f"{number:04d}.docx").write_bytes(data)


def measure(folder: Path, jobs: int, *options: str) -> tuple[float, float, list[list[str]]]:
    """CPU seconds of everything a run starts, its wall time, and its rows without names of files and places."""
    table = folder.parent / "rows.csv"
    command: Sequence[str] = (sys.executable, "-m", "gouji", "check", str(folder), "-o", str(table), "--exit-zero")
    used, began = sum(os.times()[2:4]), time.perf_counter()
    subprocess.run([*command, "--jobs", str(jobs), "--lang", "en", *options], check=True, capture_output=True)
    wall = time.perf_counter() - began
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    rows = csv.DictReader(io.StringIO(table.read_text("utf-8-sig")))
    shown = sorted([row["report"].split(".")[0], row["rule"], row["stated"], row["expected"]] for row in rows)
    return sum(os.times()[2:4]) - used, wall, shown


if __name__ == "__main__":
    main()
