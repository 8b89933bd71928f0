"""Archives to test with: SQLite files, databases of a PostgreSQL server of the session, reports to fill them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from gouji.archive.address import Address, parse
from gouji.archive.recording import with_record
from gouji.archive.store import Archive
from gouji.extract.document import Document
from gouji.normalize.build import build
from gouji.validate.outcome import Outcome, outcome_of

sys.path.insert(0, str(Path(__file__).parent))

from postgres_server import Server, programs  # type: ignore[import-not-found]

NOW = "2026-01-01T00:00:00Z"
FORM = """
table:
  caption: 项目支出绩效自评表
  unit: 单位：万元
  rows: |
    项目名称 | {project} | < | < | < | <
    实施单位 | {unit}    | < | < | < | <
    项目资金 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
    年度资金总额 | {budget} | {executed} | 10 | {rate} | {earned}
    其中：当年财政拨款 | {part} | {executed} | — | {rate} | —
    上年结转资金 | 0.00 | 0.00 | — | — | —
    其他资金 | 0.00 | 0.00 | — | — | —
    一级指标 | 二级指标 | 三级指标 | 年度指标值 | 分值 | 得分
    产出指标 | 数量指标 | 设备采购完成率 | 100% | 50 | {score}
    ^        | 质量指标 | 验收合格率（试行） | ≥95% | 40 | 38
    总分 | < | < | < | 100 | {total}
"""

Make = Callable[..., Outcome]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server of this session."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    server = Server(found, fsync="off")
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Address:
    """An empty database of either kind."""
    if request.param == "sqlite":
        return parse(str(tmp_path / "archive.db"))
    return parse(request.getfixturevalue("server").new_database())


@pytest.fixture(scope="session")
def make(document: Callable[[Any], Document]) -> Make:
    """A report as a worker hands it over. Two calls with one set of figures give one content."""

    def outcome(name: str = "甲.docx", **changes: str) -> Outcome:
        figures = {
            "project": "设备更新项目", "unit": "临溪市水利局", "year": "2023", "budget": "100.00", "executed": "90.00",
            "rate": "90.00%", "earned": "9.00", "score": "50", "total": "97", "text": "设备采购按期完成。", **changes,
        }  # fmt: skip
        figures.setdefault("part", figures["budget"])
        source = FORM.format(**figures)
        said = "{year}年度{project}绩效评价报告。{text}".format(**figures)
        report = build(document({"text": [said], **yaml.safe_load(source)}))
        checked = outcome_of(report, (), (), True)
        recorded = with_record(checked, report, len(source), ledger=False)
        assert recorded.record is not None
        record = replace(recorded.record, sha256=sha256((said + source).encode("utf-8", "surrogatepass")).hexdigest())  # type: ignore[type-var]
        return replace(recorded, name=name, record=record)

    return outcome


@pytest.fixture
def fill() -> Callable[..., Archive]:
    """Archives outcomes in a run of its own."""

    def archived(address: Address, outcomes: list[Outcome], edition: str = "e1", **options: Any) -> Archive:
        with Archive(address, edition, clock=lambda: NOW, **options) as archive:
            for outcome in outcomes:
                archive.add(outcome)
        return archive

    return archived
