"""What decides an outcome besides the document: the program, its rules and schemas, and the settings of the run.

Two runs of one edition give the same outcome for the same bytes; a journal or a remote worker of another edition is
not used. Hashed are the files themselves, not only the version, since rules change more often than versions.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

from ..settings import Settings
from ..version import __version__

_LAYERS = ("extract", "normalize", "validate", "batch")
_SUFFIXES = (".py", ".yaml", ".json")


def edition(settings: Settings, ledger: bool) -> str:
    """Of a run. The language of the output and --fail-on change no outcome."""
    judged = replace(settings, language="", fail_on="")
    return hashlib.sha256(f"{program()}\n{judged!r}\n{ledger}".encode()).hexdigest()[:32]


@cache
def program() -> str:
    """Of the installed program."""
    digest = hashlib.sha256(__version__.encode())
    root = Path(__file__).parent.parent
    for path in sorted(path for layer in _LAYERS for path in (root / layer).rglob("*") if path.suffix in _SUFFIXES):
        digest.update(f"\n{path.relative_to(root).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]
