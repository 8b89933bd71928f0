"""列间关系不符

做什么：表中一列在其余各行都是旁边几列的差、商、积或和（节约金额=预算金额-中标金额，小计=各列之和），有一行不是的，提示核对。
这种关系由表中各行自己显示，至少两行、有足够多的数字印证才采用；100%、0 等说明不了什么的行不算印证。

例：三行的未支付金额都等于合同金额减已支付金额，第四行合同 215.00、已支付 193.50，未支付印 31.50，应为 21.50。

怎么改：核对该行，改正错的一个数；该行另有规定的，注明原因。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..between import learnt
from ..relation import Relation
from ..rule import rule


@rule("GJ115", basis="该列在本表其余各行均由旁边各列算得")
def between_columns(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("detail", "fund", "score", "other"):
            for _, found in learnt(section):
                yield from (relation for relation, _ in found.relations)
