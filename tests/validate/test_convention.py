"""What a document's computed numbers say about how they were rounded, and which table does otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from gouji.extract.document import Document
from gouji.normalize.build import build
from gouji.validate.outcome import outcome_of

AMOUNTS = (("甲", 32, 21), ("乙", 48, 31), ("丙", 96, 61), ("丁", 64, 43))  # 65.625 %, 64.583 %, 63.5416 %, 67.1875 %


def table(caption: str, *rates: str) -> dict[str, Any]:
    lines = [f"{name} | {b}.00 | {e}.00 | {rate}" for (name, b, e), rate in zip(AMOUNTS, rates, strict=True)]
    rows = "\n".join(["子项目名称 | 预算数 | 实际支出数 | 执行率", *lines])
    return {"table": {"caption": caption, "unit": "单位：万元", "rows": rows}}


ROUNDED = ("65.63%", "64.58%", "63.54%", "67.19%")
HALVES = ("65.6%", "64.6%", "63.5%", "67.2%")
CUT = ("65.6%", "64.5%", "63.5%", "67.1%")


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([table("表1 甲表", "65.63%", "64.6%", "63.5%", "67.19%"), table("表2 乙表", *HALVES)], "四舍五入"),
        ([table("表1 甲表", *CUT), table("表2 乙表", *CUT)], "截尾"),
        (
            [table("表1 甲表", *ROUNDED), table("表2 乙表", *HALVES), table("表3 丙表", *CUT)],
            "四舍五入；表3 丙表截尾（2处）",
        ),
        ([table("表1 甲表", *HALVES)], ""),  # two numbers tell: too few
    ],
)
def test_rounding(blocks: list[dict[str, Any]], expected: str, document: Callable[[Any], Document]) -> None:
    assert outcome_of(build(document(blocks)), (), (), ledger=False).summary.rounding == expected
