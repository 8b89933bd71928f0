"""One document, from path to outcome: the unit of work of every runner and of the Python API.

Nothing raised inside reaches the batch: a document that cannot be read, and a fault of ours, are findings.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from ..archive.recording import unread, with_record
from ..extract.document import Unreadable
from ..extract.guard import check_size
from ..extract.progress import advance
from ..extract.reader import read_bytes
from ..normalize.build import build
from ..settings import Settings
from ..validate.outcome import Outcome, outcome_of, reading_finding
from .stored import decode, encode
from .walk import Target

log = logging.getLogger("gouji")


@dataclass(frozen=True, slots=True)
class Checked:
    """An outcome as a line of JSON, and the SHA-256 of the content it belongs to: "" where nothing could be read.

    A line, because it is made in the worker, where time costs nothing, goes into the journal as it is, and travels
    and waits for its turn at a fraction of an object's cost.
    """

    line: str
    sha256: str = ""

    @classmethod
    def of(cls, outcome: Outcome, sha256: str = "") -> Self:
        return cls(json.dumps(encode(outcome), ensure_ascii=False, separators=(",", ":")), sha256)

    @property
    def outcome(self) -> Outcome:
        return decode(Outcome, json.loads(self.line))


def check_one(path: Path, name: str, settings: Settings, ledger: bool = False) -> Outcome:
    """Checks one document. `name` is how the user sees it; with `ledger` every check and its outcome is kept."""
    return check_target(Target(path, name), settings, ledger).outcome


def check_target(target: Target, settings: Settings, ledger: bool) -> Checked:
    """Checks a document wherever it stands, in a folder or in an archive. Picklable, raises nothing."""
    if target.problem is not None:
        return Checked.of(refused(target, *target.problem))
    if target.members:
        return _check_together(target, settings, ledger)
    try:
        data = content(target, settings)
    except Unreadable as problem:
        return Checked.of(refused(target, problem.code, problem.message))
    sha256 = hashlib.sha256(data).hexdigest()
    advance()
    converted = _converted(target, sha256)
    outcome = _check(data, converted, target, settings, ledger)
    if settings.record and outcome.record is None:
        outcome = replace(outcome, record=unread(data, outcome))
    return Checked.of(outcome, sha256)


def _check_together(target: Target, settings: Settings, ledger: bool) -> Checked:
    from .cases import check_case

    try:
        return check_case(target, settings, ledger)
    except MemoryError:
        return Checked.of(refused(target, "GJ008", "所需内存过大；请按项目分文件夹，或用 --memory 放宽上限。"))
    except Exception as problem:  # a fault of ours must not end a batch
        log.debug("internal fault in %s", target.name, exc_info=True)
        message = f"核对时发生内部错误（{type(problem).__name__}）；请把文件样式反馈给开发者。"
        return Checked.of(refused(target, "GJ901", message))


def refused(target: Target, code: str, message: str) -> Outcome:
    """The outcome of a document that was not checked: one row that says why and what to do."""
    return Outcome(target.name, findings=(reading_finding(code, message),))


def content(target: Target, settings: Settings) -> bytes:
    """The bytes of a document, wherever it stands. Raises `Unreadable`."""
    if target.inside:
        from .containers import load

        return load(target.path, target.inside, settings.limits)
    try:
        check_size(target.path.stat().st_size, settings.limits)
        return target.path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Unreadable("GJ001", f"无法打开文件（{reason}）；请确认文件存在、可以读取且未被占用。") from error


def converted_name(sha256: str) -> str:
    """What the docx made of a content is called, so that it cannot be taken for that of another."""
    return f"{sha256}.docx"


def _converted(target: Target, sha256: str) -> bytes | None:
    if target.converted is None:
        return None
    try:
        return (target.converted / converted_name(sha256)).read_bytes()
    except OSError:  # it could not be converted together with others: the reader does it alone
        return None


def _check(data: bytes, converted: bytes | None, target: Target, settings: Settings, ledger: bool) -> Outcome:
    try:
        document = read_bytes(data, target.name, settings, converted)
        advance()
        report = build(document, settings.profile)
        outcome = outcome_of(report, settings.select, settings.ignore, ledger or settings.record)
        return with_record(outcome, report, len(data), ledger) if settings.record else outcome
    except Unreadable as problem:
        return refused(target, problem.code, problem.message)
    except MemoryError:
        return refused(target, "GJ008", "核对该文件所需内存过大；请拆分后再核对，或用 --memory 放宽上限。")
    except Exception as problem:  # a fault of ours must not end a batch
        log.debug("internal fault in %s", target.name, exc_info=True)
        message = f"核对时发生内部错误（{type(problem).__name__}），本文件未核对；请把文件样式反馈给开发者。"
        return refused(target, "GJ901", message)
