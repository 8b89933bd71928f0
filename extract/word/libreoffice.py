"""LibreOffice in a box: old and foreign word processor files in, docx out, one process for all of them.

    convert(program, {甲: bytes of a doc, 乙: bytes of an rtf}, seconds=96)
        → Conversion(made={甲: bytes of a docx, 乙: …}, ending="")       a file it could not read is absent

A conversion runs what strangers wrote through a large program, so it runs in a box: a profile directory of its own
(which also lets several run at once), macros off, no update check, no look at the network or the real home directory,
and a time limit after which the whole process group is killed: so many seconds for each file, counted anew when one is
finished. Files are handed over under plain names (0.doc, 1.rtf), with the suffix of their content, because LibreOffice
trusts suffixes and some builds stumble over Chinese names. It takes them in order, and goes on after one it cannot
read; only a crash or the end of its time stops it.
"""

from __future__ import annotations

import contextlib
import math
import os
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ..progress import advance
from ..sniff import sniff

_LOOK_SECONDS: Final = 0.2
_PROGRAMS: Final = ("soffice", "libreoffice")
_USUAL_PLACES: Final = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_SUFFIX: Final = {"doc": ".doc", "rtf": ".rtf", "odt": ".odt", "wordml": ".xml"}
FORMATS: Final = frozenset(_SUFFIX)  # what is converted, as `sniff` calls it
HUNG, CRASHED = "hung", "crashed"

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


@dataclass(frozen=True, slots=True)
class Conversion:
    """What came out, by the names the files came under, and how it ended: "" when every file had its turn."""

    made: dict[str, bytes]
    ending: str = ""


def find_soffice() -> str | None:
    """Path of LibreOffice's program; GOUJI_SOFFICE stands before what is installed."""
    named = os.environ.get("GOUJI_SOFFICE")
    if named:
        return named if Path(named).exists() else None
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    return found or next((place for place in _USUAL_PLACES if Path(place).exists()), None)


def convert(
    program: str, files: Mapping[str, bytes], seconds: float, total: float = math.inf, folder: Path | None = None
) -> Conversion:
    """Each file as a docx, in one run of at most `total` seconds; its traces are in a new folder that is gone then."""
    with TemporaryDirectory(prefix="gouji-", dir=folder, ignore_cleanup_errors=True) as box_folder:
        box = Path(box_folder)
        (box / "in").mkdir()
        (box / "out").mkdir()
        inputs: list[Path] = []
        for at, data in enumerate(files.values()):
            inputs.append(box / "in" / f"{at}{_SUFFIX.get(sniff(data), '.doc')}")
            inputs[-1].write_bytes(data)
        _profile(box / "profile")
        ending = _run(program, box, inputs, seconds, total)
        made = {key: box / "out" / f"{at}.docx" for at, key in enumerate(files)}
        # A process that is killed may leave half a file behind; the directory of a zip is its end.
        return Conversion({key: path.read_bytes() for key, path in made.items() if zipfile.is_zipfile(path)}, ending)


def _profile(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True)
    items = "\n".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _REGISTRY)
    (user / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), encoding="utf-8")


def _run(program: str, box: Path, inputs: Sequence[Path], seconds: float, total: float) -> str:
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
        return _watch(process, box / "out", seconds, time.monotonic() + total)
    finally:
        _end(process)


def _watch(process: subprocess.Popen[bytes], out: Path, seconds: float, until: float) -> str:
    """How the process ends, or that it hangs: no file was finished for so many seconds, or the time is over."""
    finished, since = 0, time.monotonic()
    while time.monotonic() < min(since + seconds, until):
        with contextlib.suppress(subprocess.TimeoutExpired):
            return CRASHED if process.wait(min(_LOOK_SECONDS, seconds)) else ""
        count = sum(1 for _ in out.iterdir())
        if count > finished:
            finished, since = count, time.monotonic()
            advance()
    return HUNG


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the process and its children: soffice starts a second program that does the work."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):  # all of them are gone already
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()
