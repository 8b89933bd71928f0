"""The command line: what was asked, handed to the layers below. No logic of its own."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .settings import CannotRun
from .version import __version__

if TYPE_CHECKING:
    from .batch.journal import Journal
    from .output.writer import Writer
    from .settings import Settings

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
    type=click.Path(path_type=Path),
    help="差异明细（.csv），可重复。",
)
@click.option("--summary", type=click.Path(path_type=Path), help="汇总（.csv），每份报告一行。")
@click.option("--ledger", type=click.Path(path_type=Path), help="台账（.csv），每项核对一行。")
@click.option("--jobs", type=click.IntRange(1), default=None, help="并行进程数，默认为处理器数。")
@click.option(
    "--reader", type=click.Choice(["fast", "pdfplumber", "camelot", "python-docx"]), default="fast", show_default=True
)
@click.option("--timeout", type=click.FloatRange(1), default=600.0, show_default=True, help="每份文件的总时限（秒）。")
@click.option("--stall", type=click.FloatRange(1), default=120.0, show_default=True, help="每份文件停滞的时限（秒）。")
@click.option(
    "--memory", type=click.IntRange(0), default=2048, show_default=True, help="每份文件的内存（MB），0 不限。"
)
@click.option("--resume", is_flag=True, help="接着上次没有完成的核对。")
@click.option("--runner", type=click.Choice(["local", "dask", "serial"]), default="local", show_default=True)
@click.option("--scheduler", default="", metavar="tcp://…", help="Dask 调度器的地址（--runner dask）。")
@click.option("--select", default="", help="只用这些规则（编号前缀，逗号分隔）。")
@click.option("--ignore", default="", help="不用这些规则（编号前缀，逗号分隔）。")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="表头和枚举的语言。")
@click.option("--fail-on", type=click.Choice(["error", "warning", "info"]), default="error", show_default=True)
@click.option("--exit-zero", is_flag=True, help="无论发现什么都以 0 退出。")
def check(
    paths: tuple[Path, ...], outputs: tuple[Path, ...], summary: Path | None, ledger: Path | None, jobs: int | None,
    reader: str, timeout: float, stall: float, memory: int, resume: bool, runner: str, scheduler: str,
    select: str, ignore: str, lang: str, fail_on: str, exit_zero: bool,
) -> None:  # fmt: skip
    """核对 PATH（文件或文件夹），列出不一致之处。"""
    from .batch.documents import documents
    from .batch.runner import check_all, open_runner
    from .batch.walk import walk
    from .output.console import Progress, print_findings, print_overview
    from .output.overview import Overview
    from .settings import Limits, Settings

    limits = Limits(seconds=timeout, stall_seconds=stall, memory_bytes=memory * 2**20)
    settings = Settings(limits=limits, reader=reader, select=_prefixes(select), ignore=_prefixes(ignore), language=lang)
    written = (*outputs, *filter(None, (summary, ledger)))
    overview = Overview()
    with ExitStack() as stack:
        writers = _writers(outputs, summary, ledger, lang)
        journal = _journal(stack, written, settings, ledger is not None, resume)
        for writer in writers:
            stack.enter_context(writer)
        progress = stack.enter_context(Progress(sum(1 for _ in walk(paths, written))))
        workers = stack.enter_context(
            open_runner(runner, settings, ledger is not None, jobs or os.cpu_count() or 1, scheduler)
        )
        for outcome in check_all(documents(paths, settings, written, progress.grow), workers, journal):
            for writer in writers:
                writer.put(outcome)
            if not outputs:
                print_findings(outcome, lang)
            overview.add(outcome)
            progress.advance()
    print_overview(overview, outputs, lang)
    sys.exit(FOUND if overview.at_least(fail_on) and not exit_zero else 0)


def _journal(
    stack: ExitStack, written: tuple[Path, ...], settings: Settings, ledger: bool, resume: bool
) -> Journal | None:
    """Beside the first output; a run that only prints has none."""
    from .batch.edition import edition
    from .batch.journal import Journal, beside

    if not written:
        if resume:
            raise click.UsageError("--resume 需要输出文件（-o、--summary 或 --ledger）：日志放在它旁边。")
        return None
    journal = stack.enter_context(Journal(beside(written[0]), edition(settings, ledger), resume))
    if journal.outdated:
        click.echo("程序、规则或设置与上次不同，上次的日志不能续用，全部重新核对。", err=True)
    elif resume:
        click.echo(f"上次已核对 {len(journal)} 份，接着核对其余文件。", err=True)
    return journal


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


@command.command()
def doctor() -> None:
    """检查本机：装了什么、缺什么、怎样补上（包括没有网络的机器）。"""
    from .batch.doctor import diagnose, report

    parts = diagnose()
    click.echo("\n".join(report(parts)))
    sys.exit(FAILED if any(part.needed and not part.found for part in parts) else 0)


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
        click.echo("已中断；有输出文件的核对可加 --resume 接着进行。", err=True)
        sys.exit(130)
    except CannotRun as problem:
        click.echo(f"错误：{problem}", err=True)
        sys.exit(FAILED)
    except OSError as problem:
        click.echo(f"错误：无法写入或读取 {problem.filename or ''}：{problem.strerror}", err=True)
        sys.exit(FAILED)
