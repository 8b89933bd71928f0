"""Text dumps back to paragraphs and tables."""

import pytest
from gouji.extract.document import Document, Table, Unreadable
from gouji.extract.dump.marks import clean
from gouji.extract.reader import read_bytes
from gouji.settings import Settings


def read(text: str, name: str = "a.txt") -> Document:
    return read_bytes(text.encode(), name, Settings())


def table(text: str) -> Table:
    (found,) = read(text).tables()
    return found


def spans(found: Table) -> list[tuple[str, int, int, int, int]]:
    return [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in found.cells]


def texts(found: Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in found.grid()]


def cell_lines(*rows: str) -> str:
    """Rows as "a|b|c", written one cell a line."""
    return "\n\n".join("\n".join(f"\t{cell}" for cell in row.split("|")) for row in rows)


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("[bookmark: _Toc1][bookmark: _Toc2]一、概况", "一、概况"),
        ("目标 $\\leq 5\\%$ ，完成", "目标 ≤5% ，完成"),
        ("$\\frac{支出}{预算} \\times 100 \\%$", "支出/预算×100%"),
        ("$\\mathrm{执行率} \\geqslant 95\\%$", "执行率≥95%"),
        ("\\( 3 \\pm 1 \\)", "3±1"),
        ("$25^{\\circ}$", "25°"),
        ("$12.5 \\%$", "12.5%"),
        ("预算$100与$200", "预算$100与$200"),
        ("## 二、**评价**结论", "二、评价结论"),
        ("\t**10**", "\t10"),
        ("2*3*4", "2*3*4"),
    ],
)
def test_marks(line: str, plain: str) -> None:
    assert clean(line) == plain


def test_one_cell_a_line() -> None:
    text = (
        "表1 支出表\n单位：万元\n"
        + cell_lines("序号|用途|金额", "1|课题|12", "2|宣传|18.55", "合计|30.55")
        + "\n\n\n\n后文。"
    )
    found = table(text)
    assert texts(found)[:3] == [["序号", "用途", "金额"], ["1", "课题", "12"], ["2", "宣传", "18.55"]]
    assert spans(found)[-2:] == [("合计", 3, 0, 1, 2), ("30.55", 3, 2, 1, 1)]
    assert (found.caption, found.unit_line) == ("表1 支出表", "单位：万元")
    assert [block.text for block in read(text).paragraphs()] == ["表1 支出表", "单位：万元", "后文。"]


def test_blank_leading_cells_are_merges_that_go_on() -> None:
    found = table(cell_lines("一级|二级|三级|分值", "产出|数量|甲|5", "||乙|5", "|质量|丙|", "效益|社会|丁|5"))
    assert [cell for cell in spans(found) if cell[3] > 1] == [("产出", 1, 0, 3, 1), ("数量", 1, 1, 2, 1)]
    assert ("", 3, 3, 1, 1) in spans(found)


def test_a_line_without_a_tab_goes_on_in_its_cell() -> None:
    found = table("\t得分\n\t说明\n\n\t5\n\t①充分；\n②合理。\n\n\t4\n\t无")
    assert texts(found) == [["得分", "说明"], ["5", "①充分；\n②合理。"], ["4", "无"]]


def test_a_header_over_columns_and_rows() -> None:
    found = table(cell_lines("评价指标|解释|得分", "一级|二级|三级||", "产出|数量|甲|x|5", "总计|||100|91"))
    assert spans(found)[:3] == [("评价指标", 0, 0, 1, 3), ("解释", 0, 3, 2, 1), ("得分", 0, 4, 2, 1)]


def test_two_tables_parted_by_blank_lines() -> None:
    first, second = read(cell_lines("甲|1", "乙|2") + "\n\n\n\n" + cell_lines("丙|3", "丁|4")).tables()
    assert (texts(first)[0][0], texts(second)[0][0]) == ("甲", "丙")


def test_indented_prose_is_no_table() -> None:
    document = read("\t项目概况如下。\n\t第二段在此。\n\n\t第三段。")
    assert [block.text for block in document.paragraphs()] == ["项目概况如下。", "第二段在此。", "第三段。"]
    assert list(document.tables()) == []


def tabbed(*rows: str) -> str:
    return "\n".join(row.replace("|", "\t") for row in rows)


def test_tab_rows_cut_by_pages_are_one_table() -> None:
    head = "一级指标|二级指标|三级指标|分值|评分"
    text = "评分表\n\n" + tabbed(head, "决策 (20分)|立项|依据|4.00|4.00", "||程序|4.00|4.00")
    text += "\n\n" + tabbed(head, "决策|立项|目标|3.00|3.00", "过程|资金|到位率|4.00|4.00")
    found = table(text)
    assert found.row_count == 5
    assert spans(found)[5:7] == [("决策 (20分)", 1, 0, 3, 1), ("立项", 1, 1, 3, 1)]
    assert found.caption == "评分表"


def test_a_title_with_its_unit_behind_a_tab_is_no_row() -> None:
    found = table("表1 支出表\t单位：万元\n" + tabbed("用途|预算|执行", "甲|5|4"))
    assert (found.caption, found.unit_line, found.row_count) == ("表1 支出表", "单位：万元", 2)


@pytest.mark.parametrize("line", ["a|b", "\t甲。", "甲\t乙", "|x"])
def test_long_runs_of_what_is_no_table_take_no_longer_each(line: str) -> None:
    assert len(read("\n".join([line, "。"] * 3000)).blocks) >= 3000
    assert read("\n".join([line] * 20_000)).blocks


def test_a_number_is_no_label_that_a_page_repeats() -> None:
    head = "序号|用途|金额"
    found = table(tabbed(head, "1|甲|5") + "\n\n" + tabbed(head, "1|乙|6"))
    assert texts(found)[2] == ["1", "乙", "6"]


FORM = (
    "一级|二级|三级|指标值|完成值|分值|得分|原因",
    "产出指标|数量指标|甲|100%|100%|12.5|12.5|",
    "|质量指标|乙|≤5%|0%|12.5|12.5|",
    "|时效指标|丙|100%|100%|12.5|12|",
)


def test_a_row_shifted_by_a_cell_is_put_back_and_that_is_said() -> None:
    document = read(tabbed(*FORM, "满意度|丁|≥8分|8分|20|20||", "总分||||57.5|57||"))
    (found,) = document.tables()
    assert texts(found)[4] == ["产出指标", "满意度", "丁", "≥8分", "8分", "20", "20", ""]
    assert texts(found)[5] == ["总分", "", "", "", "", "57.5", "57", ""]
    assert [note.code for note in document.notes] == ["GJ609"]


def test_a_total_moves_only_where_it_adds_up() -> None:
    rows = ("指标|分值|说明|得分|", "甲|4|x|4|", "乙|4|y|3.6|", "丙|3|z|3|")
    assert texts(table(tabbed(*rows, "合计|10.6|||")))[4] == ["合计", "", "", "10.6", ""]
    assert texts(table(tabbed(*rows, "合计|11|||")))[4] == ["合计", "11", "", "", ""]
    assert texts(table(tabbed(*rows, "合计|12|||")))[4] == ["合计", "12", "", "", ""]


def test_a_row_in_its_place_stays() -> None:
    document = read(tabbed(*FORM, "效益指标|社会效益|丁|100|100|20||", "总分|||||57.5||"))
    assert document.notes == ()
    assert texts(next(document.tables()))[4] == ["效益指标", "社会效益", "丁", "100", "100", "20", "", ""]


def test_bars() -> None:
    text = "# 一、结论\n\n| 指标 | 分值 |\n| :-- | --: |\n| 产出<br>指标 | 10 |\n|  | 20 |\n\n![图](a.png)\n"
    document = read(text, "a.md")
    (found,) = document.tables()
    assert spans(found)[2:] == [("产出\n指标", 1, 0, 2, 1), ("10", 1, 1, 1, 1), ("20", 2, 1, 1, 1)]
    assert [note.code for note in document.notes] == ["GJ010"]


def test_html_inside_markdown_keeps_its_spans() -> None:
    html = "<table><tr><td rowspan='2'>产出</td><td>$\\geq 10$</td></tr>\n<tr><td>20</td></tr></table>"
    text = f"表1 评分表\n\n{html}\n\n后文"
    found = table(text)
    assert spans(found) == [("产出", 0, 0, 2, 1), ("≥10", 0, 1, 1, 1), ("20", 1, 1, 1, 1)]
    assert found.caption == "表1 评分表"


def test_a_sentence_broken_by_a_page_is_one_again() -> None:
    text = (
        "截至2021年底按照合同条例共支付合同款121.68万元，\n\n剩余13.52万元结转。\n\n"
        "根据《某某市购买社会服务绩效考核办\n\n法（试行）》执行。"
    )
    assert [block.text for block in read(text).paragraphs()] == [
        "截至2021年底按照合同条例共支付合同款121.68万元，剩余13.52万元结转。",
        "根据《某某市购买社会服务绩效考核办法（试行）》执行。",
    ]
    assert len(read("根据以下各项文件的有关规定和要求，\n\n1.《预算法》").blocks) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    document = read_bytes("项目预算执行率为百分之九十。".encode(encoding), "a.txt", Settings())
    assert [block.text for block in document.paragraphs()] == ["项目预算执行率为百分之九十。"]


def test_unreadable_letters_are_counted() -> None:
    data = bytearray(("项目预算执行率为百分之九十。" * 20).encode())
    data[30] = 0xFF
    assert [note.code for note in read_bytes(bytes(data), "a.txt", Settings()).notes] == ["GJ010"]


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(Unreadable):
        read_bytes(bytes(range(256)) * 10, "a.txt", Settings())


def test_a_web_page_saved_as_a_sheet() -> None:
    page = (
        "<html><head><meta charset='gb2312'><title>x</title></head><body><p>绩效 <b>自评表</b></p><table>"
        "<tr><th colspan=2>指标</th></tr><tr><td rowspan=2>产出</td><td>1<br>2</td></tr><tr><td>3<table><tr><td>内</td>"
        "</tr></table></td></tr></table><script>x</script></body></html>"
    )
    document = read_bytes(page.encode("gb18030"), "a.xls", Settings())
    first, second = document.tables()
    assert spans(first) == [("指标", 0, 0, 1, 2), ("产出", 1, 0, 2, 1), ("1\n2", 1, 1, 1, 1), ("3", 2, 1, 1, 1)]
    assert texts(second) == [["内"]]
    assert [block.text for block in document.paragraphs()] == ["绩效 自评表"]
    assert [note.code for note in document.notes] == ["GJ004"]
