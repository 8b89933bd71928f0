"""Changes, comparisons, splits, balances, deductions and lists of parts, as sentences print them."""

from __future__ import annotations

import pytest
from gouji.extract.document import Anchor, Document, Paragraph, Source
from gouji.normalize.narrative.arithmetic import DOWN, SAME, UP, facts, way
from gouji.normalize.narrative.listing import ADDED, CLOSED, OPEN, UNSAID, listings


def _document(text: str) -> Document:
    return Document(Source("case", "case"), (Paragraph(text, Anchor(0)),))


@pytest.mark.parametrize(
    ("kind", "text", "numbers"),
    [
        ("changes", "管护经费由80万元增加到92万元，增加12万元，增长15%。", "old 80 new 92 change 12 rate 15"),
        ("changes", "支出总计1320万元，比上年增加120万元，增长10%。", "new 1320 change 120 rate 10"),
        ("changes", "年初预算200万元，年中调减20万元，全年预算数180万元。", "old 200 change 20 new 180"),
        ("changes", "收入、支出总计分别增加210.4万元、198.6万元，分别增长12.5%、11.9%。", ""),
        ("comparisons", "年初预算为100万元，支出决算为92万元，决算数小于预算数。", "right 100 left 92"),
        ("comparisons", "安全事故低于控制指标82起。", ""),
        ("splits", "支付合同金额100万元的30%，即30万元。", "whole 100 share 30 part 30"),
        ("balances", "共下达资金350万元，实际使用301万元，结余49万元。", "base 350 spent 301 balance 49"),
        ("deducted", "时效指标分值10分，因延误扣2分，得8分。", "weight 10 deduction 2 score 8"),
    ],
)
def test_facts(kind: str, text: str, numbers: str) -> None:
    found = [
        " ".join(f"{slot} {value.quantity.value}" for slot, value in fact.numbers.items() if value.quantity)
        for fact in facts(kind, _document(text))
    ]
    assert [sorted(entry.split()) for entry in found] == ([sorted(numbers.split())] if numbers else [])


@pytest.mark.parametrize(
    ("text", "state", "parts"),
    [
        ("支出56.3万元，其中：委托业务费40万元，差旅费6.3万元，其他费用10万元。", CLOSED, 3),
        ("采购66万元，其中：货物20.5万元、工程0万元、服务45.5万元。", CLOSED, 3),
        ("人员经费980.2万元，公用经费119.8万元，共计1100万元。", ADDED, 2),
        ("支出92万元，其中主要包括劳务费40万元、印刷费12万元。", OPEN, 2),
        ("下达资金75万元，其中甲县30万元、乙县25万元、丙县20万元。", UNSAID, 3),
        ("预算4836万元，其中：梯田2100万元、淤地坝1460万元等。", "", 0),
        ("支出减少63.96万元，其中梯田整治减少60.53万元。", "", 0),
    ],
)
def test_lists(text: str, state: str, parts: int) -> None:
    found = [(listing.state, len(listing.parts)) for listing in listings(_document(text))]
    assert found in ([(state, parts)], []) if not state or state == OPEN else found == [(state, parts)]


@pytest.mark.parametrize(("word", "found"), [("增加", UP), ("低于", DOWN), ("持平", SAME), ("完成", "")])
def test_direction_words(word: str, found: str) -> None:
    assert way(word) == found
