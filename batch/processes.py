"""Where worker processes come from: a fork server where there is one, else fresh interpreters (spawn).

    start_ahead()                    at the start of a command: the server imports what workers need (`warm.py`) while
                                     the command still reads its options and imports its own part
    context().Process(target=…)      later: a worker forked from the server, which has imported everything by then

A worker forked from the server starts in hundredths of a second and is clean of the command's threads. Checking one
small file takes 0.1 s and importing what that needs 0.3 s, in the command and in the server: side by side they cost
it once.
"""

from __future__ import annotations

from multiprocessing import get_all_start_methods, get_context
from typing import Any


def context() -> Any:
    """How workers are started on this system."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    chosen = get_context("forkserver")
    chosen.set_forkserver_preload([f"{__package__}.warm"])
    return chosen


def start_ahead() -> None:
    """Starts the server, if there is one, and returns at once."""
    if context().get_start_method() == "forkserver":
        from multiprocessing.forkserver import ensure_running

        ensure_running()
