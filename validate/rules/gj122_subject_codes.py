"""类款项与合计不符

做什么：决算表按科目编码逐级相加：项（7 位）之和等于款（5 位），款之和等于类（3 位），类之和等于合计；同一行的基本支出、
项目支出等应加成本年支出合计，各项收入应加成本年收入合计。编码认定上下级，不看排列。

例：20101 人大事务 700.10=2010101 行政运行 500.10+2010102 一般行政管理事务 200.00。

怎么改：核对决算报表。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.forms.accounts import Accounts, Entry, account_tables
from ...normalize.report import Report
from ..relation import Relation, equal, total
from ..rule import rule

SUMS = {
    "本年支出合计": ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"),
    "本年收入合计": ("财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"),
}
NEEDED = {"本年支出合计": {"基本支出", "项目支出"}, "本年收入合计": {"财政拨款收入", "其他收入"}}


@rule("GJ122", basis="决算报表：科目逐级汇总")
def subject_codes(report: Report) -> Iterator[Relation]:
    for accounts in account_tables(report.document):
        for entries in accounts.columns().values():
            if all(entry.value.dimension != "ratio" for entry in entries):
                yield from _tree(accounts, entries)
        for entries in accounts.rows().values():
            yield from _across(accounts, entries)


def _tree(accounts: Accounts, entries: list[Entry]) -> Iterator[Relation]:
    coded = {entry.code: entry for entry in entries if entry.code}
    if len(coded) < sum(1 for entry in entries if entry.code):
        return  # a code printed twice: two lists stand in one column
    for code, parent in coded.items():
        children = [e for c, e in coded.items() if len(c) == len(code) + 2 and c.startswith(code)]
        if children:
            subject = f"{code} {parent.name}·{_head(parent)}"
            yield equal(subject, parent.value, total([child.value for child in children]))
    classes = [entry for code, entry in coded.items() if len(code) == 3]
    tops = [entry for entry in entries if not entry.code and entry.name in ("合计", "总计")]
    if classes and len(tops) == 1 and "决算表" in accounts.caption:
        yield equal(f"{accounts.caption}·合计·{_head(tops[0])}", tops[0].value, total([e.value for e in classes]))


def _across(accounts: Accounts, entries: list[Entry]) -> Iterator[Relation]:
    named = {_head(entry): entry for entry in entries}
    if len(named) < len(entries):
        return
    for whole, names in SUMS.items():
        parts = [named[name].value for name in names if name in named]
        if whole in named and NEEDED[whole] <= named.keys() and all(n == whole or n in names for n in named):
            subject = f"{entries[0].code or accounts.caption} {entries[0].name}·{whole}"
            yield equal(subject, named[whole].value, total(parts))


def _head(entry: Entry) -> str:
    """The lowest title; that above 小计 where it only says 小计."""
    parts = [part for part in entry.title.split("›") if part not in ("小计", "合计", "金额")]
    return parts[-1] if parts else entry.title
