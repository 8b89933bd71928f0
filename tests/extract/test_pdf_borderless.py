"""Tables without rules, and what only looks like one."""

from __future__ import annotations

from types import ModuleType

from pdf_drawing import blocks, draw, read, rows, text  # type: ignore[import-not-found]
from reportlab.pdfgen.canvas import Canvas


def columns(canvas: Canvas, top: float, *lines_: str, xs: tuple[float, ...] = (60, 200, 320)) -> None:
    """Text set in columns without rules; pieces set apart by |."""
    for row, line in enumerate(lines_):
        for x, piece in zip(xs, line.split("|"), strict=False):
            text(canvas, x, top + 20 * row, piece)


def test_a_table_without_rules(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        text(canvas, 60, 80, "表1 指标完成情况")
        columns(canvas, 120, "指标名称|指标值|完成值", "培训人次|≥200|213", "课程满意度|≥90%|95.2%", "课时||48")
        text(canvas, 60, 240, "以上指标均已完成。")

    assert blocks(read(reader, draw(page))) == [
        "表1 指标完成情况",
        rows("指标名称|指标值|完成值", "培训人次|≥200|213", "课程满意度|≥90%|95.2%", "课时||48"),
        "以上指标均已完成。",
    ]


def test_a_table_of_contents_is_no_table(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        columns(canvas, 120, "一、项目概况|1", "二、评价工作|3", "三、评价结论|5", "四、有关建议|8", xs=(60, 480))

    assert not list(read(reader, draw(page)).tables())


def test_text_in_two_columns_is_no_table(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        columns(canvas, 120, *("本项目年初预算安排用于平台|建设维护宣传培训课题研究等" for _ in range(6)), xs=(60, 300))

    assert not list(read(reader, draw(page)).tables())


def test_signatures_and_dates_are_no_table(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        columns(canvas, 120, "填报单位：某局|填报日期：2024年3月1日", "负责人：张三|联系电话：12345", xs=(60, 300))

    assert not list(read(reader, draw(page)).tables())
