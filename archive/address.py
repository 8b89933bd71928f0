"""Where an archive is: what stands after --db, and how it may be shown.

    archive.db, D:\\档案\\archive.db              a SQLite file
    postgresql://reader:secret@server/archive   PostgreSQL; shown as postgresql://reader:***@server/archive

A password must not reach a terminal, a log or an error message: everything shown passes `shown` or `scrub`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from .problem import ArchiveError

SECRETS = ("password", "sslpassword", "passfile")
_POSTGRES = ("postgresql", "postgres", "postgresql+psycopg")


@dataclass(frozen=True, slots=True)
class Address:
    """A database. `path` is the file of a SQLite archive, None for PostgreSQL."""

    url: URL
    path: Path | None

    @property
    def shown(self) -> str:
        """The address without its secrets."""
        if self.path is not None:
            return str(self.path)
        hidden = dict.fromkeys((key for key in SECRETS if key in self.url.query), "***")
        url = self.url.set(drivername="postgresql").update_query_dict(hidden)
        return url.render_as_string(hide_password=True).replace("%2A%2A%2A", "***")

    @property
    def files(self) -> tuple[Path, ...]:
        """What a SQLite archive consists of while it is written to."""
        return () if self.path is None else tuple(Path(f"{self.path}{suffix}") for suffix in ("", "-wal", "-shm"))

    def __repr__(self) -> str:
        return f"Address({self.shown})"

    def scrub(self, message: str) -> str:
        """A message of a library without the secrets of this address, however they were written."""
        secrets = [str(self.url.password or ""), *(str(self.url.query.get(key, "")) for key in SECRETS)]
        for secret in filter(None, secrets):
            for written in {secret, quote(secret), quote(secret, safe=""), quote_plus(secret)}:
                message = message.replace(written, "***")
        return message


def parse(text: str) -> Address:
    """The database meant by --db. Raises ArchiveError, and never repeats what it could not read."""
    if "://" not in text:
        return _file(Path(text))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise ArchiveError(_UNREADABLE) from None
    if url.drivername == "sqlite":
        if not url.database:
            raise ArchiveError("SQLite 档案库必须是一个文件，例如 --db archive.db。")
        return _file(Path(url.database))
    if url.drivername not in _POSTGRES:
        raise ArchiveError(_UNREADABLE)
    if not url.database:
        raise ArchiveError("地址里没有数据库名，请写成 postgresql://用户@主机/数据库名。")
    return Address(url.set(drivername="postgresql+psycopg"), None)


def _file(path: Path) -> Address:
    if path.is_dir():
        raise ArchiveError(f"{path} 是文件夹；请给出档案库文件，例如 {path / 'archive.db'}。")
    return Address(URL.create("sqlite", database=str(path)), path)


_UNREADABLE = (
    "无法识别 --db 的地址；请写成文件名（archive.db）或 postgresql://用户@主机:端口/数据库名，"
    "密码中的 @ : / % 等字符要写成 %40 %3A %2F %25。"
)
