"""Sentences and what they claim; more important, sentences that claim nothing about this project and this year."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from gouji.extract.document import Document
from gouji.normalize import lexicon
from gouji.normalize.claims import read_claims
from gouji.normalize.report import Claim

Build = Callable[[Any], Document]

# What the `example` of each template says: measure and number (or word).
EXAMPLES: dict[str, dict[str, str]] = {
    "group_score": {"group_weight": "39", "group_score": "35", "group_rate": "89.74"},
    "group_score_reversed": {"group_weight": "39", "group_score": "35", "group_rate": "89.74"},
    "total_score": {"total_score": "91"},
    "grade": {"grade": "优秀"},
    "grade_after_score": {"total_score": "91", "grade": "优"},
    "budget_spent_rate": {"budget": "92", "executed": "92", "execution_rate": "100"},
    "budget": {"budget": "135.2"},
    "executed": {"executed": "92"},
    "execution_rate": {"execution_rate": "100"},
    "arrival_due": {"due": "5200.00", "arrived": "4836.00", "arrival_rate": "93.00"},
    "arrival": {"arrived": "92", "arrival_rate": "100"},
}


def templates() -> list[Any]:
    return [pytest.param(entry, id=str(entry["id"])) for entry in lexicon.load("claims")]


def read(document: Build, text: str, year: str = "2022") -> list[Claim]:
    return read_claims(document({"text": text}), year)


def said(claims: list[Claim]) -> dict[str, str]:
    return {c.measure: str(c.value.quantity.value) if c.value.quantity else c.value.text for c in claims}


@pytest.mark.parametrize("entry", templates())
@pytest.mark.parametrize("around", ["{}。", "（三）评价情况。经核查，{}；其余见附件。", "{}"])
def test_every_example_is_read(document: Build, entry: dict[str, Any], around: str) -> None:
    claims = read(document, around.format(entry["example"]))
    assert entry["id"] in {claim.pattern for claim in claims}
    if entry["id"] in EXAMPLES:
        assert said(claims) == EXAMPLES[entry["id"]]
        assert len(claims) == len(EXAMPLES[entry["id"]]), "each fact once"


@pytest.mark.parametrize("entry", templates())
def test_no_example_speaks_of_another_year(document: Build, entry: dict[str, Any]) -> None:
    if entry.get("needs_year") == "current":
        for before in ("2019年，", "上年", "上一年度，", "与去年相比，去年"):
            assert said(read(document, f"{before}{entry['example']}。")) == {}, before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "项目 产出 指标共 39 分，得分 37 分，得分率为 94.87%。",
            {"group_weight": "39", "group_score": "37", "group_rate": "94.87"},
        ),
        ("决策类指标满分20分，实际得分17.5分。", {"group_weight": "20", "group_score": "17.5"}),
        ("效益指标得21分（满分25分）。", {"group_weight": "25", "group_score": "21"}),
        ("经综合评定，自评总分98.6分，自评等级为“优秀”。", {"total_score": "98.6", "grade": "优秀"}),
        ("本次绩效评价综合得分：86.45分，评价等级为“良”。", {"total_score": "86.45", "grade": "良"}),
        ("评价结果为良好。", {"grade": "良好"}),
        ("该项目总得分为88.50分，绩效评定级别为“良”。", {"total_score": "88.50", "grade": "良"}),
        (
            "项目年初预算数为120万元，全年实际支出108万元，执行率90%。",
            {"budget": "120", "executed": "108", "execution_rate": "90"},
        ),
        ("2022年度项目预算总额为3.86亿元。", {"budget": "3.86"}),
        ("项目预算资金共1,352,000.00元。", {"budget": "1352000.00"}),
        ("预算资金执行率达到96.28 %。", {"execution_rate": "96.28"}),
        ("截至2022年12月31日，项目累计支出57.05万元。", {"executed": "57.05"}),
        ("实际到位资金180万元，资金到位率为90%。", {"arrived": "180", "arrival_rate": "90"}),
    ],
)  # fmt: skip
def test_what_sentences_say(document: Build, text: str, expected: dict[str, str]) -> None:
    assert said(read(document, text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2021年该项目综合得分为84分。",
        "上年综合得分84分，等级上升一档。",
        "同类项目平均得分88.3分。",
        "综合得分不低于90分的单位给予奖励。",
        "2020年项目预算总额为98万元，实际支出95万元，执行率96.94%。",
        "部门整体预算执行率为91.27%。",
        "全市预算执行率为93%。",
        "预算执行率目标值为100%。",
        "设备完好率为98%，投诉办结率达到100%。",
        "项目覆盖率为100%，群众满意度95%。",
        "财政资金占比为87%。",
        "每培训1人补助预算标准为1200元。",
        "其中设备购置实际支出31万元。",
        "6月向承建单位支付工程款22.5万元。",
        "补助标准为2500元/户。",
        "产出指标每低于目标1个百分点扣0.5分。",
        "培训共3期，得到好评。",
        "等级保护测评结果为合格标准以上的系统有5个。",
        "全年部门基本支出412.66万元。",
        "得分90分以上的为优，80分至90分的为良。",
    ],
)
def test_what_sentences_do_not_say(document: Build, text: str) -> None:
    assert said(read(document, text)) == {}


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("项目产出指标共39分，得分35分。", "项目产出"),
        ("过程类指标共20分，得分20分。", "过程"),
        ("满意度指标得分9分（满分10分）。", "满意度"),
    ],
)
def test_whose_score(document: Build, text: str, subject: str) -> None:
    assert {claim.subject for claim in read(document, text)} == {subject}


def test_self_evaluation_is_told_from_evaluation(document: Build) -> None:
    claims = read(document, "单位自评得分98分。评价得分91分。综合得分91分。")
    assert [(claim.subject, str(claim.value.text)) for claim in claims] == [
        ("自评", "98分"), ("评价", "91分"), ("", "91分"),
    ]  # fmt: skip


def test_facts_of_one_sentence_share_a_group(document: Build) -> None:
    claims = read(document, "产出指标共39分，得分35分。效益指标共21分，得分19分。")
    assert [claim.group for claim in claims] == [1, 1, 2, 2]


def test_a_hedged_amount_is_not_certain(document: Build) -> None:
    [claim] = read(document, "项目预算总额约92万元。")
    assert not claim.value.certain


def test_the_place_of_a_number(document: Build) -> None:
    """The characters of the printed text, blanks between Chinese and digits included."""
    text = "一、基本情况。项目 预算总额为 135.20 万元。"
    [claim] = read(document, text)
    assert claim.value.anchor.span is not None
    start, end = claim.value.anchor.span
    assert text[start:end] == "135.20 万元"
    assert claim.value.base == 1352000
    assert claim.value.quantity is not None and claim.value.quantity.value == Decimal("135.20")


def test_the_place_of_a_grade(document: Build) -> None:
    text = "优先保障民生。综合得分92分，评价等级为“优”。"
    grade = next(claim for claim in read(document, text) if claim.measure == "grade")
    assert grade.value.anchor.span == (text.rindex("优"), text.rindex("优") + 1)


def test_one_sentence_takes_no_time(document: Build) -> None:
    """A long sentence of numbers and names ends within the templates' time limit."""
    text = "项目产出指标数量指标" * 40 + "共39分，" * 40 + "，".join(f"预算{n}万元" for n in range(200)) + "。"
    assert read(document, text) is not None


def test_the_schema_says_what_each_template_is_for() -> None:
    for entry in lexicon.load("claims"):
        assert {"id", "example", "pattern"} <= set(entry), entry
    assert len({entry["id"] for entry in lexicon.load("claims")}) == len(lexicon.load("claims"))
