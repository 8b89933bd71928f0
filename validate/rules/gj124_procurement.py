"""政府采购合计不符

做什么：政府采购支出合计应等于货物、工程、服务三项支出之和，按行名认定。

例：合计 66.00=20.50+0.00+45.50。

怎么改：核对决算报表。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.forms.accounts import Entry, account_tables
from ...normalize.lexicon import compiled
from ...normalize.report import Report
from ..relation import Relation, equal, total
from ..rule import rule

_WHOLE = "政府采购支出(?:总额|合计|金额)?$|^采购支出(?:总额|合计)$"
_PARTS = ("货物", "工程", "服务")


@rule("GJ124", basis="政府采购支出情况")
def procurement(report: Report) -> Iterator[Relation]:
    for accounts in account_tables(report.document):
        for entries in accounts.columns().values():
            whole = _one(entries, _WHOLE)
            if whole is None:
                continue
            parts = [_one(entries, f"^(?:其中[:：]?)?(?:政府)?(?:采购)?{part}类?(?:采购)?支出?$") for part in _PARTS]
            if all(part is not None for part in parts):
                values = [part.value for part in parts if part is not None]
                yield equal("政府采购支出合计", whole.value, total(values))


def _one(entries: list[Entry], pattern: str) -> Entry | None:
    found = [entry for entry in entries if compiled(pattern).search(entry.name)]
    return found[0] if len(found) == 1 else None
