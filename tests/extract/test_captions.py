"""Which line above a table is its title, which its unit, and which neither."""

import pytest
from gouji.extract.captions import attach, is_title, unit_line
from gouji.extract.document import Anchor, Block, Cell, Document, Paragraph, Source, Table


def titled(*lines: str) -> tuple[str, str]:
    """Caption and unit line of a table under these paragraphs."""
    blocks: list[Block] = [Paragraph(line, Anchor(at)) for at, line in enumerate(lines)]
    at = Anchor(len(lines))
    blocks.append(Table((Cell("总分", Anchor(at.block, 0, 0)),), 1, 1, at))
    document = attach(Document(Source("a.docx"), tuple(blocks)))
    assert len(document.blocks) == len(lines) + 1
    (table,) = document.tables()
    return table.caption, table.unit_line


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["表1-2 项目资金使用情况表"], ("表1-2 项目资金使用情况表", "")),
        (["正文在此。", "表1-2 资金表", "单位：万元"], ("表1-2 资金表", "单位：万元")),
        (["表1-2 资金表          单位：万元"], ("表1-2 资金表", "单位：万元")),
        (["表2 资金支出情况（单位：万元）"], ("表2 资金支出情况", "（单位：万元）")),
        (["附件2", "项目支出绩效自评表", "（2021年度）", "金额单位：元"], ("项目支出绩效自评表", "金额单位：元")),
        (["附件2 部门整体支出绩效评分表"], ("附件2 部门整体支出绩效评分表", "")),
        (["项目支出绩效自评表\n（ 2021 年度）"], ("项目支出绩效自评表", "")),
        (["绩效自评表", "填报单位（盖章）：某局   填报日期：2022年3月"], ("绩效自评表", "")),
        (["绩效自评表", "填报单位：某局      单位：万元"], ("绩效自评表", "单位：万元")),
        (["2021年部门预算项目绩效目标表（2021年度）"], ("2021年部门预算项目绩效目标表（2021年度）", "")),
        (["收入支出决算总表", "公开01表", "部门：某局    金额单位：万元"], ("收入支出决算总表", "金额单位：万元")),
        (["项目支出绩效评价指标体系"], ("项目支出绩效评价指标体系", "")),
        (["单位：人民币万元"], ("", "单位：人民币万元")),
        (["单位：某某市财政局"], ("", "")),
        (["资金使用情况如下表："], ("", "")),
        (["资金使用情况见下表"], ("", "")),
        (["具体支出情况详见附表"], ("", "")),
        (["表1-2列示了各项目的支出，合计92万元。"], ("", "")),
        (["（二）资金使用情况"], ("", "")),
        (["项目支出绩效自评表", "本表由各单位填写，并加盖公章。"], ("", "")),
        (["项目支出绩效自评表", "一", "二", "三", "四"], ("", "")),
        ([], ("", "")),
    ],
)
def test_lines_above(lines: list[str], expected: tuple[str, str]) -> None:
    assert titled(*lines) == expected


def test_the_look_ends_at_another_table() -> None:
    at = Anchor(1)
    first = Table((Cell("1", Anchor(1, 0, 0)),), 1, 1, at, caption="表1 已有标题")
    second = Table((Cell("2", Anchor(2, 0, 0)),), 1, 1, Anchor(2))
    document = attach(Document(Source("a"), (Paragraph("表9 别的表", Anchor(0)), first, second)))
    assert [table.caption for table in document.tables()] == ["表1 已有标题", ""]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("单位：万元", ("", "单位：万元")),
        ("计量单位:元", ("", "计量单位:元")),
        ("单位：万元、%", ("", "单位：万元、%")),
        ("（单位：亿元）", ("", "（单位：亿元）")),
        ("实施单位：某某公司", ("实施单位：某某公司", "")),
        ("单位：万元的支出", ("单位：万元的支出", "")),
    ],
)
def test_unit_line(line: str, expected: tuple[str, str]) -> None:
    assert unit_line(line) == expected


def test_a_long_line_is_no_title() -> None:
    assert is_title("表3 " + "甲" * 40)
    assert not is_title("表3 " + "甲" * 80)
