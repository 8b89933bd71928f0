"""决算表之间同一数不符

做什么：收入支出决算总表的本年收入、支出合计，应与收入决算表、支出决算表的合计相同；财政拨款总表中一般公共预算的本年支出，应与
一般公共预算财政拨款支出决算表的合计相同。按表名和栏名认定，单位换算后按印出的位数比较。

例：总表本年支出合计 800.10，支出决算表合计 800.10。

怎么改：核对决算报表。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.forms.accounts import Accounts, Entry, account_tables
from ...normalize.lexicon import compiled
from ...normalize.report import Report
from ..relation import Relation, agree
from ..rule import rule

# caption, row name, title: of the stated side and of the table it should agree with
OWN = "^(?!.*财政拨款)"
PAIRS = (
    (
        (f"{OWN}.*收入支出决算总表", "^本年收入合计$", ""),
        (f"{OWN}.*收入决算表", "^合计$", "本年收入合计"),
    ),
    (
        (f"{OWN}.*收入支出决算总表", "^本年支出合计$", ""),
        (f"{OWN}(?!.*收入).*支出决算表", "^合计$", "本年支出合计"),
    ),
    (
        ("财政拨款收入支出决算总表", "^本年支出合计$", "一般公共预算"),
        ("一般公共预算财政拨款支出决算表", "^合计$", "本年支出(?:合计|小计)?|^合计$|^小计$"),
    ),
)


@rule("GJ126", basis="决算报表之间的勾稽关系")
def accounts_agree(report: Report) -> Iterator[Relation]:
    tables = account_tables(report.document)
    for (caption, name, title), (other_caption, other_name, other_title) in PAIRS:
        one = _find(tables, caption, name, title)
        other = _find(tables, other_caption, other_name, other_title)
        if one is not None and other is not None:
            yield agree(other.name if other.name != "合计" else one.name, other.value, one.value)


def _find(tables: list[Accounts], caption: str, name: str, title: str) -> Entry | None:
    """The only entry of the only such table; the first column of a title that several columns share."""
    fitting = [accounts for accounts in tables if compiled(caption).search(accounts.caption)]
    if len(fitting) != 1:
        return None
    found = [e for e in fitting[0].entries if compiled(name).match(e.name) and compiled(title or ".*").search(e.title)]
    return found[0] if found and len({entry.column for entry in found}) == 1 else None
