"""Tables that go on over a page break, whichever reader reads them: one table, no number put together."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from pdf_drawing import HEIGHT, WIDE, Box, blocks, draw, read, rows, shape, table, text  # type: ignore[import-not-found]
from reportlab.pdfgen.canvas import Canvas

HEAD = "指标|分值|得分"


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
            lambda c: (text(c, 60, 80, "表2 资金情况"), table(c, 100, second, WIDE)),
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


def test_page_numbers_do_not_part_a_table(reader: ModuleType) -> None:
    def page(number: int, top: float, *content: str) -> Callable[[Canvas], None]:
        def drawn(canvas: Canvas) -> None:
            table(canvas, top, rows(*content), WIDE)
            text(canvas, 290, HEIGHT - 40, str(number))

        return drawn

    data = draw(page(1, bottom(2), HEAD, "数量|10|9"), page(2, 72, HEAD, "质量|10|10"))
    assert blocks(read(reader, data)) == [rows(HEAD, "数量|10|9", "质量|10|10")]


def test_the_last_decimals_of_a_number_over_the_break_are_its_own(reader: ModuleType) -> None:
    first = rows("序号|单位|结余数", "1|一小|14,700.65", "2|二小|165,790.30", "3|三小|746,943.8")
    second = rows("||3", "4|四小|108,706.68", "5|五小|61,817.89")
    document = read(reader, draw(lambda c: table(c, bottom(4), first, WIDE), lambda c: table(c, 72, second, WIDE)))
    found = next(document.tables())
    assert [cell.text for cell in found.cells if cell.column == 2][3:5] == ["746,943.83", "108,706.68"]
