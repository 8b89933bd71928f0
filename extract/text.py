"""Text made comparable (`fold`) and text made readable (`tidy`), without losing where each character stood.

Forms print one name in many dresses: full-width brackets here, half-width there, a line break in the middle of a cell.
`fold` undresses names for comparison only; what a report prints is never replaced by it.

    fold("产出指标（37分）") == fold("产 出 指 标\\n(37分)") == "产出指标(37分)"
    fold("$\\\\leq 5\\\\%$") == fold("≦5％") == fold("&le;5%") == "≤5%"

`flat` maps character for character, so a span found in it is a span of the text. `tidy` drops the blanks that word
processors put between Chinese characters and digits and remembers where each remaining character came from:

    tidy("共 59 名").text == "共59名";  tidy("共 59 名").span(1, 3) == (2, 4)
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

# One character for one character: every span found in the result holds in the original.
_ALIKE = {
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    "-": "\u2010\u2011\u2012\u2212\ufe63\uff0d",
    "—": "\u2014\u2015\u2500\u2501\ufe58",
    "~": "\u223c\u301c\uff5e",
    "(": "\ufe59\uff08",
    ")": "\ufe5a\uff09",
    "〔": "\ufe5d\uff3b[",
    "〕": "\ufe5e\uff3d]",
    "≥": "\u2265\u2267\u2a7e\u2273",
    "≤": "\u2264\u2266\u2a7d\u2272",
    "=": "\u2550\u254c\ufe66\uff1d",
    ">": "\ufe65\uff1e",
    "<": "\ufe64\uff1c",
    "%": "\ufe6a\uff05\u066a",
    ":": "\u2236\ufe55",
    "*": "\u2217\ufe61\uff0a",
    "¥": "\uffe5",
    "·": "\u2022\u2219\u22c5\u30fb\uff65",
    "万": "萬",
    "亿": "億",
    "个": "個箇",
    "年": "秊",
    "圆": "圓",
    "两": "兩",
    "贰": "貳",
    "叁": "叄參",
    "陆": "陸",
    "点": "點",
    "余": "餘",
    "约": "約",
    "过": "過",
    "达": "達",
    "于": "於",
}

# Comparison only: which of several look-alike brackets, quotes or dashes was typed says nothing.
_FOLD_ALIKE = {
    "(": "〔﹝［【〖[{（﹙",
    ")": "〕﹞］】〗]}）﹚",
    '"': "“”„‟″〝〞＂「」『』",
    "'": "‘’‚‛′＇`",
    "-": "\u2013\u2014\u2015\u2500\u2501\ufe58",
    "<": "〈",
    ">": "〉",
    ",": "，﹐",
    ".": "．﹒",
    ":": "：﹕︰",
    ";": "；﹔",
}

# What mark-up leaves of a comparison sign, longest first.
MARKUP = {
    r"\geqslant": "≥",
    r"\leqslant": "≤",
    r"\geq": "≥",
    r"\leq": "≤",
    r"\ge": "≥",
    r"\le": "≤",
    r"\gt": ">",
    r"\lt": "<",
    r"\times": "×",
    r"\sim": "~",
    r"\%": "%",
    "&ge;": "≥",
    "&le;": "≤",
    "&gt;": ">",
    "&lt;": "<",
    "&nbsp;": " ",
}


@cache
def _flat_table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    del table[0xFF0C]  # ， separates clauses; whether it groups digits is the number grammar's to decide
    for target, sources in _ALIKE.items():
        table.update({ord(source): target for source in sources})
    for code in range(0x1D7CE, 0x1D800):  # mathematical digits of formula editors
        table[code] = str((code - 0x1D7CE) % 10)
    return table


@cache
def _fold_table() -> dict[int, str]:
    return {ord(source): target for target, sources in _FOLD_ALIKE.items() for source in sources}


@cache
def _invisible() -> dict[int, None]:
    """Byte order mark, zero-width spaces and joiners, soft hyphen."""
    return dict.fromkeys((0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060, 0x00AD))


@cache
def _markup() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(key) + ("(?![a-z])" if key[-1].isalpha() else "") for key in MARKUP))


def flat(text: str) -> str:
    """`text` with full-width and look-alike characters unified, one for one: offsets do not move."""
    return text if text.isascii() else text.translate(_flat_table())


def unmark(text: str) -> str:
    """Flat text with the comparison signs that mark-up left (`\\leq`, `&ge;`) as signs; offsets move."""
    if "\\" not in text and "&" not in text:
        return text
    return _markup().sub(lambda match: MARKUP[match[0]], text)


@lru_cache(maxsize=4096)  # names and cells are folded by many readers and rules
def fold(text: str) -> str:
    """`text` as a key for comparison: widths, blanks, brackets, quotes, dashes and comparison signs unified."""
    text = unicodedata.normalize("NFKC", text.translate(_invisible()))
    text = unmark(flat(text)).replace("$", "")
    text = "".join(text.translate(_fold_table()).split())
    return unicodedata.normalize("NFKC", _signs().sub(lambda match: _SIGNS[match[0][0]], text))


_SIGNS = {"=": "=", "-": "-", ">": "≥", "<": "≤", "≥": "≥", "≤": "≤"}


@cache
def _signs() -> re.Pattern[str]:
    return re.compile("[><≥≤]=++|=++|-{2,}+")


@dataclass(frozen=True, slots=True)
class TidyText:
    """Running text without layout blanks; `offsets[i]` is where character i stood in the original."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Characters `start:end` of the tidy text as characters of the original."""
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else (self.offsets[-1] + 1 if self.offsets else 0)
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1


_HAN = r"\u2e80-\u2fdf\u3001-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"


@cache
def _layout_blank() -> regex.Pattern[str]:
    blank = "[ \u00a0\u2000-\u200b\u202f\u3000\t]"
    # A blank beside a Chinese character is layout; one between two Latin words or two numbers separates them.
    # regex: re takes a millisecond for each set of thousands of characters
    return regex.compile(rf"(?<=[{_HAN}%]){blank}++|(?<!{blank}){blank}++(?=[{_HAN}%])")


def tidy(text: str) -> TidyText:
    """`text` without the blanks that stand beside Chinese characters or before a percent sign."""
    pieces: list[str] = []
    offsets: list[int] = []
    position = 0
    for match in _layout_blank().finditer(text):
        pieces.append(text[position : match.start()])
        offsets.extend(range(position, match.start()))
        position = match.end()
    pieces.append(text[position:])
    offsets.extend(range(position, len(text)))
    return TidyText("".join(pieces), tuple(offsets))


def one_line(text: str) -> str:
    """`text` on one line: a break that a page layout made leaves no gap beside Chinese characters."""
    return tidy(" ".join(text.split())).text
