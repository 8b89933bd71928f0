"""The documents of a run: what `walk` finds, with every archive and e-mail replaced by what stands in it.

    documents([送审/], settings)  →  甲/报告.docx, 乙.zip/报告.docx, 乙.zip/附件/自评表.xlsx, 丙.eml/报告.pdf

An archive is listed in a worker of its own, within the limits of a document, when its turn comes: one that cannot be
listed, or that keeps its worker busy for ever, is a row like any other document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from ..extract.document import Unreadable
from ..settings import Settings
from .containers import Entry, entries, is_container
from .slot import Slot
from .walk import Target, walk


def documents(
    paths: Iterable[Path],
    settings: Settings,
    outputs: Iterable[Path] = (),
    found: Callable[[int], None] = lambda more: None,
) -> Iterator[Target]:
    """Every document, in order. `found` is told how many more there are than `walk` counts, as they are found."""
    with closing(Slot(settings)) as slot:
        for target in walk(paths, outputs):
            if target.problem is not None or not is_container(target.name):
                yield target
                continue
            inner = _inside(target, slot, settings)
            found(len(inner) - 1)
            yield from inner


def _inside(target: Target, slot: Slot, settings: Settings) -> list[Target]:
    try:
        listed: tuple[Entry, ...] | None = slot.call(entries, target.path, settings.limits)
    except Unreadable as problem:
        return [Target(target.path, target.name, problem=(problem.code, problem.message))]
    if listed is None:
        return [target]
    return [
        Target(target.path, f"{target.name}/{entry.name}" if entry.name else target.name, entry.inside, entry.problem)
        for entry in listed
    ]
