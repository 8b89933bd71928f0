"""Periods and years of the narrative: the period under evaluation, the years its scope names.

评价时段为2020年12月1日至2020年12月31日。   evaluation period 2020-12-01 … 2020-12-31
合同期限为2021年5月1日至2022年4月30日。      another period, which explains the years it spans
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ...extract.document import Document
from ...extract.quantity import DateMention, dates
from ..lexicon import compiled, load
from .sentences import Sentence, sentences

REACH = 16  # characters between the word and its date at most


def said(name: str, text: str) -> bool:
    return bool(compiled(load("periods")[name]).search(text))


def evaluation_periods(document: Document) -> Iterator[tuple[Sentence, DateMention]]:
    """Every period a sentence gives as the one under evaluation."""
    for sentence in sentences(document):
        match = compiled(load("periods")["evaluation"]).search(sentence.text)
        if match is None or said("not_evaluation", sentence.text):
            continue
        for mention in dates(sentence.text):
            if match.end() <= mention.span[0] <= match.end() + REACH:
                yield sentence, mention
                break


def contract_periods(document: Document) -> Iterator[DateMention]:
    """Every period that a sentence gives to a contract, a service or a project's own term."""
    for sentence in sentences(document):
        if said("contract", sentence.text):
            yield from dates(sentence.text)


def years_of(mention: DateMention) -> set[int]:
    """The years a mention covers; empty for a day that does not exist."""
    if mention.start is None or mention.end is None:
        return set()
    return set(range(mention.start.year, mention.end.year + 1))


def fiscal_year(year: str) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of the year under review, None when it is unknown."""
    if not year.isdigit() or len(year) != 4:
        return None
    return datetime.date(int(year), 1, 1), datetime.date(int(year), 12, 31)
