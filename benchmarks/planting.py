"""Reports with known truth for `mutation.py`: clean ones varied at random, and one wrong number planted in each.

Works on the fixture specs and their `Book` of true numbers; imports nothing of gouji, so that what a plant breaks is
decided by the truth alone:

    place "自评.年度资金总额.rate", true 95.89%, planted 98.59%   kind rate, slip swap, breaks a printed relation

A place is taken only if some printed number depends on it by arithmetic or repeats it; a plant is kept only if it is
two units of its last place off, and further off than rounding of the numbers it is added with could explain.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent.parent / "fixtures"
sys.path.insert(0, str(FIXTURES))  # the fixture builder runs as a script; its modules are siblings

from build import _load, compose  # noqa: E402
from docx_writer import write_docx  # noqa: E402
from pdf_writer import write_pdf  # noqa: E402
from truth import Book  # noqa: E402

WRITERS = {"docx": write_docx, "pdf": write_pdf}
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_FACT = re.compile(r"^(?P<fact>.+?):(?P<form>[^#]*)#\d+$")
AMOUNTS = {"initial", "budget", "arrived", "executed"}


@dataclass(frozen=True)
class Planted:
    """A report with one wrong place: what stands there, what should, what kind of place and slip it is."""

    spec: str
    data: bytes
    suffix: str
    place: str
    kind: str
    slip: str
    true: str
    printed: str


def specs() -> dict[str, dict[str, Any]]:
    return {path.stem: _load(path) for path in sorted((FIXTURES / "specs").glob("clean-*.yaml"))}


def varied(spec: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The same report of another project's size: amounts scaled, points moved between indicators with full marks."""
    copy = deepcopy(spec)
    factor = Decimal(chance.randint(300, 3000)) / 1000
    for block in copy["blocks"]:
        form = block.get("form")
        if form is None:
            continue
        if "fund" in form:
            for row in form["fund"]["rows"]:
                row[1:] = [_scaled(text, factor) for text in row[1:]]
        rows, heads = form["indicators"].get("rows"), form["indicators"]["heads"]
        if rows and "weight" in heads and "score" in heads and "review" not in heads:
            _move_points(rows, [key for key in heads if key != "converted"], chance)
    return copy


def _scaled(text: str, factor: Decimal) -> str:
    places = len(text.split(".")[1]) if "." in text else 0
    return str((Decimal(text) * factor).quantize(Decimal(1).scaleb(-places)))


def _move_points(rows: list[list[str]], keys: list[str], chance: random.Random) -> None:
    """Moves a point between two indicators of one 二级 that have full marks, so that no group's sum changes."""
    weight, score = keys.index("weight"), keys.index("score")
    for first, second in pairwise(rows):
        same = second[0] == "^" and second[1] == "^" and len(first) == len(second)
        whole = all(row[at].isdigit() and int(row[at]) > 2 for row in (first, second) for at in (weight, score))
        plain = all("分" not in "".join(row[:weight] + row[weight + 1 :]) for row in (first, second))
        full = first[weight] == first[score] and second[weight] == second[score]
        if same and whole and plain and full and chance.random() < 0.5:
            for row, change in ((first, 1), (second, -1)):
                row[weight] = row[score] = str(int(row[weight]) + change)


def render(spec: dict[str, Any], suffix: str, plants: dict[str, str] | None = None) -> tuple[bytes, Book]:
    book = Book(dict(plants or {}))
    blocks = compose(spec, book)
    return WRITERS[suffix](blocks, spec.get("landscape") == "true"), book


def plants(name: str, spec: dict[str, Any], chance: random.Random, count: int, suffix: str) -> Iterator[Planted]:
    """`count` reports, each with one place of the spec printed wrongly."""
    _, book = render(spec, suffix)
    places = [(place, kind) for place, kind in ((p, kind_of(p, book)) for p in book.true) if kind]
    for _ in range(count if places else 0):
        place, kind = chance.choice(places)
        slip, text = _slipped(book.true[place], kind, book, chance)
        if not text or not breaks(place, kind, book, text):
            continue
        data, printed = render(spec, suffix, {place: text})
        yield Planted(name, data, suffix, place, kind, slip, book.true[place], printed.printed[place])


def kind_of(place: str, book: Book) -> str:
    """What a place is, "" where no printed number tells that it is wrong."""
    match = _FACT.match(place)
    if match is not None:
        return _narrative_kind(match["fact"], match["form"], book)
    form, _, last = place.rpartition(".")
    if last in ("weight", "score"):
        total = f"{place.split('.')[0]}.total.{last}" in book.true
        return f"leaf {last}" if total and ".total" not in place else f"total {last}" if total else ""
    if last == "head":
        return "heading weight"
    if last == "rate" and all(f"{form}.{other}" in book.true for other in ("budget", "executed")):
        return "rate"
    return "fund amount" if last in AMOUNTS and _adds_up(form, last, book) else ""


def _narrative_kind(fact: str, form: str, book: Book) -> str:
    """A narrative number that a table of the same form prints or implies."""
    name = fact.rsplit(".", 1)[-1]
    table = fact.split(".")[0]
    if name == "总分" and f"{table}.total.score" in book.true:
        return "narrative total"
    if name in ("分值", "得分", "得分率") and f"{table}.total.score" in book.true:
        return f"narrative group {name}"
    if name == "执行率" and "%" in form and f"{table}.年度资金总额.rate" in book.true:
        return "narrative rate"
    return ""


def _adds_up(row: str, column: str, book: Book) -> bool:
    """Whether a total row and at least two sources of that column are printed."""
    table = row.split(".")[0]
    found = [place for place in book.true if place.startswith(f"{table}.") and place.endswith(f".{column}")]
    return len(found) >= 3 and any("总额" in place for place in found) and _value(book.true[f"{row}.{column}"]) > 0


def breaks(place: str, kind: str, book: Book, text: str) -> bool:
    """Two units of the last place, and beyond what n rounded numbers may explain."""
    true = _NUMBER.search(book.true[place])
    if true is None:
        return False
    digits = true[0].replace(",", "")
    unit = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    off = abs(_value(text) - _value(book.true[place]))
    slack = Decimal(6) if kind == "fund amount" else Decimal(2)
    if kind in ("leaf weight", "leaf score", "total weight", "total score", "heading weight", "narrative total"):
        return off >= 1  # counts and points are exact; a coarser total may hide less than one
    return off >= slack * unit


def _value(text: str) -> Decimal:
    match = _NUMBER.search(text)
    return Decimal(match[0].replace(",", "")) if match else Decimal(0)


def _slipped(text: str, kind: str, book: Book, chance: random.Random) -> tuple[str, str]:
    """A slip and the text it leaves: a digit changed, two swapped, the point moved, a neighbour copied."""
    match = _NUMBER.search(text)
    if match is None:
        return "", ""
    slip = chance.choice(("digit", "digit", "swap", "point", "copy"))
    number = match[0]
    if slip == "digit":
        at = chance.choice([i for i, mark in enumerate(number) if mark.isdigit()])
        least = "1" if at == 0 and len(number) > 1 and number[1].isdigit() else "0"
        digit = chance.choice([d for d in "0123456789" if d != number[at] and d >= least])
        number = number[:at] + digit + number[at + 1 :]
    elif slip == "swap":
        pairs = [i for i in range(len(number) - 1) if number[i : i + 2].isdigit() and number[i] != number[i + 1]]
        pairs = [i for i in pairs if i > 0 or number[1] != "0"]
        if not pairs:
            return "", ""
        at = chance.choice(pairs)
        number = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    elif slip == "point":
        if "." not in number or "," in number or len(number.split(".")[0]) < 2:
            return "", ""
        whole, part = number.split(".")
        number = f"{whole[:-1]}.{whole[-1]}{part}"[: len(number)]
    else:
        others = [_NUMBER.search(book.true[p]) for p in book.true if kind_of(p, book) == kind]
        texts = [other[0] for other in others if other is not None and other[0] != number]
        if not texts:
            return "", ""
        number = chance.choice(texts)
    return slip, text[: match.start()] + number + text[match.end() :]
