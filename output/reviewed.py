"""Decisions back from people: of a workbook written by `to_xlsx`, saved by Excel or WPS, or of a CSV.

Read are all sheets whose first row has 指纹 and 处理意见, in whatever order the columns were put; rows without a
decision are left out. Numbers and dates come back as text, as printed.
"""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path
from typing import Any

from ..settings import CannotRun
from ..validate.suppress import Entry, entries_of, is_header, read_decisions


def read_reviewed(path: Path) -> list[Entry]:
    """The entries with a decision. Raises CannotRun for a file without such a sheet, or with a row that cannot hold."""
    entries = read_decisions(path) if path.suffix.lower() == ".csv" else _of_workbook(path)
    return [entry for entry in entries if entry.decision]


def _of_workbook(path: Path) -> list[Entry]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise CannotRun(f"打不开 {path}（{error.strerror}）；请检查文件名，并关闭正打开它的程序。") from error
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise CannotRun(f"{path.name} 不是 xlsx 工作簿；请在 Excel 或 WPS 中另存为 .xlsx 或 CSV。") from error
    entries: list[Entry] = []
    known = False
    for sheet in book.worksheets:
        rows = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        if rows and is_header(rows[0]):
            known = True
            entries += entries_of(rows, f"{path.name}“{sheet.title}”")
    book.close()
    if not known:
        raise CannotRun(
            f"{path.name} 中没有带“指纹”和“处理意见”两列的工作表；请用 gouji check -o 差异.xlsx 生成的工作簿。"
        )
    return entries


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case datetime.datetime():
            return value.date().isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
