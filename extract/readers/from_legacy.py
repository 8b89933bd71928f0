"""Old and foreign word processor files (doc, wps, rtf, odt): LibreOffice makes a docx of them, our reader reads it.

    convert_many([甲.doc, 乙.wps, 丙.rtf], limits)   one soffice process for all three: 0.25 s each instead of 1 s
        → {甲.doc: bytes of a docx, 乙.wps: …, 丙.rtf: …}; a file LibreOffice could not read is absent

A conversion runs what strangers wrote through a large program, so it runs in a box: a profile directory of its own
(which also lets several run at once), macros off, no update check, no look at the network or the real home directory,
and a time limit after which the whole process group is killed. Files are handed over under plain names (0.doc, 1.rtf),
with the suffix of their content, because LibreOffice trusts suffixes and some builds stumble over Chinese names.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ...settings import Limits
from ..document import Document, Source, Unreadable
from ..guard import check_package
from ..sniff import sniff
from . import from_docx

_PROGRAMS: Final = ("soffice", "libreoffice")
_USUAL_PLACES: Final = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_SUFFIX: Final = {"doc": ".doc", "rtf": ".rtf", "odt": ".odt", "wordml": ".xml"}
_MISSING: Final = (
    "读取 doc、wps、rtf、odt 需要 LibreOffice，本机没有找到；请安装 LibreOffice（Debian/Ubuntu：apt install "
    "libreoffice-writer），或用 Word、WPS 打开文件并另存为 docx 后再核对。"
)
_FAILED: Final = "文件已损坏，LibreOffice 无法打开；请用 Word 或 WPS 打开并另存为 docx 后再核对。"
# Proxy to the discard port: whatever the document links to stays unfetched.
_NOWHERE: Final = "127.0.0.1"

_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{items}
</oor:items>
"""
_ITEM: Final = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_REGISTRY: Final = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Load", "UpdateDocMode", "0"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", _NOWHERE),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
)


def read(data: bytes, source: Source, limits: Limits) -> Document:
    """Convert one file and read it as a docx; the source keeps the format it came in."""
    if source.format == "odt":
        check_package(data, limits)
    converted = convert_many({"0": data}, limits)
    if "0" not in converted:
        raise Unreadable("GJ001", _FAILED)
    return from_docx.read(converted["0"], source, limits)


def find_soffice() -> str | None:
    """Path of LibreOffice's program; GOUJI_SOFFICE stands before what is installed."""
    named = os.environ.get("GOUJI_SOFFICE")
    if named:
        return named if Path(named).exists() else None
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    return found or next((place for place in _USUAL_PLACES if Path(place).exists()), None)


def convert_many(files: Mapping[str, bytes], limits: Limits) -> dict[str, bytes]:
    """Each file as a docx, in one run of LibreOffice; files it cannot read are left out. GJ013 when it is missing."""
    program = find_soffice()
    if program is None:
        raise Unreadable("GJ013", _MISSING)
    with TemporaryDirectory(prefix="gouji-") as folder:
        box = Path(folder)
        names: dict[str, str] = {}
        (box / "in").mkdir()
        (box / "out").mkdir()
        for at, (key, data) in enumerate(files.items()):
            names[key] = f"{at}.docx"
            (box / "in" / f"{at}{_SUFFIX.get(sniff(data), '.doc')}").write_bytes(data)
        _profile(box / "profile")
        _run(program, box, sorted((box / "in").iterdir()), limits.conversion_seconds)
        made = {key: box / "out" / name for key, name in names.items()}
        return {key: path.read_bytes() for key, path in made.items() if path.exists() and path.stat().st_size}


def _profile(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True)
    items = "\n".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _REGISTRY)
    (user / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), encoding="utf-8")


def _run(program: str, box: Path, inputs: Sequence[Path], seconds: float) -> None:
    command = [
        program,
        f"-env:UserInstallation={(box / 'profile').as_uri()}",
        *(
            "--headless",
            "--invisible",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--nologo",
            "--nofirststartwizard",
        ),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(box / "out")),
        *map(str, inputs),
    ]
    environment = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT") if key in os.environ}
    environment |= {"HOME": str(box), "TMPDIR": str(box), "TEMP": str(box), "TMP": str(box), "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(  # noqa: S603  a fixed program and files of our own naming
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=box,
        env=environment,
        start_new_session=True,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(
            "GJ009", f"LibreOffice 转换超过 {seconds:.0f} 秒仍未完成；请用 Word 或 WPS 打开并另存为 docx 后再核对。"
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the process and its children: soffice starts a second program that does the work."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):  # all of them are gone already
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()
