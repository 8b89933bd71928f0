"""Text made searchable and packed small.

Chinese is found by its character pairs: they need no dictionary and find every substring of two characters and more,
wherever a segmenter would have cut.

    pairs(["预算执行率"])   {"预算", "算执", "执行", "行率"}

A report holds 执行率 only if it holds 执行 and 行率; what the pairs let through is then read (`canonical`), so that
nothing is reported that does not stand there. Pairs are of folded text: full-width or half-width makes no difference.
Punctuation makes no pairs: a sixth of all, and nobody looks for them.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..extract.text import fold

if TYPE_CHECKING:
    import numpy as np


def storable(text: str) -> str:
    """`text` without what no database takes: NUL characters and halves of surrogate pairs."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text if text.isascii() else text.encode("utf-8", "ignore").decode()


def plain(text: str) -> str:
    """A name or cell on one line: a break inside a cell is layout, not part of the name."""
    return " ".join(storable(text).split())


def canonical(text: str) -> str:
    """`text` as it is compared in a search: widths, blanks, brackets and case make no difference."""
    return fold(text).casefold()


def pairs(texts: Iterable[str]) -> set[str]:
    """Every two neighbouring letters or digits of texts that are canonical already."""
    found: set[str] = set()
    for text in texts:
        found.update(map(str.__add__, text, text[1:]))
    return {pair for pair in found if pair.isalnum()}


def number(pair: str) -> int:
    """A pair as a signed 32-bit integer, for PostgreSQL's array index. Two pairs of rare characters may share one."""
    return ((ord(pair[0]) & 0xFFFF) << 16 | ord(pair[1]) & 0xFFFF) - 0x8000_0000


def numbers(joined: str) -> np.ndarray[Any, np.dtype[np.int64]]:
    """`number` of every pair of a text of pairs with blanks between."""
    import numpy as np  # here: every check imports this module, and only an archive on PostgreSQL calls this

    units = np.frombuffer(joined.encode("utf-32-le"), dtype="<u4").astype(np.int64) & 0xFFFF
    return (units[0::3] << 16 | units[1::3]) - 0x8000_0000


def decimal_text(number: Decimal) -> str:
    """A decimal with every digit and without an exponent."""
    return format(number, "f")


def pack(rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows of text as compressed JSON lines: a third of their size."""
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return zlib.compress("\n".join(lines).encode())


def unpack(data: bytes) -> Iterator[list[Any]]:
    """What was packed, row by row."""
    for line in zlib.decompress(data).decode().split("\n"):
        if line:
            yield json.loads(line)


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
