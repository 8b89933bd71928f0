"""What a file is, by its content: suffixes lie, and many a .wps, .et or .xls file in the field is something else.

    a .wps that WPS wrote in Word's binary format  → "doc"
    a .wps that is a zip with word/document.xml    → "docx"
    a .xls that a web page exported as a <table>   → "html"
    a docx with a password (an OLE2 container)     → "encrypted"
    a docx cut off in the middle (no directory)    → "zip", which `reader.py` calls damaged

`FORMATS` lists every answer.
"""

from __future__ import annotations

import io
import zipfile
from typing import Final

import olefile

from .dump.plaintext import decode

FORMATS: Final = frozenset(
    {"docx", "xlsx", "pptx", "odt", "ods", "odp", "ofd", "zip"}  # zip: a package that cannot be opened
    | {"doc", "xls", "ppt", "encrypted", "ole"}  # ole: a container without a stream we know, or a broken one
    | {"pdf", "rtf", "wordml", "mht", "html", "txt", "image", "archive", "unknown"}
)

_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<meta", b"<body", b"<table", b"<style")
_HEAD = 1024
_SAMPLE = 100_000
_MANIFEST = "META-INF/manifest.xml"
_FIB_ENCRYPTED = 0x0100  # bit of the flags at byte 10 of a WordDocument stream
_FILEPASS = 0x002F  # record of a Workbook stream that announces a password


def sniff(data: bytes) -> str:
    """One of `FORMATS`; never raises."""
    head = data[:_HEAD]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole(data)
    if b"%PDF-" in head:
        return "pdf"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_ARCHIVES):
        return "archive"
    if head.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "image"
    return _markup(head) or ("txt" if decode(data) is not None else "unknown")


def _markup(head: bytes) -> str:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", "ignore").lstrip("\ufeff \r\n\t").lower().encode("utf-8")
    if text.startswith(b"<?xml"):
        if b"schemas.microsoft.com/office/word/2003" in text or b'progid="word.document"' in text:
            return "wordml"
        return "html" if b"<html" in text else ""
    if text.startswith(b"mime-version:"):
        return "mht"
    return "html" if text.startswith(_MARKUP) else ""


def _zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {name.replace("\\", "/").lstrip("/").lower() for name in package.namelist()}
            kind = package.open("mimetype").read(100) if "mimetype" in names else b""
            manifest = package.open(_MANIFEST).read(_SAMPLE) if _MANIFEST.lower() in names and kind else b""
    except Exception:  # a zip can be broken in every way zipfile has an exception for, and in some it has none for
        return "zip"
    if b"encryption-data" in manifest:
        return "encrypted"
    for mime, form in ((b"opendocument.text", "odt"), (b"opendocument.sp", "ods"), (b"opendocument.pr", "odp")):
        if mime in kind:
            return form
    if "ofd.xml" in names:
        return "ofd"
    for folder, form in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(name.startswith(folder) for name in names):
            return form
    return "archive" if names else "zip"


def _ole(data: bytes) -> str:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            streams = {"/".join(path).lower() for path in container.listdir()}
            if "encryptedpackage" in streams or "encryptioninfo" in streams:
                return "encrypted"
            if "worddocument" in streams:
                return "encrypted" if _doc_locked(container.openstream("WordDocument").read(12)) else "doc"
            for name in ("Workbook", "Book"):
                if name.lower() in streams:
                    return "encrypted" if _xls_locked(container.openstream(name).read(4096)) else "xls"
            return "ppt" if "powerpoint document" in streams else "ole"
    except Exception:  # olefile raises OSError, IndexError, struct.error … on broken containers
        return "ole"


def _doc_locked(fib: bytes) -> bool:
    return len(fib) >= 12 and bool(int.from_bytes(fib[10:12], "little") & _FIB_ENCRYPTED)


def _xls_locked(stream: bytes) -> bool:
    """FILEPASS stands among the first records of the globals; walk them by their lengths."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = int.from_bytes(stream[at : at + 2], "little"), int.from_bytes(stream[at + 2 : at + 4], "little")
        if kind == _FILEPASS:
            return True
        at += 4 + size
    return False
