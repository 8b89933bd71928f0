"""人员与公用经费合计不符

做什么：一般公共预算财政拨款基本支出决算表中，人员经费合计应等于 301 类+303 类，公用经费合计应等于 302、310 等其余各类。
按科目编码认定。

例：人员经费合计 410.10=301 工资福利支出 380.10+303 对个人和家庭的补助 30.00。

怎么改：核对决算报表。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.forms.accounts import Entry, account_tables
from ...normalize.report import Report
from ..relation import Relation, equal, total
from ..rule import rule

PERSONNEL = {"301", "303"}


@rule("GJ125", basis="一般公共预算财政拨款基本支出决算表")
def personnel_public(report: Report) -> Iterator[Relation]:
    for accounts in account_tables(report.document):
        if "基本支出" not in accounts.caption:
            continue
        classes = [entry for entry in accounts.entries if len(entry.code) == 3 and "合计" not in entry.name]
        if len({entry.code for entry in classes}) < len(classes):
            continue
        people = [entry for entry in classes if entry.code in PERSONNEL]
        things = [entry for entry in classes if entry.code not in PERSONNEL]
        for name, parts in (("人员经费合计", people), ("公用经费合计", things)):
            tops = [entry for entry in accounts.entries if entry.name == name]
            if len(tops) == 1 and parts and _complete(parts, name):
                yield equal(name, tops[0].value, total([part.value for part in parts]))


def _complete(parts: list[Entry], name: str) -> bool:
    """Whether the class that such expenses always have is among them."""
    return any(part.code == ("301" if name.startswith("人员") else "302") for part in parts)
