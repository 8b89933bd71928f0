"""The command line: what was asked, handed to the layers below. No logic of its own."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .version import __version__

if TYPE_CHECKING:
    from .output.writer import Writer
    from .validate.outcome import Outcome

FOUND, FAILED = 1, 2  # exit codes: something at or above --fail-on; could not run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gouji")
def command() -> None:
    """勾稽：核对预算绩效评价报告中的每一个合计、比率、权重与得分。"""


@command.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH…")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="差异明细（.csv），可重复。",
)
@click.option("--summary", type=click.Path(dir_okay=False, path_type=Path), help="汇总（.csv），每份报告一行。")
@click.option("--ledger", type=click.Path(dir_okay=False, path_type=Path), help="台账（.csv），每项核对一行。")
@click.option("--jobs", type=click.IntRange(1), default=None, help="并行进程数，默认为处理器数。")
@click.option(
    "--reader", type=click.Choice(["fast", "pdfplumber", "camelot", "python-docx"]), default="fast", show_default=True
)
@click.option("--timeout", type=click.FloatRange(1), default=120.0, show_default=True, help="每份文件的时限（秒）。")
@click.option("--select", default="", help="只用这些规则（编号前缀，逗号分隔）。")
@click.option("--ignore", default="", help="不用这些规则（编号前缀，逗号分隔）。")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="表头和枚举的语言。")
@click.option("--fail-on", type=click.Choice(["error", "warning", "info"]), default="error", show_default=True)
@click.option("--exit-zero", is_flag=True, help="无论发现什么都以 0 退出。")
def check(
    paths: tuple[Path, ...], outputs: tuple[Path, ...], summary: Path | None, ledger: Path | None, jobs: int | None,
    reader: str, timeout: float, select: str, ignore: str, lang: str, fail_on: str, exit_zero: bool,
) -> None:  # fmt: skip
    """核对 PATH（文件或文件夹），列出不一致之处。"""
    from .batch.runner import run
    from .batch.walk import walk
    from .output.console import Progress, print_findings, print_overview
    from .settings import Limits, Settings

    settings = Settings(
        limits=Limits(seconds=timeout), reader=reader, select=_prefixes(select), ignore=_prefixes(ignore), language=lang
    )
    targets = list(walk(paths))
    kept: list[Outcome] = []
    with ExitStack() as stack:
        writers = [stack.enter_context(writer) for writer in _writers(outputs, summary, ledger, lang)]
        progress = stack.enter_context(Progress(len(targets)))
        for outcome in run(targets, settings, jobs or os.cpu_count() or 1, ledger is not None):
            for writer in writers:
                writer.write(outcome)
            if not outputs:
                print_findings(outcome, lang)
            kept.append(_light(outcome))
            progress.advance()
    print_overview(kept, outputs, lang)
    sys.exit(0 if exit_zero else _exit_code(kept, fail_on))


def _prefixes(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _writers(outputs: tuple[Path, ...], summary: Path | None, ledger: Path | None, lang: str) -> list[Writer]:
    from .output.writers import to_csv

    for path in outputs:
        if path.suffix.lower() != ".csv":
            raise click.UsageError(f"不支持写成 {path.suffix or '无后缀'} 文件，请用 .csv 后缀：{path}")
    writers = [to_csv.discrepancies(path, lang) for path in outputs]
    writers += [to_csv.summary(summary, lang)] if summary else []
    writers += [to_csv.ledger(ledger, lang)] if ledger else []
    return writers


def _light(outcome: Outcome) -> Outcome:
    """An outcome without its ledger: a batch of thousands is kept only for the closing table."""
    from dataclasses import replace

    return replace(outcome, ledger=())


def _exit_code(outcomes: list[Outcome], fail_on: str) -> int:
    from .validate.rule import SEVERITIES

    worst = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return FOUND if any(finding.severity in worst for outcome in outcomes for finding in outcome.findings) else 0


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--reader", type=click.Choice(["fast", "pdfplumber", "camelot", "python-docx"]), default="fast", show_default=True
)
def show(file: Path, reader: str) -> None:
    """显示从 FILE 读到的内容：表格、列的含义、指标、正文事实。"""
    from .extract.document import Unreadable
    from .extract.reader import read
    from .normalize.build import build
    from .output.console import print_report
    from .settings import Settings

    try:
        document = read(file, file.name, Settings(reader=reader))
    except Unreadable as problem:
        raise click.ClickException(f"{problem.code} {problem.message}") from None
    print_report(build(document))


@command.command()
@click.argument("code")
def explain(code: str) -> None:
    """说明一条规则：做什么、为什么、例子、怎么改。"""
    from .validate.rule import codes, rules

    wanted = code.strip().upper()
    entry = codes().get(wanted)
    if entry is None:
        raise click.UsageError(f"没有规则 {code}；用 gouji rules 查看全部编号。")
    from .output.console import print_rule

    print_rule(entry, next((rule for rule in rules() if rule.code == wanted), None))


@command.command("rules")
def list_rules() -> None:
    """列出全部规则。"""
    from .output.console import print_rules
    from .validate.rule import codes, rules

    print_rules([codes()[rule.code] for rule in rules()])


def main() -> None:
    """Entry point. A console that cannot print a character replaces it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        command(standalone_mode=False)
    except click.ClickException as problem:
        click.echo(f"错误：{problem.format_message()}", err=True)
        sys.exit(FAILED)
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断。", err=True)
        sys.exit(130)
    except OSError as problem:
        click.echo(f"错误：无法写入或读取 {problem.filename or ''}：{problem.strerror}", err=True)
        sys.exit(FAILED)
