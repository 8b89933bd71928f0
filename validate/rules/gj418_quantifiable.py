"""正文称均可量化而有定性指标

做什么：正文说评价指标“均可量化”，而表中有指标值是文字（规范、健全、有所提升）的指标。

例：正文“所有用来评价的指标均可量化”，表中“立项程序规范性”的指标值为“规范”。

怎么改：改为“定量与定性相结合”。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.lexicon import compiled, row_word
from ...normalize.narrative.sentences import sentences
from ...normalize.report import Report, Row, Value
from ..narrative import quoted, statement
from ..relation import Relation
from ..rule import rule

_ALL = r"指标(?:都|均|全部|全都)(?:可以?|能够?|已|进行了?)*(?:予以)?量化"
_HEDGED = "尽量|尽可能|应|力求|要求|原则上|大部分|基本"
LEAST = 2  # indicators in words


@rule("GJ418", basis="财预〔2020〕10号：绩效指标应当细化量化")
def quantifiable(report: Report) -> Iterator[Relation]:
    for sentence in sentences(report.document):
        match = compiled(_ALL).search(sentence.text) if "量化" in sentence.text else None
        if match is None or compiled(_HEDGED).search(sentence.text):
            continue
        rows = [row for form in report.forms for s in form.of("score", "target") for row in s.leaves if _in_words(row)]
        named = "、".join(dict.fromkeys(row.name for row in rows[:3]))
        yield statement(
            "指标量化",
            sentence.words(*match.span()),
            len(rows) < LEAST,
            f"正文称{match[0]}，而“{named}”等指标的指标值是文字；请改为定量与定性相结合。",
            evidence=tuple(value for row in rows[:3] if (value := row.value("target")) is not None),
            quote=quoted(sentence),
        )


def _in_words(row: Row) -> bool:
    value: Value | None = row.value("target")
    placeholder = not row.name or row_word(row.name, "placeholder")
    text = value.text.strip() if value is not None else ""
    digits = any(character.isdigit() for character in text)
    return value is not None and not placeholder and value.quantity is None and value.missing is None and not digits
