"""How the tables came to be, step by step; every archive ever made is brought to the newest step when it is opened.

A step never changes once released: an archive of 1.0 has exactly the tables that `v0001` and `v0002` make.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

HEAD = "0003"
VERSION_TABLE = "gouji_version"  # not Alembic's own name: a database may serve other programs too
VERSIONS = Path(__file__).parent / "versions"


def upgrade(connection: Connection, revision: str = HEAD, versions: tuple[Path, ...] = (VERSIONS,)) -> None:
    """Brings the archive to a step, within the caller's transaction."""
    from alembic import command

    command.upgrade(_config(connection, versions), revision)


def downgrade(connection: Connection, revision: str, versions: tuple[Path, ...] = (VERSIONS,)) -> None:
    """Takes the archive back to a step, or to nothing ("base")."""
    from alembic import command

    command.downgrade(_config(connection, versions), revision)


def _config(connection: Connection, versions: tuple[Path, ...]) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _escaped(Path(__file__).parent))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(_escaped, versions)))
    config.attributes["connection"] = connection
    return config


def _escaped(path: Path) -> str:
    """A path as Alembic's configuration takes it: percent signs are its own."""
    return str(path).replace("%", "%%")
