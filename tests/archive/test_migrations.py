"""Every archive ever made opens: steps go up and down on both databases, and an archive of 1.0 keeps all it has."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from conftest import Make  # type: ignore[import-not-found]
from gouji.archive import database as databases
from gouji.archive import migrations
from gouji.archive.address import Address, parse
from gouji.archive.database import Database
from gouji.archive.migrations import HEAD, VERSION_TABLE, VERSIONS, downgrade, upgrade
from gouji.archive.search import Query, search
from gouji.archive.store import Archive
from gouji.archive.tables import metadata
from sqlalchemy import Connection, inspect, text

RELEASED = "0002"  # the step of 1.0
LATER = '''"""A step after 1.0, for the test."""
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("documents", sa.Column("region", sa.Text))


def downgrade() -> None:
    op.drop_column("documents", "region")
'''
# An archive as 1.0 left it: rows in every table, written by hand and never changed.
ROWS_OF_1_0 = (
    "INSERT INTO documents (id, sha256, format, size, pages, first_seen, latest_run_id)"
    " VALUES (1, 'aa', 'docx', 40000, NULL, '2026-01-01T00:00:00Z', 1)",
    "INSERT INTO names (document_id, name, first_seen) VALUES (1, '旧.docx', '2026-01-01T00:00:00Z')",
    "INSERT INTO runs (id, document_id, body_id, edition, program, complete, archived_at, errors, warnings, infos,"
    " checked, held, rounding, broken, review, insufficient, numbers, numbers_held, numbers_broken)"
    " VALUES (1, 1, NULL, 'e0', '1.0.0', 1, '2026-01-01T00:00:00Z', 1, 0, 0, 5, 4, 0, 1, 0, 0, 9, 8, 1)",
    "INSERT INTO projects (run_id, project, name, organisation, organisation_key, year, kinds, budget, executed, rate)"
    " VALUES (1, 1, '旧项目', '临溪市水利局', '临溪市水利局', '2020', 'self_evaluation', '100.10', '90.00', '0.8991')",
    "INSERT INTO forms (run_id, form, project, kind, ordinal, series) VALUES (1, 1, 1, 'self_evaluation', 1, 'ss')",
    "INSERT INTO indicators (run_id, indicator, form, path, name) VALUES (1, 1, 1, '产出指标›设备采购', '设备采购')",
    "INSERT INTO amounts (run_id, amount, form, measure, value) VALUES (1, 1, 1, 'budget', '100.10')",
    "INSERT INTO claims (run_id, claim, measure, value) VALUES (1, 1, 'budget', '100.10')",
    "INSERT INTO findings (run_id, finding, project, rule, name, severity, status, message, fingerprint, difference)"
    " VALUES (1, 1, 1, 'GJ301', '分值', 'error', 'inconsistent', '分值合计不符', 'ff', '-2.50')",
    "INSERT INTO checks (run_id, rule, outcome, count) VALUES (1, 'GJ301', 'inconsistent', 1)",
    "INSERT INTO decisions (id, document_id, fingerprint, verdict, reviewer, decided_at)"
    " VALUES (1, 1, 'ff', 'confirmed', '张三', '2026-01-02T00:00:00Z')",
)


def columns(connection: Connection) -> dict[str, list[str]]:
    found = inspect(connection)
    names = [*found.get_table_names(), *found.get_view_names()]
    return {name: [column["name"] for column in found.get_columns(name)] for name in names if "search" not in name}


def kept(connection: Connection, names: list[str]) -> dict[str, list[Any]]:
    return {name: list(map(tuple, connection.execute(text(f"SELECT * FROM {name}")))) for name in names}  # noqa: S608


def test_the_program_knows_the_newest_step() -> None:
    scripts = ScriptDirectory(str(VERSIONS.parent), version_locations=[str(VERSIONS)])
    assert scripts.get_heads() == [HEAD]


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection:sqlalchemy.exc.SAWarning")
def test_the_steps_make_the_tables_that_the_program_uses(address: Address) -> None:
    def ours(thing: Any, name: str | None, kind: str, reflected: bool, _: Any) -> bool:
        if kind == "table":
            return name != VERSION_TABLE and not str(name).startswith("search")
        return kind == "column" and thing.info.get("only") in (None, address.url.get_backend_name())

    with Database(address).open() as database, database.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_up_and_down_leaves_nothing(address: Address) -> None:
    with Database(address) as database:
        with database.write() as connection:
            upgrade(connection)
            first = columns(connection)
        for step in ("0001", "base"):
            with database.write() as connection:
                downgrade(connection, step)
        with database.write() as connection:
            assert set(columns(connection)) == {VERSION_TABLE}
            upgrade(connection)
            assert columns(connection) == first


def test_an_archive_of_1_0_opens(address: Address, make: Make, fill: Callable[..., Archive]) -> None:
    with Database(address) as database:
        with database.write() as connection:
            upgrade(connection, RELEASED)
            for row in ROWS_OF_1_0:
                connection.execute(text(row))
        with database.open_for_reading().read() as connection:
            before = kept(connection, ["current_projects", "current_findings", "current_amounts"])
        (hit,) = search(database, Query(rule="GJ301")).hits
        assert (hit.document, str(hit.budget), str(hit.rate)) == ("旧.docx", "100.10", "0.8991")
    fill(address, [make()])
    with Database(address).open_for_reading() as database, database.read() as connection:
        after = kept(connection, list(before))
        assert all(set(rows) < set(after[name]) or rows == after[name] for name, rows in before.items())


def test_a_later_step_keeps_everything(address: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What opening an archive of 1.0 with a later program will do."""
    later = tmp_path / "later"
    later.mkdir()
    (later / "v0004_region.py").write_text(LATER, encoding="utf-8")
    with Database(address) as database, database.write() as connection:
        upgrade(connection, RELEASED)
        for row in ROWS_OF_1_0:
            connection.execute(text(row))
        before = kept(connection, ["projects", "findings", "decisions", "current_findings"])
    monkeypatch.setattr(databases, "HEAD", "0004")
    monkeypatch.setattr(databases, "upgrade", lambda connection: upgrade(connection, "0004", (VERSIONS, later)))
    with Database(address).open_for_reading() as database, database.write() as connection:
        assert kept(connection, list(before)) == before
        assert "region" in columns(connection)["documents"]
        downgrade(connection, RELEASED, (VERSIONS, later))
        assert kept(connection, list(before)) == before


def test_a_step_that_fails_changes_nothing(address: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = tmp_path / "later"
    later.mkdir()
    broken = LATER.replace('"region", sa.Text))', '"region", sa.Text))\n    op.execute("SELECT * FROM nowhere")')
    (later / "v0004_region.py").write_text(broken, encoding="utf-8")
    Database(address).open().close()
    with monkeypatch.context() as patch:
        patch.setattr(databases, "HEAD", "0004")
        patch.setattr(databases, "upgrade", lambda connection: upgrade(connection, "0004", (VERSIONS, later)))
        with pytest.raises(Exception, match="nowhere"):
            Database(address).open()
    with Database(address).open() as database, database.read() as connection:
        assert "region" not in columns(connection)["documents"]


def test_migrations_need_no_configuration_file(tmp_path: Path) -> None:
    """A percent sign in a path is no configuration."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        config = migrations._config(None, (tmp_path / "100%",))  # type: ignore[arg-type]
    assert config.get_main_option("version_locations") == str(tmp_path / "100%")
    Database(parse(str(tmp_path / "100%.db"))).open().close()
