"""What sentences say of indicators: done or not, excepted, met; and which indicator a clause speaks of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from gouji.extract.document import Anchor, Document, Paragraph
from gouji.normalize.build import build
from gouji.normalize.narrative.sentences import Sentence, sentences_of
from gouji.normalize.narrative.statements import (
    all_done,
    core,
    groups_named,
    is_timely,
    speaks_of,
    spoken_of,
    unfinished,
)


def _sentence(text: str) -> Sentence:
    return sentences_of(Paragraph(text, Anchor(0)))[0]


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("排水监测平台升级完成及时性", "排水监测平台升级"),
        ("排水监测平台升级完成率", "排水监测平台升级"),
        ("信息核查协议签订率", "信息核查协议"),
        ("居民满意度", ""),
    ],
)
def test_core_is_the_thing_an_indicator_asks_about(name: str, thing: str) -> None:
    assert core(name) == thing


def test_timely_indicators_ask_when() -> None:
    assert is_timely("平台升级完成及时性")
    assert not is_timely("平台升级完成率")


def test_a_clause_speaks_of_the_thing_it_shares() -> None:
    assert speaks_of("排水监测平台升级工作因采购推迟暂未完成", "排水监测平台升级完成率")
    assert not speaks_of("排水管护用房改造尚未完工", "排水监测平台升级完成率")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("除平台升级工作因工期原因暂未彻底完成投入使用外，其余指标均已完成。", ["暂未彻底完成"]),
        ("平台升级未能在2020年度内完成。", ["未能在2020年度内完成"]),
        ("平台升级延期交付。", ["延期交付"]),
        ("平台升级未按期完成的，每推迟一天扣0.5分。", []),
        ("如平台升级未完成，应退回资金。", []),
        ("平台升级上半年未完成，后已全部完成。", []),
        ("平台升级已完成。", []),
    ],
)
def test_unfinished_leaves_conditions_and_rules(text: str, words: list[str]) -> None:
    assert [said.value.text for said in unfinished(_sentence(text))] == words


def test_the_subject_may_stand_in_the_clause_before() -> None:
    (said,) = unfinished(_sentence("平台升级因采购推迟，尚未完成。"))
    assert said.clause.startswith("平台升级")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("除平台升级外，其余产出时效指标均已完成。", [("产出时效", "平台升级")]),
        ("2021年度合同金额与预算一致，完成成本指标要求。", [("成本", "")]),
        ("（4）成本指标：完成目标值", [("成本", "")]),
        ("以上4项质量指标均达到了设定的质量标准。", [("质量", "")]),
        ("各项数量指标基本完成指标要求。", []),
        ("力争质量指标均达到预期目标。", []),
        ("除一个标段外，其余标段均按期完工。", []),
    ],
)
def test_all_done(text: str, found: list[tuple[str, str]]) -> None:
    said = list(all_done(_sentence(text)))
    assert [item.but for item in said] == [but for _, but in found]
    assert all(item.group.endswith(name) for item, (name, _) in zip(said, found, strict=True))


def test_groups_and_rows_are_found_by_their_printed_names(document: Callable[[Any], Document]) -> None:
    table = {
        "rows": """
        一级指标 | 二级指标 | 三级指标 | 分值 | 得分
        产出指标 | 产出数量 | 平台升级改造完成率 | 50 | 40
        ^ | 产出时效 | 平台升级改造完成及时性 | 50 | 50
        """
    }
    (form,) = build(document({"table": table})).forms
    assert [group.label.name for group in groups_named(form, "本项目产出时效")] == ["产出时效"]
    assert groups_named(form, "成本") == []
    assert form.score is not None
    assert [row.name for row in spoken_of("平台升级改造暂未完成", form.score.leaves)] == [
        "平台升级改造完成率",
        "平台升级改造完成及时性",
    ]
