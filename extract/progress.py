"""A sign of life while a document is read, so that a long document is told from a stuck one.

A reader calls `advance()` once a page, sheet or part; the guard around a worker (`batch/worker.py`) asks `idle()`. A
300-page PDF that takes three minutes advances all the time; one with a loop in its page tree stops after page 12, and
is given up --stall seconds later instead of when the total time is over. One document at a time in a process.
"""

from __future__ import annotations

import time

_last = time.monotonic()


def advance() -> None:
    """Something was read."""
    global _last
    _last = time.monotonic()


def idle() -> float:
    """Seconds since something was read."""
    return time.monotonic() - _last
