"""The labelled data of `fixtures/labels`, and a reader's answers compared with it.

Conventions stand in `fixtures/labels/README.md`. Each comparison returns a `Tally` for each kind: right, surplus (said,
but not so) and missed, with the wrong ones in words. `benchmarks/normalize.py` prints them.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from gouji.extract.document import Document
from gouji.extract.text import fold
from gouji.normalize.indicators.frames import frame
from gouji.normalize.indicators.indicator import match
from gouji.normalize.indicators.levels import core, level_class
from gouji.normalize.report import Claim

ROOT = Path(__file__).parent.parent
LABELS = ROOT / "fixtures" / "labels"
SUBJECTED = {"group_weight", "group_score", "group_rate", "part", "share"}  # a fact of these without a subject is none
_SAME_MEASURE = {"adjusted_budget": "budget", "due": "budget"}
_ALSO_TOTAL = {"budget", "executed", "arrived", "count"}  # what the total of a list may be called beside part_total


@dataclass
class Tally:
    """Counts of one kind; `wrong` says what was wrong, one line each."""

    right: int = 0
    surplus: int = 0
    missed: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> Decimal:
        return _rate(self.right, self.right + self.surplus)

    @property
    def recall(self) -> Decimal:
        return _rate(self.right, self.right + self.missed)


def _rate(part: int, whole: int) -> Decimal:
    return (Decimal(part) / whole if whole else Decimal(1)).quantize(Decimal("0.0001"))


def entries(pattern: str) -> list[dict[str, Any]]:
    """All entries of the label files that match a pattern, in the order of their names."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return [
        entry
        for path in sorted(LABELS.glob(pattern))
        for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  a safe loader
    ]


@cache
def case_builder() -> Callable[[Any], Document]:
    """`build_document` of tests/conftest.py: the labels are written in its case format."""
    spec = importlib.util.spec_from_file_location("case_format", ROOT / "tests" / "conftest.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    builder: Callable[[Any], Document] = module.build_document
    return builder


def compare_name(entry: dict[str, Any], tally: Tally, suggestions: Tally) -> None:
    """One printed name: its id, and where it has none the suggestion."""
    found = match(entry["name"], frame(entry["frame"]), entry["level2"])
    wanted = entry["id"]
    text = (
        f"{entry['frame']} {entry['level2']} {entry['name']!r}: {found.id or '-'} for {wanted or '-'} ({found.reason})"
    )
    _count(tally, found.id, wanted, text)
    if wanted is None and found.id is None:
        _count(suggestions, found.suggestion, entry.get("suggest"), text + f" suggests {found.suggestion}")


def _count(tally: Tally, found: str | None, wanted: str | None, text: str) -> None:
    tally.right += found is not None and found == wanted
    tally.surplus += found is not None and found != wanted
    tally.missed += wanted is not None and found != wanted
    if found != wanted:
        tally.wrong.append(text)


def compare_claims(entry: dict[str, Any], claims: list[Claim], tallies: dict[str, Tally]) -> None:
    """The facts of one sentence, counted under their measure, their group of templates and `all`."""
    group = f"template {entry['kind'][0]}"
    left = [claim for claim in claims if not claim.year or claim.year == entry["year"]]
    for fact in entry["facts"]:
        hit = next((claim for claim in left if _same_fact(fact, claim)), None)
        for tally in (tallies["all"], tallies[group], tallies[fact["measure"]]):
            tally.right += hit is not None
            tally.missed += hit is None
            if hit is None:
                tally.wrong.append(f"missed {_words(fact)}: {entry['text']}")
        if hit is not None:
            left.remove(hit)
    for claim in left:
        if claim.value.text in entry.get("also", ()):
            continue
        if claim.measure in _ALSO_TOTAL and any(_total_of(fact, claim) for fact in entry["facts"]):
            continue
        for tally in (tallies["all"], tallies[group], tallies[claim.measure]):
            tally.surplus += 1
            tally.wrong.append(f"surplus {claim.measure} [{claim.subject}] {claim.value.text}: {entry['text']}")


def _total_of(fact: dict[str, Any], claim: Claim) -> bool:
    quantity = claim.value.quantity
    return fact["measure"] == "part_total" and quantity is not None and quantity.value == Decimal(fact["value"])


def _words(fact: dict[str, Any]) -> str:
    return f"{fact['measure']} [{fact.get('subject', '')}] {fact['value']}{fact.get('unit', '')}"


def _same_fact(fact: dict[str, Any], claim: Claim) -> bool:
    measure = fact["measure"]
    if _SAME_MEASURE.get(claim.measure, claim.measure) != _SAME_MEASURE.get(measure, measure):
        return False
    quantity = claim.value.quantity
    if "unit" not in fact:
        same = quantity is None and fold(claim.value.text) == fold(fact["value"])
    else:
        same = (
            quantity is not None
            and quantity.value == Decimal(fact["value"])
            and _unit(claim.value.unit) == _unit(fact["unit"])
        )
    return same and _same_subject(measure, fact.get("subject", ""), claim.subject)


def _unit(unit: str) -> str:
    return fold(unit).replace("·", "*")


def _same_subject(measure: str, wanted: str, found: str) -> bool:
    if not wanted or (not found and measure not in SUBJECTED):
        return True
    one, other = (core(name.strip().replace("“", "").replace("”", "")) for name in (wanted, found))
    if level_class(wanted) and level_class(wanted) == level_class(found):
        return True
    return bool(one and other) and (one in other or other in one)


def expand(spec: dict[str, Any]) -> dict[str, Any]:
    """A spec with `repeat` written out: its tables below each other as one, its forms as often."""
    times = spec.get("repeat", 1)
    if times == 1:
        return spec
    (part,) = spec["case"]
    rows = part["table"]["rows"]
    height = len([line for line in rows.splitlines() if line.strip()])
    table = part["table"] | {"rows": "".join(rows.replace("{n}", str(n + 1)) for n in range(times))}
    expected = [_moved(form, n, height) for n in range(times) for form in spec["expect"]]
    return spec | {"case": [{"table": table}], "expect": expected}


def _moved(form: dict[str, Any], times: int, height: int) -> dict[str, Any]:
    named = {name: form[name].replace("{n}", str(times + 1)) for name in ("project", "organisation") if name in form}
    sections = [section | {"first": section["first"] + times * height} for section in form["sections"]]
    return form | named | {"sections": sections}
