"""Documents on a Dask cluster: the same guarded worker process, one behind every thread of every Dask worker.

    gouji check 送审/ -o 差异.csv --runner dask --scheduler tcp://10.0.0.1:8786

The Dask worker only waits for its guarded process (`slot.py`), so that a document which hangs or crashes never costs
the Dask worker; a Dask worker that is lost costs its documents a second start elsewhere, which the scheduler sees to.
Dask's workers must be allowed to start processes (DASK_DISTRIBUTED__WORKER__DAEMON=False) and must see the files under
the same paths and run the same gouji. Without --scheduler a cluster is started on this machine.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from importlib import import_module
from multiprocessing import current_process
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Self

from ..settings import Settings
from .edition import program
from .slot import RunnerFailed, Slot
from .task import Checked, check_target, refused
from .walk import Target
from .worker import Work

CONNECT_SECONDS = 30.0
ALONE_SECONDS = 60.0  # without any Dask worker before a run is given up
INSTALL = "使用 --runner dask 需要安装 gouji[dask]：pip install 'gouji[dask]'。"
_DAEMON = (
    "Dask 工作进程不能再启动进程；请在启动工作进程的环境里设置 DASK_DISTRIBUTED__WORKER__DAEMON=False，"
    "然后加 --resume 重试。"
)
_OTHER = "Dask 工作进程上的 gouji 与本机不同；请在各工作机安装同一版本后加 --resume 重试。"
_LOST = "与 Dask 调度器的连接中断；恢复后加 --resume 接着核对。"
_ALONE = "没有可用的 Dask 工作进程；请启动工作进程后加 --resume 接着核对。"
_LOST_TWICE = "核对本文件的 Dask 工作进程一再丢失，本文件未核对；请单独重试。"


class DaskRunner:
    """On the workers of a scheduler, or of a cluster of this machine."""

    def __init__(
        self,
        settings: Settings,
        ledger: bool,
        jobs: int,
        scheduler: str = "",
        work: Work = check_target,
        connect_seconds: float = CONNECT_SECONDS,
    ) -> None:
        try:
            dask: Any = import_module("dask")
            distributed: Any = import_module("distributed")
        except ImportError as problem:
            raise RunnerFailed(INSTALL) from problem
        self._arguments = (settings, ledger, work, program())
        with dask.config.set({"distributed.worker.daemon": False}), contextlib.ExitStack() as opened:
            try:
                if not scheduler:
                    cluster = distributed.LocalCluster(
                        n_workers=jobs, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
                    )
                    scheduler = opened.enter_context(cluster).scheduler_address
                self._client = opened.enter_context(distributed.Client(scheduler, timeout=connect_seconds))
            except OSError as problem:
                raise RunnerFailed(f"连接不上 Dask 调度器 {scheduler}；请检查地址和网络。") from problem
            self._opened = opened.pop_all()
        self._executor = self._client.get_executor(pure=False)
        self._killed = distributed.KilledWorker
        self.width = max(1, sum(self._threads().values()))
        self._seen = time.monotonic()

    def submit(self, target: Target) -> Future[Checked]:
        promised: Future[Checked] = Future()
        future = self._executor.submit(check_in_dask, target, *self._arguments)
        future.add_done_callback(lambda done: self._settle(target, done, promised))
        return promised

    def convert(self, targets: Sequence[Target], folder: Path) -> Future[None] | None:
        return None  # a folder of this machine is none of its workers'

    def assert_alive(self) -> None:
        if self._threads():
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > ALONE_SECONDS:
            raise RunnerFailed(_ALONE)

    def _threads(self) -> dict[str, int]:
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        return {address: worker["nthreads"] for address, worker in workers.items()}

    def _settle(self, target: Target, done: Any, promised: Future[Checked]) -> None:
        problem = None if done.cancelled() else done.exception()
        if done.cancelled():
            promised.set_exception(RunnerFailed(_LOST))
        elif problem is None:
            promised.set_result(done.result())
        elif isinstance(problem, self._killed):
            promised.set_result(Checked.of(refused(target, "GJ001", _LOST_TWICE)))
        elif isinstance(problem, RunnerFailed):
            promised.set_exception(problem)
        else:
            promised.set_exception(RunnerFailed(f"{_LOST}（{type(problem).__name__}）"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()


_free: SimpleQueue[tuple[Settings, bool, Work, Slot]] = SimpleQueue()  # of one Dask worker, shared by its threads


def check_in_dask(target: Target, settings: Settings, ledger: bool, work: Work, edition: str) -> Checked:
    """Runs in a thread of a Dask worker."""
    if current_process().daemon:
        raise RunnerFailed(_DAEMON)
    if edition != program():
        raise RunnerFailed(_OTHER)
    slot = _take(settings, ledger, work)
    try:
        return slot.check(target)
    finally:
        _free.put((settings, ledger, work, slot))


def _take(settings: Settings, ledger: bool, work: Callable[..., Checked]) -> Slot:
    """A slot of an earlier document of this run, or a new one; those of other runs are closed."""
    while True:
        try:
            *made_for, slot = _free.get_nowait()
        except Empty:
            return Slot(settings, ledger, work)
        if tuple(made_for) == (settings, ledger, work):
            return slot
        slot.close()
