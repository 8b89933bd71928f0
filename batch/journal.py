"""The journal of a run: every finished outcome, at once, so that a killed run continues where it stopped.

    .差异.csv.journal    {"gouji": 1, "edition": "5f0c…"}
                         ["9d1e…", …]]          one line a document, in the order they were finished

It lies beside the first output, hidden so that no walk reads it, and goes when the run is complete. With --resume a
document is taken from it when path, name, SHA-256 of the content, program, rules and settings are the same; the rest
is read, and all outputs are written anew from both, so that they have the same bytes as those of an undisturbed run.
Files in an archive go by the SHA-256 of the archive. Each line is handed to the system at once (it survives a killed
process) and forced to the disk once a second (it survives a power cut, less a second). A line cut off by either does
not parse and is read anew. Kept in memory are only the places of the lines.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from ..output.writer import Unwritable
from ..settings import CannotRun
from ..validate.outcome import Outcome
from .stored import decode
from .task import Checked
from .walk import Target

SYNC_SECONDS = 1.0
VERSION = 1


def beside(output: Path) -> Path:
    """Where the journal of a run into `output` lies."""
    return output.with_name(f".{output.name}.journal")


class Unfinished(CannotRun):
    """The journal of an earlier run is in the way; the message says in Chinese what to do."""


class Journal:
    """Append-only. As a context manager it removes its file when the run was completed, or did nothing."""

    def __init__(self, path: Path, edition: str, resume: bool) -> None:
        self.path = path
        self.outdated = False  # there was a journal, of another edition
        self._empty = False
        self._lines: dict[bytes, tuple[int, int]] = {}
        self._archive: tuple[Path, str] | None = None
        self._synced = time.monotonic()
        try:
            self._file: BinaryIO = path.open("a+b")
        except OSError as error:
            raise Unwritable(path, error) from error
        try:
            _lock(self._file, path)
            self._load(edition)
            if self._lines and not resume:
                raise Unfinished(
                    f"上次的核对没有完成，已核对 {len(self)} 份；加 --resume 接着核对，要从头开始请先删除日志 {path}。"
                )
        except BaseException:
            self._file.close()
            raise

    def __len__(self) -> int:
        return len(self._lines)

    def find(self, target: Target) -> Checked | None:
        """The outcome of a document that was finished before and is the same today."""
        if not self._lines or target.problem is not None:
            return None
        place = self._lines.get(_key(target, self._content(target)))
        if place is None:
            return None
        self._file.seek(place[0])
        try:
            stored = json.loads(self._file.read(place[1]))[1]
            return Checked.of(decode(Outcome, stored))
        except (ValueError, TypeError, IndexError):  # edited by hand
            return None

    def add(self, target: Target, checked: Checked) -> None:
        """Keeps a finished outcome."""
        if target.problem is not None:
            return
        content = checked.sha256 if checked.sha256 and not target.inside else self._content(target)
        if not content:
            return
        line = f'["{_key(target, content).hex()}",{checked.line}]'
        try:
            self._write(line.encode("utf-8", "surrogatepass") + b"\n")
        except OSError as error:
            raise Unwritable(self.path, error) from error

    def _write(self, line: bytes) -> None:
        self._file.write(line)
        self._file.flush()
        self._empty = False
        if time.monotonic() - self._synced > SYNC_SECONDS:
            os.fsync(self._file.fileno())
            self._synced = time.monotonic()

    def _load(self, edition: str) -> None:
        self._file.seek(0)
        header = json.dumps({"gouji": VERSION, "edition": edition}).encode() + b"\n"
        first = self._file.readline()
        if first != header:
            self.outdated = bool(first)
            self._file.truncate(0)
            self._write(header)
            self._empty = True
            return
        start, line = len(first), b"\n"
        for line in self._file:
            with contextlib.suppress(ValueError, TypeError, IndexError, KeyError):
                self._lines[bytes.fromhex(json.loads(line)[0])] = (start, len(line))
            start += len(line)
        if not line.endswith(b"\n"):
            self._write(b"\n")

    def _content(self, target: Target) -> str:
        """SHA-256 of the file, which for a file in an archive is the archive's, for a case that of all its files."""
        if target.members:
            contents = [(member.name, self._content(member)) for member in target.members]
            complete = all(content for _, content in contents)
            return hashlib.sha256(repr(contents).encode("utf-8", "surrogatepass")).hexdigest() if complete else ""
        if target.inside and self._archive is not None and self._archive[0] == target.path:
            return self._archive[1]
        try:
            with target.path.open("rb") as stream:
                content = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return ""
        if target.inside:
            self._archive = (target.path, content)
        return content

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):  # a full disk has been reported already
            self._file.close()
        if kind is None or self._empty:
            self.path.unlink(missing_ok=True)


def _key(target: Target, content: str) -> bytes:
    parts = (str(target.path.absolute()), target.name, repr(target.inside), content)
    text = "\n".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=16).digest()


def _lock(file: BinaryIO, path: Path) -> None:
    """Two runs into one output would overwrite each other. Windows has no such lock here."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        raise Unfinished(f"另一个 gouji 正在写同一个输出（日志 {path}）；请等它结束，或换一个输出文件。") from problem
