"""Automatic numbers of Word: the 一、 （一） 1. ① that a person sees and the text of the file does not hold.

A numbered paragraph stores only (list 3, level 0). What is drawn comes from numbering.xml: list 3 points to an abstract
list whose level 0 has a number format (chineseCounting), a pattern ("%1、") and a start. The counters run through the
document in reading order, so the second such paragraph reads 二、. Lists of one abstract list count together; a list
with a startOverride begins again at its first paragraph. A paragraph may also get its list from its style, or from a
style that style is based on.

    lvlText "（%1）" numFmt chineseCountingThousand, 12th paragraph → （十二）
    lvlText "%1.%2"  level 1 under 3                                → 3.1

Headings need these for their place, and 序号 columns are often nothing but them. Bullets give no text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL: Final = W + "val"
_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_STYLE_DEPTH: Final = 20  # a basedOn chain in a broken file may be a ring
_PLACEHOLDER: Final = re.compile(r"%([1-9])")


def format_number(value: int, form: str) -> str:
    """One counter in one of Word's number formats; formats nobody uses here come out in digits."""
    if form in ("none", "bullet"):
        return ""
    if form in _SERIES:
        first, last = _SERIES[form]
        return chr(first + value - 1) if 1 <= value <= last else str(value)
    if form in _CYCLES:
        series = _CYCLES[form]
        return "".join(part[(value - 1) % len(part)] for part in series) if value > 0 else str(value)
    maker = _MAKERS.get(form)
    return maker(value) if maker and value > 0 else str(value)


_SERIES: Final[dict[str, tuple[int, int]]] = {  # format → first character, how many there are
    "decimalEnclosedCircle": (0x2460, 20),
    "decimalEnclosedCircleChinese": (0x2460, 20),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
    "ideographEnclosedCircle": (0x3280, 10),
}
_CYCLES: Final[dict[str, tuple[str, ...]]] = {
    "ideographTraditional": (_STEMS,),
    "ideographZodiac": (_BRANCHES,),
    "ideographZodiacTraditional": (_STEMS, _BRANCHES),
}


def _letters(value: int) -> str:
    return chr(ord("A") + (value - 1) % 26) * min((value - 1) // 26 + 1, 30)


def _roman(value: int) -> str:
    if value > 3999:
        return str(value)
    out = ""
    for size, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        out += sign * (value // size)
        value %= size
    return out


def _by_digits(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value)).replace("〇", "○")


def _counted(value: int, digits: str, units: str) -> str:
    """Chinese reading of 1 to 9999: 10 → 十, 12 → 十二, 105 → 一百〇五."""
    if value > 9999:
        return str(value)
    out, gap = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if not digit:
            gap = bool(out)
            continue
        lead = "" if place == 1 and digit == 1 and not out and digits is _DIGITS else digits[digit]
        out += (digits[0] if gap else "") + lead + units[place].strip()
        gap = False
    return out


_MAKERS: Final[dict[str, Callable[[int], str]]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: "".join(chr(ord(digit) + 0xFEE0) for digit in str(value)),
    "decimalFullWidth2": lambda value: "".join(chr(ord(digit) + 0xFEE0) for digit in str(value)),
    "numberInDash": lambda value: f"- {value} -",
    "ideographDigital": _by_digits,
    "japaneseDigitalTenThousand": _by_digits,
    "taiwaneseDigital": _by_digits,
    "chineseCounting": lambda value: _counted(value, _DIGITS, " 十百千") if value < 100 else _by_digits(value),
    "taiwaneseCounting": lambda value: _counted(value, _DIGITS, " 十百千") if value < 100 else _by_digits(value),
    "chineseCountingThousand": lambda value: _counted(value, _DIGITS, " 十百千"),
    "taiwaneseCountingThousand": lambda value: _counted(value, _DIGITS, " 十百千"),
    "japaneseCounting": lambda value: _counted(value, _DIGITS, " 十百千"),
    "chineseLegalSimplified": lambda value: _counted(value, _LEGAL, " 拾佰仟"),
    "ideographLegalTraditional": lambda value: _counted(value, _LEGAL, " 拾佰仟"),
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    restart: int | None = None  # lvlRestart: the level (from 1) whose advance restarts this one; 0: never
    legal: bool = False  # isLgl: every number of the pattern in digits
    style: str = ""


@dataclass(slots=True)
class _List:
    """One w:num: its abstract list, the levels as overridden, and the starts it sets anew."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of one document and, while it is read, their counters."""

    lists: dict[str, _List]
    styles: dict[str, tuple[str, str, str]]  # paragraph style → based on, list, level; "" where not said
    default_style: str = ""
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    listed: frozenset[str] = frozenset()  # styles that put their paragraphs in a list, by themselves or by their base

    def __post_init__(self) -> None:
        self.listed = frozenset(style for style in self.styles if self._of_style(style)[0] in self.lists)

    def place(self, properties: Any | None) -> tuple[str, int] | None:
        """List and level of a paragraph with this w:pPr; None when it is in no list."""
        number_id, level_text, style = _direct(properties)
        if not number_id:
            style = style or self.default_style
            if style not in self.listed:
                return None
            number_id, from_style, style = self._of_style(style)
            level_text = level_text or from_style
        found = self.lists.get(number_id)
        if found is None:
            return None
        return number_id, min(int(level_text) if level_text.isdecimal() else _level_of_style(found, style), 8)

    def _of_style(self, style: str) -> tuple[str, str, str]:
        """List, level, and the style that says so, up the basedOn chain."""
        level_text = ""
        for _ in range(_STYLE_DEPTH):
            if style not in self.styles:
                break
            based_on, number_id, level = self.styles[style]
            level_text = level_text or level
            if number_id:
                return number_id, level_text, style
            style = based_on
        return "", "", ""

    def advance(self, number_id: str, at: int) -> str:
        """Count one paragraph of a list; the number drawn before it, with the gap after it."""
        found = self.lists[number_id]
        counters = self._counters.setdefault(found.abstract, {})
        level = found.levels.get(at, _Level())
        if at in found.starts and (number_id, at) not in self._begun:
            counters[at] = found.starts[at]
        else:
            counters[at] = counters[at] + 1 if at in counters else found.starts.get(at, level.start)
        self._begun.add((number_id, at))
        for deeper in [key for key in counters if key > at and _restarts(found.levels.get(key), at)]:
            del counters[deeper]
        return _drawn(found, at, counters)


def _restarts(level: _Level | None, after: int) -> bool:
    return level is None or level.restart is None or after < level.restart


def _drawn(found: _List, at: int, counters: dict[int, int]) -> str:
    level = found.levels.get(at, _Level())

    def shown(match: re.Match[str]) -> str:
        which = int(match[1]) - 1
        source = found.levels.get(which, _Level())
        value = counters.get(which, found.starts.get(which, source.start))
        return format_number(value, "decimal" if level.legal else source.form)

    if level.form == "bullet":
        return ""
    text = _PLACEHOLDER.sub(shown, level.pattern)
    if not text or level.suffix == "nothing":
        return text
    return text + (" " if level.suffix == "space" or text[-1].isascii() else "")


def _level_of_style(found: _List, style: str) -> int:
    return next((at for at, level in found.levels.items() if style and level.style == style), 0)


def _direct(properties: Any | None) -> tuple[str, str, str]:
    """List, level and style named by a w:pPr itself; list "0" takes the paragraph out of its style's list."""
    number_id = level = style = ""
    if properties is not None:
        for child in properties.iterchildren(W + "pStyle", W + "numPr"):
            if child.tag == W + "pStyle":
                style = child.get(_VAL, "")
                continue
            for part in child.iterchildren(W + "numId", W + "ilvl"):
                if part.tag == W + "numId":
                    number_id = part.get(_VAL, "")
                else:
                    level = part.get(_VAL, "")
    return number_id, level, style


def parse_numbering(numbering: Any, styles: Any | None) -> Numbering:
    """Lists and list-bearing styles from the roots of numbering.xml and styles.xml."""
    found, default = _styles(styles)
    abstracts: dict[str, dict[int, _Level]] = {}
    links: dict[str, str] = {}  # abstract list → numbering style it only points to
    for abstract in numbering.iterchildren(W + "abstractNum"):
        name = abstract.get(W + "abstractNumId", "")
        abstracts[name] = dict(_level(level) for level in abstract.iterchildren(W + "lvl"))
        if link := _value(abstract, "numStyleLink"):
            links[name] = link
    lists: dict[str, _List] = {}
    for num in numbering.iterchildren(W + "num"):
        abstract_id = _value(num, "abstractNumId")
        levels, starts = dict(abstracts.get(abstract_id, {})), {}
        for override in num.iterchildren(W + "lvlOverride"):
            at = _int(override.get(W + "ilvl"), 0)
            if start := _value(override, "startOverride"):
                starts[at] = _int(start, 1)
            levels.update(_level(level) for level in override.iterchildren(W + "lvl"))
        lists[num.get(W + "numId", "")] = _List(abstract_id, levels, starts)
    for entry in lists.values():
        target = lists.get(found.get(links.get(entry.abstract, ""), ("", "", ""))[1])
        if target is not None and target is not entry:
            entry.levels = {**target.levels, **entry.levels}
    return Numbering(lists, found, default)


def _styles(root: Any | None) -> tuple[dict[str, tuple[str, str, str]], str]:
    found: dict[str, tuple[str, str, str]] = {}
    default = ""
    for style in root.iterchildren(W + "style") if root is not None else ():
        name = style.get(W + "styleId", "")
        properties = style.find(W + "pPr")
        number_id, level, _ = _direct(properties)
        found[name] = (_value(style, "basedOn"), number_id, level)
        if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
            default = name
    return found, default


def _level(level: Any) -> tuple[int, _Level]:
    restart = _value(level, "lvlRestart")
    legal = level.find(W + "isLgl")
    return _int(level.get(W + "ilvl"), 0), _Level(
        start=_int(_value(level, "start"), 1),
        form=_value(level, "numFmt") or "decimal",
        pattern=_value(level, "lvlText"),
        suffix=_value(level, "suff") or "tab",
        restart=_int(restart, 0) if restart else None,
        legal=legal is not None and legal.get(_VAL, "1") not in ("0", "false", "off"),
        style=_value(level, "pStyle"),
    )


def _value(parent: Any, name: str) -> str:
    child = parent.find(W + name)
    return "" if child is None else str(child.get(_VAL, ""))


def _int(text: str | None, default: int) -> int:
    try:
        return int(text) if text else default
    except ValueError:
        return default
