"""Limits that hold before anything is parsed: hostile or broken input costs bounded memory and never the network.

A docx is a zip of XML, and both can lie. The header of a zip member may claim 10 bytes and unpack to 10 GB, so what
comes out is counted while it comes out, over the whole package. An XML part may declare entities that multiply
themselves (&a; = ten &b;, …) or name a file to fetch, so entities are never resolved, nothing is loaded, and a part
that carries a DOCTYPE at all is refused: no office program writes one.

    package = Package(data, limits)          # too many entries → GJ008, a password → GJ002
    root = package.xml("word/document.xml")  # too much expansion → GJ008, a DOCTYPE → GJ001
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lxml import etree

from ..settings import Limits
from .document import Unreadable
from .progress import advance

CHUNK = 1 << 20  # how much to unpack at a time where a member is read in pieces
_ELEMENT = re.compile(rb"<[^?!]")
_ENTRY = b"PK\x01\x02"


def check_size(size: int, limits: Limits) -> None:
    """Refuse a file before it is read into memory."""
    if size > limits.file_bytes:
        raise Unreadable(
            "GJ008",
            f"文件有 {size / 2**20:.0f} MB，超过上限 {limits.file_bytes / 2**20:.0f} MB；请压缩图片或拆分后再核对。",
        )


def check_entries(data: bytes, limits: Limits) -> None:
    """Refuse a zip of millions of members before its directory is read, which alone would take gigabytes."""
    if data.startswith(b"PK") and (entries := data.count(_ENTRY)) > limits.zip_entries:
        raise Unreadable(
            "GJ008", f"文件内部有 {entries} 个部件，超过上限 {limits.zip_entries}；请另存为新文件后再核对。"
        )


def check_cells(rows: int, columns: int, limits: Limits) -> None:
    """Refuse a grid no form needs: a gridSpan of 2,000,000,000 is one attribute long."""
    if rows * columns > limits.cells:
        raise Unreadable(
            "GJ008", f"一张表格有 {rows} 行 {columns} 列，超过单元格上限 {limits.cells}；请拆分表格后再核对。"
        )


def check_package(data: bytes, limits: Limits) -> None:
    """Unpack a whole package once, for a library that unpacks by itself and without limits."""
    package = Package(data, limits)
    for name in package.names:
        content = package.read(name)
        if name.endswith((".xml", ".rels")):
            _refuse_doctype(content)


def parse_xml(data: bytes) -> Any:
    """Root element of one XML part, entities unresolved, nothing fetched."""
    _refuse_doctype(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("GJ001", "文件内部的 XML 已损坏；请用 Word 或 WPS 打开并另存为 docx 后再核对。") from error
    if root.getroottree().docinfo.internalDTD is not None:  # one in UTF-16 hides from the search for bytes
        raise _doctype()
    return root


def _refuse_doctype(data: bytes) -> None:
    # It stands before the root element, so the look ends there. A comment can feign an element; `parse_xml` then finds
    # the DOCTYPE after parsing, when the parser has neither resolved nor loaded anything.
    root = _ELEMENT.search(data)
    if b"<!DOCTYPE" in data[: root.start() if root else None]:
        raise _doctype()


def _doctype() -> Unreadable:
    return Unreadable(
        "GJ001", "文件内部含有实体声明，办公软件不会这样写，可能被篡改；请核实来源，另存为 docx 后再核对。"
    )


class Package:
    """A zip read within limits. Part names are looked up as OPC asks: without regard to case or a leading slash."""

    __slots__ = ("_infos", "_left", "_limits", "_zip")

    def __init__(self, data: bytes, limits: Limits) -> None:
        check_entries(data, limits)
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._limits = limits
        self._left = limits.expanded_bytes
        entries = self._zip.infolist()
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise Unreadable("GJ002", "文件设有密码；请取消密码后再核对。")
        self._infos = {_part(entry.filename): entry for entry in entries}

    @property
    def names(self) -> tuple[str, ...]:
        """Part names as looked up: lower case, forward slashes."""
        return tuple(self._infos)

    def __contains__(self, name: str) -> bool:
        return _part(name) in self._infos

    def read(self, name: str) -> bytes:
        """The content of one part, counted against the limit while it unpacks."""
        with self._zip.open(self._infos[_part(name)]) as stream:
            content = stream.read(self._left + 1)
        advance()
        self._left -= len(content)
        if self._left < 0:
            limit = self._limits.expanded_bytes / 2**20
            raise Unreadable("GJ008", f"文件解压后超过上限 {limit:.0f} MB；请核实文件来源，或拆分后再核对。")
        return content

    def xml(self, name: str) -> Any:
        """Root element of one part."""
        return parse_xml(self.read(name))


def _part(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
