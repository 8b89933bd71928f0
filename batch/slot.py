"""One worker process and the documents it gets, one after another; whatever a document does to it costs only that one.

    Slot(settings, ledger).check(target)  →  Checked, always: a row where the document hung, crashed or took too much

A pebble pool of one worker, not one pool for all: the workers of a shared pool take turns on one pipe and its lock, and
a worker killed by the system in that moment stops them all. A pool that lost its worker is thrown away. A document
that was in a worker when it died is tried once more in a fresh one, since it may have been innocent (the system's
out-of-memory killer picks whom it likes); the second time it is a row. Where workers come from: `processes.py`.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from ..extract.document import Unreadable
from ..settings import CannotRun, Settings
from .processes import context
from .task import Checked, check_target, refused
from .walk import Target
from .worker import STALLED, Work, check, prepare

DOCUMENTS_PER_WORKER = 200
AHEAD = 20  # documents before its end that the next worker is started
DEATHS = 2  # workers that a document may kill
STARTS = 3  # workers in a row that may die before they take a document
LEAST_MEMORY = 64 * 2**20  # bytes below which no worker can even start; it would only be waited for
START_SECONDS = 120.0  # for a new worker to take its first document
MARGIN_SECONDS = 30.0  # what pebble may take to stop a worker


class RunnerFailed(CannotRun):
    """No worker can be had."""


class Slot:
    """A place for one document at a time. Used by one thread; `close` may come from another."""

    def __init__(self, settings: Settings, ledger: bool = False, work: Work = check_target) -> None:
        self._limits = settings.limits
        self._prepared = (work, settings, ledger)
        self._pool: Any = None
        self._next: Any = None  # the pool after this one, started ahead so that nobody waits for it
        self._served = 0
        self._future: Any = None
        self._closed = False

    def check(self, target: Target) -> Checked:
        """The outcome of a document, whatever it does."""
        try:
            checked: Checked = self.call(check, target)
        except Unreadable as problem:
            return Checked.of(refused(target, problem.code, problem.message))
        return checked

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What a function returns in the worker. Raises `Unreadable` where the document it works on prevents it."""
        deaths = starts = 0
        while deaths < DEATHS:
            try:
                return self._result(function, arguments)
            except BrokenProcessPool:  # died before it took the document, or at once
                starts += 1
                if starts == STARTS:
                    self._assert_alive()
                    break
            except _Died:
                deaths += 1
        raise Unreadable("GJ001", _KILLED)

    def close(self) -> None:
        """Stops the worker, also in the middle of a document."""
        self._closed = True
        if self._future is not None:
            self._future.cancel()
        self._discard()
        self._discard()  # the one started ahead

    def _result(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        limits = self._limits
        self._future = self._schedule(function, arguments)
        if self._closed:
            self._future.cancel()
        try:
            if self._served == 1:
                self._await_start()
            return self._future.result(limits.seconds + MARGIN_SECONDS)
        except TimeoutError:
            self._discard()
            raise Unreadable("GJ009", _too_long(limits.seconds)) from None
        except BrokenProcessPool:
            self._discard()
            raise
        except Exception as problem:
            code = getattr(problem, "exitcode", None)  # of pebble.ProcessExpired
            if code is None:
                raise
            self._discard()
            if code == STALLED:
                raise Unreadable("GJ009", _standstill(limits.stall_seconds)) from None
            raise _Died from None

    def _await_start(self) -> None:
        """A document's times run from when a worker takes it; a worker that never does has a time of its own."""
        wait([self._future], START_SECONDS)
        if not (self._future.running() or self._future.done()):
            raise BrokenProcessPool

    def _schedule(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        if self._closed:
            raise CancelledError
        if self._served == DOCUMENTS_PER_WORKER:
            self._discard()
        if self._pool is None:
            if 0 < self._limits.memory_bytes < LEAST_MEMORY:
                raise RunnerFailed(_NO_WORKER)
            self._pool = _new_pool(self._prepared)
        self._served += 1
        if self._served == DOCUMENTS_PER_WORKER - AHEAD:
            self._next = _new_pool(self._prepared)
            self._next.schedule(int)
        try:
            return self._pool.schedule(function, args=arguments, timeout=self._limits.seconds)
        except RuntimeError as problem:  # the pool lost its worker while nothing was asked of it
            self._discard()
            raise BrokenProcessPool from problem

    def _assert_alive(self) -> None:
        """Tells a document no worker survives from a machine that starts no workers."""
        try:
            self._result(int, ())
        except Exception as problem:
            raise RunnerFailed(_NO_WORKER) from problem

    def _discard(self) -> None:
        """Drops the pool. Joined aside: a worker killed in the middle of a message leaves a thread that never ends."""
        pool, self._pool, self._next = self._pool, self._next, None
        self._served = 0
        if pool is not None:
            pool.stop()
            threading.Thread(target=_join, args=(pool,), daemon=True).start()


class _Died(Exception):
    pass


def _new_pool(prepared: tuple[Work, Settings, bool]) -> Any:
    from pebble import ProcessPool

    return ProcessPool(max_workers=1, context=context(), initializer=prepare, initargs=prepared)


def _join(pool: Any) -> None:
    with contextlib.suppress(Exception):
        pool.join()


_NO_WORKER = "无法启动工作进程；请检查内存是否充足、--memory 是否过小，或用 --runner serial 在本进程内核对。"
_KILLED = (
    "处理进程两次意外终止，本文件未核对；文件可能已损坏或所需内存过大，请另存或拆分后重试，或用 --memory 放宽上限。"
)


def _too_long(seconds: float) -> str:
    return f"读取和核对超过{seconds:g}秒，已停止，本文件未核对；可用 --timeout 放宽后单独重试。"


def _standstill(seconds: float) -> str:
    return f"读取停滞超过{seconds:g}秒，已停止，本文件未核对；文件可能已损坏，请另存后重试，或用 --stall 放宽。"
