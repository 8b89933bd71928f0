"""Word reading, measured: our reader against python-docx's rows and cells and against a bare lxml parse.

    python benchmarks/extract_docx.py            two large files, five interleaved rounds
    python benchmarks/extract_docx.py --tiny     a small file of each kind, for CI: checks cells, prints ratios

Two documents made here, with the properties Word writes around every cell: 200 tables of 35 × 6 with vertical merges,
and one table of 2,000 × 8. Every read runs in a fresh process, so that no reader pays for another's memory, and
the rounds interleave the readers, so that load on the machine hits all alike. Every cell our reader returns is compared
with what was put in.
"""

from __future__ import annotations

import argparse
import io
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from gouji.extract.document import Source
from gouji.extract.readers import from_docx, from_docx_python
from gouji.settings import Limits
from lxml import etree

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FONT = (
    '<w:rFonts w:ascii="仿宋" w:eastAsia="仿宋" w:hAnsi="仿宋" w:cs="仿宋"/><w:color w:val="000000"/><w:sz w:val="21"/>'
)
GRID_COLUMN = '<w:gridCol w:w="1420"/>'
MERGE_EVERY = 5
Truth = list[tuple[str, int, int, int, int]]


def cell(text: str, merge: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="1420" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:line="300" w:lineRule="exact"/><w:jc w:val="center"/><w:rPr>{FONT}</w:rPr></w:pPr>'
        f"<w:r><w:rPr>{FONT}</w:rPr><w:t>{text}</w:t></w:r></w:p></w:tc>"
    )


def table(rows: int, columns: int, merged: bool) -> tuple[str, Truth]:
    """XML and truth of one table; with `merged`, the first column in groups of five rows."""
    parts, truth = [f"<w:tbl><w:tblPr/><w:tblGrid>{GRID_COLUMN * columns}</w:tblGrid>"], []
    for row in range(rows):
        parts.append("<w:tr><w:trPr><w:trHeight w:val='400'/></w:trPr>")
        for column in range(columns):
            text, merge, height = f"指标{row}-{column}", "", 1
            if merged and column == 0:
                first = row % MERGE_EVERY == 0
                merge = '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
                text, height = (text, min(MERGE_EVERY, rows - row)) if first else ("", 0)
            parts.append(cell(text, merge))
            if height:
                truth.append((text, row, column, height, 1))
        parts.append("</w:tr>")
    return "".join(parts) + "</w:tbl><w:p/>", truth


def document(tables: int, rows: int, columns: int, merged: bool) -> tuple[bytes, list[Truth]]:
    """A docx of equal tables, each under a line of text."""
    made = [table(rows, columns, merged) for _ in range(tables)]
    body = "".join(f"<w:p><w:r><w:t>表{at} 评分表</w:t></w:r></w:p>{xml}" for at, (xml, _) in enumerate(made, 1))
    empty, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(empty)
    with zipfile.ZipFile(empty) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()
            target.writestr(name, content)
    return out.getvalue(), [truth for _, truth in made]


def ours(data: bytes) -> list[Truth]:
    read = from_docx.read(data, Source("a.docx"), Limits())
    return [[(c.text, c.row, c.column, c.row_span, c.column_span) for c in t.cells] for t in read.tables()]


def ours_only(data: bytes) -> object:
    return from_docx.read(data, Source("a.docx"), Limits())


def cross_check(data: bytes) -> object:
    return from_docx_python.read(data, Source("a.docx"), Limits())


def row_cells(data: bytes) -> object:
    """The way python-docx's manual shows."""
    opened = docx.Document(io.BytesIO(data))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in opened.tables]


def bare_parse(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read("word/document.xml"), etree.XMLParser(resolve_entities=False))


READERS: dict[str, Callable[[bytes], object]] = {
    "gouji": ours_only,
    "lxml parse": bare_parse,
    "python-docx row.cells": row_cells,
    "gouji --reader python-docx": cross_check,
}


def once(reader: str, path: Path) -> None:
    """In a fresh process: CPU seconds of one read, and the peak memory in MB."""
    data = path.read_bytes()
    start = time.process_time()
    read = READERS[reader](data)
    taken = time.process_time() - start
    del read
    status = Path("/proc/self/status").read_text()  # getrusage would count the parent's pages too
    print(taken, int(status.partition("VmHWM:")[2].split()[0]) / 1024)


def fresh(reader: str, path: Path) -> tuple[float, float]:
    command = [sys.executable, __file__, "--once", reader, str(path)]
    taken, memory = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(taken), float(memory)


def measure(name: str, data: bytes, truth: list[Truth], rounds: int) -> None:
    if ours(data) != truth:
        sys.exit(f"{name}: cells differ from what was put in")
    seen: dict[str, list[tuple[float, float]]] = {reader: [] for reader in READERS}
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.docx")
        path.write_bytes(data)
        for _ in range(rounds):
            for reader in READERS:
                seen[reader].append(fresh(reader, path))
    medians = {reader: statistics.median(taken for taken, _ in runs) for reader, runs in seen.items()}
    print(f"\n{name}: {sum(map(len, truth))} cells, all exact")
    for reader, median in medians.items():
        print(
            f"  {reader:28} {median:7.3f} CPU s   {median / medians['gouji']:5.2f} x gouji"
            f"   {median / medians['lxml parse']:5.2f} x lxml parse   {max(peak for _, peak in seen[reader]):6.0f} MB"
        )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--tiny", action="store_true", help="small files, for CI")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--once", nargs=2, metavar=("READER", "FILE"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.once:
        once(chosen.once[0], Path(chosen.once[1]))
        return
    scale = 20 if chosen.tiny else 1
    for name, shape in {
        "tables 35 x 6": (200 // scale, 35, 6, True),
        "one long table": (1, 2000 // scale, 8, False),
    }.items():
        measure(name, *document(*shape), chosen.rounds)


if __name__ == "__main__":
    main()
