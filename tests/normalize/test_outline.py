"""Numbered paragraphs and contents lists; citations of tables and documents; names that differ by an insertion."""

from __future__ import annotations

import pytest
from gouji.extract.document import Anchor, Document, Paragraph, Source
from gouji.normalize.narrative.outline import contents, counted, markers, title_key
from gouji.normalize.narrative.references import cited_documents, cited_tables, inserted, table_numbers, titles


def _document(*texts: str) -> Document:
    return Document(Source("case", "case"), tuple(Paragraph(text, Anchor(i)) for i, text in enumerate(texts)))


def test_markers_of_every_level() -> None:
    document = _document(
        "第一章 总则", "一、基本情况", "（二）项目概况", "1.背景", "（3）内容", "2.5万元用于印刷", "正文"
    )
    found = [(marker.level, marker.number, marker.value.text) for marker in markers(document)]
    assert found == [(0, 1, "第一章"), (1, 1, "一、"), (2, 2, "（二）"), (3, 1, "1."), (4, 3, "（3）")]


def test_contents_are_titles_with_page_numbers() -> None:
    entries, behind = contents(_document("目 录", "一、基本情况……1", "二、结论\t3", "一、基本情况", "正文。"))
    assert [entry.title for entry in entries] == ["一、基本情况", "二、结论"]
    assert behind == 3
    assert title_key("二、 结论。") == "结论"


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("三", 3), ("十二", 12), ("两", 2), ("若干", None)])
def test_small_numbers(text: str, number: int | None) -> None:
    assert counted(text) == number


def test_cited_tables_are_numbers_not_words() -> None:
    document = _document("详见表3-1和表1－4所示。", "人大代表3人，报表2份，附表1从略。")
    assert [number for number, _, _ in cited_tables(document)] == ["3-1", "1-4"]
    assert table_numbers("表3—1 评分表") == "3-1"
    assert table_numbers("表彰决定") == ""


def test_cited_documents_have_issuer_and_code() -> None:
    (cited,) = cited_documents(_document("《江州市财政局关于做好绩效管理工作的通知》（江财绩〔2021〕1号）规定。"))
    assert (cited.issuer, cited.code, cited.year) == ("江州市财政局", "江财绩", 2021)


def test_titles_lose_their_wrapping() -> None:
    assert set(titles(_document("《关于印发＜管理办法试行＞的通知》与《管理办法试行》"))) == {"管理办法试行"}


@pytest.mark.parametrize(
    ("shorter", "longer", "extra"),
    [
        ("江州市启明服务中心", "江州市东城区启明服务中心", "东城区"),
        ("江州市启明服务中心", "江州市启明服务中心", ""),
        ("启明服务中心", "江州市启明服务中心", ""),
        ("江州市启明服务中心", "江州市启航公益服务站点", ""),
    ],
)
def test_an_insertion_keeps_head_and_tail(shorter: str, longer: str, extra: str) -> None:
    assert inserted(shorter, longer, 2, 4) == extra
