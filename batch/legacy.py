"""Old word processor files, converted together: LibreOffice takes a second to start and a tenth for each file.

    甲.doc 乙.docx 丙.wps 丁.rtf …   乙.docx goes to its worker at once; the others are held until there are GROUP, one
                                    worker converts them all, and then each goes to its worker like any other

What a group leaves for the workers is a docx for each content, named by the SHA-256 of the file that it was made of, in
a folder of the run that only its owner can open; the folder of a group goes when its last document is finished. A file
that changed in between, that failed in its group, or whose group took a worker with it, finds no docx there, and its
worker converts it alone, as if there were no groups: what a file does to LibreOffice never costs another one its
result. Files are chosen by their names here, since nothing a stranger wrote is opened in the parent, and by their
content in the worker.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory, mkdtemp

from ..extract.document import Unreadable
from ..extract.guard import check_entries, check_size
from ..extract.progress import advance
from ..extract.reader import CONVERTED
from ..extract.sniff import sniff
from ..settings import Settings
from .task import content, converted_name
from .walk import Target
from .worker import watched

SUFFIXES = (".doc", ".wps", ".rtf", ".odt")
GROUP = 32  # files at once
LEAST = 8  # files for which another LibreOffice is worth its start
HELD = 32  # documents that may come after the first one held, so that the window of a run never closes on it
LARGE_BYTES = 16 * 2**20  # a file above is converted alone
TOGETHER_BYTES = 64 * 2**20  # of files in the memory of a worker

Numbered = tuple[int, Target]


class Gathering:
    """The old files of a run that wait for others, and the folders of those that were converted."""

    def __init__(self) -> None:
        self._held: list[Numbered] = []
        self._folder: TemporaryDirectory[str] | None = None
        self._unfinished: Counter[Path] = Counter()

    def holds(self, number: int, target: Target) -> bool:
        """Whether a document is held back; it comes out of `groups`."""
        if target.problem is not None or PurePosixPath(target.name).suffix.lower() not in SUFFIXES:
            return False
        self._held.append((number, target))
        return True

    def groups(self, newest: int, width: int) -> Iterator[list[Numbered]]:
        """The group that should wait no longer now that document `newest` has come, if there is one."""
        if len(self._held) >= GROUP or (self._held and newest - self._held[0][0] >= HELD * width):
            held, self._held = self._held, []
            yield held

    def rest(self, width: int) -> Iterator[list[Numbered]]:
        """All that are held, in as many groups as there are workers, unless those would be too small."""
        held, self._held = self._held, []
        size = max(LEAST, -(-len(held) // width))
        yield from (held[at : at + size] for at in range(0, len(held), size))

    def prepare(self, group: Sequence[Numbered]) -> tuple[Path, list[Numbered]]:
        """A folder for the group, and its documents, told where to look."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True)
        folder = Path(mkdtemp(dir=self._folder.name))
        self._unfinished[folder] = len(group)
        return folder, [(number, replace(target, converted=folder)) for number, target in group]

    def finished(self, target: Target) -> None:
        """A document needs its docx no more."""
        folder = target.converted
        if folder is None:
            return
        self._unfinished[folder] -= 1
        if not self._unfinished[folder]:
            del self._unfinished[folder]
            shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        if self._folder is not None:
            self._folder.cleanup()


def convert_group(targets: Sequence[Target], settings: Settings, folder: Path) -> None:
    """Runs in a worker: leaves a docx in the folder for every target that can be converted."""
    with watched():
        pending: dict[str, bytes] = {}
        for target in targets:
            data = _convertible(target, settings)
            advance()
            if data is None or (folder / converted_name(sha256 := hashlib.sha256(data).hexdigest())).exists():
                continue
            if sum(map(len, pending.values())) + len(data) > TOGETHER_BYTES:
                _convert(pending, settings, folder)
                pending.clear()
            pending[sha256] = data
        _convert(pending, settings, folder)


def _convertible(target: Target, settings: Settings) -> bytes | None:
    """The bytes of a document that LibreOffice may be given; None where its own worker should say what is wrong."""
    from ..extract.readers.from_legacy import check_convertible

    try:
        data = content(target, settings)
        check_size(len(data), settings.limits)
        check_entries(data, settings.limits)
        form = sniff(data) if len(data) <= LARGE_BYTES else ""
        if form not in CONVERTED:
            return None
        check_convertible(data, form, settings.limits)
    except Unreadable:
        return None
    return data


def _convert(files: dict[str, bytes], settings: Settings, folder: Path) -> None:
    from ..extract.readers.from_legacy import convert_many

    if len(files) < 2:
        return
    for sha256, made in convert_many(files, settings.limits, folder).items():
        unfinished = folder / f"{sha256}.part"
        unfinished.write_bytes(made)
        unfinished.replace(folder / converted_name(sha256))  # a worker that is killed leaves nothing half there
