"""What can go wrong with a database, as a Chinese sentence that says what to do.

SQLite's and PostgreSQL's own words stay in the log; a user reads why nothing was archived and what to change. A file
whose disk is full, whose folder is read-only or which another program holds is left as it was before.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from ..settings import CannotRun

if TYPE_CHECKING:
    from .address import Address


class ArchiveError(CannotRun):
    """The archive cannot do what was asked; the message says in Chinese why and what to do."""


_SQLITE = (
    ("SQLITE_BUSY", "档案库 {0} 正被其他程序占用；请等它结束或关闭打开它的程序，再重新运行，已归档的不会重复。"),
    ("SQLITE_LOCKED", "档案库 {0} 正被其他程序占用；请等它结束或关闭打开它的程序，再重新运行，已归档的不会重复。"),
    ("SQLITE_FULL", "磁盘已满，本批报告没有写入档案库 {0}；请清理磁盘后重新运行，已归档的不会重复。"),
    ("SQLITE_READONLY", "档案库 {0} 所在的位置是只读的；请换一个可以写入的文件夹，或请管理员开放写入权限。"),
    ("SQLITE_CANTOPEN", "无法打开或建立档案库 {0}；请确认文件夹存在并且可以写入。"),
    ("SQLITE_PERM", "没有读写档案库 {0} 的权限；请换一个文件夹，或请管理员开放权限。"),
    ("SQLITE_NOTADB", "{0} 不是档案库文件；请检查 --db 的文件名，原文件未作改动。"),
    ("SQLITE_CORRUPT", "档案库 {0} 已损坏；请用备份恢复，或删除后重新归档。"),
    ("SQLITE_IOERR", "读写档案库 {0} 时磁盘出错；请检查磁盘空间和连接（不要放在网络盘上），再重新运行。"),
)
# By SQLSTATE, the most precise first.
_POSTGRES = (
    ("28", "数据库 {0} 拒绝登录；请检查用户名和密码（密码可放在环境变量 PGPASSWORD 或文件 ~/.pgpass 里）。"),
    ("3D", "数据库 {0} 不存在；请先建立：createdb 数据库名。"),
    ("42501", "没有在数据库 {0} 中建表或写入的权限；请管理员授权：GRANT ALL ON SCHEMA public TO 用户。"),
    ("25006", "数据库 {0} 是只读的；请连接主库，或请管理员开放写入。"),
    ("53100", "数据库 {0} 所在的磁盘已满，本批报告没有写入；请清理磁盘后重新运行，已归档的不会重复。"),
    ("53", "数据库 {0} 资源不足（连接数或内存）；请稍后重新运行，已归档的不会重复。"),
    ("55P03", "数据库 {0} 正被其他程序占用；请稍后重新运行，已归档的不会重复。"),
)
_UNREACHABLE = "无法连接数据库 {0}；请检查地址、端口和网络，确认数据库已启动。已归档的不会丢失，重新运行也不会重复。"
_UNKNOWN = "数据库 {0} 报错，未作改动：{1}"
_LOST = ("08", "57P01", "57P02", "57P03")  # connection lost, shutting down, crashed, starting up


def of_database(problem: BaseException) -> bool:
    """Whether a database or its driver says so, wrapped by SQLAlchemy or not."""
    return isinstance(problem, (SQLAlchemyError, sqlite3.Error)) or _of_psycopg(problem)


def lost(problem: BaseException) -> bool:
    """Whether the connection is gone and may come back."""
    cause = _cause(problem)
    if not _of_psycopg(cause) or _refusal(cause):
        return False
    state = _sqlstate(cause)
    return state.startswith(_LOST) or (not state and type(cause).__name__ in ("OperationalError", "InterfaceError"))


def explain(problem: BaseException, address: Address) -> ArchiveError:
    """The same problem for a user."""
    if isinstance(problem, ArchiveError):
        return problem
    cause = _cause(problem)
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause, address)
    state = _sqlstate(cause) or _refusal(cause)
    for prefix, message in _POSTGRES:
        if state.startswith(prefix):
            return ArchiveError(message.format(address.shown))
    if lost(cause):
        return ArchiveError(_UNREACHABLE.format(address.shown))
    return ArchiveError(_UNKNOWN.format(address.shown, address.scrub(" ".join(str(cause).split()))))


def _of_sqlite(problem: sqlite3.Error, address: Address) -> ArchiveError:
    name = getattr(problem, "sqlite_errorname", "")
    if name.startswith("SQLITE_CANTOPEN") and address.path is not None and address.path.is_file():
        name = "SQLITE_READONLY"  # the file is there, only those that SQLite puts beside it cannot be made
    for prefix, message in _SQLITE:
        if name.startswith(prefix):
            return ArchiveError(message.format(address.shown))
    return ArchiveError(_UNKNOWN.format(address.shown, f"{problem}（{name}）"))


def _cause(problem: BaseException) -> BaseException:
    original = problem.orig if isinstance(problem, DBAPIError) else None
    return problem if original is None else original


def _of_psycopg(problem: BaseException) -> bool:
    """Known by its module: the driver is installed only where PostgreSQL is used."""
    return any(kind.__module__.partition(".")[0] == "psycopg" for kind in type(problem).__mro__)


def _sqlstate(problem: BaseException) -> str:
    """PostgreSQL's code of an error; "" without one, as when there is no connection."""
    return getattr(problem, "sqlstate", None) or ""


def _refusal(problem: BaseException) -> str:
    """The SQLSTATE of a refused login, which libpq hands on as text only."""
    words = str(problem)
    if _sqlstate(problem) or "FATAL" not in words:
        return ""
    if "does not exist" in words and "database" in words:
        return "3D000"
    return "28000" if "authentication" in words or "role" in words or "pg_hba" in words else ""
