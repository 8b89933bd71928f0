"""PDFs that cannot be read, or not all of them: both readers say which pages and why."""

from __future__ import annotations

from types import ModuleType

import pytest
from gouji.extract.document import Source, Unreadable
from gouji.extract.readers import from_pdf, from_pdf_plumber
from gouji.settings import Limits
from pdf_drawing import HEIGHT, SMALL, WIDTH, blocks, draw, read, small, text  # type: ignore[import-not-found]
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


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


def test_a_document_only_its_owner_may_change_is_read(reader: ModuleType) -> None:
    data = draw(lambda c: text(c, 60, 80, "正文"), encrypt=StandardEncryption("", ownerPassword="owner"))
    document = read(reader, data)
    if reader is from_pdf_plumber:  # pdfminer takes the encrypted name of the font's encoding as it stands
        assert [note.code for note in document.notes] == ["GJ010"]
    else:
        assert blocks(document) == ["正文"]
