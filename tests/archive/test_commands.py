"""gouji archive, gouji check --db and gouji search, as they are typed."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pytest
from gouji.archive.address import parse
from gouji.archive.database import Database
from postgres_server import PASSWORD  # type: ignore[import-not-found]
from sqlalchemy import text


def gouji(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "gouji", *arguments], capture_output=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment}, check=False,
    )  # fmt: skip


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A report with an error, one without, a damaged file."""
    folder = tmp_path / "送审"
    folder.mkdir()
    for name, rate in (("甲", "90"), ("乙", "80")):
        document = docx.Document()
        for line in (
            f"{name}项目支出绩效评价报告", "一、基本情况",
            f"项目全年预算数100万元，执行数80万元，预算执行率为{rate}%。设备采购有所延迟。",
        ):  # fmt: skip
            document.add_paragraph(line)
        document.save(str(folder / f"{name}.docx"))
    (folder / "坏.docx").write_bytes(b"PK\x03\x04" + b"x" * 300)
    return folder


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, reports: Path) -> str:
    if request.param == "postgresql":
        url: str = request.getfixturevalue("server").new_database()
        return url
    return str(reports / "archive.db")  # among the reports: it must not be taken for one


def test_archive_then_search(db: str, reports: Path) -> None:
    first = gouji("archive", str(reports), "--db", db, "--jobs", "1")
    assert first.returncode == 0, first.stderr
    assert "新归档 3 份，已有 0 份" in first.stderr
    again = gouji("archive", str(reports), "--db", db, "--jobs", "1")
    assert "新归档 0 份，已有 3 份" in again.stderr
    found = gouji("search", "设备采购", "--where", "预算执行率>85%", "--format", "json", GOUJI_DB=db)
    assert found.returncode == 0, found.stderr
    (row,) = json.loads(found.stdout)
    assert (row["report"], row["rate"], row["budget"]) == ("甲.docx", "90%", "1000000")
    assert "共 1 条" in found.stderr
    for outcome in (first, again, found):
        assert PASSWORD not in outcome.stdout + outcome.stderr and "%40" not in outcome.stdout + outcome.stderr


def test_check_archives_too(db: str, reports: Path, tmp_path: Path) -> None:
    output = tmp_path / "差异.csv"
    checked = gouji("check", str(reports), "-o", str(output), "--db", db, "--jobs", "1", "--exit-zero")
    assert checked.returncode == 0, checked.stderr
    assert "新归档 3 份" in checked.stderr
    with output.open(encoding="utf-8-sig", newline="") as file:
        told = {(row["规则编号"], row["指纹"]) for row in csv.DictReader(file)}
    with Database(parse(db)) as database, database.read() as connection:
        kept = {tuple(row) for row in connection.execute(text("SELECT rule, fingerprint FROM findings"))}
        (ledgers,) = connection.execute(text("SELECT count(*) FROM ledgers")).one()
    assert kept == told
    assert ledgers == 2


def test_listings(db: str, reports: Path) -> None:
    gouji("archive", str(reports), "--db", db, "--jobs", "1")
    table = gouji("search", "--db", db, "延迟")
    assert "甲.docx" in table.stdout and "乙.docx" in table.stdout and "坏.docx" not in table.stdout
    listed = gouji("search", "--db", db, "延迟", "--format", "csv", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(listed.stdout.lstrip("\ufeff"))))
    assert {row["report"] for row in rows} == {"甲.docx", "乙.docx"}
    limited = gouji("search", "--db", db, "--limit", "1")
    assert "还有更多" in limited.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["search", "--db", "{folder}/none.db", "词"], "请先用 gouji archive"),
        (["search", "--db", "{folder}/none.db", "--where", "预算数>100"], "要写明单位"),
        (["archive", "{folder}", "--db", "mysql://u:geheim@h/d"], "无法识别 --db 的地址"),
        (["archive", "{folder}", "--db", "{folder}"], "是文件夹"),
        (["archive", "{folder}", "--db", "{folder}/keins/archive.db"], "请确认文件夹存在"),
        (["archive", "{folder}", "--db", "postgresql://u:geheim@127.0.0.1:1/d"], "无法连接数据库"),
    ],
)
def test_what_cannot_be_done_is_said(reports: Path, arguments: list[str], message: str) -> None:
    outcome = gouji(*(argument.format(folder=reports) for argument in arguments))
    assert outcome.returncode == 2
    assert message in outcome.stderr
    assert "Traceback" not in outcome.stderr and "geheim" not in outcome.stderr + outcome.stdout


def test_a_record_is_no_burden_where_none_is_asked_for(reports: Path) -> None:
    import gouji as package

    outcome: Any = package.check(reports / "甲.docx")
    assert outcome.record is None
