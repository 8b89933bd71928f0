"""A zip archive of documents, with names as people see them.

Names are written by the program that packed: UTF-8 with a flag (newer ones), UTF-8 without it (macOS, Linux), GBK
without it (Windows and most Chinese tools: 绩效报告.docx is stored as BC A8 D0 A7 …), and GBK with the UTF-8 name in an
extra field (WinRAR). The directory is refused by its size before it is read: three million entries fit in 200 MB.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO, Final, Self

from ..extract.document import Unreadable
from ..settings import Limits

CHUNK = 1 << 20
DIRECTORY_BYTES = 512  # for each entry allowed: 46 and the name, an extra field, a comment
_END: Final = b"PK\x05\x06"
_END64: Final = b"PK\x06\x06"
_TAIL: Final = 22 + 0xFFFF + 20 + 56
_UTF8_FLAG: Final = 0x800
_UNICODE_PATH: Final = 0x7075
_DAMAGED: Final = "压缩包已损坏或不完整；请重新打包或重新索取。"


class Zip:
    """`names` in the order of the directory; a folder's ends in /."""

    EMPTY: Final = "压缩包里没有可以核对的文件；请重新打包。"

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._infos = package.infolist()
        self.names = [clean(_name(info)) + ("/" if info.is_dir() else "") for info in self._infos]
        self.expanded = sum(info.file_size for info in self._infos)

    @classmethod
    def open(cls, source: Path | io.BytesIO, stream: BinaryIO, limits: Limits) -> Self | None:
        """The archive at `source`, of which `stream` is a first look; None when it is an office file."""
        try:
            _check_directory(stream, limits)
            package = zipfile.ZipFile(source)
        except Unreadable:
            raise
        except Exception as error:  # zipfile raises many kinds, and some that are not its own
            raise Unreadable("GJ001", _DAMAGED) from error
        names = {name.replace("\\", "/").lstrip("/").lower() for name in package.namelist()}
        if names & {"[content_types].xml", "mimetype", "ofd.xml"}:
            package.close()
            return None
        return cls(package)

    def read(self, number: int, limits: Limits) -> bytes:
        """One file, within the limit on files. zipfile stops at the size an entry declares, whatever is packed."""
        info = self._infos[number]
        if info.flag_bits & 0x1:
            raise Unreadable("GJ002", "压缩包设有密码；请取消密码后再核对。")
        pieces: list[bytes] = []
        left = limits.file_bytes
        try:
            with self._package.open(info) as stream:
                while piece := stream.read(CHUNK):
                    left -= len(piece)
                    if left < 0:
                        limit = limits.file_bytes / 2**20
                        raise Unreadable("GJ008", f"文件解压后超过上限 {limit:.0f} MB；请压缩图片或拆分后再核对。")
                    pieces.append(piece)
        except NotImplementedError as error:
            raise Unreadable("GJ005", "压缩包的压缩方式不支持；请用普通 zip 方式重新打包。") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, struct.error) as error:
            raise Unreadable("GJ001", _DAMAGED) from error
        return b"".join(pieces)


def clean(name: str) -> str:
    """A name as shown: one line, forward slashes, no way up."""
    parts = (part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))
    shown = "/".join(parts)
    return "".join(mark if mark.isprintable() else "□" for mark in shown) or "□"


def _name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8_FLAG:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437", "replace")
    return _unicode_path(info.extra, raw) or decoded(raw) or info.orig_filename


def decoded(raw: bytes) -> str:
    """UTF-8 where it is that, which GBK text never is by chance for long, else GBK; "" for neither."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """The Info-ZIP field with the name in UTF-8; it counts only for the very name it was made for."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(body) > 5 and body[0] == 1 and body[1:5] == struct.pack("<I", zlib.crc32(raw)):
            return body[5:].decode("utf-8", "replace")
    return ""


def _check_directory(stream: BinaryIO, limits: Limits) -> None:
    """Refuses a directory too large to be parsed; zipfile reads all of it into memory, and more."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read()
    stream.seek(0)
    at, at64 = tail.rfind(_END), tail.rfind(_END64)
    if at < 0 or at + 22 > len(tail):
        raise Unreadable("GJ001", _DAMAGED)
    (directory,) = struct.unpack_from("<I", tail, at + 12)
    if at64 >= 0 and at64 + 48 <= len(tail):
        directory = max(directory if directory != 0xFFFFFFFF else 0, struct.unpack_from("<Q", tail, at64 + 40)[0])
    if directory > limits.zip_entries * DIRECTORY_BYTES:
        raise Unreadable("GJ008", f"压缩包内的文件超过上限 {limits.zip_entries} 个；请分成几个压缩包后再核对。")
