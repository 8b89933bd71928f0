"""Files that results go to: opened under a temporary name beside their place, moved there only when complete."""

from __future__ import annotations

import errno
import os
from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType

from ..settings import CannotRun
from ..validate.outcome import Outcome

_REASONS = {
    errno.ENOENT: "所在文件夹不存在；请先建立文件夹，或换一个位置",
    errno.ENOTDIR: "路径中有一段不是文件夹；请换一个位置",
    errno.EISDIR: "这是一个文件夹；请写明文件名",
    errno.EACCES: "没有写入权限，或文件正被 Excel、WPS 打开；请关闭该文件或换一个位置",
    errno.EPERM: "没有写入权限；请换一个位置",
    errno.EROFS: "所在磁盘只读；请换一个位置",
    errno.ENOSPC: "磁盘已满；请腾出空间",
    errno.EDQUOT: "磁盘配额已满；请腾出空间",
    errno.ENAMETOOLONG: "文件名过长；请换一个短些的名字",
}


class Unwritable(CannotRun):
    """An output that cannot be written; the message says in Chinese what to do."""

    def __init__(self, path: Path, error: OSError) -> None:
        reason = _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
        super().__init__(f"无法写入 {path}：{reason}。原有文件没有改动。")


class Writer(ABC):
    """Takes outcomes in order. Used as a context manager; an exception inside leaves no file behind."""

    def __init__(self, path: Path, language: str) -> None:
        self.path = path
        self.language = language
        self.partial = path.with_name(f".{path.name}.part")

    @abstractmethod
    def open(self) -> None:
        """Starts the file at `partial`. Raises OSError when it cannot be written."""

    @abstractmethod
    def write(self, outcome: Outcome) -> None: ...

    @abstractmethod
    def close(self) -> None:
        """Finishes the file at `partial`."""

    def put(self, outcome: Outcome) -> None:
        """`write`, with a message a user can act on."""
        try:
            self.write(outcome)
        except OSError as error:
            raise Unwritable(self.path, error) from error

    def __enter__(self) -> Writer:
        try:
            if self.path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "")
            self.open()
        except OSError as error:
            raise Unwritable(self.path, error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
            if kind is None:
                with self.partial.open("rb+") as stream:
                    os.fsync(stream.fileno())
                self.partial.replace(self.path)
        except OSError as error:
            if kind is None:
                raise Unwritable(self.path, error) from error
        finally:
            self.partial.unlink(missing_ok=True)
