"""One small writer for each kind of file; the suffix of an output says which."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ...settings import CannotRun
from ...validate.suppress import Baseline
from ..writer import Writer
from . import to_csv


def open_writers(
    outputs: Iterable[Path], summary: Path | None, ledger: Path | None, language: str, baseline: Baseline
) -> list[Writer]:
    """A writer for every file of a run. Raises CannotRun for a suffix that none writes."""
    writers = [_discrepancies(path, language, baseline) for path in outputs]
    for path in filter(None, (summary, ledger)):
        if path.suffix.lower() != ".csv":
            raise CannotRun(f"汇总和台账只写成 .csv 文件：{path}；汇总也在 -o 差异.xlsx 的第一张表。")
    writers += [to_csv.summary(summary, language)] if summary else []
    writers += [to_csv.ledger(ledger, language)] if ledger else []
    return writers


def _discrepancies(path: Path, language: str, baseline: Baseline) -> Writer:
    match path.suffix.lower():
        case ".csv":
            return to_csv.discrepancies(path, language)
        case ".xlsx":
            from .to_xlsx import XlsxWriter

            return XlsxWriter(path, language, baseline)
        case other:
            raise CannotRun(f"不支持写成 {other or '无后缀'} 文件，请用 .csv 或 .xlsx 后缀：{path}")
