"""Files that results go to: opened under a temporary name beside their place, moved there only when complete."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType

from ..validate.outcome import Outcome


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

    def __enter__(self) -> Writer:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if kind is None:
            self.partial.replace(self.path)
        else:
            self.partial.unlink(missing_ok=True)
