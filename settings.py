"""Everything a run can be told, frozen: limits on what is read, and how it is judged."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """Guards on hostile input. Sizes in bytes, time in seconds."""

    file_bytes: int = 200 * 2**20
    zip_entries: int = 20_000
    expanded_bytes: int = 1 * 2**30
    pages: int = 2_000
    cells: int = 2_000_000
    seconds: float = 120.0


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
