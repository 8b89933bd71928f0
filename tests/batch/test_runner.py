"""Real worker processes and documents that misbehave: order, limits, and nothing lost."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from gouji.batch import slot
from gouji.batch.documents import documents
from gouji.batch.runner import LocalRunner, SerialRunner, check_all
from gouji.batch.slot import RunnerFailed, Slot
from gouji.batch.walk import Target
from gouji.settings import Limits, Settings
from gouji.validate.outcome import Outcome
from odd_tasks import never_ready, obey  # type: ignore[import-not-found]

LIMITS = Limits(seconds=3, stall_seconds=1, memory_bytes=600 * 2**20)


def run(folder: Path, orders: list[str], jobs: int = 2, limits: Limits = LIMITS) -> list[Outcome]:
    targets = []
    for number, order in enumerate(orders):
        path = folder / f"{number:02d}.txt"
        path.write_text(order)
        targets.append(Target(path, path.name))
    with LocalRunner(Settings(limits=limits), jobs=jobs, work=obey) as runner:
        outcomes = list(check_all(targets, runner))
    assert [outcome.name for outcome in outcomes] == [target.name for target in targets]
    return outcomes


def row(outcome: Outcome) -> tuple[str, str]:
    (finding,) = outcome.findings
    return finding.rule, finding.message


def test_outcomes_come_in_input_order(tmp_path: Path) -> None:
    run(tmp_path, ["sleep 0.4", *["sleep 0"] * 20, "sleep 0.2", "sleep 0"])


def test_a_document_that_stands_still_or_takes_too_long_costs_only_itself(tmp_path: Path) -> None:
    outcomes = run(tmp_path, ["sleep 60", "sleep 0", "walk 60", "walk 1.5", "sleep 0"])
    assert [row(outcome)[0] for outcome in outcomes] == ["GJ009", "GJ003", "GJ009", "GJ003", "GJ003"]
    assert "停滞超过1秒" in row(outcomes[0])[1]
    assert "--stall" in row(outcomes[0])[1]
    assert "超过3秒" in row(outcomes[2])[1]
    assert "--timeout" in row(outcomes[2])[1]


def test_a_worker_that_dies_costs_only_its_document(tmp_path: Path) -> None:
    outcomes = run(tmp_path, ["die", "sleep 0", "die once", "sleep 0", "raise", "sleep 0"])
    assert [row(outcome)[0] for outcome in outcomes] == ["GJ001", "GJ003", "GJ003", "GJ003", "GJ901", "GJ003"]
    assert "两次意外终止" in row(outcomes[0])[1]


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS holds on Linux only")
def test_memory_is_limited_for_each_document(tmp_path: Path) -> None:
    outcomes = run(tmp_path, ["take 900", "take 200", "sleep 0"], jobs=1)
    assert [row(outcome)[0] for outcome in outcomes] == ["GJ901", "GJ003", "GJ003"]
    assert "MemoryError" in row(outcomes[0])[1]


def test_a_worker_is_replaced_after_200_documents(tmp_path: Path) -> None:
    workers = [row(outcome)[1] for outcome in run(tmp_path, ["sleep 0"] * 410, jobs=1)]
    assert [workers.count(worker) for worker in dict.fromkeys(workers)] == [200, 200, 10]


def test_documents_are_taken_only_as_fast_as_they_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("sleep 0")
    taken = 0

    def endless() -> Iterator[Target]:
        nonlocal taken
        while True:
            taken += 1
            yield Target(path, path.name)

    with LocalRunner(Settings(), jobs=2, work=obey) as runner:
        outcomes = check_all(endless(), runner)
        for given in range(300):
            next(outcomes)
            assert taken - given <= 2 * 64 + 1
        outcomes.close()  # type: ignore[attr-defined]


def test_closing_ends_a_busy_worker_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("sleep 60")
    with LocalRunner(Settings(), jobs=1, work=obey) as runner:
        future = runner.submit(Target(path, path.name))
        time.sleep(0.5)
        began = time.monotonic()
    with pytest.raises(BaseException):  # noqa: B017  cancelled
        future.result(5)
    assert time.monotonic() - began < 5


def test_no_worker_at_all_ends_the_run(tmp_path: Path) -> None:
    starved = Settings(limits=Limits(memory_bytes=1))
    with pytest.raises(RunnerFailed, match="--memory"):
        Slot(starved).check(Target(tmp_path / "a.docx", "a.docx"))


def test_a_worker_that_never_starts_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(slot, "START_SECONDS", 0.5)
    monkeypatch.setattr(slot, "prepare", never_ready)
    with pytest.raises(RunnerFailed):
        Slot(Settings()).check(Target(tmp_path / "a.docx", "a.docx"))


def test_serial_and_local_agree_on_real_documents(reports: Path) -> None:
    settings = Settings()
    with SerialRunner(settings, True) as one, LocalRunner(settings, True, jobs=2) as two:
        serial = list(check_all(documents([reports], settings), one))
        local = list(check_all(documents([reports], settings), two))
    assert serial == local
    assert len(serial) > 4
