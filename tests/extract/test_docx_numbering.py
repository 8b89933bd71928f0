"""Automatic numbers as Word draws them."""

import pytest
from gouji.extract.document import Source
from gouji.extract.readers import from_docx
from gouji.extract.word.numbering import format_number
from gouji.settings import Limits
from hypothesis import given
from hypothesis import strategies as st

from .test_docx import lines, p, package, run, tbl, tr


@pytest.mark.parametrize(
    ("form", "value", "drawn"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 4, "iv"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 2, "b"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 11, "十一"),
        ("chineseCountingThousand", 105, "一百〇五"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographDigital", 10, "一○"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 3, "寅"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 1, "⑴"),
        ("decimalEnclosedFullstop", 2, "⒉"),
        ("decimalFullWidth", 12, "１２"),
        ("numberInDash", 5, "- 5 -"),
        ("bullet", 1, ""),
        ("none", 1, ""),
        ("nobodyKnows", 7, "7"),
    ],
)
def test_formats(form: str, value: int, drawn: str) -> None:
    assert format_number(value, form) == drawn


@given(
    st.integers(-5, 20_000),
    st.sampled_from(["upperRoman", "upperLetter", "chineseCountingThousand", "ideographDigital"]),
)
def test_every_number_has_a_form(value: int, form: str) -> None:
    assert format_number(value, form)


def level(at: int, form: str, pattern: str, more: str = "") -> str:
    kind = f"<w:start w:val='1'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{pattern}'/>"
    return f"<w:lvl w:ilvl='{at}'>{kind}{more}</w:lvl>"


def numbering(*levels: str, override: str = "") -> str:
    return (
        f"<w:abstractNum w:abstractNumId='0'>{''.join(levels)}</w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
        f"<w:num w:numId='2'><w:abstractNumId w:val='0'/>{override}</w:num>"
    )


def item(text: str, at: int = 0, number: int = 1) -> str:
    return p(run(text), f"<w:numPr><w:ilvl w:val='{at}'/><w:numId w:val='{number}'/></w:numPr>")


CHINESE = (level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3."))


def test_levels_count_and_begin_again() -> None:
    body = item("甲") + item("乙", 1) + item("丙", 1) + item("丁", 2) + item("戊") + item("己", 1)
    drawn = ["一、甲", "（一）乙", "（二）丙", "1. 丁", "二、戊", "（一）己"]
    assert lines(body, numbering=numbering(*CHINESE)) == drawn


def test_a_pattern_of_several_levels() -> None:
    levels = (level(0, "chineseCounting", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/><w:suff w:val='nothing'/>"))
    assert lines(item("甲") + item("乙", 1) + item("丙", 1), numbering=numbering(*levels)) == ["一甲", "1.1乙", "1.2丙"]


def test_lists_of_one_abstract_list_count_together_until_one_begins_anew() -> None:
    override = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>"
    body = item("甲") + item("乙", 0, 2) + item("丙", 0, 1)
    assert lines(body, numbering=numbering(*CHINESE)) == ["一、甲", "二、乙", "三、丙"]
    assert lines(body, numbering=numbering(*CHINESE, override=override)) == ["一、甲", "五、乙", "六、丙"]


STYLES = (
    "<w:style w:type='paragraph' w:styleId='base'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='heading'><w:basedOn w:val='base'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='ring'><w:basedOn w:val='ring'/></w:style>"
)


HEADING = "<w:pStyle w:val='heading'/>"


def test_numbers_from_styles() -> None:
    heading = p(run("甲"), HEADING)
    plain = p(run("乙"), "<w:pStyle w:val='heading'/><w:numPr><w:numId w:val='0'/></w:numPr>")
    ring = p(run("丙"), "<w:pStyle w:val='ring'/>")
    found = lines(heading + plain + ring + heading, numbering=numbering(*CHINESE), styles=STYLES)
    assert found == ["一、甲", "乙", "丙", "二、甲"]


def test_numbers_in_a_style_reach_into_tables() -> None:
    cell = f"<w:tc>{p(run('甲'), HEADING)}</w:tc>"
    data = package(tbl(tr(cell)), numbering=numbering(*CHINESE), styles=STYLES)
    (table,) = from_docx.read(data, Source("a"), Limits()).tables()
    assert table.cells[0].text == "一、甲"


def test_a_column_of_nothing_but_numbers() -> None:
    levels = (level(0, "decimal", "%1"),)
    rows = "".join(tr(f"<w:tc>{item('')}</w:tc>", f"<w:tc>{p(run(text))}</w:tc>") for text in "甲乙")
    data = package(tbl(rows), numbering=numbering(*levels))
    (table,) = from_docx.read(data, Source("a"), Limits()).tables()
    assert [cell.text for cell in table.cells] == ["1", "甲", "2", "乙"]


def test_bullets_and_empty_items_give_no_text() -> None:
    bullets = (level(0, "bullet", "\uf06c"),)
    assert lines(item("甲") + item("") + item("乙"), numbering=numbering(*bullets)) == ["甲", "乙"]
    assert lines(item("甲") + item("") + item("乙"), numbering=numbering(*CHINESE)) == ["一、甲", "三、乙"]
