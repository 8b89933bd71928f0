"""Which rules judged: a hash over everything that decides what is read from a document and found in it.

Two runs of one edition over one content are the same run, and the archive keeps it once. The files themselves are
hashed, rules and schema data with the code that applies them: a repaired rule must not hide behind an old version.
Settings that choose rules or readers belong to it too; limits, languages and exit codes do not.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from ..settings import Settings

_LAYERS = ("extract", "normalize", "validate")
_SUFFIXES = (".py", ".yaml")


def edition(settings: Settings) -> str:
    """The edition of a run with these settings."""
    chosen = (settings.reader, settings.select, settings.ignore, settings.profile)
    return hashlib.sha256(f"{_sources()}\n{chosen!r}".encode()).hexdigest()[:16]


@cache
def _sources() -> str:
    root = Path(__file__).parent.parent
    files = [path for layer in _LAYERS for path in (root / layer).rglob("*") if path.suffix in _SUFFIXES]
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.relative_to(root).as_posix()):
        digest.update(path.relative_to(root).as_posix().encode() + b"\n")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
