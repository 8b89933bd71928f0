"""The period under evaluation, told from those of contracts and of the evaluation's own work."""

from __future__ import annotations

import datetime

from gouji.extract.document import Anchor, Document, Paragraph, Source
from gouji.normalize.narrative.periods import contract_periods, evaluation_periods, fiscal_year, years_of


def _document(*texts: str) -> Document:
    return Document(Source("case", "case"), tuple(Paragraph(text, Anchor(i)) for i, text in enumerate(texts)))


def test_only_the_period_under_evaluation_is_found() -> None:
    document = _document(
        "本次评价时段为2020年12月1日至2020年12月31日。",
        "评价工作时间为2021年3月1日至2021年4月10日。",
        "评价基准日为2020年12月31日。",
        "合同期限为2020年5月1日至2021年4月30日。",
    )
    found = [mention.text for _, mention in evaluation_periods(document)]
    assert found == ["2020年12月1日至2020年12月31日"]
    (contract,) = contract_periods(document)
    assert years_of(contract) == {2020, 2021}


def test_the_fiscal_year_is_the_calendar_year() -> None:
    assert fiscal_year("2020") == (datetime.date(2020, 1, 1), datetime.date(2020, 12, 31))
    assert fiscal_year("") is None
