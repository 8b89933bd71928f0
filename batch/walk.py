"""Paths named by a user → documents to check, in a fixed order, each with the name it is reported under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Target:
    """A file and its name in the results: the path relative to the argument that led to it."""

    path: Path
    name: str


def walk(paths: Iterable[Path]) -> Iterator[Target]:
    """Files as named, folders in sorted order; hidden files and Office lock files (~$…) are ignored."""
    for path in paths:
        if path.is_dir():
            yield from _folder(path, path)
        else:
            yield Target(path, path.name)


def _folder(folder: Path, top: Path) -> Iterator[Target]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _folder(entry, top)
        elif entry.is_file():
            yield Target(entry, entry.relative_to(top).as_posix())
