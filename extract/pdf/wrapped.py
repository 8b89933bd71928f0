"""A number that its cell was too narrow for: 1877.50 printed as 1877.5 over 0 is one number again.

A line that breaks between two digits is one of two things: a number that did not fit, or two numbers printed one above
the other. The cell says which. Only a line with no room for the next character was broken by the layout, and the pieces
of a broken number make a well-formed one:

    1877.5 / 0      a full line, decimals go on         1877.50
    1,352, / 000    a comma never ends a number          1,352,000
    10 / 9          room for more, or two whole numbers  left alone
"""

from __future__ import annotations

import re
from typing import Final

PADDING: Final = 11.5  # pt; what word processors leave free in a cell, left and right together
MOST_DECIMALS: Final = 4

_TAIL = re.compile(r"(?:^|[^\d.,])(\d[\d.,]*)$")
_HEAD = re.compile(r"^([\d.,]*\d[%‰]?|[.,]\d+[%‰]?)(?![\d.,])")
_WHOLE = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[%‰]?")


def one_number(line: str, following: str, free: float, next_width: float) -> bool:
    """Whether the number at the end of `line` goes on in the line below.

    `free` is the width of the cell that the line leaves empty, `next_width` that of the first character below, in
    points.
    """
    tail, head = _TAIL.search(line), _HEAD.match(following)
    if tail is None or head is None or not _WHOLE.fullmatch(tail[1] + head[1]):
        return False
    if tail[1][-1] in ".," or head[1][0] in ".,":
        return True
    if free >= next_width + PADDING:
        return False
    decimals = head[1].rstrip("%‰")
    if "." in tail[1]:
        return len(decimals) <= MOST_DECIMALS
    if "." in decimals:
        return True
    return len(decimals) == 1 and len(tail[1]) > MOST_DECIMALS - 1
