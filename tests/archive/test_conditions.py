"""--where reads what people write and refuses the rest with what to write instead."""

from __future__ import annotations

from decimal import Decimal

import pytest
from gouji.archive.conditions import Condition, Where, parse_where
from gouji.archive.problem import ArchiveError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("预算执行率<80%", ("rate", "<", Decimal("0.8"))),
        ("执行率 ≤ ８０％", ("rate", "≤", Decimal("0.8"))),
        ("rate>=0.8", ("rate", "≥", Decimal("0.8"))),
        ("执行率>120%", ("rate", ">", Decimal("1.2"))),
        ("预算数≥1,352.00万元", ("budget", "≥", Decimal(13520000))),
        ("全年执行数＜3亿", ("executed", "<", Decimal(300000000))),
        ("总分!=90分", ("score", "≠", Decimal(90))),
        ("得分=0", ("score", "=", Decimal(0))),
        ("年度>=2022", ("year", "≥", "2022")),
        ("等级=优", ("grade", "=", "优")),
        ("单位包含公安局", ("organisation_key", "包含", "公安局")),
        ("项目名称 包含 “道路 维修”", ("name", "包含", "道路 维修")),
    ],
)
def test_one_condition(text: str, expected: tuple[str, str, Decimal | str]) -> None:
    assert parse_where(text) == Where(((Condition(*expected),),))


def test_and_binds_before_or() -> None:
    where = parse_where("执行率<80% 且 总分<60，等级=差 或 预算数>1亿元 and 年度=2023")
    assert [[condition.field for condition in group] for group in where.alternatives] == [
        ["rate", "score", "grade"],
        ["budget", "year"],
    ]


def test_conditions_need_no_blanks_between() -> None:
    where = parse_where("等级=差或预算数>1亿元且单位=临溪市或许有限公司且总分<60")
    assert [[(condition.field, condition.value) for condition in group] for group in where.alternatives] == [
        [("grade", "差")],
        [("budget", Decimal(100_000_000)), ("organisation_key", "临溪市或许有限公司"), ("score", Decimal(60))],
    ]


def test_nothing_is_everything() -> None:
    assert parse_where("  ") == Where()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("预算数>100", "要写明单位"),
        ("预算执行率<80", "百分数"),
        ("预算执行率<80万元", "百分数"),
        ("总分<90%", "单位是分"),
        ("执行率<约80%", "看不懂"),
        ("执行率", "看不懂"),
        ("<80%", "看不懂"),
        ("执行率<80% 且", "看不懂"),
        ("执行率<80% 总分>3", "看不懂"),
        ("等级<优", "看不懂"),
        ("执行率<80%; DROP TABLE runs", "看不懂"),
        ("1=1", "看不懂"),
        ("rate<0.8 or 1=1", "看不懂"),
    ],
)
def test_what_is_not_understood_is_refused(text: str, message: str) -> None:
    with pytest.raises(ArchiveError, match=message):
        parse_where(text)


def test_a_missing_figure_fulfils_nothing() -> None:
    for text in ("执行率<80%", "执行率≠80%", "执行率>=0%"):
        assert not parse_where(text).holds({"rate": None})
