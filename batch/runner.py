"""Many documents, in order, whatever happens to one of them.

    with LocalRunner(settings, ledger, jobs=4) as runner:
        for outcome in check_all(walk([folder]), runner): …      # in input order, for any runner and any number of jobs

A runner takes a document and promises its outcome; three there are: in this process, in worker processes, on a Dask
cluster (`cluster.py`). What they share stands here once: documents are taken from their source only as fast as they
are checked, outcomes finished early wait for their turn in a bounded window, and a finished outcome goes into the
journal at once, not when its turn comes. Old word processor files are held until some can be converted together
(`legacy.py`); that changes when they are checked, and nothing else.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Protocol, Self, TypeVar

from ..settings import CannotRun, Settings
from ..validate.outcome import Outcome
from .journal import Journal
from .legacy import Gathering, Numbered, convert_group
from .slot import Slot
from .task import Checked, check_target
from .walk import Target
from .worker import Work

WINDOW = 64  # documents for each worker that may be ahead of the oldest unfinished one
QUEUED = 3  # documents for each worker handed to the runner
LOOK_SECONDS = 1.0

T = TypeVar("T")
Event = Callable[[], None]


class Runner(Protocol):
    """Where documents are checked. `width` is how many at once."""

    width: int

    def submit(self, target: Target) -> Future[Checked]: ...

    def convert(self, targets: Sequence[Target], folder: Path) -> Future[None] | None:
        """Converts old files together (`legacy.py`); None where that cannot be done or saves nothing."""

    def assert_alive(self) -> None:
        """Raises `RunnerFailed` when nothing will ever be finished."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class SerialRunner:
    """In this process, without limits of time and memory: for debuggers, and where processes cannot be started."""

    width = 1

    def __init__(self, settings: Settings, ledger: bool = False, work: Work = check_target) -> None:
        self._arguments = (settings, ledger)
        self._work = work

    def submit(self, target: Target) -> Future[Checked]:
        future: Future[Checked] = Future()
        future.set_result(self._work(target, *self._arguments))
        return future

    def convert(self, targets: Sequence[Target], folder: Path) -> Future[None] | None:
        return None

    def assert_alive(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


class LocalRunner:
    """In worker processes of this machine, each document within its limits."""

    def __init__(self, settings: Settings, ledger: bool = False, jobs: int = 1, work: Work = check_target) -> None:
        self.width = jobs
        self._settings = settings
        self._slots = [Slot(settings, ledger, work) for _ in range(jobs)]
        self._free: SimpleQueue[Slot] = SimpleQueue()
        for slot in self._slots:
            self._free.put(slot)
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="gouji")

    def submit(self, target: Target) -> Future[Checked]:
        return self._threads.submit(self._with_slot, lambda slot: slot.check(target))

    def convert(self, targets: Sequence[Target], folder: Path) -> Future[None] | None:
        arguments = (tuple(targets), self._settings, folder)
        return self._threads.submit(self._with_slot, lambda slot: slot.call(convert_group, *arguments))

    def _with_slot(self, work: Callable[[Slot], T]) -> T:
        slot = self._free.get()
        try:
            return work(slot)
        finally:
            self._free.put(slot)

    def assert_alive(self) -> None:
        pass  # a slot that cannot start a worker says so by itself

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for slot in self._slots:
            slot.close()


def open_runner(name: str, settings: Settings, ledger: bool, jobs: int, scheduler: str = "") -> Runner:
    """The runner of that name: serial, local or dask."""
    if name == "serial":
        return SerialRunner(settings, ledger)
    if name == "dask":
        from .cluster import DaskRunner

        return DaskRunner(settings, ledger, jobs, scheduler)
    return LocalRunner(settings, ledger, jobs)


def check_all(targets: Iterable[Target], runner: Runner, journal: Journal | None = None) -> Iterator[Outcome]:
    """The outcome of every target, in order; those the journal knows are not read again."""
    with closing(_Run(runner, journal)) as run:
        for number, target in enumerate(targets):
            known = journal.find(target) if journal is not None else None
            if known is not None:
                run.ready[number] = known
            else:
                run.take(number, target)
            run.collect()
            yield from run.in_turn()
            while run.full(number):
                run.wait()
                yield from run.in_turn()
        run.take_rest()
        while run.underway:
            run.wait()
            yield from run.in_turn()
        yield from run.in_turn()


class _Run:
    """The window of one run: what is under way, what is finished and waits for its turn, whose turn it is."""

    def __init__(self, runner: Runner, journal: Journal | None) -> None:
        self.ready: dict[int, Checked] = {}
        self.underway = 0  # documents, and groups that are converted together
        self._turn = 0
        self._runner = runner
        self._journal = journal
        self._gathering = Gathering()
        self._events: SimpleQueue[Event] = SimpleQueue()

    def take(self, number: int, target: Target) -> None:
        """One more document: to a worker, or to the old files that wait for others."""
        if not self._gathering.holds(number, target):
            self._start(number, target)
        for group in self._gathering.groups(number, self._runner.width):
            self._convert(group)

    def take_rest(self) -> None:
        """No more documents come."""
        for group in self._gathering.rest(self._runner.width):
            self._convert(group)

    def _start(self, number: int, target: Target) -> None:
        self.underway += 1
        future = self._runner.submit(target)
        future.add_done_callback(lambda done: self._events.put(lambda: self._finish(number, target, done)))

    def _convert(self, group: list[Numbered]) -> None:
        future = None
        if len(group) > 1:
            with contextlib.suppress(OSError):  # no room for temporary files: each alone
                folder, group = self._gathering.prepare(group)
                future = self._runner.convert([target for _, target in group], folder)
        if future is None:
            self._start_all(group)
            return
        self.underway += 1
        future.add_done_callback(lambda done: self._events.put(lambda: self._converted(group, done)))

    def _converted(self, group: list[Numbered], done: Future[None]) -> None:
        self.underway -= 1
        problem = done.exception()
        if isinstance(problem, CannotRun):
            raise problem
        self._start_all(group)  # whatever else happened, each of them still has its own worker

    def _start_all(self, group: list[Numbered]) -> None:
        for number, target in group:
            self._start(number, target)

    def full(self, newest: int) -> bool:
        if not self.underway:
            return False
        return self.underway >= self._runner.width * QUEUED or newest - self._turn >= self._runner.width * WINDOW

    def collect(self) -> None:
        """All that is finished by now."""
        while not self._events.empty():
            self._events.get()()

    def wait(self) -> None:
        """Until one more is finished. Looks up now and then: Windows delivers Ctrl-C only between waits."""
        while True:
            try:
                return self._events.get(timeout=LOOK_SECONDS)()
            except Empty:
                self._runner.assert_alive()

    def _finish(self, number: int, target: Target, done: Future[Checked]) -> None:
        self.underway -= 1
        checked = done.result()
        self.ready[number] = checked
        self._gathering.finished(target)
        if self._journal is not None:
            self._journal.add(target, checked)

    def in_turn(self) -> Iterator[Outcome]:
        while self._turn in self.ready:
            checked = self.ready.pop(self._turn)
            self._turn += 1
            yield checked.outcome

    def close(self) -> None:
        self._gathering.close()
