"""三公经费合计不符

做什么：“三公”经费合计应等于因公出国（境）费+公务用车购置及运行维护费+公务接待费，公务用车一项应等于购置费+运行维护费；预算数、
决算数分别核对。

例：合计 12.50=0.00+9.30+3.20。

怎么改：核对决算报表。
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...normalize.forms.accounts import Entry, account_tables
from ...normalize.lexicon import compiled
from ...normalize.report import Report
from ..relation import Relation, equal, total
from ..rule import rule


@rule("GJ123", basis="“三公”经费支出决算表")
def three_public(report: Report) -> Iterator[Relation]:
    for accounts in account_tables(report.document):
        if "三公" not in accounts.caption:
            continue
        for entries in accounts.rows().values():
            groups: dict[str, list[Entry]] = {}
            for entry in entries:
                head = entry.title.split("›")[0]
                groups.setdefault(head if "数" in head else "", []).append(entry)
            for head, group in groups.items():
                yield from _group(head, {entry: entry.title.split("›") for entry in group})
        for entries in accounts.columns().values():
            if all(entry.value.dimension in ("", "money") for entry in entries):
                head = entries[0].title.split("›")[-1] + "·"
                yield from _group(head, {entry: [_bare(entry.name)] for entry in entries})


def _bare(name: str) -> str:
    """A name as a row prints it, without 其中 and its number: 其中：1.公务用车购置费."""
    return compiled(
        "^(?:其中[:：]?)?(?:[0-9]+[.．、]|[(（][0-9一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、)?"
    ).sub("", name)


def _group(head: str, entries: dict[Entry, list[str]]) -> Iterator[Relation]:
    whole = _find(entries, lambda t: t[-1] == "合计" and not any("公务用车" in part for part in t))
    abroad = _find(entries, lambda t: t[-1].startswith("因公出国"))
    reception = _find(entries, lambda t: "接待" in t[-1])
    bought = _find(entries, lambda t: t[-1].startswith("公务用车购置") and "运行" not in t[-1])
    running = _find(entries, lambda t: "运行" in t[-1] and "购置" not in t[-1])
    cars = _find(entries, lambda t: t[-1] in ("小计", "合计") and any("公务用车" in part for part in t)) or _find(
        entries, lambda t: "购置及运行" in t[-1]
    )
    if cars is not None and bought is not None and running is not None:
        yield equal(f"{head}公务用车购置及运行维护费", cars.value, total([bought.value, running.value]))
    if whole is not None and abroad is not None and cars is not None and reception is not None:
        yield equal(f"{head}“三公”经费合计", whole.value, total([abroad.value, cars.value, reception.value]))


def _find(entries: dict[Entry, list[str]], fits: Callable[[list[str]], bool]) -> Entry | None:
    found = [entry for entry, titles in entries.items() if fits(titles)]
    return found[0] if len(found) == 1 else None
