"""The fault benchmark at the size of a test: kills, a full disk, a lost Dask worker, hostile files."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_faults_at_a_small_size() -> None:
    sizes = ("--kills", "1", "--documents", "120", "--hostile", "60", "--bomb-bytes", str(2**27), "--parts")
    command = [sys.executable, str(ROOT / "benchmarks" / "faults.py"), *sizes, "parents,workers,disk,hostile"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)  # noqa: S603
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.count("same bytes") >= 2
    assert "77 documents in, 77 rows out" in run.stdout
