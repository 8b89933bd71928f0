"""gouji 勾稽: checks the numbers of Chinese budget performance-evaluation reports.

import gouji
gouji.read("自评表.docx").forms      what was read
gouji.check("自评表.docx").findings  what does not agree

Both have .to_frame() (pandas): a row per printed number, a row per finding.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from .version import __version__

if TYPE_CHECKING:
    from .output.frames import CheckedOutcome, ReadReport
    from .settings import Settings

__all__ = ["__version__", "check", "read"]


def read(path: str | os.PathLike[str], settings: Settings | None = None) -> ReadReport:
    """The report read from one document. Raises `gouji.extract.document.Unreadable` with a Chinese message."""
    from .extract.reader import read as read_document
    from .normalize.build import build
    from .output.frames import ReadReport
    from .settings import Settings

    chosen = settings or Settings()
    return ReadReport.of(build(read_document(Path(path), Path(path).name, chosen), chosen.profile))


def check(path: str | os.PathLike[str], settings: Settings | None = None) -> CheckedOutcome:
    """The findings, summary and ledger of one document; a document that cannot be read is a finding."""
    from .batch.task import check_one
    from .output.frames import CheckedOutcome
    from .settings import Settings

    return CheckedOutcome.of(check_one(Path(path), Path(path).name, settings or Settings(), ledger=True))
