"""PDF read with PDFium and our own ruled grid: the default, twelve times as fast as pdfplumber and as exact.

For each page: characters with boxes and baselines, rules from everything drawn, tables from the rules, text into cells
by where each character's middle lies. A page that gives reason for doubt is read a second time by pdfplumber, and a
figure the two read differently becomes a note for a person (GJ012), never a silent choice (`doubt.py`). Where text
stands over a large picture and no rules are drawn, camelot looks for them in the picture; its grid is taken only where
its own text agrees with ours.

    read(data, Source("报告.pdf"), Limits())
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...settings import Limits
from ..document import Document, Note, Source
from ..pdf.borderless import borderless
from ..pdf.doubt import second_opinion
from ..pdf.glyphs import fill
from ..pdf.grid import rules_of, tables_of
from ..pdf.layout import assemble
from ..pdf.pages import Page
from ..pdf.pdfium import PdfPage, opened
from ..pdf.textlayer import check_pages, check_text_layer
from ..progress import advance


def read(data: bytes, source: Source, limits: Limits) -> Document:
    """The document in a PDF."""
    pages, notes = read_pages(data, limits)
    if any(page.pictured for page in pages):
        pages, more = _by_camelot(data, pages)
        notes += more
    result = assemble(pages, source, notes)
    return replace(result, notes=notes + second_opinion(pages, result, lambda numbers: _by_pdfplumber(data, numbers)))


def read_pages(data: bytes, limits: Limits) -> tuple[list[Page], tuple[Note, ...]]:
    """All pages, and what could not be read of them."""
    pages: list[Page] = []
    pictures: list[int] = []
    broken: list[int] = []
    with opened(data) as document:
        check_pages(document.page_count, limits)
        for number in range(1, document.page_count + 1):
            with document.page(number) as raw:
                page = read_page(raw, number)
                pages.append(page)
                advance()
                if not raw.handle:
                    broken.append(number)
                elif not page.size and raw.has_image():
                    pictures.append(number)
    return pages, check_text_layer(pages, pictures, broken)


def _by_pdfplumber(data: bytes, numbers: Sequence[int]) -> Mapping[int, Page]:
    """The other engine is imported only for a page in doubt."""
    from .from_pdf_plumber import read_again

    return read_again(data, numbers)


def _by_camelot(data: bytes, pages: Sequence[Page]) -> tuple[list[Page], tuple[Note, ...]]:
    """The third engine, which looks at the picture of a page, is imported only for rules that no other can see."""
    from .from_pdf_camelot import third_opinion

    return third_opinion(data, pages)


def read_page(raw: PdfPage, number: int) -> Page:
    """One page: characters, tables on their grid, lines outside."""
    glyphs = raw.glyphs()
    drawn, shades = raw.rules()
    tables = tables_of(drawn)
    if len(shades) and not tables:
        tables = tables_of(rules_of(shades, cut=drawn.cut))
    ruled = bool(tables)
    tables = tables or borderless(glyphs)
    page = fill(number, raw.width, raw.height, glyphs, tables)
    pictured = bool(page.size) and not ruled and raw.has_large_image()
    return replace(page, crowded=drawn.cut, pictured=pictured) if drawn.cut or pictured else page
