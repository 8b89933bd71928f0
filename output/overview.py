"""What is remembered of a run: counts, and as many reports as the closing table shows.

A run of a million documents keeps no more than a run of a thousand. Up to SHOWN reports the table lists all of them in
order; beyond that those with errors first, then warnings, then the rest, and it says how many it leaves out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ..validate.across import CASE
from ..validate.outcome import Outcome
from ..validate.rule import SEVERITIES
from ..validate.suppress import SUPPRESSED
from .rows import severity_counts

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A report's line in the closing table."""

    number: int
    name: str
    score: str
    figures: tuple[int, ...]  # errors, warnings, review, unreadable, checked, held, broken, insufficient
    coverage: str

    @property
    def rank(self) -> int:
        """0 with errors, 1 with anything else to look at, 2 with nothing."""
        return 0 if self.figures[0] else 1 if any(self.figures[1:4]) else 2


@dataclass(slots=True)
class Overview:
    """Fed with outcomes in order; bounded."""

    documents: int = 0
    cases: int = 0
    findings: int = 0
    ranks: Counter[int] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    _kept: dict[int, list[Line]] = field(default_factory=lambda: {0: [], 1: [], 2: []})

    def add(self, outcome: Outcome) -> None:
        c = outcome.counts
        figures = (*severity_counts(outcome), c.checked, c.held, c.broken, c.insufficient)
        line = Line(self._lines, outcome.name, outcome.summary.score, figures, c.coverage)
        if outcome.summary.kind == CASE:
            self.cases += 1
        else:
            self.documents += 1
        self.findings += len(outcome.findings)
        self.severities.update(finding.severity for finding in outcome.findings if finding.status != SUPPRESSED)
        self.ranks[line.rank] += 1
        if len(self._kept[line.rank]) < SHOWN:
            self._kept[line.rank].append(line)

    @property
    def _lines(self) -> int:
        return self.documents + self.cases

    def lines(self) -> list[Line]:
        """At most SHOWN: all in order, or the most pressing first."""
        by_rank = [line for rank in (0, 1, 2) for line in self._kept[rank]][:SHOWN]
        return by_rank if self._lines > SHOWN else sorted(by_rank, key=lambda line: line.number)

    def left_out(self) -> str:
        """What the table does not list, in words; "" when it lists everything."""
        if self._lines <= SHOWN:
            return ""
        return (
            f"上表只列 {SHOWN} 份，有错误的在前；全部 {self._lines} 份中，有错误的 {self.ranks[0]} 份，"
            f"有警告、待复核或未能读取的 {self.ranks[1]} 份，其余 {self.ranks[2]} 份；逐份情况用 --summary 写成文件。"
        )

    def at_least(self, severity: str) -> bool:
        """Whether anything was found at or above a severity."""
        return any(self.severities[worse] for worse in SEVERITIES[: SEVERITIES.index(severity) + 1])
