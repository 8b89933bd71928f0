"""Old and foreign word processor files (doc, wps, rtf, odt): LibreOffice makes a docx of them, our reader reads it.

    convert_many([甲.doc, 乙.wps, 丙.rtf], limits)   one soffice process for all three: 0.25 s each instead of 1 s
        → {甲.doc: bytes of a docx, 乙.wps: …, 丙.rtf: …}; a file LibreOffice could not read is absent

A file that was converted together with others comes with its docx (`converted`); any other is converted here.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ...settings import Limits
from ..document import Document, Source, Unreadable
from ..guard import check_package
from ..word.libreoffice import HUNG, Conversion, convert, find_soffice
from . import from_docx

TOGETHER_SECONDS: Final = 30.0  # for one file of many; the one that takes longer gets its full time alone
WORKER_SHARE: Final = 0.7  # of a worker's time that converting many may take
_ROUNDS: Final = 3
_MISSING: Final = (
    "读取 doc、wps、rtf、odt 需要 LibreOffice，本机没有找到；请安装 LibreOffice（Debian/Ubuntu：apt install "
    "libreoffice-writer），或用 Word、WPS 打开文件并另存为 docx 后再核对。"
)
_FAILED: Final = "文件已损坏，LibreOffice 无法打开；请用 Word 或 WPS 打开并另存为 docx 后再核对。"


def read(data: bytes, source: Source, limits: Limits, converted: bytes | None = None) -> Document:
    """Convert one file, unless it is already, and read it as a docx; the source keeps the format it came in."""
    if converted is not None:
        return from_docx.read(converted, source, limits)
    check_convertible(data, source.format, limits)
    done = _convert({"": data}, limits.conversion_seconds)
    if not done.made and done.ending == HUNG:
        seconds = limits.conversion_seconds
        raise Unreadable(
            "GJ009", f"LibreOffice 转换超过 {seconds:.0f} 秒仍未完成；请用 Word 或 WPS 打开并另存为 docx 后再核对。"
        )
    if not done.made:
        raise Unreadable("GJ001", _FAILED)
    return from_docx.read(done.made[""], source, limits)


def check_convertible(data: bytes, form: str, limits: Limits) -> None:
    """Refuse what LibreOffice would unpack without limits."""
    if form == "odt":
        check_package(data, limits)


def convert_many(files: Mapping[str, bytes], limits: Limits, folder: Path | None = None) -> dict[str, bytes]:
    """Each file as a docx, in one run of LibreOffice; files it cannot read are left out. GJ013 when it is missing.

    One that crashes LibreOffice or keeps it too long is left out, and those after it are taken in another run, as long
    as the worker that waits for them has time: what is not finished then is left out too.
    """
    until = time.monotonic() + WORKER_SHARE * limits.seconds
    left = dict(files)
    made: dict[str, bytes] = {}
    for _ in range(_ROUNDS):
        total = until - time.monotonic()
        done = _convert(left, min(TOGETHER_SECONDS, limits.conversion_seconds), total, folder)
        made |= done.made
        if not done.ending:
            break
        keys = list(left)
        stopped_at = max((keys.index(key) for key in done.made), default=-1) + 1
        left = {key: left[key] for key in keys[stopped_at + 1 :]}
        if not left or time.monotonic() >= until:
            break
    return made


def _convert(
    files: Mapping[str, bytes], seconds: float, total: float = math.inf, folder: Path | None = None
) -> Conversion:
    program = find_soffice()
    if program is None:
        raise Unreadable("GJ013", _MISSING)
    return convert(program, files, seconds, total, folder)
