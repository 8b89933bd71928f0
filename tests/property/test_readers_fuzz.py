"""Whatever bytes a file holds: reading it gives a document or says why not, and soon; what is read can be checked.

Samples are damaged as they lie (flipped, cut, doubled) and, where they are packages, in the text of their parts, so
that damage reaches the parsers behind the zip. Old Word files are stopped before LibreOffice, which has its own tests.
"""

from __future__ import annotations

import io
import time
import zipfile
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from gouji.extract.document import Document, Unreadable
from gouji.extract.reader import read, read_bytes
from gouji.extract.readers import from_legacy
from gouji.normalize.build import build
from gouji.settings import Limits, Settings
from gouji.validate.outcome import outcome_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FIXTURES = Path(__file__).parents[2] / "fixtures" / "reports"
SMALL = Settings(Limits(file_bytes=2**20, zip_entries=200, expanded_bytes=2**22, pages=20, cells=20_000))
SECONDS = 10.0  # of a busy machine; a sample takes some hundredths
SUFFIXES = (
    ".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".pdf", ".txt", ".md",
    ".html", ".htm", ".ofd", ".zip", ".png", "",
)  # fmt: skip
STARTS = (
    b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b"<html><table><tr><td>",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"<?xml version='1.0'?><?mso-application progid='Word.Document'?>",
    "一级指标\t分值\t得分\n".encode(), "|一级指标|分值|\n|---|---|\n".encode("gbk"),
)  # fmt: skip


def law(examples: int) -> settings:
    checks = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=examples, deadline=None, derandomize=True, database=None, suppress_health_check=checks)


@pytest.fixture(autouse=True)
def _no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(from_legacy, "find_soffice", lambda: None)


def assert_read_or_refused(data: bytes, name: str) -> Document | None:
    """Anything else that is raised ends the test."""
    started = time.monotonic()
    try:
        document = read_bytes(data, name, SMALL)
    except Unreadable as refusal:
        assert refusal.code.startswith("GJ0")
        assert refusal.message.endswith("。")
        return None
    finally:
        assert time.monotonic() - started < SECONDS
    outcome = outcome_of(build(document), (), (), True)
    assert time.monotonic() - started < SECONDS
    assert outcome.name == name
    return document


@cache
def sample(kind: str) -> bytes:
    if kind == "xlsx":
        return _workbook()
    if kind in ("docx", "pdf"):
        smallest = min(FIXTURES.glob(f"clean-*.{kind}"), key=lambda path: (path.stat().st_size, path.name))
        return smallest.read_bytes()
    return _SAMPLES[kind]


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("项目支出绩效自评表",), ("一级指标", "三级指标", "分值", "得分"), ("产出指标", "株数", 60, 55.5)):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


_SAMPLES = {
    "html": "<html><body><p>评价报告</p><table border=1><tr><td rowspan=2>产出</td><td colspan='2'>60分</td></tr>"
    "<tr><td>得分</td><td>55.5</td></tr></table></body></html>".encode(),
    "txt": "项目支出绩效自评表\n一级指标\t三级指标\t分值\t得分\n产出指标\t株数\t60\t55.5\n总分\t\t60\t55.5\n".encode(),
    "md": "# 评价报告\n\n|一级指标|分值|得分|\n|---|---|---|\n|产出指标|60|55.5|\n|合计|60|55.5|\n".encode(),
}  # fmt: skip


@law(1500)
@given(st.sampled_from(STARTS), st.binary(max_size=300), st.sampled_from(SUFFIXES))
def test_any_bytes_under_any_name(start: bytes, rest: bytes, suffix: str) -> None:
    assert_read_or_refused(start + rest, f"甲{suffix}")


@law(400)
@given(st.text(max_size=200), st.sampled_from(("utf-8", "gb18030", "utf-16", "utf-16-le")))
def test_any_text(text: str, encoding: str) -> None:
    assert_read_or_refused(text.encode(encoding, "replace"), "甲.txt")


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf", "html", "txt", "md"])
@law(60)
@given(data=st.data())
def test_damaged_samples(kind: str, data: st.DataObject) -> None:
    assert_read_or_refused(data.draw(damaged(sample(kind))), f"甲.{kind}")


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@law(200)
@given(data=st.data())
def test_damage_behind_the_zip(kind: str, data: st.DataObject) -> None:
    parts = _parts(sample(kind))
    name = data.draw(st.sampled_from(sorted(parts)))
    assert_read_or_refused(_packed({**parts, name: data.draw(damaged(parts[name]))}), f"甲.{kind}")


@law(30)
@given(
    st.sampled_from(("w:gridSpan", "w:vMerge", "w:gridBefore", "w:gridAfter")),
    st.sampled_from(("-1", "0", "999999999", "1e9", "restart", "", "٣", "½", "0x10", " 2 ", "1" * 40)),
)
def test_spans_that_cannot_be(span: str, number: str) -> None:
    parts = _parts(sample("docx"))
    cell = f'<w:tcPr><{span} w:val="{number}"/></w:tcPr>'.encode()
    body = parts["word/document.xml"].replace(b"<w:tc>", b"<w:tc>" + cell, 3)
    assert_read_or_refused(_packed({**parts, "word/document.xml": body}), "甲.docx")


@pytest.mark.parametrize("reader", ["pdfplumber", "python-docx"])
@law(20)
@given(data=st.data())
def test_damaged_samples_in_other_readers(reader: str, data: st.DataObject) -> None:
    kind = "pdf" if reader == "pdfplumber" else "docx"
    try:
        read_bytes(data.draw(damaged(sample(kind))), f"甲.{kind}", Settings(SMALL.limits, reader))
    except Unreadable as refusal:
        assert refusal.message


def test_what_is_no_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "没有.docx"):
        with pytest.raises(Unreadable) as refusal:
            read(path, path.name, SMALL)
        assert refusal.value.code == "GJ001"


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Bytes flipped, cut out, doubled, or replaced by something that means much to a parser."""
    made = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(made) - 1)))
        end = min(len(made), at + draw(st.sampled_from((1, 4, 40, 400, len(data)))))
        match draw(st.sampled_from(("flip", "cut", "double", "insert"))):
            case "flip" if made:
                made[at] ^= draw(st.integers(1, 255))
            case "cut":
                del made[at:end]
            case "double":
                made[at:at] = made[at:end] * draw(st.sampled_from((1, 3)))
            case _:
                made[at:at] = draw(
                    st.sampled_from((b"<", b">", b"&", b"\x00", b"]]>", b"99999999999", b"-1", b"endobj"))
                )
    return bytes(made[: 2**19])


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()
