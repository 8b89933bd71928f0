"""Both PDF readers on PDFs drawn here: the same document from either, and the one a person reads."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

import pytest
from gouji.extract.document import Document, Paragraph, Source, Table, Unreadable
from gouji.extract.readers import from_pdf, from_pdf_plumber
from gouji.settings import Limits
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

READERS = [from_pdf, from_pdf_plumber]
FONT = "STSong-Light"
WIDTH, HEIGHT = A4
Box = tuple[int, int, int, int, str]  # row, column, row span, column span, text

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def draw(*pages: Callable[[Canvas], None], encrypt: Any = None) -> bytes:
    """A PDF whose pages these functions draw."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=encrypt, invariant=1)
    for page in pages:
        canvas.setFont(FONT, 10.5)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def text(canvas: Canvas, x: float, top: float, line: str) -> None:
    canvas.drawString(x, HEIGHT - top, line)


def table(canvas: Canvas, top: float, boxes: Iterable[Box], widths: tuple[float, ...], height: float = 30) -> None:
    """A ruled table; every cell draws its own four rules, so that inner ones are drawn twice."""
    edges = [60.0]
    for width in widths:
        edges.append(edges[-1] + width)
    for row, column, rows, columns, content in boxes:
        x, y = edges[column], HEIGHT - top - (row + rows) * height
        canvas.rect(x, y, edges[column + columns] - x, rows * height)
        for index, line in enumerate(content.split("\n")):
            canvas.drawString(x + 3, HEIGHT - top - row * height - 12 - 12 * index, line)


def rows(*lines: str, first: int = 0) -> list[Box]:
    """Boxes of plain rows: cells set apart by |, lines of a cell by ~."""
    return [
        (first + row, column, 1, 1, content.replace("~", "\n"))
        for row, line in enumerate(lines)
        for column, content in enumerate(line.split("|"))
    ]


def read(reader: ModuleType, data: bytes) -> Document:
    document = reader.read(data, Source("报告.pdf", "pdf"), Limits())
    assert isinstance(document, Document)
    return document


def shape(found: Table) -> list[Box]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in found.cells]


def blocks(document: Document) -> list[str | list[Box]]:
    return [block.text if isinstance(block, Paragraph) else shape(block) for block in document.blocks]


@pytest.fixture(params=READERS, ids=["pdfium", "pdfplumber"])
def reader(request: pytest.FixtureRequest) -> ModuleType:
    module = request.param
    assert isinstance(module, ModuleType)
    return module


SPANS: list[Box] = [
    (0, 0, 1, 2, "项目资金（万元）"),
    (0, 2, 1, 1, "预算数"),
    (1, 0, 2, 1, "资金\n来源"),
    (1, 1, 1, 1, "财政拨款"),
    (1, 2, 1, 1, "1,352.00"),
    (2, 1, 1, 1, "其他"),
    (2, 2, 1, 1, "—"),
]


def test_spans_and_order(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        text(canvas, 60, 80, "表1 资金情况")
        table(canvas, 100, SPANS, (60, 90, 80))
        text(canvas, 60, 220, "以上合计1,352.00万元。")

    document = read(reader, draw(page))
    assert blocks(document) == ["表1 资金情况", SPANS, "以上合计1,352.00万元。"]
    assert document.source.pages == 1
    cell = next(document.tables()).cells[1]
    assert cell.anchor.page == 1
    assert cell.anchor.bbox == pytest.approx((210, 100, 290, 130), abs=1)
    assert [block.anchor.block for block in document.blocks] == [0, 1, 2]


HEAD = "指标|分值|得分"
WIDE = (200.0, 100.0, 100.0)


def bottom(count: int, height: float = 30) -> float:
    """Where a table of so many rows starts so that it ends at the foot of the page."""
    return float(HEIGHT - 72 - count * height)


def test_pieces_are_one_table_and_its_header_is_not_repeated(reader: ModuleType) -> None:
    first = rows(HEAD, "数量|10|9", "质量|10|10")
    second = rows(HEAD, "时效|10|8", "成本|10|7")

    document = read(reader, draw(lambda c: table(c, bottom(3), first, WIDE), lambda c: table(c, 72, second, WIDE)))
    assert blocks(document) == [rows(HEAD, "数量|10|9", "质量|10|10", "时效|10|8", "成本|10|7")]
    found = next(document.tables())
    assert [cell.anchor.page for cell in found.cells if cell.column == 0] == [1, 1, 1, 2, 2]


def test_a_row_split_by_the_break_is_one_row(reader: ModuleType) -> None:
    first = rows(HEAD, "数量|10|9", "质量|10|10", "项目管理人|20|18.5")
    second = rows(HEAD, "员满意度||", "成本|10|7")
    document = read(reader, draw(lambda c: table(c, bottom(4), first, WIDE), lambda c: table(c, 72, second, WIDE)))
    assert blocks(document) == [rows(HEAD, "数量|10|9", "质量|10|10", "项目管理人~员满意度|20|18.5", "成本|10|7")]


def test_two_numbers_are_never_put_together(reader: ModuleType) -> None:
    first = rows(HEAD, "数量|10|9", "质量|10|10", "成本|10|3")
    second = rows("合计||100", "备注|无|0")
    document = read(reader, draw(lambda c: table(c, bottom(4), first, WIDE), lambda c: table(c, 72, second, WIDE)))
    assert blocks(document) == [rows(HEAD, "数量|10|9", "质量|10|10", "成本|10|3", "合计||100", "备注|无|0")]


def test_a_merged_cell_goes_on_over_the_break(reader: ModuleType) -> None:
    first: list[Box] = [*rows("一级|二级|得分"), (1, 0, 2, 1, "产出")]
    first += [(1, 1, 1, 1, "数量"), (1, 2, 1, 1, "9"), (2, 1, 1, 1, "质量"), (2, 2, 1, 1, "10")]
    second: list[Box] = [
        (0, 0, 2, 1, ""),
        (0, 1, 1, 1, "时效"),
        (0, 2, 1, 1, "8"),
        (1, 1, 1, 1, "成本"),
        (1, 2, 1, 1, "7"),
    ]
    document = read(reader, draw(lambda c: table(c, bottom(3), first, WIDE), lambda c: table(c, 72, second, WIDE)))
    found = next(document.tables())
    assert (found.row_count, found.column_count) == (5, 3)
    assert shape(found)[3] == (1, 0, 4, 1, "产出")
    assert [cell.text for cell in found.cells if cell.column == 1] == ["二级", "数量", "质量", "时效", "成本"]


def test_a_blank_rest_of_a_row_vanishes(reader: ModuleType) -> None:
    first = rows(HEAD, "数量|10|9", "质量|10|10")
    document = read(
        reader, draw(lambda c: table(c, bottom(3), first, WIDE), lambda c: table(c, 72, rows(HEAD, "||"), WIDE))
    )
    assert blocks(document) == [first]


def test_tables_that_merely_follow_each_other_stay_two(reader: ModuleType) -> None:
    first = rows("指标|分值|得分", "数量|10|9")
    second = rows("资金来源|预算数|执行数", "财政拨款|100|98")
    captioned = read(
        reader,
        draw(
            lambda c: table(c, bottom(2), first, WIDE),
            lambda c: (text(c, 60, 80, "表2 资金情况"), table(c, 100, second, WIDE)),  # type: ignore[func-returns-value, arg-type]
        ),
    )
    assert blocks(captioned) == [first, "表2 资金情况", second]
    bare = read(reader, draw(lambda c: table(c, bottom(2), first, WIDE), lambda c: table(c, 72, second, WIDE)))
    assert blocks(bare) == [first, second]


def test_a_page_with_room_left_ends_its_table(reader: ModuleType) -> None:
    first, second = rows("甲|1|2", "乙|3|4"), rows("丙|5|6", "丁|7|8")

    def last(canvas: Canvas) -> None:
        text(canvas, 60, HEIGHT - 80, "页底文字，表明版心到此为止。")

    document = read(reader, draw(lambda c: table(c, 72, first, WIDE), lambda c: table(c, 72, second, WIDE), last))
    assert len(list(document.tables())) == 2


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_rotated_pages_read_as_displayed(reader: ModuleType, rotation: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(rotation)
        # Drawn turned back, so that the page shows upright.
        canvas.translate(*{90: (WIDTH, 0), 180: (WIDTH, HEIGHT), 270: (0, HEIGHT)}[rotation])
        canvas.rotate(rotation)
        if rotation != 180:
            canvas.translate(0, WIDTH - HEIGHT)
        canvas.setFont(FONT, 10.5)
        text(canvas, 60, 80, "表1 资金情况")
        table(canvas, 100, SPANS, (60, 90, 80))

    assert blocks(read(reader, draw(page))) == ["表1 资金情况", SPANS]


def test_white_rules_draw_nothing(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        table(canvas, 100, rows("甲|乙|12", "丙|丁|34"), WIDE)
        canvas.setStrokeColorRGB(1, 1, 1)
        canvas.line(70, HEIGHT - 115, 450, HEIGHT - 115)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(70, HEIGHT - 145, 380, 0.5, stroke=0, fill=1)

    assert blocks(read(reader, draw(page))) == [rows("甲|乙|12", "丙|丁|34")]


def test_shading_is_no_rule(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.8, 0.9, 1)
        canvas.rect(60, HEIGHT - 118, 400, 18, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        table(canvas, 100, rows("甲|乙|12", "丙|丁|34"), WIDE)

    assert blocks(read(reader, draw(page))) == [rows("甲|乙|12", "丙|丁|34")]


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


def lines(canvas: Canvas, top: float, *content: str) -> None:
    """Lines of a text area from x 69 to x 500, 20 pt apart; a leading ~ is the indent of two characters."""
    for index, line in enumerate(content):
        indent = 21.0 if line.startswith("~") else 0.0
        text(canvas, 69 + indent, top + 20 * index, line.lstrip("~"))


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


def test_page_numbers_do_not_part_a_table(reader: ModuleType) -> None:
    def page(number: int, top: float, *content: str) -> Callable[[Canvas], None]:
        def drawn(canvas: Canvas) -> None:
            table(canvas, top, rows(*content), WIDE)
            text(canvas, 290, HEIGHT - 40, str(number))

        return drawn

    data = draw(page(1, bottom(2), HEAD, "数量|10|9"), page(2, 72, HEAD, "质量|10|10"))
    assert blocks(read(reader, data)) == [rows(HEAD, "数量|10|9", "质量|10|10")]


def test_encrypted(reader: ModuleType) -> None:
    data = draw(lambda c: text(c, 60, 80, "内部"), encrypt=StandardEncryption("secret"))
    with pytest.raises(Unreadable) as caught:
        read(reader, data)
    assert caught.value.code == "GJ002"
    assert caught.value.message == "文件已加密，请提供无密码的版本后重新核对。"


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4\n", b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>"]
)
def test_damaged(reader: ModuleType, data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read(reader, data)
    assert caught.value.code == "GJ001"


def test_too_many_pages(reader: ModuleType) -> None:
    data = draw(*(lambda c: text(c, 60, 80, "一") for _ in range(3)))
    with pytest.raises(Unreadable) as caught:
        reader.read(data, Source("报告.pdf", "pdf"), Limits(pages=2))
    assert caught.value.code == "GJ008"


def picture(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (40, 60), 200)), 0, 0, WIDTH, HEIGHT)


def test_a_scan_has_no_text_layer(reader: ModuleType) -> None:
    with pytest.raises(Unreadable) as caught:
        read(reader, draw(picture, picture))
    assert caught.value.code == "GJ006"
    assert "OCR" in caught.value.message


def test_pages_without_text_are_named(reader: ModuleType) -> None:
    document = read(reader, draw(lambda c: text(c, 60, 80, "正文"), picture, picture, lambda c: None))
    assert [note.code for note in document.notes] == ["GJ010"]
    assert "2、3" in document.notes[0].message
    assert document.source.pages == 4


def test_a_frame_around_text_is_no_table(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(50, HEIGHT - 140, 480, 80)
        text(canvas, 60, 90, "说明：本表由单位填报。")

    assert blocks(read(reader, draw(page))) == ["说明：本表由单位填报。"]


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


def small(canvas: Canvas, x: float = 100, top: float = 200) -> None:
    """A table of 2 × 2 at any place."""
    for row, contents in enumerate((("甲", "乙"), ("1,352.50", "34"))):
        for column, content in enumerate(contents):
            canvas.rect(x + 80 * column, HEIGHT - top - 24 * (row + 1), 80, 24)
            canvas.drawString(x + 80 * column + 3, HEIGHT - top - 24 * (row + 1) + 8, content)


SMALL = rows("甲|乙", "1,352.50|34")


def test_a_watermark_is_left_out_and_said(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        small(canvas)
        canvas.translate(80, HEIGHT - 280)
        canvas.rotate(45)
        canvas.setFont(FONT, 40)
        canvas.drawString(0, 0, "内部资料")

    document = read(reader, draw(page))
    assert blocks(document) == [SMALL]
    assert [note.code for note in document.notes] == ["GJ010"]
    assert "内部资料" in document.notes[0].message


@pytest.mark.parametrize("turn", [90, 270])
def test_sideways_headings_read_from_the_top(reader: ModuleType, turn: int) -> None:
    def page(canvas: Canvas) -> None:
        table(canvas, 100, [(0, 0, 2, 1, ""), (0, 1, 1, 1, "数量"), (1, 1, 1, 1, "质量")], (40, 100), height=60)
        canvas.translate(80, HEIGHT - (180 if turn == 90 else 130))
        canvas.rotate(turn)
        canvas.drawString(0, 0, "绩效指标")

    (found,) = read(reader, draw(page)).tables()
    assert found.cells[0].text == "绩\n效\n指\n标"


def test_forms_and_crop_boxes_move_everything_alike(reader: ModuleType) -> None:
    def in_a_form(canvas: Canvas) -> None:
        canvas.beginForm("table")
        canvas.setFont(FONT, 10.5)
        small(canvas)
        canvas.endForm()
        canvas.translate(-60, -100)
        canvas.scale(1.2, 1.2)
        canvas.doForm("table")

    assert blocks(read(reader, draw(in_a_form))) == [SMALL]

    def cropped(canvas: Canvas) -> None:
        canvas.setCropBox((50, 100, 500, HEIGHT - 100))
        small(canvas)

    document = read(reader, draw(cropped))
    assert blocks(document) == [SMALL]
    assert document.blocks[0].anchor.bbox == pytest.approx((50, 100, 210, 148), abs=1)


def test_text_wider_than_the_last_column_stays_in_its_cell(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        table(canvas, 100, rows("分值|得分", "100|92.5"), (60, 12))

    (found,) = read(reader, draw(page)).tables()
    assert found.cells[-1].text == "92.5"


def test_shading_alone_draws_a_table(reader: ModuleType) -> None:
    def page(canvas: Canvas) -> None:
        for row in range(2):
            canvas.setFillGray(0.8 + 0.1 * row)
            for column in range(2):
                canvas.rect(100 + 80 * column, HEIGHT - 124 - 24 * row, 79.5, 23.5, stroke=0, fill=1)
        canvas.setFillGray(0)
        for row, contents in enumerate((("甲", "乙"), ("1,352.50", "34"))):
            for column, content in enumerate(contents):
                canvas.drawString(103 + 80 * column, HEIGHT - 116 - 24 * row, content)

    assert blocks(read(reader, draw(page))) == [SMALL]


def test_a_broken_page_is_named(reader: ModuleType) -> None:
    data = draw(*(lambda c, n=n: text(c, 60, 80, f"第{n}页正文") for n in "一二三"))
    second = data.index(b"/Type /Page\n", data.index(b"/Type /Page\n") + 5)
    start = data.rindex(b"obj", 0, second)
    broken = (
        data[:start]
        + b"obj\n42 "
        + b" " * (data.index(b"endobj", start) - start - 7)
        + data[data.index(b"endobj", start) :]
    )
    try:
        document = read(reader, broken)
    except Unreadable as unreadable:
        assert unreadable.code == "GJ001"
    else:
        assert any("损坏" in note.message for note in document.notes) or document.source.pages == 2


def test_a_drawing_of_a_hundred_thousand_lines_is_not_walked_through() -> None:
    def page(canvas: Canvas) -> None:
        text(canvas, 60, 80, "示意图")
        small(canvas, top=600)
        path = canvas.beginPath()
        for index in range(60_000):
            path.moveTo(50 + index % 500, 100 + index % 613)
            path.lineTo(51 + index % 499, 101 + index % 611)
        canvas.drawPath(path)

    document = read(from_pdf, draw(page))
    assert blocks(document) == ["示意图", SMALL]
    assert [note.code for note in document.notes] == ["GJ010"]
    assert "线条过多" in document.notes[0].message


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


def test_a_document_only_its_owner_may_change_is_read(reader: ModuleType) -> None:
    data = draw(lambda c: text(c, 60, 80, "正文"), encrypt=StandardEncryption("", ownerPassword="owner"))
    document = read(reader, data)
    if reader is from_pdf_plumber:  # pdfminer takes the encrypted name of the font's encoding as it stands
        assert [note.code for note in document.notes] == ["GJ010"]
    else:
        assert blocks(document) == ["正文"]
