"""A workbook to work in: reports on one sheet, discrepancies on the other, with room for a decision on each row.

    汇总        one row a report
    差异明细    the columns of the CSV, then 处理意见 (a list to choose from: 确认, 忽略, 已改), 理由, 处理人, 日期

`gouji baseline --from 差异.xlsx` reads the decisions back. What is text in the CSV is text here, whatever it begins
with: nothing of a report can become a formula. 原文值, 应为 and 差额 are numbers where they are plain ones, with the
decimals printed. Rows are written as they come, so that a run of a million documents needs no more memory than one of
a thousand; a sheet that is full is continued on another. Same findings, same bytes: the file carries no time.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ...validate.finding import Finding
from ...validate.outcome import Outcome
from ...validate.suppress import DECISIONS, SUPPRESSED, Baseline, Entry
from .. import labels, rows
from ..writer import Writer

SHEET_ROWS = 1_048_576  # of the format
CELL_CHARACTERS = 32_767
PRECISION = 15  # significant digits that a spreadsheet keeps
CUT = "……（过长，以下略，全文见差异明细 CSV）"
FILLS = {"error": "FFC7CE", "warning": "FFEB9C", "info": "DDEBF7"}
REVIEW_COLUMNS = {"decision": "处理意见", "reason": "理由", "by": "处理人", "date": "日期"}
NUMBERS = frozenset(
    ("page", "stated", "expected", "difference", "score", "errors", "warnings", "review", "unreadable", "checked",
     "held", "broken", "insufficient")
)  # fmt: skip
WIDTHS = {
    "report": 30, "project": 24, "organisation": 20, "year": 7, "page": 6, "location": 28, "rule": 9, "name": 20,
    "severity": 7, "status": 9, "subject": 26, "stated": 13, "expected": 13, "difference": 12, "unit": 9,
    "expression": 30, "quote": 34, "counterpart": 26, "cause": 30, "suggestion": 30, "consequences": 30, "basis": 22,
    "message": 44, "fingerprint": 19, "decision": 11, "reason": 30, "by": 10, "date": 12, "kind": 18, "budget": 15,
    "executed": 15,
}  # fmt: skip
WIDTH = 10
FONT = "微软雅黑"
LINE_HEIGHT = 15  # points
LINES = 12  # of the highest row

_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.(?P<places>\d+))?")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read _x0041_ as A
_TIMES = re.compile(rb"<dcterms:(created|modified).*?</dcterms:\1>")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def _styles() -> Iterable[NamedStyle]:
    top = Alignment(vertical="top", wrap_text=True)
    line = Border(bottom=Side("hair", "BFBFBF"))
    head = PatternFill("solid", fgColor="305496")
    middle = Alignment(vertical="center", wrap_text=True)
    yield NamedStyle("gouji-head", font=Font(FONT, 10, bold=True, color="FFFFFF"), fill=head, alignment=middle)
    fonts = {"gouji-text": Font(FONT, 10), "gouji-ignored": Font(FONT, 10, color="8C8C8C")}
    for name, font in fonts.items():
        yield NamedStyle(name, font=font, alignment=top, border=line, number_format="@")
    for severity, colour in FILLS.items():
        fill = PatternFill("solid", fgColor=colour)
        font = fonts["gouji-text"]
        yield NamedStyle(f"gouji-{severity}", font=font, fill=fill, alignment=top, border=line, number_format="@")


class _Sheet:
    """A table that goes on over as many worksheets as it needs."""

    def __init__(self, book: Workbook, title: str, columns: dict[str, str], language: str) -> None:
        self._book, self._title = book, title
        self._columns, self._language = columns, language
        self._widths = [WIDTHS.get(name, WIDTH) for name in columns]
        self._count = 0
        self._start()

    def _start(self) -> None:
        self._count += 1
        self._rows = 1
        self._sheet = self._book.create_sheet(self._title if self._count == 1 else f"{self._title}{self._count}")
        self._sheet.freeze_panes = "B2"
        self._sheet.page_setup.orientation = "landscape"
        self._sheet.page_setup.fitToHeight = 0
        self._sheet.sheet_properties.pageSetUpPr.fitToPage = True
        for number, width in enumerate(self._widths, 1):
            self._sheet.column_dimensions[get_column_letter(number)].width = width
        self._sheet.append([self._cell(title, "gouji-head") for title in labels.header(self._columns, self._language)])

    def append(self, values: list[str], styles: dict[str, str], usual: str = "gouji-text") -> None:
        if self._rows == SHEET_ROWS:
            self.close()
            self._start()
        self._rows += 1
        height = self._sheet.row_dimensions[self._rows]
        height.height = LINE_HEIGHT * min(LINES, max(map(_lines, values, self._widths)))
        named = zip(self._columns, values, strict=True)
        self._sheet.append([self._cell(text, styles.get(name, usual), name in NUMBERS) for name, text in named])
        del self._sheet.row_dimensions[self._rows]  # written; a long table would keep them all

    def _cell(self, text: str, style: str, number: bool = False) -> Any:
        cell = WriteOnlyCell(self._sheet)
        cell.style = style
        plain = _PLAIN.fullmatch(text) if number else None
        if plain is not None and sum(character.isdigit() for character in text) <= PRECISION:
            cell.value = float(text) if plain["places"] else int(text)
            cell.number_format = f"0.{'0' * len(plain['places'])}" if plain["places"] else "0"
        elif text:
            cell.value = printable(text)
            cell.data_type = "s"  # never a formula, never an error value
        return cell

    def close(self) -> None:
        last = get_column_letter(len(self._columns))
        self._sheet.auto_filter.ref = f"A1:{last}{self._rows}"
        if "decision" in self._columns and self._rows > 1:
            words = [labels.decision(name, self._language) for name in DECISIONS]
            choice = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True)
            choice.errorTitle, choice.error = "处理意见", f"请从列表中选择：{'、'.join(words)}"
            letter = get_column_letter(list(self._columns).index("decision") + 1)
            choice.add(f"{letter}2:{letter}{self._rows}")
            self._sheet.data_validations.append(choice)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column: a Chinese character is two wide."""
    return sum(1 + sum(1 + (ord(character) > 0xFF) for character in line) // width for line in text.split("\n"))


def printable(text: str) -> str:
    """The text as a cell can hold it; what is cut off is said to be."""
    text = _ESCAPED.sub("_x005F_", _UNPRINTABLE.sub("\ufffd", text))
    return text if len(text) <= CELL_CHARACTERS else text[: CELL_CHARACTERS - len(CUT)] + CUT


class XlsxWriter(Writer):
    """Summary and discrepancies in one workbook; `baseline` fills in what was decided before."""

    def __init__(self, path: Path, language: str, baseline: Baseline | None = None) -> None:
        super().__init__(path, language)
        self._baseline = baseline or Baseline()

    def open(self) -> None:
        self._file = self.partial.open("wb")
        self._book = Workbook(write_only=True)
        for style in _styles():
            self._book.add_named_style(style)
        titles = ("Summary", "Discrepancies") if self.language == "en" else ("汇总", "差异明细")
        self._reports = _Sheet(self._book, titles[0], labels.SUMMARY_COLUMNS, self.language)
        self._findings = _Sheet(self._book, titles[1], labels.COLUMNS | REVIEW_COLUMNS, self.language)

    def write(self, outcome: Outcome) -> None:
        self._reports.append(rows.summary_row(outcome, self.language), {})
        for finding, row in zip(outcome.findings, rows.finding_rows(outcome, self.language), strict=True):
            entry = self._baseline.find(outcome.name, finding) or Entry("")
            decision = labels.decision(entry.decision, self.language)
            self._findings.append([*row, decision, entry.reason, entry.by, entry.date], *_look(finding))

    def close(self) -> None:
        with self._file, tempfile.TemporaryFile() as whole:
            self._reports.close()
            self._findings.close()
            self._book.save(whole)
            _without_times(whole, self._file)


def _look(finding: Finding) -> tuple[dict[str, str], str]:
    review = dict.fromkeys(REVIEW_COLUMNS, "gouji-text")
    if finding.status == SUPPRESSED:
        return review, "gouji-ignored"
    return {**review, "severity": f"gouji-{finding.severity}"}, "gouji-text"


def _without_times(source: IO[bytes], target: IO[bytes]) -> None:
    """The archive with every time taken out of it."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            entry = zipfile.ZipInfo(info.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if info.filename == "docProps/core.xml":
                new.writestr(entry, _TIMES.sub(b"", old.read(info)))
                continue
            with old.open(info) as reader, new.open(entry, "w", force_zip64=info.file_size >= 2**31) as writer:
                while block := reader.read(1 << 20):
                    writer.write(block)
