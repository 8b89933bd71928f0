"""A form in two tables is one form; tables with names of their own are not put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from gouji.extract.document import Document
from gouji.normalize.build import build

Build = Callable[[Any], Document]
FUNDS = """
项目名称 | 渠道维修 | < | <
项目资金（元） | 全年预算数 | 全年执行数 | 得分
年度资金总额 | 1000.00 | 1000.00 | 10
"""
SCORES = """
一级指标 | 三级指标 | 分值 | 得分
产出指标 | 维修长度 | 90 | 90
合计 | < | 100 | 100
"""


def test_indicators_right_below_a_form_belong_to_it(document: Build) -> None:
    [form] = build(document([{"table": {"rows": FUNDS}}, {"table": {"rows": SCORES}}])).forms
    assert [section.kind for section in form.sections] == ["fund", "score"]
    assert (form.kind, form.identity.project) == ("self_evaluation", "渠道维修")


@pytest.mark.parametrize("between", [{"text": "评分情况见下表。"}, None])
def test_a_table_with_a_text_or_a_name_of_its_own_is_another_form(document: Build, between: Any) -> None:
    named = {"rows": SCORES, "caption": "评分表"} if between is None else {"rows": SCORES}
    blocks = [{"table": {"rows": FUNDS}}, *([between] if between else []), {"table": named}]
    assert len(build(document(blocks)).forms) == 2
