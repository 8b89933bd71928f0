"""Score table structure on the ICDAR 2013 table competition set by adjacency relations.

    python benchmarks/icdar2013.py DIR [--reader pdfplumber]

DIR holds, anywhere below it, pairs us-001.pdf and us-001-str.xml. The set is not part of this repository. The measure
is the competition's: every cell and its nearest filled neighbour to the right and below make a relation (text, text,
direction); found relations are compared with true ones as multisets, no regions given. Printed per document and as mean
over documents, with how many reach F1 of 0.995.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from gouji.extract.document import Document, Source, Unreadable
from gouji.settings import Limits
from lxml import etree

EXACT = 0.995
READERS = {"fast": "from_pdf", "pdfplumber": "from_pdf_plumber", "camelot": "from_pdf_camelot"}

Relation = tuple[str, str, str]
Place = tuple[int, int, int, int, str]  # first row, first column, last row, last column, text


def relations(cells: Iterable[Place]) -> Counter[Relation]:
    """Nearest filled neighbours to the right and below."""
    filled = [cell for cell in cells if cell[4]]
    grid = {
        (row, column): index
        for index, (top, left, bottom, right, _) in enumerate(filled)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    height = max((row for row, _ in grid), default=0)
    width = max((column for _, column in grid), default=0)
    pairs: set[tuple[int, int, str]] = set()
    for index, (top, left, bottom, right, _) in enumerate(filled):
        for row in range(top, bottom + 1):
            beside = next((grid[row, c] for c in range(right + 1, width + 1) if (row, c) in grid), None)
            if beside is not None:
                pairs.add((index, beside, "right"))
        for column in range(left, right + 1):
            below = next((grid[r, column] for r in range(bottom + 1, height + 1) if (r, column) in grid), None)
            if below is not None:
                pairs.add((index, below, "down"))
    return Counter((filled[a][4], filled[b][4], direction) for a, b, direction in pairs)


def truth(path: Path) -> Counter[Relation]:
    """Relations of a -str.xml file; a table's regions on several pages count one by one, as the competition does."""
    total: Counter[Relation] = Counter()
    for region in etree.parse(str(path)).getroot().iter("region"):
        cells: list[Place] = []
        for cell in region.iter("cell"):
            top, left = int(cell.get("start-row")), int(cell.get("start-col"))
            bottom, right = int(cell.get("end-row") or top), int(cell.get("end-col") or left)
            cells.append((top, left, bottom, right, _folded(cell.findtext("content") or "")))
        total += relations(cells)
    return total


def found(document: Document) -> Counter[Relation]:
    """Relations of our tables, each page's rows by themselves."""
    total: Counter[Relation] = Counter()
    for table in document.tables():
        for page in sorted({cell.anchor.page or 0 for cell in table.cells}):
            total += relations(
                (c.row, c.column, c.row + c.row_span - 1, c.column + c.column_span - 1, _folded(c.text))
                for c in table.cells
                if c.anchor.page == page
            )
    return total


def _folded(text: str) -> str:
    return "".join(text.split())


def score(expected: Counter[Relation], got: Counter[Relation]) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    both = sum((expected & got).values())
    precision = both / sum(got.values()) if got else float(not expected)
    recall = both / sum(expected.values()) if expected else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> int:
    """Print a line per document and the means."""
    parser = argparse.ArgumentParser(description="ICDAR 2013 table structure")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--reader", choices=list(READERS), default="fast")
    options = parser.parse_args()
    read = importlib.import_module(f"gouji.extract.readers.{READERS[options.reader]}").read
    scores: list[tuple[float, float, float]] = []
    start = time.process_time()
    for answers in sorted(options.directory.rglob("*-str.xml")):
        source = answers.with_name(answers.name.replace("-str.xml", ".pdf"))
        try:
            got = found(read(source.read_bytes(), Source(source.name, "pdf"), Limits()))
        except Unreadable as unreadable:
            print(f"{source.name}: {unreadable.code}")
            got = Counter()
        scores.append(score(truth(answers), got))
        print(f"{source.name:20s} P {scores[-1][0]:.3f}  R {scores[-1][1]:.3f}  F1 {scores[-1][2]:.3f}")
    if not scores:
        print("no *-str.xml found", file=sys.stderr)
        return 2
    precision, recall, mean = (sum(column) / len(scores) for column in zip(*scores, strict=True))
    exact = sum(f1 >= EXACT for _, _, f1 in scores)
    print(f"{len(scores)} documents: P {precision:.3f}  R {recall:.3f}  mean F1 {mean:.3f}  exact {exact}", end="  ")
    print(f"{time.process_time() - start:.1f} s CPU")
    return 0


if __name__ == "__main__":
    sys.exit(main())
