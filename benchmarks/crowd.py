"""Folders of many small reports: the sample reports over and over, no two files with the same bytes.

fill(Path("/tmp/送审"), 500)  →  /tmp/送审/00/00000-clean-hebei.docx, …, 100 to a folder
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "fixtures" / "reports").glob("*.docx"))


def fill(folder: Path, count: int) -> None:
    """Documents, numbered in the order they are walked."""
    contents = [sample.read_bytes() for sample in SAMPLES]
    for number in range(count):
        path = folder / f"{number // 100:04d}" / f"{number:06d}-{SAMPLES[number % len(SAMPLES)].name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_distinct(contents[number % len(SAMPLES)], number))


def _distinct(data: bytes, number: int) -> bytes:
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as package:
        package.comment = str(number).encode()
    return buffer.getvalue()


def command(folder: Path, out: Path, *options: str) -> list[str]:
    """`gouji check` of a folder into the three outputs."""
    outputs = ("-o", out / "差异.csv", "--summary", out / "汇总.csv", "--ledger", out / "台账.csv")
    return [sys.executable, "-m", "gouji", "check", str(folder), *map(str, outputs), "--exit-zero", *options]


def outputs(out: Path) -> list[bytes]:
    """The bytes of the three outputs."""
    return [(out / name).read_bytes() for name in ("差异.csv", "汇总.csv", "台账.csv")]
