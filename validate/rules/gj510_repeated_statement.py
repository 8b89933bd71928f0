"""同一表述数字不同

做什么：同一句话在摘要、正文、表格或结论中一字不差地出现两次，其余数字相同而只有一个不同的，指出不同的两处。各乡镇、各季度等
同一句式有三个以上数值的不核对；一份文件有几个项目的不核对。

例：摘要“对59名对象开展帮教，不起诉率83.18%”，自评表“对59名对象开展帮教，不起诉率83.14%”。

怎么改：核对原始资料，改正错的一处。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.narrative.echoes import echoes
from ...normalize.report import Report
from ..relation import Relation, agree
from ..rule import rule

SHOWN = 12  # characters of the words before the number


@rule("GJ510", basis="同一事实前后应当一致")
def repeated_statement(report: Report) -> Iterator[Relation]:
    if len({form.identity.project for form in report.forms if form.identity.project}) > 1:
        return
    for echo in echoes(report.document):
        yield agree(f"“{echo.words[-SHOWN:]}”", echo.second, echo.first, severity="warning")
