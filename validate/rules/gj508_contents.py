"""目录与正文标题不符

做什么：目录列出的标题应在正文中出现，先后次序相同。只比较标题文字（不计编号、空格），不比较页码。

例：目录有“五、主要经验及做法”，正文没有这个标题。

怎么改：更新目录。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...normalize.narrative.outline import Entry, contents, title_key
from ...normalize.report import TEXT, Report, Value
from ..narrative import statement
from ..relation import Relation
from ..rule import rule

LEAST = 3  # entries of a contents list
LONGEST = 60  # characters of a title


@rule("GJ508", basis="目录应当与正文一致")
def contents_list(report: Report) -> Iterator[Relation]:
    entries, first = contents(report.document)
    if len(entries) < LEAST:
        return
    body = [title_key(p.text) for p in list(report.document.paragraphs())[first:] if len(p.text) <= LONGEST]
    captions = [title_key(table.caption) for table in report.document.tables()]
    places: dict[str, int] = {}
    for number, title in enumerate(body):
        places.setdefault(title, number)
    found = [(entry, _place(title_key(entry.title), places)) for entry in entries]
    for entry, at in found:
        missing = at is None and title_key(entry.title) not in captions
        yield _relation(entry, not missing, f"目录中的“{entry.title}”在正文中没有；请更新目录。")
    titles = [title_key(entry.title) for entry in entries]
    for (_, before), (entry, later) in pairwise((entry, at) for entry, at in found if at is not None):
        if before is not None and later is not None and later < before and titles.count(title_key(entry.title)) == 1:
            yield _relation(entry, False, f"“{entry.title}”在目录与正文中的先后次序不同；请更新目录。")


def _place(title: str, places: dict[str, int]) -> int | None:
    if title in places:
        return places[title]
    return next((at for other, at in places.items() if title and other.startswith(title)), None)


def _relation(entry: Entry, holds: bool, message: str) -> Relation:
    value = Value(entry.paragraph.anchor, entry.title, None, None, "", 0, TEXT)
    return statement("目录标题", value, holds, message)
