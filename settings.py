"""Everything a run can be told, frozen: limits on what is read, and how it is judged."""

from __future__ import annotations

from dataclasses import dataclass, field


class CannotRun(Exception):
    """A run cannot start or go on. The message is a Chinese sentence that says what to do; the exit code is 2."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Guards on hostile input. Sizes in bytes, time in seconds."""

    file_bytes: int = 200 * 2**20
    zip_entries: int = 20_000
    expanded_bytes: int = 1 * 2**30
    pages: int = 2_000
    cells: int = 2_000_000
    seconds: float = 600.0  # for one document, in total
    stall_seconds: float = 120.0  # for one document, without reading another page or part
    memory_bytes: int = 2 * 2**30  # what one document may add to its worker; 0 for no limit
    container_bytes: int = 16 * 2**30  # what all files of an archive or e-mail expand to, as declared
    container_depth: int = 3  # archives in archives

    @property
    def conversion_seconds(self) -> float:
        """For an external program: it must give up before the worker that waits for it is given up."""
        return 0.8 * min(self.seconds, self.stall_seconds)


@dataclass(frozen=True, slots=True)
class Settings:
    """One run's settings; picklable, so that every worker judges alike."""

    limits: Limits = field(default_factory=Limits)
    reader: str = "fast"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str = ""
    language: str = "zh"
    fail_on: str = "error"
    record: bool = False  # outcomes carry what the archive keeps
