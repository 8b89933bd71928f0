"""The command line: what was asked, handed to the layers below. No logic of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .batch.processes import start_ahead
from .settings import CASES, FAIL_ON, FILE, LANGUAGES, READERS, RUNNERS, CannotRun, Limits, Settings, read_file
from .version import __version__

if TYPE_CHECKING:
    from .archive.store import Archive
    from .batch.journal import Journal
    from .validate.outcome import Outcome

FOUND, FAILED = 1, 2  # exit codes: something at or above --fail-on; could not run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gouji")
def command() -> None:
    """勾稽：核对预算绩效评价报告中的每一个合计、比率、权重与得分。"""


def _configure(context: click.Context, _: click.Parameter, path: Path | None) -> None:
    """Takes the defaults of the command's options from gouji.toml."""
    if path is None and not FILE.is_file():
        return
    configuration = read_file(path or FILE)
    context.default_map = dict(configuration.options)
    context.obj = configuration.limits


def _limits() -> Limits:
    found = click.get_current_context().obj
    return found if isinstance(found, Limits) else Limits()


_configured = click.option(
    "--config", type=click.Path(path_type=Path), is_eager=True, expose_value=False, callback=_configure,
    help="设置文件，默认为当前文件夹的 gouji.toml（如有）。命令行上写明的优先。",
)  # fmt: skip
_reader = click.option("--reader", type=click.Choice(READERS), default="fast", show_default=True, help="读取方式。")
_database = click.option(
    "--db", required=True, envvar="GOUJI_DB", metavar="地址",
    help="archive.db 或 postgresql://…；也可用环境变量 GOUJI_DB。",
)  # fmt: skip
_profile = click.option(
    "--profile", default="", metavar="NAME", help="按哪一套口径（如 四川）；默认按报告自述的地区和年度。"
)


@command.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH…")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="差异明细（.csv 或 .xlsx），可重复。",
)
@click.option("--summary", type=click.Path(path_type=Path), help="汇总（.csv），每份报告一行。")
@click.option("--ledger", type=click.Path(path_type=Path), help="台账（.csv），每项核对一行。")
@_configured
@click.option("--jobs", type=click.IntRange(1), default=None, help="并行进程数，默认为处理器数。")
@_reader
@click.option("--timeout", type=click.FloatRange(1), default=600.0, show_default=True, help="每份文件的总时限（秒）。")
@click.option("--stall", type=click.FloatRange(1), default=120.0, show_default=True, help="每份文件停滞的时限（秒）。")
@click.option(
    "--memory", type=click.IntRange(0), default=2048, show_default=True, help="每份文件的内存（MB），0 不限。"
)
@click.option("--resume", is_flag=True, help="接着上次没有完成的核对。")
@click.option("--runner", type=click.Choice(RUNNERS), default="local", show_default=True)
@click.option("--scheduler", default="", metavar="tcp://…", help="Dask 调度器的地址（--runner dask）。")
@click.option(
    "--case",
    type=click.Choice(CASES),
    default="file",
    show_default=True,
    help="folder：同一文件夹里的文件作为一套材料，同一项目的互相核对。",
)
@click.option("--db", default="", metavar="地址", help="同时归档到数据库：archive.db 或 postgresql://…。")
@click.option("--select", default="", help="只用这些规则（编号前缀，逗号分隔）。")
@click.option("--ignore", default="", help="不用这些规则（编号前缀，逗号分隔）。")
@_profile
@click.option("--baseline", type=click.Path(path_type=Path), help="基线（.csv）：其中处理意见为忽略的不再计入。")
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh", show_default=True, help="表头和枚举的语言。")
@click.option("--fail-on", type=click.Choice(FAIL_ON), default="error", show_default=True)
@click.option("--exit-zero", is_flag=True, help="无论发现什么都以 0 退出。")
def check(
    paths: tuple[Path, ...], outputs: tuple[Path, ...], summary: Path | None, ledger: Path | None, jobs: int | None,
    reader: str, timeout: float, stall: float, memory: int, resume: bool, runner: str, scheduler: str,
    case: str, db: str, select: str, ignore: str, profile: str, baseline: Path | None, lang: str, fail_on: str,
    exit_zero: bool,
) -> None:  # fmt: skip
    """核对 PATH（文件或文件夹），列出不一致之处。"""
    if runner == "local":
        start_ahead()
    from .output.console import print_findings, print_overview
    from .output.overview import Overview
    from .output.writers import open_writers
    from .validate.suppress import Baseline, read_baseline

    limits = replace(_limits(), seconds=timeout, stall_seconds=stall, memory_bytes=memory * 2**20)
    settings = _settings(limits, reader, select, ignore, profile, lang)
    written = (*outputs, *filter(None, (summary, ledger)))
    archive = None
    passed_over = (*written, FILE, *filter(None, (baseline,)))
    if db:
        archive, settings = _archive(db, settings)
        passed_over += tuple(archive.database.address.files)
    overview = Overview()
    decisions = read_baseline(baseline) if baseline else Baseline()
    with ExitStack() as stack:
        writers = open_writers(outputs, summary, ledger, lang, decisions)
        if archive is not None:
            stack.enter_context(archive)
        journal = _journal(stack, written, settings, ledger is not None, resume)
        for writer in writers:
            stack.enter_context(writer)
        found = _outcomes(paths, passed_over, settings, jobs, runner, scheduler, ledger is not None, journal, case)
        for outcome in _archived(stack.enter_context(closing(found)), archive):
            judged = decisions.apply(outcome)
            for writer in writers:
                writer.put(judged)
            if not outputs:
                print_findings(judged, lang)
            overview.add(judged)
    print_overview(overview, outputs, lang)
    if archive is not None:
        click.echo(archive.summary, err=True)
    click.echo("".join(f"{line}\n" for line in decisions.remarks()), err=True, nl=False)
    sys.exit(FOUND if overview.at_least(fail_on) and not exit_zero else 0)


def _archived(outcomes: Iterable[Outcome], archive: Archive | None) -> Iterator[Outcome]:
    """The same outcomes, each archived, if they are to be, before anyone's decisions mark it."""
    for outcome in outcomes:
        if archive is not None:
            archive.add(outcome)
        yield outcome
    if archive is not None:
        archive.flush()  # before the journal goes: what is not archived must not be forgotten


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


def _archive(db: str, settings: Settings) -> tuple[Archive, Settings]:
    """The archive to write to, and settings with which outcomes bring what it keeps."""
    from .archive.address import parse
    from .archive.edition import edition
    from .archive.store import Archive

    return Archive(parse(db), edition(settings)), replace(settings, record=True)


def _settings(limits: Limits, reader: str, select: str, ignore: str, profile: str, lang: str) -> Settings:
    from .normalize.profiles import known_profile
    from .validate.rule import known_prefixes

    chosen, left = known_prefixes(select), known_prefixes(ignore)
    return Settings(limits, reader, chosen, left, known_profile(profile), lang)


def _outcomes(
    paths: tuple[Path, ...], passed_over: tuple[Path, ...], settings: Settings, jobs: int | None,
    runner: str = "local", scheduler: str = "", ledger: bool = False, journal: Journal | None = None,
    case: str = "file",
) -> Generator[Outcome, None, None]:  # fmt: skip
    """Every document's, in order, with progress shown."""
    from .batch.documents import documents
    from .batch.runner import check_all, open_runner
    from .batch.walk import walk
    from .output.console import Progress

    with (
        Progress(sum(1 for _ in walk(paths, passed_over))) as progress,
        open_runner(runner, settings, ledger, jobs or os.cpu_count() or 1, scheduler) as workers,
    ):
        found = documents(paths, settings, passed_over, progress.grow)
        if case == "folder":
            from .batch.cases import check_cases

            outcomes = check_cases(found, workers, settings, journal, lambda: progress.grow(1))
        else:
            outcomes = check_all(found, workers, journal)
        for outcome in outcomes:
            yield outcome
            progress.advance()


@command.command("archive")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH…")
@_database
@_configured
@click.option("--jobs", type=click.IntRange(1), default=None, help="并行进程数，默认为处理器数。")
@_reader
@_profile
@click.option("--timeout", type=click.FloatRange(1), default=600.0, show_default=True, help="每份文件的总时限（秒）。")
def archive_reports(
    paths: tuple[Path, ...], db: str, jobs: int | None, reader: str, profile: str, timeout: float
) -> None:
    """把 PATH（文件或文件夹）中的报告归档到数据库；已归档的不再读取。"""
    start_ahead()
    from .batch.archiving import archive_all
    from .batch.documents import documents
    from .batch.runner import open_runner
    from .batch.walk import walk
    from .output.console import Progress

    asked = _settings(replace(_limits(), seconds=timeout), reader, "", "", profile, "zh")
    archive, settings = _archive(db, asked)
    files = archive.database.address.files
    with ExitStack() as stack:
        stack.enter_context(archive)
        progress = stack.enter_context(Progress(sum(1 for _ in walk(paths, files))))
        workers = stack.enter_context(open_runner("local", settings, False, jobs or os.cpu_count() or 1))
        found = documents(paths, settings, files, progress.grow)
        for _ in archive_all(found, workers, archive, progress.advance):
            progress.advance()
    click.echo(archive.summary, err=True)
    sys.exit(FOUND if archive.tally.skipped else 0)


@command.command("search")
@click.argument("words", nargs=-1, metavar="词…")
@_database
@click.option("--where", default="", help="条件，例如：预算执行率<80% 且 预算数≥100万元。")
@click.option("--unit", default="", help="单位名称（或其中几个字）。")
@click.option("--year", default="", help="年度。")
@click.option("--rule", default="", help="有该规则差异的报告（编号或其前缀）。")
@click.option("--severity", type=click.Choice(FAIL_ON), default=None, help="有该级别差异的报告。")
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="最多显示多少条，0 为全部。")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh", show_default=True, help="表头的语言。")
def search_archive(
    words: tuple[str, ...], db: str, where: str, unit: str, year: str, rule: str, severity: str | None, limit: int,
    form: str, lang: str,
) -> None:  # fmt: skip
    """在档案库中查找：每个词都出现在报告里，并且符合全部条件。"""
    from .archive.address import parse
    from .archive.conditions import parse_where
    from .archive.database import Database
    from .archive.listing import COLUMNS, rows
    from .archive.search import Query, search
    from .output.listing import print_listing

    query = Query(words, parse_where(where), unit, year, rule, severity or "", limit)
    with Database(parse(db)) as database:
        found = search(database.open_for_reading(), query)
    print_listing(COLUMNS, rows(found.hits, words), form, lang)
    more = f"还有更多，只列出前 {limit} 条；可用 --limit 0 列出全部。" if found.more else f"共 {len(found.hits)} 条。"
    click.echo(more, err=True)


@command.command("baseline")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH…]")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="基线（.csv）；其中已有的意见保留。"
)
@click.option("--from", "source", type=click.Path(path_type=Path), help="填好处理意见的 差异.xlsx（或 .csv）。")
@click.option(
    "--decision", type=click.Choice(["确认", "忽略", "已改"]), default=None, help="给还没有意见的都填这一个。"
)
@click.option("--reason", default="", help="理由，--decision 忽略 时必填。")
@click.option("--by", default="", help="处理人，填入没有写处理人的意见。")
@_configured
@click.option("--jobs", type=click.IntRange(1), default=None, help="并行进程数，默认为处理器数。")
@_reader
@click.option("--select", default="", help="只用这些规则（编号前缀，逗号分隔）。")
@click.option("--ignore", default="", help="不用这些规则（编号前缀，逗号分隔）。")
@_profile
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh", show_default=True, help="表头和枚举的语言。")
def write_baseline(
    paths: tuple[Path, ...], output: Path, source: Path | None, decision: str | None, reason: str, by: str,
    jobs: int | None, reader: str, select: str, ignore: str, profile: str, lang: str,
) -> None:  # fmt: skip
    """由 PATH 的核对结果（或 --from 的处理意见）写基线，供 gouji check --baseline 使用。"""
    from .output.writers.to_baseline import BaselineWriter, Signature, known_decisions

    if bool(paths) == bool(source):
        raise click.UsageError("请写明要核对的文件或文件夹，或用 --from 读回处理意见，二者取一。")
    if decision == "忽略" and not reason:
        raise click.UsageError("--decision 忽略 须用 --reason 写明理由。")
    if paths:
        start_ahead()
    settings = _settings(_limits(), reader, select, ignore, profile, lang)
    with BaselineWriter(output, lang, known_decisions(output), Signature(decision or "", by, reason)) as writer:
        if source:
            writer.take(source)
        else:
            for outcome in _outcomes(paths, (output, FILE), settings, jobs):
                writer.put(outcome)
    click.echo(writer.summary, err=True)


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_configured
@_reader
@_profile
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--picture", type=click.Path(file_okay=False, path_type=Path), help="把读到的格线画在 PDF 各页上，存入此文件夹。"
)
def show(file: Path, reader: str, profile: str, form: str, picture: Path | None) -> None:
    """显示从 FILE 读到的内容：表格、列的含义、指标、正文事实。"""
    from .extract.document import Unreadable
    from .extract.reader import read
    from .normalize.build import build
    from .output.canonical import report_text
    from .output.console import print_report
    from .output.picture import draw_pages

    settings = _settings(_limits(), reader, "", "", profile, "zh")
    try:
        document = read(file, file.name, settings)
    except Unreadable as problem:
        raise click.ClickException(f"{problem.code} {problem.message}") from None
    report = build(document, settings.profile)
    if picture is not None:
        click.echo(f"已写入 {len(draw_pages(file, report, picture))} 页图片：{picture}", err=True)
    elif form == "json":
        click.echo(report_text(report))
    else:
        print_report(report)


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
