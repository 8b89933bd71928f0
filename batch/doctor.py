"""What this machine has for gouji and what it lacks: `gouji doctor`.

    ✓ LibreOffice    /usr/bin/soffice            读取 doc、wps、rtf、odt
    – distributed    没有                         --runner dask；pip install 'gouji[dask]'

Each line says what a thing is for, and where it is missing how to get it, also without a network. Nothing is started
but LibreOffice's and fontconfig's own questions after versions and fonts.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from re import match

from ..extract.word.libreoffice import find_soffice
from ..version import __version__

PURPOSES = {
    "click": "命令行",
    "jieba": "在归档中检索",
    "numpy": "读取 PDF 的表格线",
    "pandas": "用 --reader camelot 读取 PDF",
    "pyyaml": "读取规则和词典",
    "rapidfuzz": "比较名称",
    "regex": "识别数字",
    "rich": "显示进度和结果",
    "camelot-py": "用 --reader camelot 读取 PDF",
    "distributed": "用 --runner dask 在多台机器上核对",
    "lxml": "读取 docx",
    "openpyxl": "写出 xlsx",
    "pdfplumber": "用 --reader pdfplumber 读取 PDF，复核有疑问的页",
    "pebble": "在独立进程中核对，限制每份文件的时间和内存",
    "psycopg": "把结果存入 PostgreSQL",
    "pypdfium2": "读取 PDF",
    "python-calamine": "读取 xlsx、xls、et",
    "python-docx": "用 --reader python-docx 读取 docx",
    "sqlalchemy": "把结果存入数据库",
}
OFFLINE = (
    "没有网络的机器：在一台能上网、系统和 Python 版本相同的机器上用 pip download -d 包 -c constraints.txt "
    "'gouji[dask]' 下载，把文件夹“包”拷来，再用 pip install --no-index --find-links 包 gouji 安装；"
    "LibreOffice 和字体用系统的离线安装包（deb、rpm、msi）。"
)
ASK_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Part:
    """A thing gouji uses. `found` is its version or place, "" where it is missing; `needed` is False for an extra."""

    name: str
    found: str
    purpose: str
    remedy: str
    needed: bool = True


def diagnose() -> list[Part]:
    """Everything, the needed first."""
    python = ".".join(map(str, sys.version_info[:3]))
    parts = [Part("gouji", __version__, "", ""), Part("Python", python, "", "")]
    return [*parts, *_packages(), _soffice(), _fonts(), _memory()]


def _packages() -> list[Part]:
    found: dict[str, Part] = {}
    for line in requires("gouji") or ():
        parsed = match(r"[A-Za-z0-9._-]+", line)
        extra = match(r""".*extra == ['"]([\w-]+)['"]""", line)
        if parsed is None or (extra and extra[1] == "test"):
            continue
        name = parsed[0].lower()
        wanted = f"gouji[{extra[1]}]" if extra else name
        purpose = PURPOSES.get(name, "")
        found.setdefault(name, Part(name, _version(name), purpose, f"pip install '{wanted}'", extra is None))
    return sorted(found.values(), key=lambda part: (not part.needed, part.name))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _soffice() -> Part:
    program = find_soffice()
    said = _ask(program, "--version").splitlines() if program else []
    found = f"{said[0] if said else ''} {program}".strip() if program else ""
    remedy = (
        "Debian、Ubuntu、统信、麒麟：apt install libreoffice-writer；Windows：安装 LibreOffice；或另存为 docx 再核对"
    )
    return Part("LibreOffice", found, "读取 doc、wps、rtf、odt（docx、pdf、xlsx 不需要）", remedy, needed=False)


def _fonts() -> Part:
    """Chinese fonts; where there is no fontconfig (Windows, macOS) the system brings them."""
    purpose, remedy = "LibreOffice 转换、标注和导出中文", "apt install fonts-noto-cjk，或把中文字体文件放入 ~/.fonts"
    if not shutil.which("fc-list"):
        found = "系统自带" if sys.platform in ("win32", "darwin") else ""
        return Part("中文字体", found, purpose, remedy, needed=False)
    names = sorted({line.split(",")[0].strip() for line in _ask("fc-list", ":lang=zh", "family").splitlines()} - {""})
    found = "、".join(names[:3]) + (f" 等 {len(names)} 种" if len(names) > 3 else "")
    return Part("中文字体", found, purpose, remedy, needed=False)


def _memory() -> Part:
    linux = sys.platform == "linux"
    found = "RLIMIT_AS" if linux else ""
    remedy = "本系统不支持限制单个进程的内存，以文件大小、页数、单元格数和解压量的上限代替"
    return Part("每份文件的内存上限", found, "一份文件占用内存过多时只影响这一份", remedy, needed=False)


def _ask(*command: str) -> str:
    try:
        run = subprocess.run(command, capture_output=True, timeout=ASK_SECONDS, check=False)  # noqa: S603  fixed commands
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return run.stdout.decode("utf-8", "replace")


def report(parts: list[Part]) -> list[str]:
    """The lines that are printed: what is there, what is missing and how to get it."""
    lines = []
    for part in parts:
        mark = "✓" if part.found else "✗" if part.needed else "–"
        lines.append(f"{mark} {part.name}  {part.found or '没有'}" + (f"  （{part.purpose}）" if part.purpose else ""))
    lacking = [part for part in parts if not part.found]
    if lacking:
        lines += ["", "缺少的部分：", *(f"  {part.name}：{part.remedy}" for part in lacking), "", OFFLINE]
    return lines
