"""Hits as rows of plain text and numbers, for whatever prints them.

执行率 0.7712 prints as 77.12%, 预算数 1352000.00 with its unit as 1352000.00元: as SQLite and PostgreSQL hold them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from .passages import FINDING, INDICATOR, Passage
from .search import Hit
from .text import decimal_text

COLUMNS = {
    "report": "报告", "project": "项目", "organisation": "单位名称", "year": "年度", "budget": "预算数（元）",
    "executed": "执行数（元）", "rate": "执行率", "score": "总分", "grade": "等级", "errors": "错误",
    "warnings": "警告", "superseded": "已有新版本", "passages": "摘录",
}  # fmt: skip
KINDS = {FINDING: "差异", INDICATOR: "指标"}
AROUND = 30  # characters shown on each side of a word


def rows(hits: tuple[Hit, ...], words: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """One row a hit; `passages` lists all places, the shown one first."""
    for hit in hits:
        yield {
            "report": hit.document, "project": hit.project, "organisation": hit.organisation, "year": hit.year,
            "budget": _number(hit.budget), "executed": _number(hit.executed),
            "rate": _percent(hit.rate), "score": _number(hit.score),
            "grade": hit.grade, "errors": hit.errors, "warnings": hit.warnings,
            "superseded": "是" if hit.superseded else "",
            "passages": [_passage(passage, words) for passage in hit.passages],
        }  # fmt: skip


def _number(value: Decimal | None) -> str:
    return "" if value is None else decimal_text(value)


def _percent(value: Decimal | None) -> str:
    return "" if value is None else f"{decimal_text((value * 100).normalize())}%"


def _passage(passage: Passage, words: tuple[str, ...]) -> dict[str, str]:
    return {
        "place": f"[{KINDS.get(passage.kind, '正文')}] {passage.place}".strip(),
        "text": _around(passage.text, words),
    }


def _around(text: str, words: tuple[str, ...]) -> str:
    """The text near the first word that is printed in it."""
    at = min((place for word in words if (place := text.find(word)) >= 0), default=0)
    start, end = max(0, at - AROUND), at + AROUND + max(map(len, words), default=0)
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
