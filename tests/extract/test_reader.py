"""The entrance: what each kind of file becomes, and what the user is told when it cannot be read."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from gouji.extract import reader
from gouji.extract.document import Document, Source, Unreadable
from gouji.settings import Limits, Settings


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def refusal(data: bytes, name: str, settings: Settings | None = None) -> tuple[str, str]:
    with pytest.raises(Unreadable) as error:
        reader.read_bytes(data, name, settings or Settings())
    return error.value.code, error.value.message


def test_a_word_file(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word("一、基本情况"))
    document = reader.read(path, "甲/a.docx", Settings())
    assert [block.text for block in document.paragraphs()] == ["一、基本情况"]
    assert document.source.name == "甲/a.docx"
    assert document.source.format == "docx"
    assert len(document.source.sha256) == 64
    assert document.notes == ()


def test_a_wrong_suffix_is_read_and_noted() -> None:
    document = reader.read_bytes(word("正文"), "a.pdf", Settings())
    assert [note.code for note in document.notes] == ["GJ004"]
    assert "docx" in document.notes[0].message
    assert reader.read_bytes(word("正文"), "a.wps", Settings()).notes == ()
    assert reader.read_bytes(word("正文"), "a", Settings()).notes == ()


@pytest.mark.parametrize(
    ("data", "name", "code", "says"),
    [
        (b"", "a.docx", "GJ003", "空"),
        (b" \r\n\t ", "a.txt", "GJ003", "空"),
        (b"\xef\xbb\xbf \n", "a.txt", "GJ003", "空"),
        (word("正文")[:2000], "a.docx", "GJ001", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "GJ001", "损坏"),
        (b"Rar!\x1a\x07\x00", "a.rar", "GJ005", "解压"),
        (b"MIME-Version: 1.0\r\n\r\n", "a.doc", "GJ005", "另存为"),
        (bytes(range(256)), "a.bin", "GJ005", "docx"),
        (word(), "a.docx", "GJ003", "没有文字"),
    ],
)
def test_refusals_say_what_to_do(data: bytes, name: str, code: str, says: str) -> None:
    found, message = refusal(data, name)
    assert found == code
    assert says in message
    assert message.endswith("。")


def test_limits_hold_before_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word("正文"))
    with pytest.raises(Unreadable) as error:
        reader.read(path, "a.docx", Settings(limits=Limits(file_bytes=100)))
    assert error.value.code == "GJ008"
    assert refusal(word("正文"), "a.docx", Settings(limits=Limits(expanded_bytes=1000)))[0] == "GJ008"


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as error:
        reader.read(tmp_path / "a.docx", "a.docx", Settings())
    assert error.value.code == "GJ001"


class PanicException(BaseException):
    """Stands for what a Rust library raises: not an Exception."""


@pytest.mark.parametrize("error", [KeyError("x"), RecursionError(), zipfile.BadZipFile(), PanicException()])
def test_whatever_a_reader_trips_over_is_damage(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes, source: Source, limits: Limits) -> Document:
        raise error

    monkeypatch.setattr(reader, "_reader", lambda form, choice: broken)
    assert refusal(b"%PDF-1.4", "a.pdf")[0] == "GJ001"


@pytest.mark.parametrize(("error", "code"), [(MemoryError(), "GJ008"), (Unreadable("GJ002", "。"), "GJ002")])
def test_what_is_not_damage(error: Exception, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes, source: Source, limits: Limits) -> Document:
        raise error

    monkeypatch.setattr(reader, "_reader", lambda form, choice: broken)
    assert refusal(b"%PDF-1.4", "a.pdf")[0] == code


def test_an_interrupt_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(data: bytes, source: Source, limits: Limits) -> Document:
        raise KeyboardInterrupt

    monkeypatch.setattr(reader, "_reader", lambda form, choice: interrupted)
    with pytest.raises(KeyboardInterrupt):
        reader.read_bytes(b"%PDF-1.4", "a.pdf", Settings())


def test_readers_by_choice() -> None:
    chosen = reader.read_bytes(word("正文"), "a.docx", Settings(reader="python-docx"))
    assert chosen.blocks == reader.read_bytes(word("正文"), "a.docx", Settings()).blocks
    with pytest.raises(ValueError, match="nothing"):
        reader.read_bytes(b"x", "a.txt", Settings(reader="nothing"))


def test_a_word_file_costs_no_pdf_engine(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word("正文"))
    code = (
        "import sys; from pathlib import Path;"
        "from gouji.extract.reader import read; from gouji.settings import Settings;"
        f"read(Path({str(path)!r}), 'a.docx', Settings());"
        "print([m for m in ('numpy', 'pdfplumber', 'camelot', 'pandas', 'pypdfium2') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stdout.strip() == "[]"
