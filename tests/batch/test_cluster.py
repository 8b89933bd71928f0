"""Two Dask workers over TCP on this machine: the same outcomes, one of them killed or not, and clear refusals."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from dask_processes import Cluster  # type: ignore[import-not-found]
from gouji.batch.cluster import DaskRunner
from gouji.batch.documents import documents
from gouji.batch.runner import SerialRunner, check_all
from gouji.batch.slot import RunnerFailed
from gouji.batch.walk import Target
from gouji.settings import Limits, Settings
from odd_tasks import count, obey  # type: ignore[import-not-found]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    yield made
    made.close()


def test_a_killed_dask_worker_costs_nothing(cluster: Cluster, tmp_path: Path) -> None:
    folder = tmp_path / "送审"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:02d}.txt").write_text("0.02" + " " * number)
    settings = Settings()
    with SerialRunner(settings, work=count) as serial:
        expected = list(check_all(documents([folder], settings), serial))
    victim = cluster.add_worker("--no-nanny")
    cluster.add_worker("--no-nanny")
    with DaskRunner(settings, False, 2, cluster.address, work=count) as runner:
        outcomes = check_all(documents([folder], settings), runner)
        found = [next(outcomes) for _ in range(10)]
        os.kill(victim.pid, signal.SIGKILL)
        found += outcomes
    assert found == expected


def test_a_document_that_hangs_or_dies_is_a_row_on_dask_too(cluster: Cluster, tmp_path: Path) -> None:
    targets = []
    for number, order in enumerate(["die", "sleep 60", "sleep 0"]):
        path = tmp_path / f"{number}.txt"
        path.write_text(order)
        targets.append(Target(path, path.name))
    cluster.add_worker()  # under a nanny, as `dask worker` starts them
    with DaskRunner(Settings(limits=Limits(stall_seconds=1)), False, 1, cluster.address, work=obey) as runner:
        rules = [outcome.findings[0].rule for outcome in check_all(targets, runner)]
    assert rules == ["GJ001", "GJ009", "GJ003"]


def test_refusals_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RunnerFailed, match="连接不上"):
        DaskRunner(Settings(), False, 1, "tcp://127.0.0.1:9", connect_seconds=1)
    daemons = Cluster(tmp_path, daemon="True")
    try:
        daemons.add_worker()
        path = tmp_path / "a.txt"
        path.write_text("sleep 0")
        with (
            DaskRunner(Settings(), False, 1, daemons.address, work=obey) as runner,
            pytest.raises(RunnerFailed, match="DASK_DISTRIBUTED__WORKER__DAEMON=False"),
        ):
            list(check_all([Target(path, "a.txt")], runner))
    finally:
        daemons.close()
