"""Archives and e-mails as folders: which documents they hold, and the bytes of one of them.

    entries(乙.zip)          → Entry("报告.docx", inside=(0,)), Entry("附件/评分表.zip/表1.xlsx", inside=(3, 0)), …
    load(乙.zip, (3, 0))     → the bytes of 表1.xlsx

Nothing is written to disk, so the names within, which anybody may choose (“../../etc/passwd”), are shown and never used
as paths. A document is unpacked in the worker that reads it, piece by piece, counted against the limit while it comes
out; what an archive claims to expand to is added up before any of it is read. Both functions run in a worker, since
the directory of an archive is as hostile as its content.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from ..extract.document import Unreadable
from ..extract.guard import check_size
from ..settings import Limits
from .container_mail import Mail
from .container_zip import Zip
from .walk import hidden
from .worker import watched

SUFFIXES = (".zip", ".eml")
Container = Zip | Mail


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in an archive, or, with a `problem`, an archive in it that could not be opened."""

    name: str
    inside: tuple[int, ...]
    problem: tuple[str, str] | None = None


class _Budget:
    """What one archive may still list, with all that is in it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.entries = limits.zip_entries
        self.expanded = limits.container_bytes

    def spend(self, container: Container) -> None:
        self.entries -= len(container.names)
        self.expanded -= container.expanded
        if self.entries < 0:
            raise Unreadable(
                "GJ008", f"压缩包内的文件超过上限 {self.limits.zip_entries} 个；请分成几个压缩包后再核对。"
            )
        if self.expanded < 0:
            limit = self.limits.container_bytes / 2**30
            raise Unreadable(
                "GJ008", f"压缩包解压后超过上限 {limit:.0f} GB；请核实文件来源，或分成几个压缩包后再核对。"
            )


def is_container(name: str) -> bool:
    return PurePosixPath(name.replace("\\", "/")).suffix.lower() in SUFFIXES


def entries(path: Path, limits: Limits) -> tuple[Entry, ...] | None:
    """The documents of an archive in the order of their names; None for a file that only calls itself one."""
    with watched():
        try:
            container = _open(path, (), limits)
        except Unreadable as problem:
            return (Entry("", (), (problem.code, problem.message)),)
        return None if container is None else tuple(_entries(path, (), "", container, _Budget(limits)))


def load(path: Path, inside: tuple[int, ...], limits: Limits) -> bytes:
    """The bytes of one document. Raises `Unreadable`."""
    container = _open(path, inside[:-1], limits)
    if container is None:
        raise Unreadable("GJ001", "压缩包在核对期间被改动；请重新核对。")
    return container.read(inside[-1], limits)


def _entries(path: Path, inside: tuple[int, ...], above: str, container: Container, budget: _Budget) -> list[Entry]:
    try:
        budget.spend(container)
    except Unreadable as problem:
        return [Entry(above, inside, (problem.code, problem.message))]
    found: list[Entry] = []
    for number, name in sorted(enumerate(container.names), key=lambda pair: (pair[1].split("/"), pair[0])):
        if name.endswith("/") or any(hidden(part) for part in name.split("/")):
            continue
        here, shown = (*inside, number), f"{above}/{name}" if above else name
        if not is_container(name):
            found.append(Entry(shown, here))
        elif len(here) >= budget.limits.container_depth:
            found.append(Entry(shown, here, ("GJ008", "压缩包嵌套过深；请解压后再核对。")))
        else:
            found.extend(_nested(path, here, shown, budget))
    if not found:
        found.append(Entry(above, inside, ("GJ003", container.EMPTY)))
    return found


def _nested(path: Path, inside: tuple[int, ...], shown: str, budget: _Budget) -> list[Entry]:
    try:
        container = _open(path, inside, budget.limits)
    except Unreadable as problem:
        return [Entry(shown, inside, (problem.code, problem.message))]
    return [Entry(shown, inside)] if container is None else _entries(path, inside, shown, container, budget)


def _open(path: Path, inside: tuple[int, ...], limits: Limits) -> Container | None:
    try:
        state = path.stat()
    except OSError as error:
        raise _unopened(error) from error
    return _kept(path, inside, limits, (state.st_size, state.st_mtime_ns))


@lru_cache(maxsize=3)  # the archive last used and those within it: the next document stands there too
def _kept(path: Path, inside: tuple[int, ...], limits: Limits, state: tuple[int, int]) -> Container | None:
    if inside:
        outer = _kept(path, inside[:-1], limits, state)
        return None if outer is None else _of(io.BytesIO(outer.read(inside[-1], limits)), limits)
    try:
        return _of(path, limits)
    except OSError as error:
        raise _unopened(error) from error


def _of(source: Path | io.BytesIO, limits: Limits) -> Container | None:
    """By content: a docx that calls itself zip is no archive."""
    with source.open("rb") if isinstance(source, Path) else io.BytesIO(source.getbuffer()) as stream:
        if stream.read(2) == b"PK":
            return Zip.open(source, stream, limits)
        check_size(stream.seek(0, io.SEEK_END), limits)
        stream.seek(0)
        return Mail.open(stream.read())


def _unopened(error: OSError) -> Unreadable:
    reason = error.strerror or type(error).__name__
    return Unreadable("GJ001", f"无法打开文件（{reason}）；请确认文件存在、可以读取且未被占用。")
