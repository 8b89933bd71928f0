"""公式文字有误

做什么：评分规则、指标解释里的比率公式，分子与分母相同的；分母与分子是同一个数、只差“实际”“年度”字样而缺“计划”的；括号不成对
的；比率末尾所乘不是100%的，列出。

为什么：照字面，这样的公式永远等于100%。

例：得分=（实际完成抽查次数/年度完成抽查次数）×权重，分母应为年度计划完成抽查次数。

怎么改：分母补上“计划”，补齐括号，或改为乘以100%。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...extract.text import fold, one_line
from ...normalize.indicators.formulas import formulas, unbalanced
from ...normalize.lexicon import compiled
from ...normalize.report import Report, Row
from ..relation import Relation
from ..rule import rule

PLANNED = "计划|应|目标|预算|预期|任务|批复|总|全部|有效|合同|规定|设定|核定|上年|上一年"
REAL = "^(?:年度|全年|本年度?|当年)?实际(?:的)?(?:已)?"
FACTOR = r"/[^,;。×*/]{2,40}[)）\]】][×*xX](?!100%)(\d{2,4})%"  # folded
LONG = 60  # characters
WHEN = "^(?:年度|全年|本年度?|当年|年初)(?:实际)?"


@rule("GJ710", basis="财预〔2020〕10号 项目支出绩效评价指标体系框架：实际完成率=实际产出数÷计划产出数×100%")
def formula(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("score", "target"):
            for row in section.leaves:
                for role in ("rule", "explanation"):
                    cell = row.value(role)
                    fault = _fault(cell.text) if cell is not None and "=" in cell.text.replace("＝", "=") else None
                    if cell is not None and fault is not None:
                        yield Relation(
                            "condition",
                            f"{row.path}·公式",
                            replace(cell, text=shown(cell.text)),
                            holds=not fault,
                            form=form,
                            message=_message(row, fault),
                        )


def shown(text: str) -> str:
    """The beginning of a long rule, as a row can print it."""
    flat = one_line(text)
    return flat if len(flat) <= LONG else flat[: LONG - 1] + "…"


def _fault(text: str) -> str | None:
    """What is wrong, "" for nothing; None where no formula was read."""
    if unbalanced(text):
        return "括号不成对"
    factor = compiled(FACTOR).search(fold(text))
    if factor is not None:
        return f"乘的是{factor[1]}%而不是100%"
    found = list(formulas(text))
    for item in found:
        if item.numerator == item.denominator:
            return f"分子与分母都是“{item.numerator}”"
        real = compiled(REAL).sub("", item.numerator)
        same = real != item.numerator and compiled(WHEN).sub("", item.denominator) == real
        if same and not compiled(PLANNED).search(item.denominator):
            return f"分母“{item.denominator}”与分子是同一个数，缺少“计划”二字"
    return "" if found else None


def _message(row: Row, fault: str) -> str:
    return f"{row.path}的公式{fault}；请改正公式。"
