"""百分比与样本数不可能同时成立

做什么：一段话印有有效问卷n份、满意人数，又印有“非常满意占p%”之类各档比例的，每个比例都应能由某个整数人数除以n得到（四舍五入
或截尾均可）；没有一个整数能得到的，列出。n很大、任何比例都可能的，不会误报。

例：有效问卷40份，满意38人，其中非常满意占61.3%：40份中没有任何人数能得到61.3%。

怎么改：核对问卷份数和各档人数。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ...extract.document import Paragraph
from ...extract.quantity import Quantity, scan
from ...normalize.lexicon import compiled
from ...normalize.report import TEXT, Report, Value
from ..relation import Relation
from ..rule import rule

VALID = r"有效(?:调查)?(?:问卷|答卷|样本)(?:数量|数)?(?:为|共|是)?$"
PEOPLE = r"满意(?:的|人数)?(?:为|有|共|是)?$"
OPTION = r"(?:非常|很|比较|较|基本|不)满意(?:的)?(?:人数)?(?:占比|比例|占|率)(?:为|是|达)?$"


@rule("GJ212", basis="比例=人数÷有效样本数，人数为整数")
def impossible_share(report: Report) -> Iterator[Relation]:
    for paragraph in report.document.paragraphs():
        if "有效" in paragraph.text and "满意" in paragraph.text:
            yield from _paragraph(paragraph)


def _paragraph(paragraph: Paragraph) -> Iterator[Relation]:
    text = paragraph.text
    quantities = [(quantity, text[: quantity.span[0]].rstrip()) for quantity in scan(text)]
    valid = [q for q, before in quantities if q.unit in ("份", "人", "") and compiled(VALID).search(before)]
    people = [q for q, before in quantities if q.unit in ("份", "人", "名") and compiled(PEOPLE).search(before)]
    if len(valid) != 1 or not people or valid[0].value <= 0 or valid[0].hedge or valid[0].value % 1:
        return
    for share, before in quantities:
        if share.unit == "%" and not (share.hedge or share.comparator) and compiled(OPTION).search(before):
            yield _relation(paragraph, share, int(valid[0].value))


def _relation(paragraph: Paragraph, share: Quantity, valid: int) -> Relation:
    anchor = replace(paragraph.anchor, span=share.span)
    value = Value(anchor, share.text, share, None, "%", share.places, TEXT)
    return Relation(
        "condition",
        "正文满意度各档比例",
        value,
        holds=possible(value.base, value.step, valid),
        message=f"有效问卷{valid}份，任何人数都得不到{share.text}；请核对问卷份数和各档人数。",
    )


def possible(share: Fraction, step: Fraction, whole: int) -> bool:
    """Whether some k of `whole` gives the share, rounded or cut to its last place."""
    nearest = int(share * whole)
    return any(
        abs(Fraction(k, whole) - share) * 2 <= step or 0 <= Fraction(k, whole) - share < step
        for k in (nearest - 1, nearest, nearest + 1, nearest + 2)
    )
