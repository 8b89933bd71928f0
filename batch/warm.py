"""Imported once by the fork server: what every worker needs, so that a new worker has it from its first moment."""

from __future__ import annotations

from ..extract.readers import from_docx
from ..validate import rule
from . import containers, task, worker

__all__ = ["containers", "from_docx", "task", "worker"]

rule.rules()
