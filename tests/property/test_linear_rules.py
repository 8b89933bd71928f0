"""Checking a long narrative costs in proportion to its length."""

from __future__ import annotations

import time

from gouji.extract.document import Anchor, Document, Paragraph, Source
from gouji.normalize.build import build
from gouji.validate.examine import examine

TEXT = (
    "2023年下达资金1.2亿元，较上年增长8%；省级配套3,600万元，增幅12%。全年办理许可2,345件，其中网上办理2,110件，"
    "网办率89.98%。支出960万元，占预算的95%，预算执行率95%，结余50万元。"
)
SHORT, FACTOR = 40, 4
SLOWER = 2.5  # than in proportion; a quadratic cost would be FACTOR times slower


def _seconds(paragraphs: int) -> float:
    blocks = tuple(Paragraph(TEXT, Anchor(number)) for number in range(paragraphs))
    report = build(Document(Source("长文.txt", "txt"), blocks))
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        examine(report)
        best = min(best, time.process_time() - start)
    return best


def test_rules_are_linear_in_the_length_of_a_text() -> None:
    _seconds(SHORT)  # patterns are compiled
    assert _seconds(SHORT * FACTOR) <= SLOWER * FACTOR * _seconds(SHORT)


def test_a_text_in_which_all_is_broken_is_checked_in_time_and_says_so() -> None:
    """Lists within lists give hundreds of broken sums over the same numbers; looking for suspects ends at a limit."""
    text = "其中甲镇支出12.5万元、乙镇支出8.3万元，" * 40
    report = build(Document(Source("乱文.txt", "txt"), (Paragraph(text, Anchor(0)),)))
    start = time.process_time()
    findings = examine(report).findings
    assert time.process_time() - start < 20
    assert any("未再推定" in finding.cause for finding in findings)
