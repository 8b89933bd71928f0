"""Reports with known truth for `mutation.py`: clean ones varied at random, and one wrong number planted in each.

Works on the fixture specs, those of `shapes.py`, and their `Book` of true numbers; imports nothing of gouji, so that
what a plant breaks is decided by the truth alone:

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
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import slipping
from slipping import GRADES, NUMBER, replaced, value

FIXTURES = Path(__file__).parent.parent / "fixtures"
sys.path.insert(0, str(FIXTURES))  # the fixture builder runs as a script; its modules are siblings

from build import _load, compose  # noqa: E402
from docx_writer import write_docx  # noqa: E402
from pdf_writer import write_pdf  # noqa: E402
from truth import Book  # noqa: E402

WRITERS = {"docx": write_docx, "pdf": write_pdf}
PARTIAL = ("区域.预算",)  # told as what two of the four sources granted: no table prints their sum
_FACT = re.compile(r"^(?P<fact>.+?)(?::(?P<form>[^#]*))?#\d+$")
_TOTAL = re.compile("总额|合计|总计|合 计")
AMOUNTS = {"initial", "budget", "arrived", "executed"}
FACT_AMOUNTS = {"年初": "initial", "预算": "budget", "执行": "executed", "到位": "arrived", **{a: a for a in AMOUNTS}}
YEARS = 0.1  # of the reports that print their year in a title and over the form
EXACT = ("weight", "score", "total", "count")  # points and counts: a coarser total may hide less than one


@dataclass(frozen=True)
class Planted:
    """A report with one wrong place: what stands there, what should, what kind of place and slip it is.

    A sentence copied from another group is wrong in several places: `pairs` has all, true and printed.
    """

    spec: str
    data: bytes
    suffix: str
    place: str
    kind: str
    slip: str
    pairs: tuple[tuple[str, str], ...]


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
    kinds: dict[str, list[str]] = {}
    for place in book.true:
        if kind := kind_of(place, book):
            kinds.setdefault(kind, []).append(place)
    if chance.random() < YEARS and (year := _wrong_year(spec, chance)) is not None:
        changed, pair = year
        yield Planted(name, render(changed, suffix)[0], suffix, "year", "year", "digit", (pair,))
    for _ in range(count if kinds else 0):
        # kinds, then places: leaves are many, and every kind of place is to be seen
        kind = chance.choice(list(kinds))
        place = chance.choice(kinds[kind])
        if kind == "narrative group 得分" and chance.random() < 0.4:
            slip, changes = "sentence", _copied_sentence(place, book, chance)
        else:
            slip, text = _slipped(place, kind, book, chance)
            changes = {place: text} if text and breaks(place, kind, book, text) else {}
        if changes:
            data, printed = render(spec, suffix, changes)
            pairs = tuple((book.true[one], printed.printed[one]) for one in changes)
            yield Planted(name, data, suffix, place, "copied sentence" if slip == "sentence" else kind, slip, pairs)


def _wrong_year(spec: dict[str, Any], chance: random.Random) -> tuple[dict[str, Any], tuple[str, str]] | None:
    """The year over a form other than in the title and the text."""
    copy = deepcopy(spec)
    said = [str(text) for block in copy["blocks"] for kind, text in block.items() if kind in ("title", "text")]
    lines = [block for block in copy["blocks"] if "year" in block]
    match = re.search(r"20\d\d", str(lines[0]["year"])) if len(lines) == 1 else None
    if match is None or sum(f"{match[0]}年" in text for text in said) < 2:
        return None
    wrong = str(int(match[0]) + chance.choice((-2, -1, 1)))
    lines[0]["year"] = str(lines[0]["year"]).replace(match[0], wrong)
    return copy, (match[0], wrong)


def kind_of(place: str, book: Book) -> str:
    """What a place is, "" where no printed number tells that it is wrong."""
    match = _FACT.match(place)
    if match is not None:
        return _narrative_kind(match["fact"], match["form"] or "", book)
    row, _, last = place.rpartition(".")
    table = place.split(".")[0]
    if last in ("weight", "score", "review"):
        total = f"{table}.total.{last}" in book.true
        group = "小计" in row or row.endswith("合计")
        named = "total" if ".total" in place else "group" if group else "leaf"
        return f"{named} {last}" if total else ""
    if last == "head":
        return "heading weight"
    if last == "grade":
        return "grade"
    if last == "rate" and all(f"{row}.{other}" in book.true for other in ("budget", "executed")):
        return "rate"
    if last == "share" and NUMBER.search(book.true[place]):
        return "share" if _TOTAL.search(row) is None else ""
    if last == "target":
        return "threshold" if _repeated(place, book) else ""
    return _amount_kind(row, last, book)


def _amount_kind(row: str, column: str, book: Book) -> str:
    """An amount whose column has a total and two parts at least."""
    table = row.split(".")[0]
    rows = _column(table, column, book)
    told = NUMBER.fullmatch(book.true[f"{row}.{column}"].rstrip("万")) is not None
    totals = [place for place in rows if _TOTAL.search(place)]
    if len(rows) < 3 or not told or len(totals) != 1 or not value(book.true[f"{row}.{column}"]):
        return ""
    known = {"initial", "budget", "arrived", "executed", "amount"}
    if column not in known:
        return ""
    fund = "总额" in totals[0] or f"{table}.total.score" in book.true
    return f"{'fund' if fund else 'table'} {'total' if _TOTAL.search(row) else 'part'}"


def _column(table: str, column: str, book: Book) -> list[str]:
    return [place for place in book.true if place.startswith(f"{table}.") and place.endswith(f".{column}")]


def _repeated(place: str, book: Book) -> bool:
    """Whether another table prints the same target of the same indicator."""
    name = place.split(".", 1)[1]
    twins = [other for other in book.true if other != place and other.split(".", 1)[1:] == [name]]
    return NUMBER.search(book.true[place]) is not None and any(book.true[t] == book.true[place] for t in twins)


def _narrative_kind(fact: str, form: str, book: Book) -> str:
    """A narrative number that a table of the same form prints or implies."""
    name, table = fact.rsplit(".", 1)[-1], fact.split(".")[0]
    if fact in ("问题数", "满意率"):
        return {"问题数": "count", "满意率": "satisfaction rate"}[fact]
    if name == "等级" and f"{table}.total.score" in book.true:
        return "grade"
    if name == "总分" and f"{table}.total.score" in book.true:
        return "narrative total"
    if name in ("分值", "得分", "得分率") and f"{table}.total.score" in book.true:
        return f"narrative group {name}"
    totals = [place for place in book.true if place.startswith(f"{table}.") and _TOTAL.search(place)]
    if name == "执行率" and "%" in form and any(place.endswith(".rate") for place in totals):
        return "narrative rate"
    column = FACT_AMOUNTS.get(name)
    if fact in PARTIAL:
        return ""
    whole = "." in fact and (fact.count(".") == 1 or _TOTAL.search(fact) is not None)
    printed = column is not None and any(place.endswith(f".{column}") and "#" not in place for place in totals)
    return "narrative amount" if whole and printed and form else ""


def breaks(place: str, kind: str, book: Book, text: str) -> bool:
    """Two units of the last place, and beyond what n rounded numbers may explain."""
    if kind == "grade":
        return text != book.true[place]
    true = NUMBER.search(book.true[place])
    if true is None:
        return False
    digits = true[0].replace(",", "")
    unit = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    off = abs(value(text) - value(book.true[place]))
    if kind.split()[-1] in EXACT or kind == "heading weight":
        return off >= 1
    parts = kind in ("fund part", "fund total", "table part", "table total")
    return off >= (Decimal(8) if parts else Decimal(2)) * unit


def _copied_sentence(place: str, book: Book, chance: random.Random) -> dict[str, str]:
    """The numbers of another group in the sentence of this one: 分值, 得分 and 得分率."""
    match = _FACT.match(place)
    assert match is not None
    own = match["fact"].rsplit(".", 1)[0]
    found = [other for other in book.true if (m := _FACT.match(other)) and m["fact"].rsplit(".", 1)[0] == own]
    groups = {
        m["fact"].rsplit(".", 1)[0] for other in book.true if (m := _FACT.match(other)) and m["fact"].endswith(".得分")
    } - {own}
    for group in sorted(groups, key=lambda _: chance.random()):
        changes = {one: book.true[twin] for one in found if (twin := one.replace(own, group, 1)) in book.true}
        wrong = {one: text for one, text in changes.items() if text != book.true[one]}
        if len(changes) == len(found) and any(abs(value(t) - value(book.true[o])) >= 1 for o, t in wrong.items()):
            return wrong
    return {}


def _slipped(place: str, kind: str, book: Book, chance: random.Random) -> tuple[str, str]:
    """A slip and the text it leaves."""
    text = book.true[place]
    if kind == "grade":
        return "word", chance.choice([word for word in GRADES if word != text])
    match = NUMBER.search(text)
    if match is None:
        return "", ""
    number = match[0]
    ways = ["digit", "digit", "swap", "point", "copy"]
    if kind.endswith("total") or kind.startswith(("total", "table total", "fund total")):
        ways += ["stale", "stale"]
    if kind in ("narrative amount", "fund total", "fund part", "table part"):
        ways.append("unit")
    if kind in ("rate", "narrative rate"):
        ways += ["base", "base"]
    slip = chance.choice(ways)
    wrong = {
        "digit": lambda: slipping.digit(number, chance),
        "swap": lambda: slipping.swap(number, chance),
        "point": lambda: slipping.point(number),
        "unit": lambda: slipping.unit(number),
        "copy": lambda: _neighbour(place, kind, number, book, chance),
        "base": lambda: _wrong_base(place, number, book),
        "stale": lambda: slipping.stale(number, _parts(place, book), chance),
    }[slip]()
    return (slip, replaced(text, wrong)) if wrong else ("", "")


def _neighbour(place: str, kind: str, number: str, book: Book, chance: random.Random) -> str:
    found = [NUMBER.search(book.true[other]) for other in book.true if kind_of(other, book) == kind and other != place]
    texts = [other[0] for other in found if other is not None and other[0] != number]
    return chance.choice(texts) if texts else ""


def _wrong_base(place: str, number: str, book: Book) -> str:
    """Executed ÷ the budget of the year's beginning, where that differs and is printed."""
    match = _FACT.match(place)
    if match is not None:
        table = place.split(".")[0]
        initial, spent = (book.facts.get(f"{table}.{name}") for name in ("年初", "执行"))
    else:
        row = place.rpartition(".")[0]
        texts = [book.true.get(f"{row}.{column}", "") for column in ("initial", "executed")]
        initial, spent = (value(text) for text in texts)
    if not isinstance(initial, Decimal) or not isinstance(spent, Decimal) or not initial:
        return ""
    share = spent / initial * (100 if "%" in book.true[place] or value(number) > 2 else 1)
    return str(share.quantize(Decimal(1).scaleb(-len(number.partition(".")[2])), ROUND_HALF_UP))


def _parts(place: str, book: Book) -> list[str]:
    """The parts a total is made of, as printed."""
    table, column = place.split(".")[0], place.rpartition(".")[2]
    if "#" in place:
        column = "score"
    return [book.true[p] for p in _column(table, column, book) if not _TOTAL.search(p) and ".total." not in p]
