"""The files of a folder as one case: after the last of them what they say of each other, as an outcome of its own.

    甲/绩效目标表.docx   an outcome, as ever
    甲/自评表.xlsx       an outcome, as ever
    甲/                  what does not agree between the two: the same work, in a worker, under the same limits

The files are checked first, one by one, as without cases; nothing of their outcomes changes. Only then is it known
which of them can be read, and a case holds those alone: a file that kills its worker cannot take the case with it. The
case's worker reads them again, which costs as much as the first time. Files that all name different projects are not
read again. A case waits for its turn in the order of results, and finished outcomes behind it wait with it.
"""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from ..archive.recording import case_record
from ..extract.document import Unreadable
from ..extract.progress import advance
from ..extract.reader import read_bytes
from ..normalize.build import build
from ..normalize.case import project_name
from ..normalize.report import Report
from ..settings import Settings
from ..validate.across import CASE, case_outcome
from ..validate.ledger import Counts
from ..validate.outcome import Outcome, Summary
from .journal import Journal
from .runner import LOOK_SECONDS, WINDOW, Runner, check_all
from .task import Checked, content, refused
from .walk import Target

UNSUPPORTED = "GJ005"


@dataclass
class Folder:
    """The files directly in one folder, or in one folder of an archive, as their outcomes come in."""

    place: Path
    name: str
    files: list[tuple[Target, str]] = field(default_factory=list)  # that could be read, and the project they name
    supported: int = 0

    def add(self, target: Target, outcome: Outcome) -> None:
        self.supported += all(finding.rule != UNSUPPORTED for finding in outcome.findings)
        if outcome.counts != Counts():  # something was read that can be compared
            self.files.append((target, project_name(outcome.summary.project)))

    def members(self) -> tuple[Target, ...]:
        """Files that another may speak of the same project with; one that names none, or several, may with any."""
        counts = Counter(project for _, project in self.files)
        found = [target for target, project in self.files if counts[""] or counts[project] > 1]
        return tuple(found) if len(found) > 1 else ()


def check_cases(
    targets: Iterable[Target],
    runner: Runner,
    settings: Settings,
    journal: Journal | None = None,
    found: Callable[[], None] = lambda: None,
) -> Iterator[Outcome]:
    """Every document's outcome in order, and behind the last one of each folder its case, of which `found` is told."""
    run = _Run(runner, settings, journal, found)
    for outcome in check_all(run.watch(targets), runner, journal):
        run.take(outcome)
        yield from run.in_turn()
    run.start_due()
    yield from run.rest()


class _Run:
    def __init__(self, runner: Runner, settings: Settings, journal: Journal | None, found: Callable[[], None]) -> None:
        self._found = found
        self._runner = runner
        self._settings = settings
        self._journal = journal
        self._coming: deque[tuple[Target | None, Folder]] = deque()  # documents, and where a folder's last one was
        self._waiting: deque[Outcome | _Pending] = deque()

    def watch(self, targets: Iterable[Target]) -> Iterator[Target]:
        """The same targets; remembers whose turn is whose, and where each folder ends."""
        within: list[Folder] = []
        for target in targets:
            place = _place(target)
            while within and not place.is_relative_to(within[-1].place):
                self._coming.append((None, within.pop()))
            if not within or within[-1].place != place:
                within.append(Folder(place, _name(target, place)))
            self._coming.append((target, within[-1]))
            yield target
        while within:
            self._coming.append((None, within.pop()))

    def take(self, outcome: Outcome) -> None:
        self.start_due()
        target, folder = self._coming.popleft()
        assert target is not None  # noqa: S101  ends of folders are taken above
        folder.add(target, outcome)
        self._waiting.append(outcome)
        self.start_due()

    def start_due(self) -> None:
        """The cases of all folders whose last document has come."""
        while self._coming and self._coming[0][0] is None:
            _, folder = self._coming.popleft()
            if folder.supported > 1:
                self._found()
                self._waiting.append(self._start(folder))

    def in_turn(self) -> Iterator[Outcome]:
        """What need not wait; where too much waits, also what must be waited for."""
        while self._waiting:
            first = self._waiting[0]
            full = len(self._waiting) >= self._runner.width * WINDOW
            if isinstance(first, _Pending) and not first.future.done() and not full:
                return
            yield self._outcome(self._waiting.popleft())

    def rest(self) -> Iterator[Outcome]:
        while self._waiting:
            yield self._outcome(self._waiting.popleft())

    def _start(self, folder: Folder) -> Outcome | _Pending:
        members = folder.members()
        target = Target(folder.place, folder.name, members=members)
        most = self._settings.limits.case_files
        if not members:
            return _as_case(Outcome(folder.name))
        if len(members) > most:
            return _as_case(refused(target, "GJ008", _too_many(len(members), most)))
        known = self._journal.find(target) if self._journal is not None else None
        return known.outcome if known is not None else _Pending(target, self._runner.submit(target))

    def _outcome(self, waiting: Outcome | _Pending) -> Outcome:
        if isinstance(waiting, Outcome):
            return waiting
        while not wait_for([waiting.future], LOOK_SECONDS).done:
            self._runner.assert_alive()
        checked = waiting.future.result()
        outcome = checked.outcome
        if outcome.summary.kind != CASE:  # the worker was lost, or took too long
            outcome = _as_case(outcome)
            checked = Checked.of(outcome)
        if self._journal is not None:
            self._journal.add(waiting.target, checked)
        return outcome


@dataclass(frozen=True)
class _Pending:
    target: Target
    future: Future[Checked]


def check_case(target: Target, settings: Settings, ledger: bool) -> Checked:
    """Reads the files of a case again and compares them; runs in a worker. One that cannot be read is left out."""
    reports: list[Report] = []
    digest = hashlib.sha256()
    for member, name in zip(target.members, _names(target.members), strict=True):
        try:
            data = content(member, settings)
            reports.append(build(read_bytes(data, name, settings), settings.profile))
        except Unreadable:  # a row of its own says so
            continue
        digest.update(f"{name}\n".encode("utf-8", "surrogatepass") + hashlib.sha256(data).digest())
        advance()
    outcome = case_outcome(target.name, reports, settings.select, settings.ignore, ledger or settings.record)
    if settings.record:
        outcome = case_record(outcome, digest.hexdigest(), ledger)
    return Checked.of(outcome)


def _as_case(outcome: Outcome) -> Outcome:
    """A case of which there is nothing, or only trouble, to tell."""
    found = [replace(row, message=f"同一文件夹的各文件之间未核对：{row.message}") for row in outcome.findings]
    return replace(outcome, summary=Summary(kind=CASE), findings=tuple(found))


def _too_many(count: int, most: int) -> str:
    return (
        f"可能属于同一项目的文件有 {count} 份，超过上限 {most} 份；请按项目分文件夹，"
        "或在 gouji.toml 的 [limits] 中放宽 case-files。"
    )


def _names(members: tuple[Target, ...]) -> list[str]:
    """What the files are called within the folder; an archive may hold one name twice."""
    seen: Counter[str] = Counter()
    names = []
    for member in members:
        name = PurePosixPath(member.name).name
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return names


def _place(target: Target) -> Path:
    """The folder a document stands in; in an archive the archive's path and the folder in it."""
    if not target.inside:
        return target.path.parent
    parts = PurePosixPath(target.name).parts
    tail = target.path.parts
    cut = next((n for n in range(1, len(parts)) if tail[-n:] == parts[:n]), 1)
    return target.path.joinpath(*parts[cut:-1])


def _name(target: Target, place: Path) -> str:
    """The folder as results name it: 甲/, for the folder a user named its own name."""
    above = PurePosixPath(target.name).parent
    return f"{place.resolve().name if above == PurePosixPath('.') else above}/"
