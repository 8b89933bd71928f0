"""执行率100%而任务未完成

做什么：预算已全部支出，而正文说评分表中的某项工作尚未完成、该项的完成率也被扣分。分期付款、预付是常见的解释，只作提示。

例：执行率 100%，“系统升级”完成率得 0 分，正文称暂未完成。

怎么改：写明该项工作的付款约定；多付的，核对支出。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.lexicon import compiled
from ...normalize.narrative.sentences import sentences
from ...normalize.narrative.statements import core, is_timely, spoken_of, unfinished
from ...normalize.report import Report
from ..funds import fund_facts
from ..narrative import lost_points, quoted, scored_rows, statement
from ..relation import Relation
from ..rule import rule

_TERMS = "分期|预付|首付|进度款|尾款|质保金|按合同约定(?:支付|付款)|分批(?:支付|付款)"


@rule("GJ416", basis="资金支付应当与任务进度相符")
def paid_unfinished(report: Report) -> Iterator[Relation]:
    facts = fund_facts(report)
    if facts is None or not facts.executed or not facts.budgets or facts.budgets[0].base <= 0:
        return
    if facts.executed[-1].base < facts.budgets[0].base:
        return
    rows = [row for _, row in scored_rows(report) if core(row.name) and not is_timely(row.name) and lost_points(row)]
    for sentence in sentences(report.document) if rows else ():
        for said in unfinished(sentence):
            found = [] if said.late else spoken_of(said.clause, rows)
            if not found:
                continue
            explained = any(compiled(_TERMS).search(other.text) for other in sentences(report.document))
            yield statement(
                "未完成任务的支出",
                said.value,
                None if explained else False,
                f"预算已全部支出，而正文称“{found[0].name}”一项未完成；请写明该项的付款约定，或核对支出。",
                evidence=(facts.executed[-1],),
                quote=quoted(sentence),
            )
            return
