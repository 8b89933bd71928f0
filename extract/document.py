"""What a reader hands on: paragraphs and tables in reading order, every piece with its place.

A `Document` says nothing about meaning. It holds what a person sees on the page, in the order a person reads it, and
an `Anchor` for each piece, so that any output can point back at it:

    Anchor(block=38, row=5, column=2) of a Word file prints as  表1-2 项目资金使用情况表 第6行 第3列
    Anchor(block=108, span=(13, 15))  of a Word file prints as  （三）项目产出情况 第1段“37”

Rows and columns count from 0 inside and from 1 in print; pages count from 1; boxes are PDF points from the top left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

BBox = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a piece stands: block number in the document, grid row and column of a cell, characters of its text."""

    block: int
    row: int | None = None
    column: int | None = None
    span: tuple[int, int] | None = None
    page: int | None = None
    bbox: BBox | None = None
    part: str = "body"

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Sort key in reading order; works for anchors of one document."""
        return (
            self.block,
            -1 if self.row is None else self.row,
            -1 if self.column is None else self.column,
            -1 if self.span is None else self.span[0],
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as drawn: a merged cell appears once, at its top left, with its spans."""

    text: str
    anchor: Anchor
    row_span: int = 1
    column_span: int = 1
    confidence: float | None = None  # lowest character probability of a scanned cell; None: digital text
    stored: str = ""  # of a spreadsheet: the number in full, in the unit shown, where the text shows it rounded

    @property
    def row(self) -> int:
        assert self.anchor.row is not None  # noqa: S101  a cell's anchor always has one
        return self.anchor.row

    @property
    def column(self) -> int:
        assert self.anchor.column is not None  # noqa: S101
        return self.anchor.column


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a grid of `row_count` × `column_count`; pieces over several pages are one table already."""

    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    anchor: Anchor
    caption: str = ""  # the title line above the table, as printed
    unit_line: str = ""  # the line "单位：万元" above the table, as printed

    def grid(self) -> list[list[Cell | None]]:
        """Rows × columns; a merged cell stands in every position it covers, None where nothing is drawn."""
        rows: list[list[Cell | None]] = [[None] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            for row in rows[cell.row : cell.row + cell.row_span]:
                row[cell.column : cell.column + cell.column_span] = [cell] * cell.column_span
        return rows


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text or a heading; line breaks a page layout made are gone, those an author made stay."""

    text: str
    anchor: Anchor


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader wants said about a document: what it left out, could not read, or doubts."""

    code: str  # GJ0xx
    message: str  # Chinese, says what to do
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from; `name` is the path relative to what the user named."""

    name: str
    format: str = ""  # docx, pdf, txt, …: by content, not by suffix
    sha256: str = ""
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks in reading order, and what its reader has to say of it."""

    source: Source
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = field(default=())
    files: tuple[str, ...] = ()  # of a case: the files it was put together from, each the `part` of its anchors

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))

    def paragraphs(self) -> Iterator[Paragraph]:
        return (block for block in self.blocks if isinstance(block, Paragraph))


class Unreadable(Exception):
    """A document that cannot be read. `code` is GJ0xx; the message is a Chinese sentence that says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
