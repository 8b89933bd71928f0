"""Fills an archive on SQLite and one on PostgreSQL with generated reports and measures both.

    python benchmarks/archive.py [--count 100000] [--folder DIR] [--postgres URL]

Printed are ingest rates from ready outcomes, bytes a report on disk, the time of searches (median and longest of five
with a connection that is open, as a person waits for them the second time), and whether the two archives hold the same
rows and find the same. Without --postgres a server with default settings is started in a temporary folder.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any

from archive_reports import RARE, Generator
from gouji.archive.address import Address, parse
from gouji.archive.conditions import parse_where
from gouji.archive.database import Database
from gouji.archive.search import Query, search
from gouji.archive.store import Archive
from gouji.archive.tables import WRITTEN, Exact, stored
from sqlalchemy import Table, select, text

CHUNK = 2_000  # outcomes made ready at a time
ROUNDS = 5
NOW = "2026-01-01T00:00:00Z"
QUERIES = {
    "常见词": Query(("预算执行率",)),
    "罕见词": Query((RARE,)),
    "罕见词+执行率": Query((RARE,), parse_where("预算执行率<95%")),
    "常见词+少见条件": Query(("预算执行率",), parse_where("预算执行率<50% 且 总分>=99")),
    "常见词+常见条件": Query(("绩效目标基本完成",), parse_where("预算执行率<80%")),
    "两个词+年度+单位": Query(("设备采购", "综合得分"), year="2021", unit="水利局"),
    "只有条件": Query((), parse_where("预算数>=8亿元 且 等级=中")),
    "规则+级别+年度": Query((), rule="GJ301", severity="error", year="2023"),
    "词+规则": Query(("社区矫正",), rule="GJ30"),
    "查无此词": Query(("此词不存在",), parse_where("预算执行率<80%")),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--postgres", help="URL of an empty database")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gouji-archive-", dir=arguments.folder) as folder:
        server = None if arguments.postgres else _server(arguments.folder)
        try:
            url = arguments.postgres if server is None else server.new_database()
            addresses = {"SQLite": parse(str(Path(folder) / "archive.db")), "PostgreSQL": parse(url)}
            _measure(addresses, arguments.count)
        finally:
            if server is not None:
                server.remove()


def _server(folder: Path | None) -> Any:
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "archive"))
    from postgres_server import Server, programs  # type: ignore[import-not-found]

    found = programs()
    if found is None:
        sys.exit("PostgreSQL is missing: install it, or name a database with --postgres")
    server = Server(found, folder)
    server.start()
    return server


def _measure(addresses: dict[str, Address], count: int) -> None:
    seconds = _ingest(addresses, count)
    for name, address in addresses.items():
        size = _size(address)
        print(f"{name}: {count / seconds[name]:.0f} reports/s, {size / count / 1024:.1f} KiB a report")
    found = {name: dict(_searches(name, address)) for name, address in addresses.items()}
    same = found["SQLite"] == found["PostgreSQL"]
    print("searches find the same" if same else "SEARCHES DIFFER")
    print(_compare(*addresses.values()))


def _ingest(addresses: dict[str, Address], count: int) -> dict[str, float]:
    """Seconds that each archive took for outcomes that were ready, from opening to closing it."""
    generator = Generator()
    archives = {name: Archive(address, "benchmark", clock=lambda: NOW) for name, address in addresses.items()}
    watch = _Watch(archives)
    for name, archive in archives.items():
        with watch.timing(name):
            archive.__enter__()
    for start in range(0, count, CHUNK):
        outcomes = [generator.outcome(number) for number in range(start, min(start + CHUNK, count))]
        for name, archive in archives.items():
            with watch.timing(name):
                for outcome in outcomes:
                    archive.add(outcome)
                archive.flush()
        if start % 10_000 == 0:
            done = start + len(outcomes)
            print(done, *(f"{name} {done / spent:.0f}/s" for name, spent in watch.seconds.items()), file=sys.stderr)
    for name, archive in archives.items():
        with watch.timing(name):
            archive.__exit__(None, None, None)
        assert archive.tally.added == count
    return watch.seconds


class _Watch:
    """Adds up the time of each of several things done in turns."""

    def __init__(self, names: Iterable[str]) -> None:
        self.seconds = dict.fromkeys(names, 0.0)

    @contextmanager
    def timing(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[name] += time.perf_counter() - began


def _size(address: Address) -> int:
    """Bytes on disk, after what a database does by itself when it is left alone."""
    with Database(address) as database:
        if address.path is not None:
            return sum(path.stat().st_size for path in address.path.parent.glob(address.path.name + "*"))
        with database.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))
            return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def _searches(name: str, address: Address) -> Iterator[tuple[str, object]]:
    with Database(address).open_for_reading() as database:
        for title, query in QUERIES.items():
            spent = []
            for _ in range(ROUNDS):
                began = time.perf_counter()
                found = search(database, query)
                spent.append((time.perf_counter() - began) * 1000)
            median, longest = statistics.median(spent), max(spent)
            print(f"{name} {title}: {median:.0f} ms, longest {longest:.0f} ms, {len(found.hits)} hits")
            yield title, found


def _compare(first: Address, second: Address) -> str:
    """Row by row, every column that is written."""
    rows = 0
    with Database(first) as one, Database(second) as other, one.read() as left, other.read() as right:
        for table in WRITTEN:
            for pair in zip_longest(_rows(left, table), _rows(right, table)):
                if pair[0] != pair[1]:
                    return f"ROWS DIFFER: {table.name}: {pair[0]} / {pair[1]}"
                rows += 1
    return f"{rows} rows, all equal"


def _rows(connection: Any, table: Table) -> Iterator[tuple[Any, ...]]:
    columns = [table.c[name] for name in stored(table)]
    query = select(*columns).order_by(*table.primary_key.columns)
    exact = [isinstance(column.type, Exact) for column in columns]
    for row in connection.execute(query.execution_options(yield_per=5_000)):
        yield tuple(str(value) if digits else value for value, digits in zip(row, exact, strict=True))


if __name__ == "__main__":
    main()
