"""Pages of geometry to paragraphs and tables, without a PDF: what flows on, what stays apart, what is furniture."""

from __future__ import annotations

import pytest
from gouji.extract.document import Paragraph, Source
from gouji.extract.pdf.layout import assemble
from gouji.extract.pdf.pages import Line, Page, PageCell, PageTable

LEFT, RIGHT, EM = 70.0, 490.0, 10.5
FULL = "绩" * 40  # exactly as wide as the text area
WIDTH, HEIGHT = 595.0, 842.0


def line(text: str, top: float, x: float = LEFT, size: float = EM) -> Line:
    width = sum(0.5 if character.isascii() else 1.0 for character in text) * size
    return Line(text, (x, top, x + width, top + size), top + 0.88 * size, size)


def text_lines(*texts: str, top: float = 100, pitch: float = 20) -> list[Line]:
    return [line(text, top + pitch * index) for index, text in enumerate(texts)]


def table(top: float, *rows: str, edges: tuple[float, ...] = (70, 250, 370, 490), height: float = 30) -> PageTable:
    cells = tuple(
        PageCell(r, c, 1, 1, (edges[c], top + height * r, edges[c + 1], top + height * (r + 1)), text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row.split("|"))
    )
    bottom = top + height * len(rows)
    ys = tuple(top + height * row for row in range(len(rows) + 1))
    return PageTable((edges[0], top, edges[-1], bottom), edges, ys, cells)


def page(number: int, lines: list[Line], *tables: PageTable, size: float = EM) -> Page:
    return Page(number, WIDTH, HEIGHT, tuple(sorted(lines, key=lambda each: each.baseline)), tables, size)


def read(*pages: Page) -> list[str]:
    """Paragraphs as text, tables as rows joined by / and |."""
    out = []
    for block in assemble(pages, Source("报告.pdf")).blocks:
        if isinstance(block, Paragraph):
            out.append(block.text)
        else:
            out.append("/".join("|".join(c.text if c else "#" for c in row) for row in block.grid()))
    return out


def test_a_full_line_goes_on_and_a_short_one_ends() -> None:
    assert read(page(1, text_lines(FULL, FULL, "一二三。", FULL, "四五。"))) == [FULL * 2 + "一二三。", FULL + "四五。"]


def test_a_figure_broken_over_lines_is_one_figure() -> None:
    first = "绩" * 36 + "1,352.5"
    assert read(page(1, text_lines(FULL, first, "00万元。", FULL, FULL))) == [FULL + first + "00万元。", FULL * 2]


def test_words_that_do_not_fit_make_a_line_full() -> None:
    almost = "绩" * 37  # three characters short: 〔2020〕5号 cannot be parted
    assert read(page(1, text_lines(FULL, FULL, FULL, almost, "〔2020〕5号。"))) == [FULL * 3 + almost + "〔2020〕5号。"]


@pytest.mark.parametrize(
    "start", ["一、概况", "（二）概况", "1.概况", "2．概况", "①概况", "第三条概况", "单位：万元", "表1-2 概况"]
)
def test_numbers_after_a_sentence_begin_a_paragraph(start: str) -> None:
    ended = "绩" * 39 + "。"
    assert read(page(1, text_lines(FULL, FULL, ended, start))) == [FULL * 2 + ended, start]


def test_a_decimal_at_the_start_of_a_line_is_no_list_number() -> None:
    ended = "绩" * 39 + "："
    assert read(page(1, text_lines(FULL, FULL, ended, "98.5%。"))) == [FULL * 2 + ended + "98.5%。"]


def test_indents_and_space_part_paragraphs() -> None:
    indented = [*text_lines(FULL, FULL), line(FULL[:-2], 140, LEFT + 2 * EM), *text_lines(FULL, top=160)]
    assert read(page(1, indented)) == [FULL * 2, FULL[:-2] + FULL]
    spaced = [*text_lines(FULL, FULL, FULL), *text_lines(FULL, FULL, top=175)]
    assert read(page(1, spaced)) == [FULL * 3, FULL * 2]


def test_hanging_indents_stay_together() -> None:
    first = line("1.绩" + "效" * 38, 100)
    rest = [line("效" * 38, 120, LEFT + 2 * EM), line("完成。", 140, LEFT + 2 * EM)]
    more = text_lines(FULL, FULL, FULL, top=180)
    assert read(page(1, [first, *rest, *more]))[0] == "1.绩" + "效" * 38 + "效" * 38 + "完成。"


def test_titles_of_another_size_stand_alone() -> None:
    title = line("绩" * 25, 60, LEFT, 16)
    assert read(page(1, [title, *text_lines(FULL, FULL, FULL)])) == ["绩" * 25, FULL * 3]


def test_paragraphs_run_over_pages() -> None:
    first, second = page(1, text_lines(FULL, FULL, FULL)), page(2, text_lines("余下。", FULL, FULL))
    assert read(first, second) == [FULL * 3 + "余下。", FULL * 2]


def test_english_words_keep_their_blank() -> None:
    words = "绩" * 30 + "performance budget"
    assert read(page(1, text_lines(FULL, FULL, FULL, words, "report。"))) == [FULL * 3 + words + " report。"]


def test_odd_and_even_heads_go_but_titles_of_forms_stay() -> None:
    pages = [
        page(n, [line("奇" * 8 if n % 2 else "偶" * 8, 40), line(f"第{'一二三四五六'[n - 1]}页正文。", 100)])
        for n in range(1, 7)
    ]
    assert read(*pages) == [f"第{n}页正文。" for n in "一二三四五六"]
    forms = [
        page(n, [line("项目支出绩效自评表", 40, 200, 16)], table(80, "名称|分值|得分", f"项目|10|{n}"))
        for n in (1, 2, 3)
    ]
    assert read(*forms).count("项目支出绩效自评表") == 3


def test_lone_numbers_that_are_no_page_numbers_stay() -> None:
    pages = [page(n, [line("正文。", 100), line(number, 800, 290)]) for n, number in ((1, "92"), (2, "37"), (3, "50"))]
    assert read(*pages) == ["正文。", "92", "正文。", "37", "正文。", "50"]


def test_a_foot_with_its_page_number_goes() -> None:
    pages = [page(n, [line("正文。", 100), line(f"某某局绩效评价报告 {n + 2}", 800, 200)]) for n in (1, 2, 3)]
    assert read(*pages) == ["正文。", "正文。", "正文。"]


BOTTOM = HEIGHT - 72


def test_captions_again_do_not_part_a_table() -> None:
    first = page(1, [line("表1 得分情况", 660)], table(BOTTOM - 60, "指标|分值|得分", "数量|10|9"))
    second = page(2, [line("续表1", 76), line("说明如下。", 300)], table(100, "指标|分值|得分", "质量|10|8"))
    assert read(first, second) == ["表1 得分情况", "指标|分值|得分/数量|10|9/质量|10|8", "续表1", "说明如下。"]


def test_a_piece_that_merges_columns_joins_the_finer_grid() -> None:
    upper = table(BOTTOM - 60, "名称|预算|执行", "拨款|10|9")
    edges = (70.0, 250.0, 490.0)
    lower = table(72, "目标|完成培训两百人次", edges=edges)
    assert read(page(1, [], upper), page(2, [], lower)) == [
        "名称|预算|执行/拨款|10|9/目标|完成培训两百人次|完成培训两百人次"
    ]


def test_other_columns_are_another_table() -> None:
    upper, lower = table(BOTTOM - 60, "甲|1|2", "乙|3|4"), table(72, "丙|5|6", edges=(70, 160, 300, 490))
    assert len(read(page(1, [], upper), page(2, [], lower))) == 2


def merged(top: float, text: str, *rest: str) -> PageTable:
    """A first column that is one cell over all rows."""
    plain = table(top, *(f"{text if index == 0 else ''}|{row}" for index, row in enumerate(rest)))
    first = PageCell(0, 0, len(rest), 1, (70, top, 250, top + 30 * len(rest)), text)
    cells = (first, *(cell for cell in plain.cells if cell.column))
    return PageTable(plain.box, plain.edges, plain.row_edges, cells)


def test_a_bracket_left_open_is_closed_by_the_next_piece() -> None:
    upper, lower = merged(BOTTOM - 60, "产出（37", "数量|10", "质量|10"), merged(72, "分）", "时效|9", "成本|8")
    assert read(page(1, [], upper), page(2, [], lower)) == [
        "产出（37\n分）|数量|10/产出（37\n分）|质量|10/产出（37\n分）|时效|9/产出（37\n分）|成本|8"
    ]


def test_a_new_group_at_the_break_stays_a_new_cell() -> None:
    upper, lower = merged(BOTTOM - 60, "产出", "数量|10", "质量|10"), merged(72, "效益", "社会|9", "经济|8")
    assert read(page(1, [], upper), page(2, [], lower)) == ["产出|数量|10/产出|质量|10/效益|社会|9/效益|经济|8"]


def test_a_figure_broken_in_its_cell_goes_on_and_a_whole_one_does_not() -> None:
    upper = table(BOTTOM - 90, "指标|分值|得分", "数量|10|9", "质量达标|5|3.")
    rest, new = table(72, "率||7", "成本|10|8"), table(72, "合计||7", "备注|0|8")
    assert read(page(1, [], upper), page(2, [], rest)) == ["指标|分值|得分/数量|10|9/质量达标\n率|5|3.\n7/成本|10|8"]
    whole = table(BOTTOM - 90, "指标|分值|得分", "数量|10|9", "质量达标|5|3")
    assert read(page(1, [], whole), page(2, [], new)) == ["指标|分值|得分/数量|10|9/质量达标|5|3/合计||7/备注|0|8"]


def test_the_same_form_of_another_project_is_another_table() -> None:
    first = table(BOTTOM - 90, "自评表|自评表|自评表", "项目名称|甲项目|", "主管部门|某局|")
    second = table(72, "自评表|自评表|自评表", "项目名称|乙项目|", "主管部门|某局|")
    assert len(read(page(1, [], first), page(2, [], second))) == 2


def test_a_group_name_printed_again_is_no_new_form() -> None:
    first = table(BOTTOM - 90, "一级|分值|得分", "产出|10|9", "产出|10|10")
    second = table(72, "一级|分值|得分", "产出|20|18", "效益|30|30")
    assert read(page(1, [], first), page(2, [], second)) == [
        "一级|分值|得分/产出|10|9/产出|10|10/产出|20|18/效益|30|30"
    ]


def test_a_merged_label_printed_on_the_second_page_names_the_rows_of_the_first_too() -> None:
    head = table(BOTTOM - 90, "指标|分值|得分", "数量|10|9", "时效|10|9")
    label = PageCell(0, 0, 1, 1, (70, BOTTOM - 60, 250, BOTTOM - 30), "产出")
    upper = PageTable(head.box, head.edges, head.row_edges, (*head.cells[:3], label, *head.cells[4:6],
                      PageCell(2, 0, 1, 1, (70, BOTTOM - 30, 250, BOTTOM), ""), *head.cells[7:]))  # fmt: skip
    assert read(page(1, [], upper), page(2, [], merged(72, "效益", "10|10", "8|8")))[0].endswith(
        "效益|10|9/效益|10|10/效益|8|8"
    )


def test_a_label_merged_over_one_row_of_either_page_names_both() -> None:
    plain = table(BOTTOM - 120, "指标|分值|得分", "产出|10|9", "|10|9", "|10|8")
    label = PageCell(1, 0, 2, 1, (70, BOTTOM - 90, 250, BOTTOM - 30), "产出")
    cells = tuple(label if (c.row, c.column) == (1, 0) else c for c in plain.cells if (c.row, c.column) != (2, 0))
    upper = PageTable(plain.box, plain.edges, plain.row_edges, cells)
    lower = table(72, "效益|10|9", "合计|40|35")
    assert read(page(1, [], upper), page(2, [], lower))[0].endswith("产出|10|9/效益|10|8/效益|10|9/合计|40|35")


def test_a_blank_corner_of_a_header_takes_no_name_from_the_next_page() -> None:
    upper = merged(BOTTOM - 60, "资金", "|预算", "|执行")
    assert read(page(1, [], upper), page(2, [], table(72, "总额|10|9")))[0].endswith("/总额|10|9")
