"""Pages of geometry to a `Document`: pure, and the same for every PDF engine.

Running heads and page numbers are dropped (`furniture.py`), pieces of a table on following pages become one table
(`join.py`), lines flow into paragraphs (`flow.py`):

    page 4: … “表1-4 绩效目标表”, table 14 × 4          …, paragraph “表1-4 绩效目标表”, table 14 × 4 (pages 4 and 5),
    page 5: table 2 × 4 (header again, blank rest), …    paragraph, …
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..document import Anchor, Block, Cell, Document, Note, Source, Table
from .flow import flow
from .furniture import without_furniture
from .join import JoinedTable, join
from .pages import Page, in_order


def assemble(pages: Sequence[Page], source: Source, notes: tuple[Note, ...] = ()) -> Document:
    """The document these pages print."""
    kept = without_furniture(pages)
    items = join([in_order(page) for page in kept])
    blocks: list[Block] = []
    for part in flow(items):
        at = len(blocks)
        if not isinstance(part, JoinedTable):
            blocks.append(replace(part, anchor=replace(part.anchor, block=at)))
        elif any(cell.text.strip() for cell in part.parts):  # a drawing, an empty frame: nothing to say
            blocks.append(_table(part, at))
    return Document(replace(source, pages=len(pages)), tuple(blocks), notes)


def _table(joined: JoinedTable, block: int) -> Table:
    cells = tuple(
        Cell(p.text, Anchor(block, p.row, p.column, None, p.page, p.box), p.row_span, p.column_span)
        for p in joined.parts
    )
    anchor = Anchor(block, page=joined.page, bbox=joined.box)
    return Table(cells, joined.row_count, joined.column_count, anchor)
