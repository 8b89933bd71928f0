"""收支总计不平

做什么：收入支出决算总表的总计，左边应等于本年收入合计+使用结余+年初结转和结余，右边应等于本年支出合计+结余分配+年末结转和
结余，两边相等。各项按名称认定，不按位置。

例：本年收入合计 825.20，年初结转 5.00，总计 830.20。

怎么改：核对决算报表。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.forms.accounts import Entry, account_tables
from ...normalize.lexicon import compiled
from ...normalize.report import Report
from ..relation import Relation, agree, equal, total
from ..rule import rule

SIDES = (
    ("^本年收入合计$", "^使用(?:非财政拨款|专用|非同级财政拨款)?结余|^年初(?:财政拨款)?结转和?结余$"),
    ("^本年支出合计$", "^结余分配$|^年末(?:财政拨款)?结转和?结余$"),
)
_TOTAL = "^(?:收入|支出)?(?:总计|总合计)$"


@rule("GJ121", basis="收入支出决算总表：收支平衡")
def totals_balance(report: Report) -> Iterator[Relation]:
    for accounts in account_tables(report.document):
        if "总表" not in accounts.caption:
            continue
        tops: list[Entry] = []
        for entries in accounts.columns().values():
            top = _one(entries, _TOTAL)
            for base, rest in SIDES:
                whole, others = _one(entries, base), [e for e in entries if compiled(rest).match(e.name)]
                if top is not None and whole is not None and others and top.value.certain:
                    parts = [whole.value, *(entry.value for entry in others)]
                    yield equal(f"{accounts.caption}·{top.name}", top.value, total(parts))
                    tops.append(top)
        titles = {top.title.split("›")[0] for top in tops}
        if len(tops) == 2 and len(titles) == 2:
            yield agree(f"{accounts.caption}·{tops[1].name}", tops[1].value, tops[0].value)


def _one(entries: list[Entry], pattern: str) -> Entry | None:
    """The only entry of that name; a name that repeats is not certain."""
    found = [entry for entry in entries if compiled(pattern).match(entry.name)]
    return found[0] if len(found) == 1 else None
