"""Bytes of a text file to characters: UTF-8, GB18030 or UTF-16, told apart by what comes out.

The order matters. UTF-8 read as GB18030 gives rare but valid Chinese (绩效 → 缁╂晥), so UTF-8 goes first, and a UTF-8
file with one flipped byte is still UTF-8: a few U+FFFD stand where a byte could not be read, and the reader says so.
Bytes that are no text in any of them (too many control characters) give None.
"""

from __future__ import annotations

import codecs
import re

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_USUAL = re.compile(r"[\t\n\r -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_SAMPLE = 200_000
_BROKEN_SHARE = 0.2
_CONTROL_SHARE = 0.005
_FEW_CONTROLS = 3  # a flipped bit here and there
_USUAL_SHARE = 0.9


def decode(data: bytes) -> str | None:
    """The text, without a byte order mark; None when the bytes are no text."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return text if _is_text(text) else None
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, "replace")
        if _is_text(text):
            return text
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "replace")
        if _is_text(text) and len(_USUAL.findall(text[:_SAMPLE])) >= _USUAL_SHARE * len(text[:_SAMPLE]):
            return text
    return None


def _is_text(text: str) -> bool:
    """Few broken letters among those that are not ASCII (numbers are ASCII in any encoding), few control characters."""
    sample = text[:_SAMPLE]
    broken = sample.count("\ufffd")
    foreign = sum(letter > "\x7f" for letter in sample)
    controls = len(_CONTROL.findall(sample))
    return broken <= _BROKEN_SHARE * foreign and controls <= max(_FEW_CONTROLS, _CONTROL_SHARE * len(sample))
