"""Imported once by the fork server: what every worker needs, so that a new worker has it from its first moment."""

from __future__ import annotations

import click
from pebble.pool import process

from ..extract.readers import from_docx
from ..validate import rule
from . import containers, task, worker

# click and process: a worker that starts imports the script of the command again, and pebble's side of its pool.
__all__ = ["click", "containers", "from_docx", "process", "task", "worker"]

rule.rules()
