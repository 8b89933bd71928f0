"""Final accounts bound by titles and codes: each side its own names, column numbers no data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gouji.extract.document import Document
from gouji.normalize.forms.accounts import account_tables


def test_each_side_has_its_own_names(document: Callable[[Any], Document]) -> None:
    rows = """
    收入 | < | < | 支出 | < | <
    项目 | 行次 | 金额 | 项目 | 行次 | 金额
    栏次 | | 1 | 栏次 | | 2
    一、财政拨款收入 | 1 | 815.20 | 一、教育支出 | 31 | 700.10
    总计 | 30 | 815.20 | 总计 | 60 | 815.20
    """
    (table,) = account_tables(document({"table": {"caption": "收入支出决算总表", "unit": "单位：万元", "rows": rows}}))
    assert [(entry.name, entry.title, entry.value.text) for entry in table.entries] == [
        ("财政拨款收入", "收入›金额", "815.20"),
        ("教育支出", "支出›金额", "700.10"),
        ("总计", "收入›金额", "815.20"),
        ("总计", "支出›金额", "815.20"),
    ]
    assert {entry.value.unit for entry in table.entries} == {"万元"}


def test_codes_belong_to_the_names_beside_them(document: Callable[[Any], Document]) -> None:
    rows = """
    功能分类科目编码 | 科目名称 | 本年支出合计
    合计 | < | 100.00
    205 | 教育支出 | 100.00
    2050202 | 小学教育 | 100.00
    """
    (table,) = account_tables(document({"table": {"caption": "支出决算表", "rows": rows}}))
    found = [(entry.code, entry.name) for entry in table.entries]
    assert found == [("", "合计"), ("205", "教育支出"), ("2050202", "小学教育")]


def test_other_tables_are_left_alone(document: Callable[[Any], Document]) -> None:
    rows = """
    支出内容 | 金额
    清淤 | 20.00
    """
    assert account_tables(document({"table": {"caption": "表2 支出明细表", "rows": rows}})) == []


def test_codes_in_pieces_are_one_under_a_title_inside(document: Callable[[Any], Document]) -> None:
    rows = """
    支出决算表 | < | < | < | <
    部门：某县气象局 | < | < | < | 单位：万元
    支出功能分类科目编码 | < | < | 科目名称 | 本年支出合计
    类 | 款 | 项 | ^ | ^
    类 | 款 | 项 | 栏　次 | （1）
    合计 | < | < | < | 50.00
    205 |  |  | 教育支出 | 50.00
    205 | 02 | 03 | 初中教育 | 50.00
    """
    (table,) = account_tables(document({"table": {"rows": rows}}))
    assert [(entry.code, entry.name, entry.value.text) for entry in table.entries] == [
        ("", "合计", "50.00"),
        ("205", "教育支出", "50.00"),
        ("2050203", "初中教育", "50.00"),
    ]
    assert {(entry.title, entry.value.unit) for entry in table.entries} == {("本年支出合计", "万元")}
