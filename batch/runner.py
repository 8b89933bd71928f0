"""Many documents, in order, whatever happens to one of them.

One document runs here; several run in worker processes (pebble), each with a hard time limit: a document that hangs or
kills its worker becomes a finding, and its worker is replaced. Results come in input order, so that the output is the
same for any number of workers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as Timeout
from itertools import islice
from multiprocessing import get_context
from typing import Any

from ..settings import Settings
from ..validate.outcome import Outcome, reading_finding
from .task import check_one
from .walk import Target

WINDOW = 4  # documents in flight for each worker
TASKS_PER_WORKER = 200


def run(targets: Iterable[Target], settings: Settings, jobs: int = 1, ledger: bool = False) -> Iterator[Outcome]:
    """The outcome of every target, in order."""
    iterator = iter(targets)
    first = list(islice(iterator, 2))
    if len(first) < 2:
        yield from (check_one(target.path, target.name, settings, ledger) for target in first)
        return
    yield from _in_workers(_chain(first, iterator), settings, max(1, jobs), ledger)


def _chain(first: list[Target], rest: Iterator[Target]) -> Iterator[Target]:
    yield from first
    yield from rest


def _in_workers(targets: Iterator[Target], settings: Settings, jobs: int, ledger: bool) -> Iterator[Outcome]:
    from pebble import ProcessPool

    with ProcessPool(max_workers=jobs, max_tasks=TASKS_PER_WORKER, context=get_context("spawn")) as pool:
        pending: deque[tuple[Target, Any]] = deque()
        for target in targets:
            arguments = (target.path, target.name, settings, ledger)
            pending.append((target, pool.schedule(check_one, args=arguments, timeout=settings.limits.seconds)))
            if len(pending) >= jobs * WINDOW:
                yield _result(*pending.popleft(), settings)
        while pending:
            yield _result(*pending.popleft(), settings)


def _result(target: Target, future: Any, settings: Settings) -> Outcome:
    try:
        outcome: Outcome = future.result()
        return outcome
    except Timeout:
        message = f"读取和核对超过{settings.limits.seconds:g}秒，已停止，本文件未核对；可用 --timeout 放宽后单独重试。"
        return Outcome(target.name, findings=(reading_finding("GJ009", message),))
    except Exception as problem:  # the worker died: out of memory, killed, crashed in a C library
        message = f"处理进程意外终止（{type(problem).__name__}），本文件未核对；文件可能已损坏，请另存后重试。"
        return Outcome(target.name, findings=(reading_finding("GJ001", message),))
