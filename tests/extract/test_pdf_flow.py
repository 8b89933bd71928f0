"""Lines to paragraphs, whichever reader reads them: nothing twice, nothing out of place, no running heads."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from pdf_drawing import FONT, HEIGHT, blocks, draw, lines, read, rows, table, text  # type: ignore[import-not-found]
from reportlab.pdfgen.canvas import Canvas


def test_fake_bold_is_read_once(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        for shift in (0.0, 0.3):
            text(canvas, 60 + shift, 80, "合计92.00万元")
            text(canvas, 60 + shift, 120, "得分100")

    assert blocks(read(reader, draw(page))) == ["合计92.00万元", "得分100"]


def test_a_figure_on_another_baseline_stays_in_its_sentence(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(60, HEIGHT - 80, "年初预算数")
        canvas.drawString(112.5, HEIGHT - 78.2, "92.50")
        canvas.drawString(140, HEIGHT - 80, "万元，执行率100%。")

    assert blocks(read(reader, draw(page))) == ["年初预算数92.50万元，执行率100%。"]


FULL = "本项目年初预算安排用于业务平台建设与维护以及宣传培训课题研究等方面支出共计"  # 37 × 10.5 pt from 90 pt on


def test_paragraphs_over_lines_and_pages(reader: ModuleType) -> None:
    def first(canvas: Canvas) -> None:
        lines(canvas, 80, "一、资金情况", "~" + FULL + "1352", ".00万元，执行率为九成。", "~" + FULL + "一二")
        lines(canvas, 680, "~" + FULL + "三四", FULL + "三四五六", "~" + FULL + "七八")

    def second(canvas: Canvas) -> None:
        lines(canvas, 80, "万元，当年支出完毕。", "（二）绩效目标", "~目标明确。")

    document = read(reader, draw(first, second))
    assert blocks(document) == [
        "一、资金情况",
        FULL + "1352.00万元，执行率为九成。",
        FULL + "一二",
        FULL + "三四" + FULL + "三四五六",
        FULL + "七八万元，当年支出完毕。",
        "（二）绩效目标",
        "目标明确。",
    ]
    assert [block.anchor.page for block in document.blocks] == [1, 1, 1, 1, 1, 2, 2]


def test_running_lines_and_page_numbers_go(reader: ModuleType) -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def drawn(canvas: Canvas) -> None:
            canvas.setFont(FONT, 9)
            text(canvas, 200, 50, "某市某局绩效评价报告")
            text(canvas, 290, HEIGHT - 40, f"- {number} -")
            canvas.setFont(FONT, 10.5)
            lines(canvas, 90, f"第{'一二三四'[number - 1]}部分", "2021")

        return drawn

    document = read(reader, draw(*(page(number) for number in (1, 2, 3, 4))))
    assert blocks(document) == [text for part in "一二三四" for text in (f"第{part}部分", "2021")]


def test_a_font_without_ascent_keeps_its_commas_in_line(reader: ModuleType) -> None:
    """Boxes of such a font shrink to the ink, and commas would fall into a line below: 745033 and “，.”."""
    sentence = "一、一般公共预算支出7,450.33万元，其中基本支出1,208.10万元。"

    def page(canvas: Canvas) -> None:
        text(canvas, 60, 80, sentence)
        table(canvas, 100, rows("一、预算|7,450.33", "二、决算|1,208.10"), (100, 100))

    data = draw(page)
    assert b"/Ascent 752" in data and b"/Descent -271" in data
    flat = data.replace(b"/Ascent 752", b"/Ascent 000").replace(b"/Descent -271", b"/Descent 0000")
    assert blocks(read(reader, flat)) == [sentence, rows("一、预算|7,450.33", "二、决算|1,208.10")]
