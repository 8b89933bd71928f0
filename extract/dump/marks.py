"""What extraction services leave in their text: bookmarks, LaTeX, Markdown. All of it back to what was printed.

    [bookmark: _Toc15773]一、基本情况     →  一、基本情况
    完成值 $\\leq 5\\%$ 。                →  完成值 ≤5% 。
    $\\frac{实际支出}{预算数} \\times 100\\%$ →  实际支出/预算数×100%
    ## 二、**评价结论**                   →  二、评价结论

A dollar sign that opens no formula (预算 $100 与 $200) stays: only what holds a command or nothing but digits and signs
is taken for one.
"""

from __future__ import annotations

import re
from typing import Final

_BOOKMARK: Final = re.compile(r"\[bookmark:[^\]\n]*\]")
_FORMULA: Final = re.compile(r"\$\$?([^$\n]{1,200}?)\$\$?|\\\(([^\n]{1,200}?)\\\)")
_NUMERIC: Final = re.compile(r"[\d\s.,%+\-*/=<>~≤≥×÷^{}()（）]+")
_HEADING: Final = re.compile(r"^\s{0,3}#{1,6}\s+")
_STRONG: Final = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_PICTURE: Final = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_FRACTION: Final = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_WRAPPED: Final = re.compile(r"\\(?:text|mathrm|mathbf|mathit|mathsf|textbf|operatorname|mbox)\s*\{([^{}]*)\}")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+|[%$#&_{}~ ,;!])")
_LOOSE: Final = re.compile(r"\s*([≤≥<>=×÷±≈≠~+/%℃°])\s*")

_SIGNS: Final = {
    "leq": "≤",
    "le": "≤",
    "leqslant": "≤",
    "geq": "≥",
    "ge": "≥",
    "geqslant": "≥",
    "lt": "<",
    "gt": ">",
    "neq": "≠",
    "ne": "≠",
    "approx": "≈",
    "times": "×",
    "cdot": "×",
    "div": "÷",
    "pm": "±",
    "sim": "~",
    "sum": "∑",
    "circ": "°",
    "checkmark": "√",
    "surd": "√",
    "rightarrow": "→",
    "to": "→",
    "ldots": "…",
    "cdots": "…",
    "infty": "∞",
    "%": "%",
    "$": "$",
    "#": "#",
    "&": "&",
    "_": "_",
}


def clean(line: str) -> str:
    """One line without marks; tabs and blanks at its ends stay, they carry the table."""
    if "[bookmark:" in line:
        line = _BOOKMARK.sub("", line)
    if "$" in line or "\\(" in line:
        line = _FORMULA.sub(_formula, line)
    if "#" in line:
        line = _HEADING.sub("", line)
    if "**" in line or "__" in line:
        line = _STRONG.sub(r"\2", line)
    return line


def without_pictures(text: str) -> tuple[str, int]:
    """The text without Markdown pictures, and how many there were."""
    return _PICTURE.subn("", text)


def _formula(match: re.Match[str]) -> str:
    inner = match[1] or match[2] or ""
    if "\\" not in inner and not _NUMERIC.fullmatch(inner):
        return match[0]
    for pattern, plain in ((_WRAPPED, r"\1"), (_FRACTION, r"\1/\2")):
        inner = pattern.sub(plain, inner)
    inner = _COMMAND.sub(lambda command: _SIGNS.get(command[1], ""), inner)
    inner = re.sub(r"\^\s*\{\s*°\s*\}|\^\s*°", "°", inner)
    return _LOOSE.sub(r"\1", inner.replace("{", "").replace("}", "")).strip()
