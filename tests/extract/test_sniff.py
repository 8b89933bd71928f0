"""A file is what its bytes say."""

import io
import struct
import zipfile

import docx
import openpyxl
import pytest
from gouji.extract.dump.plaintext import decode
from gouji.extract.sniff import FORMATS, sniff

SENTENCE = "年度资金总额为一百万元，执行率为百分之九十。\n"


def package(*names: str, mimetype: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


def compound(stream: str, content: bytes) -> bytes:
    """An OLE2 container of one stream in its smallest form: FAT, directory, and the stream padded to 4096 bytes."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack("<128I", fat, end, *range(3, 10), end, *[free] * 118)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le") + b"\0\0"
        return raw.ljust(64, b"\0") + struct.pack(
            "<HBBIII16sIQQIQ", len(raw), kind, 1, free, free, child, b"", 0, 0, 0, start, size
        )

    directory = entry("Root Entry", 5, 1, end, 0) + entry(stream, 2, free, 2, 4096) + entry("", 0, free, 0, 0) * 2
    return header + table + directory + content.ljust(4096, b"\0")


FIB = struct.pack("<HHHHHH", 0xA5EC, 193, 0, 0, 0, 0)
LOCKED_FIB = struct.pack("<HHHHHH", 0xA5EC, 193, 0, 0, 0, 0x0100)
BOF = struct.pack("<HH", 0x0809, 16) + bytes(16)
FILEPASS = struct.pack("<HH", 0x002F, 4) + bytes(4)


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (package("word/document.xml"), "docx"),
        (package("WORD\\document.xml"), "docx"),
        (package("xl/workbook.xml"), "xlsx"),
        (package("ppt/presentation.xml"), "pptx"),
        (package("content.xml", mimetype=b"application/vnd.oasis.opendocument.text"), "odt"),
        (package("content.xml", mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (package("META-INF/manifest.xml", mimetype=b"application/vnd.oasis.opendocument.text"), "odt"),
        (package("OFD.xml"), "ofd"),
        (package("报告/正文.docx"), "archive"),
        (package("word/document.xml")[:40], "zip"),
        (compound("WordDocument", FIB), "doc"),
        (compound("WordDocument", LOCKED_FIB), "encrypted"),
        (compound("Workbook", BOF), "xls"),
        (compound("Book", BOF), "xls"),
        (compound("Workbook", BOF + FILEPASS), "encrypted"),
        (compound("PowerPoint Document", b""), "ppt"),
        (compound("EncryptedPackage", b""), "encrypted"),
        (compound("Contents", b""), "ole"),
        (compound("WordDocument", FIB)[:700], "ole"),
        (b"\r\n%PDF-1.7\n", "pdf"),
        (b"{\\rtf1\\ansi}", "rtf"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"Rar!\x1a\x07", "archive"),
        (b"\xef\xbb\xbf<html><table></table></html>", "html"),
        ("<html><table></table></html>".encode("utf-16"), "html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "html"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "wordml"),
        (b"MIME-Version: 1.0\r\n", "mht"),
        (SENTENCE.encode(), "txt"),
        (SENTENCE.encode("utf-8-sig"), "txt"),
        (SENTENCE.encode("gb18030"), "txt"),
        (SENTENCE.encode("utf-16"), "txt"),
        (SENTENCE.encode("utf-16-le"), "txt"),
        (bytes(range(256)) * 4, "unknown"),
    ],
)
def test_content_decides(data: bytes, form: str) -> None:
    assert sniff(data) == form
    assert form in FORMATS


def test_an_opendocument_with_a_password() -> None:
    buffer = io.BytesIO(package("content.xml", mimetype=b"application/vnd.oasis.opendocument.text"))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    assert sniff(buffer.getvalue()) == "encrypted"


def test_what_libraries_write() -> None:
    word, sheet = io.BytesIO(), io.BytesIO()
    docx.Document().save(word)
    openpyxl.Workbook().save(sheet)
    assert (sniff(word.getvalue()), sniff(sheet.getvalue())) == ("docx", "xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_comes_back_whole(encoding: str) -> None:
    assert decode((SENTENCE * 3).encode(encoding)) == SENTENCE * 3


def test_one_flipped_byte_leaves_utf8_readable() -> None:
    data = bytearray((SENTENCE * 10).encode())
    data[100] ^= 0xFF
    text = decode(bytes(data))
    assert text is not None
    assert text.count("执行率") >= 9
