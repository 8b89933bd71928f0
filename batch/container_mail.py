"""An e-mail as a folder of its attachments, with names as people see them.

Names come encoded as the standard has it (=?gb2312?B?…?=, filename*=UTF-8''…) or as bare GBK or UTF-8 bytes, which many
Chinese mail programs wrote. The text of the mail is not checked; pictures it shows (logos, signatures) are no
attachments.
"""

from __future__ import annotations

import email
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import collapse_rfc2231_value
from typing import Any, Final, Self

from ..extract.document import Unreadable
from ..settings import Limits
from .container_zip import clean, decoded

_GBK: Final = ("gb2312", "gbk", "gb_2312-80", "gb18030", "cp936", "x-gbk")


class _Bare(Compat32):
    """Header values as they stand: the usual policy turns bare GBK bytes into question marks."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return value


class Mail:
    """`names` in the order of the mail."""

    EMPTY: Final = "邮件没有附件；请提交带有报告附件的邮件，或直接提交报告。"

    def __init__(self, parts: list[Message], names: list[str]) -> None:
        self._parts = parts
        self.names = names
        self.expanded = sum(len(str(part.get_payload())) for part in parts)

    @classmethod
    def open(cls, data: bytes) -> Self:
        try:
            message = email.message_from_bytes(data, policy=_Bare())
            parts = [part for part in message.walk() if _attached(part)]
            return cls(parts, [_shown(part, number) for number, part in enumerate(parts, 1)])
        except Exception as error:  # the email package means not to raise, and on hostile nesting it does
            raise Unreadable("GJ001", "邮件文件已损坏；请从邮箱重新导出，或直接提交附件。") from error

    def read(self, number: int, limits: Limits) -> bytes:
        data = self._parts[number].get_payload(decode=True)
        if not isinstance(data, bytes):
            raise Unreadable("GJ001", "附件已损坏；请从邮箱重新导出，或直接提交附件。")
        return data


def _attached(part: Message) -> bool:
    if part.is_multipart() or not (part.get_filename() or part.get_content_disposition() == "attachment"):
        return False
    return part.get_content_disposition() == "attachment" or not (
        part.get_content_maintype() == "image" and part["Content-ID"]
    )


def _shown(part: Message, number: int) -> str:
    name = part.get_filename()
    return clean(_name(name).replace("/", "_")) if name else f"附件{number}"


def _name(text: str) -> str:
    if "=?" in text:
        return "".join(_piece(piece, charset) for piece, charset in decode_header(text.replace("\r\n", "\n")))
    bare = text.encode("utf-8", "surrogateescape")
    return decoded(bare) or collapse_rfc2231_value(text)


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    encoding = "gb18030" if (charset or "").lower() in _GBK else charset or "utf-8"
    try:
        return piece.decode(encoding, "replace")
    except LookupError:
        return decoded(piece) or piece.decode("latin-1")
