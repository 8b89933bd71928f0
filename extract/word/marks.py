"""Signs and formulas of Word that are no plain text: ☑ from Wingdings, ≥ from Symbol, a fraction of Office math.

A form's ticked box is often the letter R in Wingdings 2, and a target's ≥ the letter ³ in Symbol: read as letters they
would be wrong. A formula keeps the line a person would type: 执行率 = 实际支出/预算数 × 100%.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VAL: Final = M + "val"

_WINGDINGS: Final = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x70: "□",
    0x71: "□",
    0x72: "□",
    0x75: "◆",
    0x76: "❖",
    0x9F: "•",
    0xA1: "○",
    0xA4: "◉",
    0xA7: "▪",
    0xA8: "☐",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    **{0x81 + n: chr(0x2460 + n) for n in range(10)},
    **{0x8C + n: chr(0x2776 + n) for n in range(10)},
}
_WINGDINGS2: Final = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x97: "●",
    0x98: "●",
    0xA2: "■",
    0xA3: "☐",
    0x2A: "☐",
    **{0x6A + n: chr(0x2460 + n) for n in range(10)},
    **{0x75 + n: chr(0x2776 + n) for n in range(10)},
}
_SYMBOL: Final = {
    0xA3: "≤",
    0xA5: "∞",
    0xAE: "→",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xD7: "·",
    0xE5: "∑",
    0xD6: "√",
    0x44: "Δ",
    0x53: "Σ",
    0x61: "α",
    0x62: "β",
    0x6D: "μ",
    0x70: "π",
}
_FONTS: Final = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS2, "symbol": _SYMBOL}
_PRIVATE: Final = 0xF000  # symbol fonts live here as well: F0FE is FE


def is_symbol_font(font: str) -> bool:
    """Whether letters in this font are signs."""
    return font.strip().lower() in _FONTS


def sign(font: str, code: int) -> str:
    """The sign drawn for a character code in a symbol font; U+FFFD when it is not known."""
    low = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    known = _FONTS.get(font.strip().lower())
    if known is not None:
        if low in known:
            return known[low]
        return chr(low) if known is _SYMBOL and 0x20 <= low < 0x41 else "\ufffd"
    return chr(code) if 0x20 <= code < 0xE000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def signs(font: str, text: str) -> str:
    """Text typed in a symbol font. Blanks stay, and Chinese: Word draws it in the font named for East Asian letters."""
    return "".join(
        sign(font, ord(letter)) if "!" <= letter <= "\xff" or "\uf000" <= letter <= "\uf0ff" else letter
        for letter in text
    )


def math_text(element: Any) -> str:
    """Office math on one line: fractions as a/b, roots, powers and delimiters as typed."""
    tag = element.tag
    if tag == M + "t":
        return element.text or ""
    maker = _STRUCTURES.get(tag)
    if maker is not None:
        return maker(element)
    if tag.endswith("Pr"):  # properties hold no text, but an operator's sign would read as one
        return ""
    return "".join(math_text(child) for child in element)


def _part(element: Any, name: str) -> str:
    child = element.find(M + name)
    return "" if child is None else math_text(child)


def _single(text: str) -> str:
    """A term as an operand: in brackets when it holds an operator itself."""
    return f"({text})" if any(sign in text for sign in "+-−－＋/÷×*·") else text


def _property(element: Any, properties: str, name: str, default: str) -> str:
    found = element.find(f"{M}{properties}/{M}{name}")
    return default if found is None else str(found.get(_VAL, default))


def _fraction(element: Any) -> str:
    return f"{_single(_part(element, 'num'))}/{_single(_part(element, 'den'))}"


def _delimited(element: Any) -> str:
    inner = _property(element, "dPr", "sepChr", "|").join(math_text(part) for part in element.iterchildren(M + "e"))
    return _property(element, "dPr", "begChr", "(") + inner + _property(element, "dPr", "endChr", ")")


def _operator(element: Any) -> str:
    return _property(element, "naryPr", "chr", "∫") + _part(element, "e")


_STRUCTURES: Final[dict[str, Callable[[Any], str]]] = {
    M + "f": _fraction,
    M + "d": _delimited,
    M + "nary": _operator,
    M + "rad": lambda element: f"√{_single(_part(element, 'e'))}",
    M + "sSup": lambda element: f"{_part(element, 'e')}^{_single(_part(element, 'sup'))}",
}
