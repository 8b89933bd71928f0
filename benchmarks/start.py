"""How long a person waits for one document: from typing the command to its end, nothing warmed up but the disk.

    python benchmarks/start.py                  median of 15 runs of each: --version, and check of one small docx
    python benchmarks/start.py --runs 3 FILE    another document

Targets on an idle machine of two cores: 0.2 s and 0.6 s. Beside the wall time stand the CPU seconds of the command's
own process; its worker and the server that the worker comes from are others. Python compiles a program's modules once
and keeps them, so the first run, which does that into a folder of its own here, is not counted.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "fixtures" / "reports" / "clean-mof-wan.docx"
COMMAND = (sys.executable, "-m", "gouji")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=DOCUMENT)
    parser.add_argument("--runs", type=int, default=15)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in (("--version", ["--version"]), ("check", ["check", str(chosen.file), "--exit-zero"])):
            run(arguments, folder)
            times = [run(arguments, folder) for _ in range(chosen.runs)]
            walls, cpus = zip(*times, strict=True)
            print(
                f"{name:10} median {statistics.median(walls):.3f} s, fastest {min(walls):.3f} s, "
                f"slowest {max(walls):.3f} s; CPU of the command {statistics.median(cpus):.3f} s"
            )


def run(arguments: Sequence[str], compiled: str) -> tuple[float, float]:
    """Wall and CPU seconds of one run in a folder without a gouji.toml."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = compiled
    began, used = time.perf_counter(), sum(os.times()[2:4])
    subprocess.run([*COMMAND, *arguments], env=environment, cwd=compiled, capture_output=True, check=True)
    return time.perf_counter() - began, sum(os.times()[2:4]) - used


if __name__ == "__main__":
    main()
