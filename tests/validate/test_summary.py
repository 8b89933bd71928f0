"""The figures of a summary and of a record are the document's own project's, not those of a part the text names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gouji.archive.recording import with_record
from gouji.extract.document import Document
from gouji.normalize.build import build
from gouji.validate.outcome import outcome_of

TEXT = {
    "text": [
        "2023年度水系治理项目绩效评价报告",
        "其中，堤防项目预算80万元，支出72万元，执行率90%；堤防项目综合得分85分，评价等级为“良”。",
        "本项目全年预算数300万元，全年执行数285万元，执行率95%。",
        "本项目综合得分93分，评价等级为“优”。",
    ]
}


def test_a_part_is_not_the_project(document: Callable[[Any], Document]) -> None:
    report = build(document([TEXT]))
    outcome = outcome_of(report, (), (), False)
    summary = outcome.summary
    assert (summary.budget, summary.executed, summary.rate) == ("300万元", "285万元", "95%")
    assert (summary.score, summary.grade) == ("93", "优")
    record: Any = with_record(outcome, report, 10, ledger=False).record
    (project,) = record.projects
    assert (project.budget, project.executed, project.rate) == ("3000000", "2850000", "0.95")
