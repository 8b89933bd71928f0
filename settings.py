"""Everything a run can be told, frozen: limits on what is read, how it is judged, and the file that says so.

A `gouji.toml` in the working directory (or `--config FILE`) holds what would otherwise be typed each time. Its keys
are the names of the long options, `[limits]` those of `Limits`; what the command line says wins:

    lang = "zh"
    fail-on = "warning"
    ignore = ["GJ702", "GJ8"]
    [limits]
    pages = 500

    read_file(that).options    {"lang": "zh", "fail_on": "warning", "ignore": "GJ702,GJ8"}
    ignor = ["GJ8"]            gouji.toml 中没有“ignor”这一项；您是不是想写“ignore”？
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

FILE = Path("gouji.toml")
READERS = ("fast", "pdfplumber", "camelot", "python-docx")
RUNNERS = ("local", "dask", "serial")
CASES = ("file", "folder")
LANGUAGES = ("zh", "en")
FAIL_ON = ("error", "warning", "info")


class CannotRun(Exception):
    """A run cannot start or go on. The message is a Chinese sentence that says what to do; the exit code is 2."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Guards on hostile input. Sizes in bytes, time in seconds."""

    file_bytes: int = 200 * 2**20
    zip_entries: int = 20_000
    expanded_bytes: int = 1 * 2**30
    pages: int = 2_000
    cells: int = 2_000_000
    seconds: float = 600.0  # for one document, in total
    stall_seconds: float = 120.0  # for one document, without reading another page or part
    memory_bytes: int = 2 * 2**30  # what one document may add to its worker; 0 for no limit
    container_bytes: int = 16 * 2**30  # what all files of an archive or e-mail expand to, as declared
    container_depth: int = 3  # archives in archives
    case_files: int = 50  # of one folder that are compared with each other

    @property
    def conversion_seconds(self) -> float:
        """For an external program: it must give up before the worker that waits for it is given up."""
        return 0.8 * min(self.seconds, self.stall_seconds)


@dataclass(frozen=True, slots=True)
class Settings:
    """One run's settings; picklable, so that every worker judges alike."""

    limits: Limits = field(default_factory=Limits)
    reader: str = "fast"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str = ""
    language: str = "zh"
    fail_on: str = "error"
    record: bool = False  # outcomes carry what the archive keeps


@dataclass(frozen=True, slots=True)
class Key:
    """What a key of the file takes: text, codes, a path, a number, a yes or no; one of `choices`; at least `least`."""

    kind: str
    example: str
    choices: tuple[str, ...] = ()
    least: float = 0


KEYS: Mapping[str, Key] = {
    "reader": Key("text", '"fast"', READERS),
    "runner": Key("text", '"local"', RUNNERS),
    "scheduler": Key("text", '"tcp://10.0.0.1:8786"'),
    "case": Key("text", '"folder"', CASES),
    "select": Key("codes", '["GJ1", "GJ301"]'),
    "ignore": Key("codes", '["GJ702"]'),
    "profile": Key("text", '"四川"'),
    "lang": Key("text", '"zh"', LANGUAGES),
    "fail-on": Key("text", '"warning"', FAIL_ON),
    "exit-zero": Key("flag", "true"),
    "baseline": Key("path", '"基线.csv"'),
    "db": Key("text", '"archive.db"'),
    "jobs": Key("whole", "4", least=1),
    "timeout": Key("number", "600", least=1),
    "stall": Key("number", "120", least=1),
    "memory": Key("whole", "2048"),
}
_BY_OPTION = ("seconds", "stall_seconds", "memory_bytes")  # of Limits: timeout, stall and memory say these
LIMITS: Mapping[str, Key] = {
    entry.name.replace("_", "-"): Key("whole", str(entry.default), least=1)
    for entry in fields(Limits)
    if entry.name not in _BY_OPTION
}
_KINDS = {
    "text": "带引号的文字", "codes": "规则编号的列表", "path": "带引号的文件名", "whole": "整数", "number": "数字",
    "flag": "true 或 false",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Configuration:
    """A read file: defaults of options, by the names the command line gives them, and limits."""

    options: Mapping[str, Any] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)


def read_file(path: Path) -> Configuration:
    """The configuration in a file. Raises CannotRun for anything in it that would not have the effect it seems to."""
    import tomllib

    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CannotRun(f"打不开设置文件 {path}（{error.strerror}）；请检查 --config 后的文件名。") from error
    except UnicodeDecodeError as error:
        raise CannotRun(f"{path} 不是 UTF-8 编码；请用 UTF-8 另存后再试。") from error
    except tomllib.TOMLDecodeError as error:
        raise CannotRun(f"{path} 的写法不对：{error}；每行应写成“项 = 值”，文字要加引号。") from error
    entries = {name.replace("_", "-"): value for name, value in entries.items()}
    limits = entries.pop("limits", {})
    if not isinstance(limits, dict):
        raise CannotRun(f"{path} 中 limits 应是一节，写成单独一行 [limits]，其下每行一项。")
    options = _checked(path, entries, KEYS, "")
    if "baseline" in options:  # a name in the file is meant from where the file stands
        options["baseline"] = str(path.parent / options["baseline"])
    chosen = _checked(path, {name.replace("_", "-"): value for name, value in limits.items()}, LIMITS, " [limits]")
    return Configuration(options, replace(Limits(), **chosen))


def _checked(path: Path, entries: dict[str, Any], keys: Mapping[str, Key], section: str) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    for name, value in entries.items():
        if name not in keys:
            other = "；这一项写在 [limits] 一节中。" if name in LIMITS else hint(name, keys)
            raise CannotRun(f"{path}{section} 中没有“{name}”这一项{other}")
        key = keys[name]
        if not _fits(value, key):
            wanted = "、".join(key.choices) + "之一" if key.choices else _KINDS[key.kind]
            least = f"，不小于 {key.least:g}" if key.least else ""
            raise CannotRun(f"{path}{section} 中 {name} 的值不对：应为{wanted}{least}，例如 {name} = {key.example}。")
        checked[name.replace("-", "_")] = ",".join(value) if isinstance(value, list) else value
    return checked


def _fits(value: object, key: Key) -> bool:
    match key.kind:
        case "flag":
            return isinstance(value, bool)
        case "whole" | "number":
            wanted = int if key.kind == "whole" else (int, float)
            return isinstance(value, wanted) and not isinstance(value, bool) and value >= key.least
        case "codes" if isinstance(value, list):
            return all(isinstance(item, str) for item in value)
        case _:
            return isinstance(value, str) and (not key.choices or value in key.choices)


def hint(word: str, known: Iterable[str]) -> str:
    """What was probably meant, as the end of a sentence: ；您是不是想写“ignore”？"""
    from difflib import get_close_matches

    choices = list(known)
    near = get_close_matches(word, choices, n=1, cutoff=0.5)
    return f"；您是不是想写“{near[0]}”？" if near else f"；可写的有：{'、'.join(choices)}。"
