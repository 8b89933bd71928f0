"""How fast and how exact PDFs are read, against pdfplumber, camelot and the floor of PDFium's bare text.

Reports are generated (`documents.py`), so that every cell's row, column, spans and text are known. Contestants are run
in turn, round after round in one process, and compared by CPU time of their best round: another job on the machine
slows all of them alike. Memory is measured in a process of its own each, above what its imports take.

    python benchmarks/extract.py                 10 and 100 pages of three producers, some minutes
    python benchmarks/extract.py --tiny          2 pages, under half a minute; fails if a cell is not exact
    python benchmarks/extract.py --no-camelot    without the slowest

Columns: ms a page (CPU), times our time, cells exact of all cells, MiB above imports. Exact means row, column, spans
and text in the whole table. pdfplumber and camelot give no spans and leave a table in pieces: what they miss of a table
over several pages is work they leave to their user, not cells they misread.
"""

from __future__ import annotations

import argparse
import importlib
import io
import multiprocessing
import resource
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from documents import PRODUCERS, Part, TableSpec, report
from gouji.extract.document import Source
from gouji.settings import Limits

SIZES = {"2": 0, "10": 1, "100": 10}  # pages, about → copies of the report
ROUNDS = 3
OURS = "gouji"
FLOOR = "PDFium text"

Cells = list[set[tuple[int, int, int, int, str]]]


@dataclass(frozen=True, slots=True)
class Result:
    """One contestant on one document."""

    seconds: float
    exact: int | None
    mebibytes: float | None


def by_gouji(data: bytes) -> Cells:
    """Our default reader: paragraphs, joined tables, anchors."""
    from gouji.extract.readers.from_pdf import read

    document = read(data, Source("benchmark.pdf", "pdf"), Limits())
    return [
        {(c.row, c.column, c.row_span, c.column_span, _folded(c.text)) for c in table.cells}
        for table in document.tables()
    ]


def by_pdfplumber(data: bytes) -> Cells:
    """What one writes with pdfplumber: tables and words of every page. It knows no spans and joins no pages."""
    import pdfplumber

    found: Cells = []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for table in page.extract_tables():
                rows = enumerate(table)
                found.append({(r, c, 1, 1, _folded(text)) for r, row in rows for c, text in enumerate(row) if text})
            page.extract_words()
            page.close()
    return found


def by_camelot(data: bytes) -> Cells:
    """camelot lattice on every page."""
    from camelot.io import read_pdf

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tables = read_pdf(data, pages="all", flavor="lattice", suppress_stdout=True)
    return [
        {(r, c, 1, 1, _folded(x.text)) for r, row in enumerate(t.cells) for c, x in enumerate(row) if x.text.strip()}
        for t in tables
    ]


def by_floor(data: bytes) -> Cells:
    """The least any reader on PDFium pays: load every page and take its text."""
    import numpy as np
    from gouji.extract.pdf.pdfium import opened

    with opened(data) as document:
        library = document.library
        for index in range(document.page_count):
            page = library.FPDF_LoadPage(document.handle, index)
            text = library.FPDFText_LoadPage(page)
            count = library.FPDFText_CountChars(text)
            buffer = np.zeros(count + 2, np.uint16)
            library.FPDFText_GetText(text, 0, count, buffer.ctypes.data)
            library.FPDFText_ClosePage(text)
            library.FPDF_ClosePage(page)
    return []


CONTESTANTS: dict[str, Callable[[bytes], Cells]] = {
    OURS: by_gouji,
    "pdfplumber": by_pdfplumber,
    "camelot": by_camelot,
    FLOOR: by_floor,
}
IMPORTS = {
    OURS: ("gouji.extract.readers.from_pdf", "pypdfium2"),
    "pdfplumber": ("pdfplumber",),
    "camelot": ("camelot.io", "cv2", "pypdfium2"),
    FLOOR: ("gouji.extract.pdf.pdfium", "pypdfium2"),
}


def _folded(text: str) -> str:
    return "".join(text.split())


def truth(parts: Sequence[Part]) -> Cells:
    """The cells as generated."""
    tables = (part for part in parts if isinstance(part, TableSpec))
    return [{(r, c, rs, cs, _folded(text)) for r, c, rs, cs, text in table.cells} for table in tables]


def exact_cells(expected: Cells, found: Cells) -> int:
    """Cells with the right row, column, spans and text, table by table in order."""
    if len(expected) == len(found):
        return sum(len(a & b) for a, b in zip(expected, found, strict=True))
    return sum(max((len(table & other) for other in found), default=0) for table in expected)


def _peak() -> float:
    """Peak memory of this process in MiB. Linux hands ru_maxrss on from the parent, so /proc is asked first."""
    status = Path("/proc/self/status")
    if status.exists():
        return float(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _memory(name: str, data: bytes, pipe: multiprocessing.connection.Connection) -> None:
    for module in IMPORTS[name]:
        importlib.import_module(module)
    before = _peak()
    CONTESTANTS[name](data)
    pipe.send(_peak() - before)


def memory(name: str, data: bytes) -> float:
    """MiB above imports at the peak, in a fresh process."""
    here, there = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_memory, args=(name, data, there))
    process.start()
    used: float = here.recv()
    process.join()
    return used


def measure(data: bytes, expected: Cells, names: Sequence[str], rounds: int, *, with_memory: bool) -> dict[str, Result]:
    """All contestants in turn, `rounds` times; the first round warms up imports and is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in names}
    exact: dict[str, int | None] = {}
    for number in range(rounds + 1):
        for name in names:
            if name == "camelot" and number > 1:
                continue  # it takes minutes, and once is enough to see that
            start = time.process_time()
            found = CONTESTANTS[name](data)
            if number:
                seconds[name].append(time.process_time() - start)
            exact[name] = None if name == FLOOR else exact_cells(expected, found)
    used = {name: memory(name, data) if with_memory else None for name in names}
    return {name: Result(min(seconds[name]), exact[name], used[name]) for name in names}


def show(title: str, pages: int, cells: int, results: dict[str, Result]) -> None:
    """A block of the report."""
    print(f"\n{title}: {pages} pages, {cells} cells")
    ours = results[OURS].seconds
    for name, result in results.items():
        exact = "" if result.exact is None else f"{result.exact:6d} exact ({100 * result.exact / cells:5.1f} %)"
        used = "" if result.mebibytes is None else f"{result.mebibytes:7.1f} MiB"
        milliseconds = 1000 * result.seconds / pages
        print(f"  {name:12s} {milliseconds:8.2f} ms/page  {result.seconds / ours:7.2f} x ours  {exact:24s} {used}")
    print(f"  ours is {ours / results[FLOOR].seconds:.2f} x the floor")


def main() -> int:
    """Run; 1 if a cell of ours was not exact."""
    parser = argparse.ArgumentParser(description="PDF extraction: speed, memory and exactness")
    parser.add_argument("--tiny", action="store_true", help="2 pages only, no camelot, no memory")
    parser.add_argument("--no-camelot", action="store_true")
    parser.add_argument("--pages", choices=list(SIZES), action="append", help="sizes to run (default 10 and 100)")
    options = parser.parse_args()
    sizes = ["2"] if options.tiny else options.pages or ["10", "100"]
    names = [name for name in CONTESTANTS if name != "camelot" or not (options.tiny or options.no_camelot)]
    wrong = 0
    for size in sizes:
        parts = report(SIZES[size])
        expected = truth(parts)
        cells = sum(map(len, expected))
        for producer, print_pdf in PRODUCERS.items():
            data = print_pdf(parts)
            results = measure(data, expected, names, ROUNDS, with_memory=not options.tiny)
            from gouji.extract.pdf.pdfium import opened

            with opened(data) as document:
                show(f"{producer}, {size} pages", document.page_count, cells, results)
            wrong += cells - (results[OURS].exact or 0)
    print(f"\ncells of ours that were not exact: {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
