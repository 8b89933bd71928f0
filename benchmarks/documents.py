"""Generated reports with a known truth, printed to PDF by three producers that draw tables in three ways.

A report is a list of parts: paragraphs, and tables with every cell's row, column, spans and text. LibreOffice strokes
lines and splits rows over pages, typst fills thin areas and splits rows too, reportlab draws boxes with a font that is
not embedded. Nothing is random that is not seeded: the same size gives the same report.

    parts = report(copies=1)
    data = PRODUCERS["typst"](parts)
"""

from __future__ import annotations

import io
import random
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Cell = tuple[int, int, int, int, str]  # row, column, row span, column span, text

_WORDS = "项目资金安排用于平台建设宣传培训课题研究社会服务设备更新信息核查制度完善监督管理绩效目标评价结果应用整改落实"


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table: its cells, the relative widths of its columns, how many first rows are its header."""

    cells: tuple[Cell, ...]
    widths: tuple[int, ...]
    header: int

    @property
    def row_count(self) -> int:
        return max(cell[0] + cell[2] for cell in self.cells)


Part = str | TableSpec


def report(copies: int) -> list[Part]:
    """`copies` reports one after another, each about 10 pages; 0 is a small one of 2 pages."""
    chance = random.Random(20240101)
    if copies == 0:
        return ["一、项目概况", _sentence(chance, 150), _funds(chance), "二、评分情况", _scores(chance, 14, long=False)]
    parts: list[Part] = []
    for number in range(1, copies + 1):
        parts += [f"{number}.项目基本情况", *(_sentence(chance, chance.randint(60, 320)) for _ in range(8))]
        parts += [f"表{number}-1 项目资金使用情况表", _funds(chance)]
        parts += [*(_sentence(chance, chance.randint(60, 320)) for _ in range(6))]
        parts += [f"表{number}-2 项目支出绩效自评表", _scores(chance, 34, long=False)]
        parts += [_sentence(chance, 200), f"表{number}-3 绩效评价指标评分表", _scores(chance, 37, long=True)]
        parts += ["评价组组长签字确认。"]
    return parts


def _sentence(chance: random.Random, length: int) -> str:
    words: list[str] = []
    while sum(map(len, words)) < length:
        words.append("".join(chance.choices(_WORDS, k=chance.randint(6, 14))))
        if chance.random() < 0.2:
            words[-1] += f"{chance.randint(1, 2000)}.{chance.randint(0, 99):02d}万元"
        words[-1] += chance.choice("，，，；")
    return "".join(words)[:-1] + "。"


def _words(chance: random.Random, low: int, high: int) -> str:
    return "".join(chance.choices(_WORDS, k=chance.randint(low, high)))


def _funds(chance: random.Random) -> TableSpec:
    cells: list[Cell] = [(0, 0, 2, 1, "资金来源"), (0, 1, 1, 2, "年初预算（万元）"), (0, 3, 1, 2, "执行情况")]
    cells += [(1, column, 1, 1, name) for column, name in ((1, "批复数"), (2, "调整后"), (3, "执行数"), (4, "执行率"))]
    for row in range(2, 9):
        name = "合计" if row == 8 else _words(chance, 4, 7)
        amounts = [f"{chance.randint(100, 9999):,}.{chance.randint(0, 99):02d}" for _ in range(3)]
        cells += [(row, column, 1, 1, t) for column, t in enumerate((name, *amounts, f"{chance.randint(50, 100)}%"))]
    return TableSpec(tuple(cells), (3, 2, 2, 2, 2), 2)


def _scores(chance: random.Random, rows: int, *, long: bool) -> TableSpec:
    """一级 and 二级 merged over rows, 三级, target, (explanation,) weight and score; a total at the end."""
    names = ["一级指标", "二级指标", "三级指标", "指标值", *(["指标解释", "评价要点"] if long else []), "分值", "得分"]
    cells: list[Cell] = [(0, column, 1, 1, name) for column, name in enumerate(names)]
    row, last = 1, len(names) - 1
    while row < rows:
        group = min(chance.randint(3, 9), rows - row)
        cells.append((row, 0, group, 1, _words(chance, 4, 4)))
        done = 0
        while done < group:
            part = min(chance.randint(1, 4), group - done)
            cells.append((row + done, 1, part, 1, _words(chance, 4, 4)))
            done += part
        for leaf in range(row, row + group):
            cells += [
                (leaf, 2, 1, 1, _words(chance, 5, 16)),
                (leaf, 3, 1, 1, chance.choice(("100%", "≥90%", "≤5%", "合理"))),
            ]
            if long:
                cells += [(leaf, 4, 1, 1, _words(chance, 20, 70)), (leaf, 5, 1, 1, _words(chance, 40, 130))]
            cells += [
                (leaf, last - 1, 1, 1, str(chance.randint(1, 9))),
                (leaf, last, 1, 1, f"{chance.randint(0, 80) / 10}"),
            ]
        row += group
    cells += [(rows, 0, 1, last - 1, "合计"), (rows, last - 1, 1, 1, "100"), (rows, last, 1, 1, "92.5")]
    widths = (4, 4, 8, 4, 10, 16, 3, 3) if long else (4, 4, 8, 4, 3, 3)
    return TableSpec(tuple(sorted(cells)), widths, 1)


# --- LibreOffice -----------------------------------------------------------------------------------------------------


def _word_table(spec: TableSpec, width: int = 9000) -> str:
    """WordprocessingML of a table; python-docx merges cell by cell, which takes minutes for 100 pages."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    unit = width // sum(spec.widths)
    starts = {(cell[0], cell[1]): cell for cell in spec.cells}
    covers = {(row, cell[1]): cell for cell in spec.cells for row in range(cell[0] + 1, cell[0] + cell[2])}
    rows = []
    for row in range(spec.row_count):
        made, column = [], 0
        while column < len(spec.widths):
            cell = starts.get((row, column)) or covers[(row, column)]
            merge = "" if cell[2] == 1 else '<w:vMerge w:val="restart"/>' if cell[0] == row else "<w:vMerge/>"
            text = cell[4] if cell[0] == row else ""
            made.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{unit * sum(spec.widths[column : column + cell[3]])}" w:type="dxa"/>'
                f'<w:gridSpan w:val="{cell[3]}"/>{merge}</w:tcPr><w:p><w:r><w:rPr><w:sz w:val="18"/></w:rPr>'
                f"<w:t>{text}</w:t></w:r></w:p></w:tc>"
            )
            column += cell[3]
        head = "<w:trPr><w:tblHeader/></w:trPr>" if row < spec.header else ""
        rows.append(f"<w:tr>{head}{''.join(made)}</w:tr>")
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{unit * part}"/>' for part in spec.widths)
    return (
        f'<w:tbl {space}><w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def to_docx(parts: Sequence[Part]) -> bytes:
    """The report as Word document."""
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    body = document.element.body
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            body.insert(len(body) - 1, parse_xml(_word_table(part)))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def by_libreoffice(parts: Sequence[Part]) -> bytes:
    """Word document printed by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.docx"
        source.write_bytes(to_docx(parts))
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return source.with_suffix(".pdf").read_bytes()


# --- typst -----------------------------------------------------------------------------------------------------------


def by_typst(parts: Sequence[Part]) -> bytes:
    """Printed by typst."""
    import typst

    lines = ['#set page("a4", margin: 2.2cm)', '#set text(font: "Noto Serif CJK SC", size: 10.5pt, lang: "zh")']
    lines.append("#set par(justify: true)")
    for part in parts:
        if isinstance(part, str):
            lines += [_typst_text(part), ""]
            continue
        columns = ", ".join(f"{width}fr" for width in part.widths)
        cells = [_typst_cell(cell) for cell in part.cells if cell[0] >= part.header]
        header = [_typst_cell(cell) for cell in part.cells if cell[0] < part.header]
        lines.append(
            f"#text(size: 9pt, table(columns: ({columns}), table.header({', '.join(header)}), {', '.join(cells)}))"
        )
        lines.append("")
    return bytes(typst.compile("\n".join(lines).encode()))


def _typst_text(text: str) -> str:
    return text.replace(".", "\\.").replace("-", "\\-")


def _typst_cell(cell: Cell) -> str:
    row, column, rows, columns, text = cell
    return f'table.cell(x: {column}, y: {row}, rowspan: {rows}, colspan: {columns})[#"{text}"]'


# --- reportlab -------------------------------------------------------------------------------------------------------


def by_reportlab(parts: Sequence[Part]) -> bytes:
    """Drawn with reportlab and STSong-Light, which is not embedded: older Chinese PDFs are like that."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    _Drawing(canvas, *A4).draw(parts)
    canvas.save()
    return buffer.getvalue()


class _Drawing:
    """Draws down the pages, rows whole, headers again on every page."""

    def __init__(self, canvas: Any, width: float, height: float) -> None:
        self.canvas, self.width, self.height, self.margin = canvas, width, height, 60.0
        self.y = height - self.margin

    def draw(self, parts: Sequence[Part]) -> None:
        for part in parts:
            if isinstance(part, str):
                self._paragraph(part)
            else:
                self._table(part)
        self.canvas.showPage()

    def _need(self, height: float) -> bool:
        if self.y - height >= self.margin:
            return False
        self.canvas.showPage()
        self.y = self.height - self.margin
        return True

    def _paragraph(self, text: str) -> None:
        for line in _wrapped(text, self.width - 2 * self.margin, 10.5):
            self._need(16)
            self.y -= 16
            self._text(self.margin, self.y, line, 10.5)
        self.y -= 8

    def _text(self, x: float, y: float, text: str, size: float) -> None:
        self.canvas.setFont("STSong-Light", size)
        self.canvas.drawString(x, y, text)

    def _table(self, spec: TableSpec) -> None:
        unit = (self.width - 2 * self.margin) / sum(spec.widths)
        edges = [self.margin + unit * sum(spec.widths[:column]) for column in range(len(spec.widths) + 1)]
        texts = {(c[0], c[1]): _wrapped(c[4], edges[c[1] + c[3]] - edges[c[1]] - 6, 9) for c in spec.cells}
        heights = [
            14
            + 12
            * max(len(texts[c[0], c[1]]) for c in spec.cells if c[0] == row and (c[2] == 1 or c[0] + 1 == row + c[2]))
            for row in range(spec.row_count)
        ]
        start = 0
        while start < spec.row_count:
            if self.y - sum(heights[: spec.header]) - heights[start] < self.margin:
                self._need(self.height)
            rows = list(range(spec.header)) if start else []
            room = self.y - self.margin - sum(heights[row] for row in rows)
            end = start
            while end < spec.row_count and room >= heights[end]:
                room -= heights[end]
                end += 1
            self._rows(spec, [*rows, *range(start, end)], edges, heights, texts)
            start = end
        self.y -= 12

    def _rows(
        self,
        spec: TableSpec,
        rows: Sequence[int],
        edges: Sequence[float],
        heights: Sequence[float],
        texts: dict[tuple[int, int], list[str]],
    ) -> None:
        tops = {}
        for row in rows:
            tops[row] = self.y
            self.y -= heights[row]
        for row, column, count, columns, _ in spec.cells:
            shown = [r for r in range(row, row + count) if r in tops]
            if not shown:
                continue
            top, bottom = tops[shown[0]], tops[shown[-1]] - heights[shown[-1]]
            self.canvas.rect(edges[column], bottom, edges[column + columns] - edges[column], top - bottom)
            if shown[0] == row:
                for index, line in enumerate(texts[row, column]):
                    self._text(edges[column] + 3, top - 12 - 12 * index, line, 9)


def _wrapped(text: str, width: float, size: float) -> list[str]:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    lines, used = [""], 0.0
    for character in text:
        advance = stringWidth(character, "STSong-Light", size)
        if used + advance > width:
            lines.append("")
            used = 0.0
        lines[-1] += character
        used += advance
    return lines


PRODUCERS: dict[str, Callable[[Sequence[Part]], bytes]] = {
    "libreoffice": by_libreoffice,
    "typst": by_typst,
    "reportlab": by_reportlab,
}
