"""doc, wps, rtf and odt through LibreOffice: one process, bounded time, no trace left."""

import io
import os
import subprocess
import time
from pathlib import Path
from typing import Any

import docx
import pytest
from gouji.extract.document import Source, Table, Unreadable
from gouji.extract.reader import read_bytes
from gouji.extract.readers import from_legacy
from gouji.extract.word.libreoffice import find_soffice
from gouji.settings import Limits, Settings

PROGRAM = find_soffice()
needs_soffice = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")

RTF = "{{\\rtf1\\ansi\\uc1 {}\\par}}"


def rtf(text: str) -> bytes:
    return RTF.format("".join(f"\\u{ord(letter)}?" for letter in text)).encode("ascii")


def form() -> bytes:
    document: Any = docx.Document()
    document.add_paragraph("项目支出绩效自评表")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "产出"
    table.cell(2, 0).merge(table.cell(2, 1)).text = "合计"
    table.cell(2, 2).text = "100"
    document.add_paragraph("填表人：某某")  # LibreOffice writes no doc that ends in a table
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def converted(folder: Path, suffix: str) -> bytes:
    """The form in an old format, written by LibreOffice."""
    assert PROGRAM is not None
    (folder / "a.docx").write_bytes(form())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [PROGRAM, profile, "--headless", "--convert-to", suffix, "--outdir", str(folder), str(folder / "a.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    return (folder / f"a.{suffix}").read_bytes()


@needs_soffice
@pytest.mark.parametrize(("suffix", "name"), [("doc", "a.doc"), ("doc", "a.wps"), ("odt", "a.odt"), ("rtf", "a.rtf")])
def test_tables_come_out_like_those_of_the_docx(suffix: str, name: str, tmp_path: Path) -> None:
    document = read_bytes(converted(tmp_path, suffix), name, Settings())
    assert document.source.format == suffix
    assert document.notes == ()
    (table,) = document.tables()
    assert table.caption == "项目支出绩效自评表"
    wanted = next(block for block in read_bytes(form(), "a.docx", Settings()).blocks if isinstance(block, Table))
    assert table == wanted


@needs_soffice
def test_many_files_in_one_call() -> None:
    files = {"甲": rtf("第一"), "坏": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "乙": rtf("第二")}
    made = from_legacy.convert_many(files, Limits())
    assert {"甲", "乙"} <= set(made)
    assert "第一" in "".join(p.text for p in docx.Document(io.BytesIO(made["甲"])).paragraphs)


@needs_soffice
def test_the_real_home_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    from_legacy.read(rtf("正文"), Source("a.rtf", "rtf"), Limits())
    assert list(tmp_path.iterdir()) == []


def test_without_libreoffice_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_SOFFICE", "/nowhere/soffice")
    with pytest.raises(Unreadable) as error:
        read_bytes(rtf("正文"), "a.rtf", Settings())
    assert error.value.code == "GJ013"
    assert "LibreOffice" in error.value.message


def script(folder: Path, text: str) -> Path:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(os.name != "posix", reason="needs process groups and a shell")
def test_a_hanging_conversion_is_killed_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marker = tmp_path / "alive"
    monkeypatch.setenv("GOUJI_SOFFICE", str(script(tmp_path, f"(sleep 3; touch '{marker}') & sleep 60")))
    began = time.monotonic()
    with pytest.raises(Unreadable) as error:
        from_legacy.read(rtf("正文"), Source("a.rtf", "rtf"), Limits(seconds=0.5))
    assert error.value.code == "GJ009"
    assert time.monotonic() - began < 10
    time.sleep(3.5)
    assert not marker.exists()


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
def test_a_file_that_does_not_convert_is_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_SOFFICE", str(script(tmp_path, "exit 1")))
    with pytest.raises(Unreadable) as error:
        from_legacy.read(rtf("正文"), Source("a.rtf", "rtf"), Limits())
    assert error.value.code == "GJ001"


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
def test_many_files_that_hang_end_before_their_worker_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_SOFFICE", str(script(tmp_path, "sleep 60")))
    began = time.monotonic()
    files = {name: rtf(name) for name in "甲乙丙丁"}
    assert from_legacy.convert_many(files, Limits(seconds=4, stall_seconds=2)) == {}
    assert time.monotonic() - began < 4


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
def test_a_crash_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # makes an empty zip of every file it is given, until one of them says “boom”
    zip_end = "\\120\\113\\005\\006" + "\\000" * 18
    made = f"""
while [ "$1" != --outdir ]; do shift; done
out=$2; shift 2
for file; do
  grep -q boom "$file" && exit 139
  name=${{file##*/}}
  printf '{zip_end}' > "$out/${{name%.*}}.docx"
done"""
    monkeypatch.setenv("GOUJI_SOFFICE", str(script(tmp_path, made)))
    files = {"甲": rtf("1"), "乙": rtf("2"), "坏": b"{\\rtf1 boom}", "丙": rtf("3")}
    assert list(from_legacy.convert_many(files, Limits())) == ["甲", "乙", "丙"]
