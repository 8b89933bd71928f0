"""The words of the outputs in both languages. Column names and enumerations only: messages are Chinese."""

from __future__ import annotations

from ..validate.suppress import DECISIONS

COLUMNS = {
    "report": "报告", "project": "项目", "organisation": "单位名称", "year": "年度", "page": "页码", "location": "位置",
    "rule": "规则编号", "name": "规则", "severity": "级别", "status": "状态", "subject": "对象", "stated": "原文值",
    "expected": "应为", "difference": "差额", "unit": "计量单位", "expression": "计算式", "quote": "原文摘录",
    "counterpart": "对照位置", "cause": "可能原因", "suggestion": "建议", "consequences": "连带影响", "basis": "依据",
    "message": "说明", "fingerprint": "指纹",
}  # fmt: skip
SUMMARY_COLUMNS = {
    "report": "报告", "project": "项目", "organisation": "单位名称", "year": "年度", "kind": "类型", "budget": "预算数",
    "executed": "执行数", "rate": "执行率", "score": "总分", "grade": "等级", "errors": "错误", "warnings": "警告",
    "review": "待复核", "unreadable": "未能读取", "checked": "已核对", "held": "相符", "broken": "不符",
    "insufficient": "依据不足", "coverage": "数字覆盖率", "rounding": "取整方式",
}  # fmt: skip
LEDGER_COLUMNS = {
    "report": "报告", "rule": "规则编号", "name": "规则", "outcome": "结果", "subject": "对象", "location": "位置",
    "stated": "原文值", "expression": "计算式",
}  # fmt: skip
WORDS = {
    "error": "错误", "warning": "警告", "info": "提示",
    "inconsistent": "不一致", "review": "待复核", "missing": "缺失", "questionable": "存疑", "unreadable": "未能读取",
    "consistent": "相符", "rounding": "四舍五入", "insufficient": "依据不足",
    "repaired": "已校正", "suppressed": "已忽略",
    "self_evaluation": "自评表", "evaluation": "评分表", "goal": "绩效目标表", "fund": "资金表", "detail": "明细表",
    "series": "执行进度表", "score": "评分表", "target": "绩效目标表",
    "case": "成套材料",
}  # fmt: skip


def word(name: str, language: str) -> str:
    """An enumeration's printed form; several joined by 、 each on its own."""
    if language == "en":
        return name.replace("、", ", ")
    return "、".join(dict.fromkeys(WORDS.get(part, part) for part in name.split("、")))


def decision(name: str, language: str) -> str:
    """A decision's printed form; "" for none."""
    return name if language == "en" or not name else DECISIONS[name]


def header(columns: dict[str, str], language: str) -> list[str]:
    return list(columns) if language == "en" else list(columns.values())
