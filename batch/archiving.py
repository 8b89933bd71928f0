"""Documents into an archive: only those are read that are not there yet.

    archive_all(documents([送审/], settings), runner, archive, skipped)

A file that was read in this edition is known by its content before anything else is done with it; only the name it
came under is kept. What stands in an archive or e-mail is unpacked and read again, and then found to be known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from ..archive.store import Archive
from ..validate.outcome import Outcome
from .runner import Runner, check_all
from .walk import Target

AHEAD = 64  # files looked up at once


def archive_all(
    targets: Iterable[Target], runner: Runner, archive: Archive, skipped: Callable[[], None] = lambda: None
) -> Iterator[Outcome]:
    """Archives every document; yields the outcomes of those that were read, and calls `skipped` for the others."""
    for outcome in check_all(_unknown(iter(targets), archive, skipped), runner):
        archive.add(outcome)
        yield outcome


def _unknown(targets: Iterator[Target], archive: Archive, skipped: Callable[[], None]) -> Iterator[Target]:
    while part := list(islice(targets, AHEAD)):
        contents = {target.name: content for target in part if (content := _content(target))}
        known = archive.take_known(contents)
        for target in part:
            if target.name in known:
                skipped()
            else:
                yield target


def _content(target: Target) -> str:
    """SHA-256 of a file; "" where that takes more than reading it."""
    if target.problem is not None or target.inside:
        return ""
    try:
        with target.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
