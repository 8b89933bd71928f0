"""One document, from path to outcome: the unit of work of every runner and of the Python API.

Nothing raised inside reaches the batch: a document that cannot be read, and a fault of ours, are findings.
"""

from __future__ import annotations

import logging
from pathlib import Path

from ..extract.document import Unreadable
from ..extract.reader import read
from ..normalize.build import build
from ..settings import Settings
from ..validate.outcome import Outcome, outcome_of, reading_finding

log = logging.getLogger("gouji")


def check_one(path: Path, name: str, settings: Settings, ledger: bool = False) -> Outcome:
    """Checks one document. `name` is how the user sees it; with `ledger` every check and its outcome is kept."""
    try:
        document = read(path, name, settings)
    except Unreadable as problem:
        return Outcome(name, findings=(reading_finding(problem.code, problem.message),))
    try:
        return outcome_of(build(document), settings.select, settings.ignore, ledger)
    except Exception as problem:  # a fault of ours must not end a batch
        log.debug("internal fault in %s", name, exc_info=True)
        message = f"核对时发生内部错误（{type(problem).__name__}），本文件未核对；请把文件样式反馈给开发者。"
        return Outcome(name, findings=(reading_finding("GJ901", message),))
