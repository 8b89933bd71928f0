"""What a person sees in a terminal: progress and the closing table on stderr, findings and listings on stdout.

Plain lines where the stream is no terminal.
"""

from __future__ import annotations

import time
from pathlib import Path
from types import TracebackType

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table

from ..normalize.indicators.canonical import INDICATOR_SECTIONS, canonical, frame_of
from ..normalize.indicators.frames import Frame
from ..normalize.report import LEAF, Claim, Form, Report, Row, Section, Value
from ..validate.finding import Finding
from ..validate.outcome import Outcome
from ..validate.rule import Code, Rule
from ..validate.suppress import SUPPRESSED
from .labels import SUMMARY_COLUMNS, word
from .overview import Overview

STYLES = {"error": "red", "warning": "yellow", "info": "cyan"}
SAY_SECONDS = 30.0  # between two lines of progress where the stream is no terminal
WIDE = 160  # columns assumed where the stream is no terminal


def _console(stderr: bool = False) -> Console:
    console = Console(stderr=stderr, highlight=False, markup=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, markup=False, width=WIDE)


def plain_console() -> Console:
    """Standard output, plain and wide where it is no terminal."""
    return _console()


class Progress:
    """A bar over documents on a terminal, and a line now and then elsewhere."""

    def __init__(self, count: int) -> None:
        console = _console(stderr=True)
        columns = (TextColumn("核对"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Bar(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._bar.add_task("核对", total=count)
        self._console = console
        self._count, self._done, self._said = count, 0, time.monotonic()

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def grow(self, more: int) -> None:
        """An archive turned out to hold so many more documents."""
        self._count += more
        self._bar.update(self._task, total=self._count)

    def advance(self) -> None:
        self._bar.advance(self._task)
        self._done += 1
        if not self._console.is_terminal and time.monotonic() - self._said > SAY_SECONDS:
            self._said = time.monotonic()
            self._console.print(f"已核对 {self._done}/{self._count} 份", soft_wrap=True)

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()


def print_findings(outcome: Outcome, language: str) -> None:
    """The rows of one report, a few lines each."""
    console = _console()
    for finding in outcome.findings:
        place = " ".join(part for part in (f"第{finding.page}页" if finding.page else "", finding.location) if part)
        console.print(
            f"{outcome.name}: {place}", f"[{_mark(finding, language)}]", finding.rule, finding.message,
            style="dim" if finding.status == SUPPRESSED else STYLES[finding.severity], soft_wrap=True,
        )  # fmt: skip
        for line in _details(finding):
            console.print("    " + line, soft_wrap=True)


def _mark(finding: Finding, language: str) -> str:
    severity = word(finding.severity, language)
    return f"{severity} {word(SUPPRESSED, language)}" if finding.status == SUPPRESSED else severity


def _details(finding: Finding) -> list[str]:
    lines = [f"计算：{finding.expression}"] if finding.expression else []
    lines += [f"可能原因：{finding.cause}"] if finding.cause else []
    lines += [f"连带：{line}" for line in finding.consequences]
    return lines


def print_overview(overview: Overview, outputs: tuple[Path, ...], language: str) -> None:
    """Per report how many relations were checked, held, broke, could not be decided."""
    console = _console(stderr=True)
    names = (
        "report",
        "score",
        "errors",
        "warnings",
        "review",
        "unreadable",
        "checked",
        "held",
        "broken",
        "insufficient",
        "coverage",
    )
    table = Table(box=box.SIMPLE_HEAD)
    for name in names:
        title = name if language == "en" else SUMMARY_COLUMNS[name]
        table.add_column(title, justify="left" if name == "report" else "right", overflow="fold")
    for line in overview.lines():
        style = ("red", "yellow", None)[line.rank]
        table.add_row(line.name, line.score, *map(str, line.figures), line.coverage, style=style)
    console.print(table)
    if overview.left_out():
        console.print(overview.left_out(), soft_wrap=True)
    written = "".join(f"已写入 {path}。" for path in outputs)
    cases = f"，{overview.cases} 套材料" if overview.cases else ""
    console.print(f"共核对 {overview.documents} 份文件{cases}，{overview.findings} 条结果。{written}", soft_wrap=True)


def print_report(report: Report) -> None:
    """Everything read from a document, readably."""
    console = _console()
    identity = report.identity
    console.print(
        f"项目：{identity.project or '未识别'}  单位：{identity.organisation or '未识别'}  "
        f"年度：{identity.year or '未识别'}"
    )
    for note in report.document.notes:
        console.print(f"{note.code} {note.message}", soft_wrap=True)
    for form in report.forms:
        _print_form(console, form)
    if not report.recognised:
        console.print("未识别出绩效表格或评价结论。")
    if report.claims:
        console.print(_claims_table(report.claims))


def _print_form(console: Console, form: Form) -> None:
    console.print(f"\n{word(form.kind, 'zh')}{form.ordinal}：{form.title or '（无标题）'}", style="bold")
    frame = frame_of(form)
    for section in form.sections:
        console.print(_section_table(section, frame if section.kind in INDICATOR_SECTIONS else None))


def _section_table(section: Section, frame: Frame | None) -> Table:
    columns = [column for column in section.columns if any(column.index in row.values for row in section.rows)]
    table = Table(box=box.SIMPLE_HEAD, title=f"{section.kind} {section.unit}".strip(), title_justify="left")
    table.add_column("row")
    table.add_column("name", overflow="fold")
    for column in columns:
        table.add_column(column.role, overflow="fold", max_width=24)
    if frame is not None:
        table.add_column("indicator", overflow="fold", max_width=30)
    for row in section.rows:
        meant = [_meant(row, frame)] if frame is not None else []
        role = f"{row.role} {word('repaired', 'zh')}" if row.repaired else row.role
        table.add_row(role, row.path, *(_shown(row.values.get(column.index)) for column in columns), *meant)
    return table


def _meant(row: Row, frame: Frame) -> str:
    """The canonical indicator, or with a question mark what it may be."""
    if row.role != LEAF or not row.labels:
        return ""
    match = canonical(row, frame).match
    return match.id or (f"{match.suggestion}？（{match.reason}）" if match.suggestion else "")


def _shown(value: Value | None) -> str:
    if value is None:
        return ""
    if value.quantity is None:
        return "" if value.missing is not None else " ".join(value.text.split())
    quantity = value.quantity
    return f"{quantity.comparator}{quantity.value}{value.unit if value.unit not in ('分', '小数') else ''}"


def _claims_table(claims: tuple[Claim, ...]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title="正文事实", title_justify="left")
    for name in ("measure", "subject", "value", "sentence"):
        table.add_column(name, overflow="fold", max_width=80)
    for claim in claims:
        table.add_row(claim.measure, claim.subject, claim.value.text, claim.sentence)
    return table


def print_rules(entries: list[Code]) -> None:
    """One line a rule."""
    console = _console()
    for entry in entries:
        console.print(f"{entry.code}  {word(entry.severity, 'zh')}  {entry.name}", soft_wrap=True)


def print_rule(entry: Code, rule: Rule | None) -> None:
    """A rule's document."""
    console = _console()
    console.print(f"{entry.code} {entry.name}（最高级别：{word(entry.severity, 'zh')}）", style="bold", soft_wrap=True)
    if rule is None:
        console.print("读取类结果，或尚未启用的规则。", soft_wrap=True)
        return
    console.print(rule.document.strip(), soft_wrap=True)
    if rule.basis:
        console.print(f"\n依据：{rule.basis}", soft_wrap=True)
