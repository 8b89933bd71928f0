"""Tables printed in two: one form, one sum, every value with the place where it is printed."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from typing import Any

import pytest
from gouji.extract.document import Document
from gouji.normalize.build import build
from gouji.validate.examine import examine

Build = Callable[[Any], Document]

HEAD = "一级指标 | 二级指标 | 三级指标 | 分值 | 得分\n"
FIRST = "决策 | 项目立项 | 立项依据充分性 | 40 | 40\n"
SECOND = "产出 | 产出数量 | 实际完成率 | 60 | 57\n合计 | < | < | 100 | {total}\n"


def pieces(*rows: str) -> list[Any]:
    return [{"table": {"rows": one}} for one in rows]


@pytest.mark.parametrize("head", ["", HEAD], ids=["without a head", "under the same head again"])
def test_the_total_adds_the_rows_of_both(document: Build, head: str) -> None:
    report = build(document(pieces(HEAD + FIRST, head + SECOND.format(total="97"))))
    (form,) = report.forms
    (section,) = form.sections
    assert [row.role for row in section.rows] == ["leaf", "leaf", "total"]
    assert section.total is not None
    value = section.total.number("score")
    assert value is not None
    assert (value.anchor.block, value.anchor.row) == (1, 1 + bool(head))
    assert not [one for one in examine(report).findings if one.severity != "info"]


def test_a_wrong_total_is_found_where_it_is_printed(document: Build) -> None:
    report = build(document(pieces(HEAD + FIRST, SECOND.format(total="99"))))
    (found,) = [one for one in examine(report).findings if one.severity == "error"]
    assert (found.rule, found.stated, found.expected) == ("GJ304", "99", "97")
    assert "第2个表 第2行" in found.location


@pytest.mark.parametrize(
    "second",
    [
        [{"table": {"caption": "附表2", "rows": SECOND.format(total="57")}}],
        [{"text": "另见下表。"}, *pieces(SECOND.format(total="57"))],
        pieces("产出 | 产出数量 | 60 | 57\n"),
        pieces("产出 | 产出数量 | 实际完成率 | 已完成 | 良好\n"),
        pieces("项目名称 | < | 某项目 | < | <\n" + HEAD + FIRST),
    ],
    ids=["a title", "text between", "another width", "words under numbers", "another project"],
)
def test_what_begins_anew(document: Build, second: list[Any]) -> None:
    report = build(document([*pieces(HEAD + FIRST), *second]))
    assert [row.name for row in report.forms[0].sections[0].rows] == ["立项依据充分性"]


def test_nothing_goes_on_behind_a_total(document: Build) -> None:
    closed = HEAD + FIRST + "合计 | < | < | 40 | 40\n"
    report = build(document(pieces(closed, FIRST)))
    assert [len(section.rows) for section in report.forms[0].sections] == [2]


def test_many_pieces_take_time_in_proportion(document: Build) -> None:
    def seconds(count: int) -> float:
        printed = document(pieces(HEAD + FIRST, *[FIRST] * count))
        start = process_time()
        build(printed)
        return process_time() - start

    seconds(5)
    assert seconds(240) < 12 * seconds(60) + 0.2
