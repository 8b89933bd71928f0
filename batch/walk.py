"""Paths named by a user → documents to check, in a fixed order, each with the name it is reported under.

    walk([送审/])  →  甲/报告.docx, 甲/自评表.xlsx, 乙.zip

An archive is one target here; `containers.py` opens it, in a worker, when its turn comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Target:
    """A document and its name in the results: the path relative to the argument that led to it.

    `inside` leads through archives: (3, 0) is the first file of the archive that is the fourth file of `path`. What
    stands in an archive is named like a path below it (乙.zip/报告.docx), and the name is never used as a path.
    `problem` is the code and message of a file that is known to be unreadable before it is read. `converted` is the
    folder where its docx may lie, if it was converted together with others (`legacy.py`).
    """

    path: Path
    name: str
    inside: tuple[int, ...] = ()
    problem: tuple[str, str] | None = None
    converted: Path | None = None
    members: tuple[Target, ...] = ()  # of a case (`cases.py`): the files of the folder that are compared


def hidden(name: str) -> bool:
    """Hidden files, Office lock files and what macOS adds to its archives."""
    return name.startswith((".", "~$")) or name == "__MACOSX"


def walk(paths: Iterable[Path], outputs: Iterable[Path] = ()) -> Iterator[Target]:
    """Files as named, folders in sorted order. In folders hidden files, Office lock files (~$…) and the outputs of
    this very run are ignored."""
    ours = frozenset(path.resolve() for path in outputs)
    named = frozenset(path.name for path in outputs)
    for path in paths:
        if path.is_dir():
            for target in _folder(path, path):
                if not (target.path.name in named and target.path.resolve() in ours):
                    yield target
        else:
            yield Target(path, path.name)


def _folder(folder: Path, top: Path) -> Iterator[Target]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"无法打开文件夹（{reason}），其中的文件未核对；请检查权限后重试。"
        yield Target(folder, folder.relative_to(top).as_posix(), problem=("GJ001", message))
        return
    for entry in entries:
        if hidden(entry.name):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _folder(entry, top)
        elif entry.is_file():
            yield Target(entry, entry.relative_to(top).as_posix())
