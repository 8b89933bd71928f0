"""Findings to write, without a report behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from gouji.normalize.report import Identity
from gouji.validate.finding import Finding
from gouji.validate.outcome import Outcome

Make = Callable[..., Outcome]

FINDING = Finding(
    "GJ201", "执行率与执行数除以预算数不符", "error", "inconsistent", "执行率原文为98.59%，应为95.89%。",
    Identity("供水项目", "水务局", "2023"), page="3", location="表1 第4行", subject="年度资金总额·执行率",
    stated="98.59", expected="95.89", difference="2.70", unit="%", fingerprint="a85faa5251658be7",
)  # fmt: skip


@pytest.fixture(scope="session")
def finding() -> Finding:
    return FINDING


@pytest.fixture(scope="session")
def outcome() -> Make:
    def make(*changes: dict[str, object], name: str = "甲/自评表.docx") -> Outcome:
        return Outcome(name, findings=tuple(replace(FINDING, **change) for change in changes))  # type: ignore[arg-type]

    return make
