"""When a database cannot be written, a user reads why and what to do, and nothing is half-written."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Make  # type: ignore[import-not-found]
from gouji.archive.address import parse
from gouji.archive.database import Database
from gouji.archive.problem import ArchiveError
from gouji.archive.search import Query, search
from gouji.archive.store import Archive
from postgres_server import PASSWORD  # type: ignore[import-not-found]
from sqlalchemy import text

Fill = Callable[..., Archive]


def count(path: Path) -> int:
    with Database(parse(str(path))) as database, database.read() as connection:
        return int(connection.execute(text("SELECT count(*) FROM runs")).scalar_one())


def test_a_locked_file(tmp_path: Path, make: Make, fill: Fill) -> None:
    path = tmp_path / "archive.db"
    fill(parse(str(path)), [make()])
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ArchiveError, match=r"正被其他程序占用；.*重新运行"):
        fill(parse(str(path)), [make(year="2022")], wait=0.2)
    other.execute("ROLLBACK")
    other.close()
    assert count(path) == 1
    assert fill(parse(str(path)), [make(year="2022")], wait=0.2).tally.added == 1


def test_a_file_locked_before_it_is_opened(tmp_path: Path, fill: Fill) -> None:
    path = tmp_path / "archive.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ArchiveError, match="正被其他程序占用"):
        fill(parse(str(path)), [], wait=0.2)
    other.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:  # noqa: S603
        pytest.skip("needs root and the right to mount a small tmpfs")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S603, S607


def test_a_full_disk(small_disk: Path, make: Make, fill: Fill) -> None:
    path = small_disk / "archive.db"
    fill(parse(str(path)), [make()])
    outcomes = [make(f"{number}.docx", project=f"项目{number}", text=os.urandom(800).hex()) for number in range(300)]
    with pytest.raises(ArchiveError, match=r"磁盘已满，.*清理磁盘后重新运行"):
        fill(parse(str(path)), outcomes)
    assert count(path) == 1
    with Database(parse(str(path))).open_for_reading() as database:
        assert [hit.document for hit in search(database, Query(("设备采购",))).hits] == ["甲.docx"]


def test_a_disk_full_from_the_beginning(small_disk: Path, fill: Fill) -> None:
    (small_disk / "ballast").write_bytes(b"x" * 1_000_000)
    with pytest.raises(ArchiveError, match="磁盘已满"):
        fill(parse(str(small_disk / "archive.db")), [])
    assert [path.name for path in small_disk.iterdir()] == ["ballast"]


def test_a_read_only_folder(small_disk: Path, make: Make, fill: Fill) -> None:
    path = small_disk / "archive.db"
    fill(parse(str(path)), [make()])
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)  # noqa: S603, S607
    with pytest.raises(ArchiveError, match="只读的；请换一个可以写入的文件夹"):
        fill(parse(str(path)), [make(year="2022")])
    with pytest.raises(ArchiveError, match="无法打开或建立档案库"):
        fill(parse(str(small_disk / "new.db")), [make()])
    assert [path.name for path in small_disk.iterdir()] == ["archive.db"]
    with Database(parse(str(path))).open_for_reading() as database:
        assert len(search(database, Query(("设备采购",))).hits) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [("这不是数据库文件，只是一段文字。" * 100, "不是档案库文件"), ("", "")],
    ids=["text", "empty"],
)
def test_another_file(tmp_path: Path, fill: Fill, content: str, message: str) -> None:
    path = tmp_path / "报告.db"
    path.write_text(content, encoding="utf-8")
    if message:
        with pytest.raises(ArchiveError, match=message):
            fill(parse(str(path)), [])
        assert path.read_text(encoding="utf-8") == content
    else:
        fill(parse(str(path)), [])


def test_a_database_of_another_program(tmp_path: Path, server: Any, fill: Fill) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE documents (id)")
    other.close()
    url = server.new_database()
    import psycopg

    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE documents (id integer)")
    for address in (str(path), url):
        with pytest.raises(ArchiveError, match="其他程序的数据表"):
            fill(parse(address), [])


def test_an_archive_of_a_newer_program(tmp_path: Path, fill: Fill) -> None:
    path = tmp_path / "archive.db"
    fill(parse(str(path)), [])
    other = sqlite3.connect(path)
    other.execute("UPDATE gouji_version SET version_num = '9999'")
    other.commit()
    other.close()
    with pytest.raises(ArchiveError, match="请先升级 gouji"):
        fill(parse(str(path)), [])
    with pytest.raises(ArchiveError, match="请先升级 gouji"):
        Database(parse(str(path))).open_for_reading()


def test_nothing_to_search(tmp_path: Path, server: Any) -> None:
    with pytest.raises(ArchiveError, match="请先用 gouji archive"):
        Database(parse(str(tmp_path / "archive.db"))).open_for_reading()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ArchiveError, match="还没有归档的报告"):
        Database(parse(server.new_database())).open_for_reading()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda url, port: url.replace(f":{port}/", ":1/"), "无法连接数据库"),
        (lambda url, port: url.replace("postgres:", "nobody:", 1), "拒绝登录"),
        (lambda url, port: url + "x", "不存在；请先建立"),
        (lambda url, port: url.replace("@127", "x@127"), "拒绝登录"),
    ],
    ids=["no server", "no such user", "no such database", "wrong password"],
)
def test_a_server_that_refuses(server: Any, change: Callable[[str, int], str], message: str) -> None:
    address = parse(change(server.new_database(), server.port))
    with pytest.raises(ArchiveError, match=message) as caught:
        Database(address).open()
    shown = str(caught.value)
    assert PASSWORD not in shown and "m%40" not in shown and "postgresql://" in shown


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://u:geheim@host:port/db",
        "postgresql://u:geheim@host",
        "mysql://u:geheim@host/db",
        "sqlite://",
        "postgresql:///?password=geheim",
    ],
)
def test_an_address_that_is_none(text: str) -> None:
    with pytest.raises(ArchiveError) as caught:
        parse(text)
    assert "geheim" not in str(caught.value)


def test_no_password_is_shown() -> None:
    address = parse("postgresql://u:a%2Fb%20c@host/db?sslpassword=zweites&application_name=x")
    assert address.shown == "postgresql://u:***@host/db?application_name=x&sslpassword=***"
    for told in ("password a/b c", "a%2Fb%20c", "a%2Fb+c", "zweites"):
        assert "***" in address.scrub(f"error: {told}")
    assert "a/b c" not in repr(address) and "zweites" not in repr(address)
