"""The entrance: a file of any kind to a `Document`, or to an `Unreadable` that says in Chinese what to do.

    read(Path("2023/报告.wps"), "2023/报告.wps", Settings())

goes size → SHA-256 → what it is by content (`sniff.py`) → the reader of that format → captions. A reader is imported
only when a file needs it, so that a folder of Word files never pays for the PDF engine. Whatever goes wrong inside a
reader, down to a panic in a native library, ends as GJ001: one broken file never stops a run over thousands.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Final, cast

from ..settings import Limits, Settings
from .captions import attach
from .document import Document, Note, Source, Unreadable
from .guard import check_entries, check_size
from .sniff import sniff

Reader = Callable[[bytes, Source, Limits], Document]

READERS: Final = ("fast", "pdfplumber", "camelot", "python-docx")

# Format → modules of `readers/`, the first that is there wins. A choice of --reader stands before the default.
_DEFAULT: Final[dict[str, tuple[str, ...]]] = {
    "docx": ("from_docx", "from_docx_python"),
    "pdf": ("from_pdf", "from_pdf_plumber"),
    "doc": ("from_legacy",),
    "rtf": ("from_legacy",),
    "odt": ("from_legacy",),
    "wordml": ("from_legacy",),
    "xlsx": ("from_sheet",),
    "xls": ("from_sheet",),
    "txt": ("from_text",),
    "html": ("from_html",),
    "image": ("from_scan",),
    "ofd": ("from_ofd",),
}
CONVERTED: Final = frozenset(form for form, modules in _DEFAULT.items() if modules == ("from_legacy",))
_CHOSEN: Final[dict[tuple[str, str], str]] = {
    ("pdfplumber", "pdf"): "from_pdf_plumber",
    ("camelot", "pdf"): "from_pdf_camelot",
    ("python-docx", "docx"): "from_docx_python",
}

_SUFFIXES: Final[dict[str, frozenset[str]]] = {
    ".docx": frozenset({"docx"}),
    ".docm": frozenset({"docx"}),
    ".doc": frozenset({"doc"}),
    ".wps": frozenset({"doc", "docx"}),
    ".rtf": frozenset({"rtf"}),
    ".odt": frozenset({"odt"}),
    ".xlsx": frozenset({"xlsx"}),
    ".xlsm": frozenset({"xlsx"}),
    ".xls": frozenset({"xls"}),
    ".et": frozenset({"xls", "xlsx"}),
    ".ods": frozenset({"ods"}),
    ".pdf": frozenset({"pdf"}),
    ".txt": frozenset({"txt"}),
    ".md": frozenset({"txt"}),
    ".html": frozenset({"html"}),
    ".htm": frozenset({"html"}),
    ".ofd": frozenset({"ofd"}),
}

_DAMAGED: Final = "文件已损坏或不完整，无法读取；请用办公软件打开并另存，或向提交单位重新索取。"
_ADVICE: Final[dict[str, str]] = {
    "pptx": "演示文稿不在核对范围；请提交报告正文（docx、pdf）。",
    "ppt": "演示文稿不在核对范围；请提交报告正文（docx、pdf）。",
    "ods": "暂不支持 ods；请用 WPS 或 LibreOffice 另存为 xlsx 后再核对。",
    "odp": "演示文稿不在核对范围；请提交报告正文（docx、pdf）。",
    "archive": "这是压缩包；请解压后再核对。",
    "mht": "这是网页归档（mht）；请用 Word 或 WPS 打开并另存为 docx 后再核对。",
    "image": "这是图片；请用扫描软件识别文字并存为 PDF 或 docx 后再核对。",
    "ofd": "暂不支持 OFD；请用 OFD 阅读器另存为 PDF 后再核对。",
}
_UNKNOWN: Final = "不支持这种文件；请提交 docx、doc、wps、pdf、xlsx、xls、et、rtf、odt 或 txt。"


def read(path: Path, name: str, settings: Settings) -> Document:
    """Read one file; `name` is how outputs call it. Raises `Unreadable`, and nothing else for any content."""
    try:
        check_size(path.stat().st_size, settings.limits)
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Unreadable("GJ001", f"无法打开文件（{reason}）；请确认文件存在、可以读取且未被占用。") from error
    return read_bytes(data, name, settings)


def read_bytes(data: bytes, name: str, settings: Settings, converted: bytes | None = None) -> Document:
    """Read a file that is already in memory; `converted` is what LibreOffice made of it, if it was asked before."""
    if settings.reader not in READERS:
        raise ValueError(f"reader: {settings.reader!r} not in {READERS}")
    check_size(len(data), settings.limits)
    if not data.strip(b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf"):
        raise Unreadable("GJ003", "文件是空的；请重新提交。")
    check_entries(data, settings.limits)
    form = sniff(data)
    source = Source(name, form, hashlib.sha256(data).hexdigest())
    reader = _reader(form, settings.reader)
    if converted is not None and form in CONVERTED:
        reader = partial(cast(Any, reader), converted=converted)
    document = attach(_guarded(reader, data, source, settings.limits))
    if not document.blocks and not document.notes:
        raise Unreadable("GJ003", "文件里没有文字也没有表格；请确认提交的是正式文件。")
    mismatch = _mismatch(name, form)
    return replace(document, notes=(*mismatch, *document.notes)) if mismatch else document


def _reader(form: str, choice: str) -> Reader:
    """The `read` of the module in charge of a format."""
    if form in ("zip", "ole"):
        raise Unreadable("GJ001", _DAMAGED)
    if form == "encrypted":
        raise Unreadable("GJ002", "文件设有密码；请取消密码后再核对。")
    chosen = _CHOSEN.get((choice, form))
    for module in (*((chosen,) if chosen else ()), *_DEFAULT.get(form, ())):
        full = f"{__package__}.readers.{module}"
        if importlib.util.find_spec(full) is not None:
            reader: Reader = importlib.import_module(full).read
            return reader
    raise Unreadable("GJ005", _ADVICE.get(form, _UNKNOWN))


def _guarded(reader: Reader, data: bytes, source: Source, limits: Limits) -> Document:
    """Run a reader; whatever it trips over in a hostile file is a damaged file, not a crash."""
    try:
        return reader(data, source, limits)
    except Unreadable:
        raise
    except MemoryError as error:
        raise Unreadable("GJ008", "读取该文件所需内存过大；请拆分后再核对。") from error
    except BaseException as error:
        # A Rust panic derives from BaseException itself; Ctrl-C and exits do too and must pass.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise Unreadable("GJ001", _DAMAGED) from error
        raise


def _mismatch(name: str, form: str) -> tuple[Note, ...]:
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if form in _SUFFIXES.get(suffix, {form}):
        return ()
    return (Note("GJ004", f"文件后缀是 {suffix}，内容却是 {form}；已按内容读取，请核实文件来源并改正后缀。"),)
