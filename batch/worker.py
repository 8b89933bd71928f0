"""Inside a worker process: its memory limit, and a watch that ends a process whose document stopped advancing.

The total time of a document is kept from outside (`slot.py`), where nothing the document does can prevent it. Memory
and standstill are kept here. Memory: address space (RLIMIT_AS) on Linux, so that an allocation fails in the worker and
not somewhere on the machine; macOS accepts the limit without keeping it and Windows has none, so there the limits on
bytes, pages, cells and expansion (`settings.Limits`) are what holds. Standstill: a thread that looks once a quarter of
a second when the reader last advanced, and ends the process with the exit code STALLED.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..extract import progress
from ..settings import Limits, Settings
from .task import Checked, refused
from .walk import Target

Work = Callable[[Target, Settings, bool], Checked]

STALLED = 75  # exit code of a worker that gave up on its document
LOOK_SECONDS = 0.25
ORPHAN_SECONDS = 30.0  # after the total time a worker ends itself: its parent should have done so

_busy_since: float | None = None
_check: Callable[[Target], Checked]


def prepare(work: Work, settings: Settings, ledger: bool) -> None:
    """Runs once in every new worker, before its first document: what is the same for all documents travels once."""
    global _check
    _check = lambda target: work(target, settings, ledger)  # noqa: E731
    threading.Thread(target=_watch, args=(settings.limits,), name="gouji-watch", daemon=True).start()
    _limit_memory(settings.limits.memory_bytes)  # last: a thread that finds no memory to start is waited for for ever


def check(target: Target) -> Checked:
    """One document under the watch."""
    with watched():
        try:
            return _check(target)
        except BaseException as problem:  # a Rust panic derives from it, and could not travel to the parent
            message = f"核对时发生内部错误（{type(problem).__name__}），本文件未核对；请把文件样式反馈给开发者。"
            return Checked.of(refused(target, "GJ901", message))


@contextmanager
def watched() -> Iterator[None]:
    """Until the end the process may be ended for standing still."""
    global _busy_since
    progress.advance()
    _busy_since = time.monotonic()
    try:
        yield
    finally:
        _busy_since = None


def _watch(limits: Limits) -> None:
    while True:
        time.sleep(LOOK_SECONDS)
        since = _busy_since
        if since is None:
            continue
        if progress.idle() > limits.stall_seconds or time.monotonic() - since > limits.seconds + ORPHAN_SECONDS:
            os._exit(STALLED)  # the main thread may be anywhere, also inside a C library


def _limit_memory(added: int) -> None:
    if not added or sys.platform == "win32":
        return
    import resource

    size = Path("/proc/self/statm")
    base = int(size.read_text().split()[0]) * resource.getpagesize() if size.exists() else 0
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = base + added
    resource.setrlimit(resource.RLIMIT_AS, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
