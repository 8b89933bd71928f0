"""A Word file by our own pass over its XML: everything a person sees, several times faster than python-docx.

The package is a zip; word/document.xml is parsed once and walked once, top to bottom:

    <w:body> p p tbl sdt(p tbl) altChunk p sectPr   →   Paragraph Paragraph Table Paragraph Table … Paragraph

What python-docx cannot see is read here: insertions and moves, content controls around paragraphs, rows and cells,
custom XML, footnotes, symbols, formulas, text boxes and automatic numbers (`docx_text.py`, `numbering.py`); merged
cells come out as spans (`docx_table.py`, `spans.py`). Nested tables and text boxes become blocks of their own right
after the block that holds them; footnotes and endnotes follow at the end, under their own part. Headers and footers
repeat on every page and are not read. Tracked changes are read as accepted, and one note (GJ011) counts them with the
comments; pictures in tables, embedded sheets and other content that holds no text we can read is named in GJ010.
"""

from __future__ import annotations

import posixpath
from typing import Any, Final

from ...settings import Limits
from ..document import Anchor, Block, Document, Paragraph, Source, Unreadable
from ..dump.plaintext import decode
from ..guard import Package, parse_xml
from ..sniff import sniff
from ..word.notes import notes_of
from ..word.numbering import Numbering, W, parse_numbering
from ..word.table import ALTERNATE, WRAPPERS, TableReader
from ..word.text import TextReader, first_choice

_REL: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_P, _TBL, _ALT_CHUNK = W + "p", W + "tbl", W + "altChunk"

# A package in the strict variant of the format differs in its namespaces only.
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _REL[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)


def read(data: bytes, source: Source, limits: Limits) -> Document:
    """Every block of the body in reading order, footnotes and endnotes after it."""
    parts = _Parts(Package(data, limits))
    content = parts.content(parts.main)
    # Looking at the font of every run costs time, so it is done only where a symbol font is named at all.
    symbols = b"ingdings" in content or b'"Symbol"' in content
    text = TextReader(_numbering(parts), symbols, revised=b"w:author=" in content)  # every tracked change has one
    body = parse_xml(content).find(W + "body")
    if body is None:
        raise Unreadable("GJ001", "文件里没有正文；请用 Word 或 WPS 打开并另存为 docx 后再核对。")
    walk = _Walk(parts, text, limits)
    walk.body(body)
    _footnotes(parts, walk)
    comments = parts.root("comments")
    if comments is not None and len(comments):
        text.count("comment", len(comments))
    damaged = parts.damaged
    if damaged:
        text.count("part", damaged)
    return Document(source, tuple(walk.blocks), notes_of(text.met, walk.blocks))


class _Parts:
    """The parts of a package by their relationship to the main one."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.damaged = 0
        self.main = next(
            (target for kind, target in self._targets("").values() if kind == "officeDocument"), "word/document.xml"
        )
        self._related = self._targets(self.main)

    def content(self, name: str) -> bytes:
        """The content of a part, in the namespaces of the transitional variant."""
        if name not in self._package:
            raise Unreadable("GJ001", "文件里缺少正文部件，已损坏；请用 Word 或 WPS 打开并另存为 docx 后再核对。")
        content = self._package.read(name)
        if b"purl.oclc.org/ooxml" in content[:4096]:
            for strict, transitional in _STRICT:
                content = content.replace(strict, transitional)
        return content

    def root(self, kind: str) -> Any | None:
        """Root of the part of this kind (styles, numbering, …); None when there is none or it is damaged."""
        for found, target in self._related.values():
            if found == kind and target in self._package:
                try:
                    return parse_xml(self.content(target))
                except Unreadable as error:
                    if error.code != "GJ001":
                        raise
                    self.damaged += 1
        return None

    def chunk(self, relation: str) -> bytes:
        """The content an altChunk points to; empty when it points nowhere."""
        target = self._related.get(relation, ("", ""))[1]
        return self._package.read(target) if target and target in self._package else b""

    def _targets(self, name: str) -> dict[str, tuple[str, str]]:
        """Relationship id → kind, part name, of one part ("" for the package)."""
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self._package:
            return {}
        return {
            relation.get("Id", ""): (
                relation.get("Type", "").rsplit("/", 1)[-1],
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
            )
            for relation in self._package.xml(rels)
            if relation.get("TargetMode") != "External"
        }


class _Walk:
    """Blocks in reading order."""

    def __init__(self, parts: _Parts, text: TextReader, limits: Limits) -> None:
        self._parts = parts
        self._limits = limits
        self._tables = TableReader(text, limits)
        self.text = text
        self.blocks: list[Block] = []

    def body(self, body: Any) -> None:
        """Add the blocks of the body."""
        self.through(body)
        self._rest("body")

    def through(self, container: Any, part: str = "body") -> None:
        """Add the blocks of a container."""
        for child in container:
            tag = child.tag
            if tag in (_P, _TBL):
                self._block(child, part)
            elif tag in WRAPPERS:
                self.through(child, part)
            elif tag == ALTERNATE:
                self.through(first_choice(child), part)
            elif tag == _ALT_CHUNK:
                self._chunk(child)

    def _block(self, element: Any, part: str) -> None:
        if element.tag == _TBL:
            self._rest(part)
        at = self.text.at = Anchor(len(self.blocks), part=part)
        if element.tag == _TBL:
            table = self._tables.table(element, at)
            if table is not None:
                self.blocks.append(table)
        else:
            number, text = self.text.paragraph(element) or ("", "")
            if text := text.strip():
                self.blocks.append(Paragraph(number + text, at))
        while self.text.pending:  # text boxes and nested tables of this block; they may hold more
            queue, self.text.pending = self.text.pending, []
            for inner in queue:
                if inner.tag == _TBL:
                    self._block(inner, part)
                else:
                    self.through(inner, part)

    def _rest(self, part: str) -> None:
        """A paragraph whose deleted mark would join it to a table stays a paragraph."""
        if text := self.text.rest().strip():
            self.blocks.append(Paragraph(text, Anchor(len(self.blocks), part=part)))

    def _chunk(self, element: Any) -> None:
        """Content of another file, put in when Word opens this one: web pages and plain text are read."""
        data = self._parts.chunk(element.get(_REL + "id", ""))
        form = sniff(data) if data else "unknown"
        if form == "html":
            from .from_html import html_blocks

            self.blocks.extend(html_blocks(data, len(self.blocks), self._limits))
        elif form == "txt":
            lines = (decode(data) or "").splitlines()
            for line in filter(None, map(str.strip, lines)):
                self.blocks.append(Paragraph(line, Anchor(len(self.blocks))))
        else:
            self.text.at = Anchor(len(self.blocks))
            self.text.count("chunk")


def _numbering(parts: _Parts) -> Numbering | None:
    root = parts.root("numbering")
    return None if root is None else parse_numbering(root, parts.root("styles"))


def _footnotes(parts: _Parts, walk: _Walk) -> None:
    """Footnotes and endnotes in the order they are cited; those nobody cites are not printed."""
    cited, walk.text.cited = walk.text.cited, []
    for kind in dict.fromkeys(kind for kind, _ in cited):
        root = parts.root(kind)
        notes = {} if root is None else {note.get(W + "id", ""): note for note in root}
        for name in dict.fromkeys(name for found, name in cited if found == kind):
            if name in notes:
                walk.through(notes[name], part=kind)
