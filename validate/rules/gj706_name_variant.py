"""同一指标有两种名称

做什么：正文以“名称：”逐项分析的指标，与评分表的指标只差“率”与“性”的，疑为同一指标写了两种名称；同一套评分的两张
表同理。

例：评分表“资金到位性”，正文“资金到位率：……”。

怎么改：统一为评分表的名称。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ...normalize.indicators.naming import key, stem
from ...normalize.lexicon import compiled
from ...normalize.narrative.sentences import sentences
from ...normalize.report import Report, Row
from ..groups import score_forms
from ..narrative import quoted, statement
from ..relation import Relation
from ..rule import rule
from .gj501_total_score import same_instrument

_ENDINGS = ("率", "性")
_HEAD = r"^\s*(?:[（(]?\d{1,2}[）).、．])?(?P<name>\p{Han}{4,24})[：:]"


@rule("GJ706", basis="同一指标名称应当一致")
def name_variant(report: Report) -> Iterator[Relation]:
    forms = score_forms(report)
    rows = {key(row.name): row for form in forms if form.score for row in form.score.leaves if row.name}
    stems = {stem(name): row for name, row in rows.items() if stem(name)}
    for sentence in sentences(report.document) if stems else ():
        match = compiled(_HEAD).match(sentence.text)
        name = key(match["name"]) if match is not None else ""
        row = stems.get(stem(name)) if stem(name) else None
        if match is None or row is None or not name.endswith(_ENDINGS) or not key(row.name).endswith(_ENDINGS):
            continue  # 资金到位情况 may be a heading of its own
        value = sentence.words(*match.span("name"))
        message = f"正文称“{value.text}”，评分表为“{row.name}”，疑为同一指标；请统一名称。"
        yield statement("指标名称", value, name in rows, message, expected=row.name, quote=quoted(sentence))
    for one, other in combinations(forms, 2):
        if one.score is not None and other.score is not None and same_instrument(one, other):
            yield from _tables(one.score.leaves, other.score.leaves)


def _tables(first: list[Row], second: list[Row]) -> Iterator[Relation]:
    names = {key(row.name) for row in first}
    stems = {stem(key(row.name)): row for row in first if stem(key(row.name))}
    for row in second:
        twin = stems.get(stem(key(row.name))) if stem(key(row.name)) else None
        if twin is None or key(twin.name) in {key(other.name) for other in second}:
            continue
        message = f"一表为“{twin.name}”，另一表为“{row.name}”，疑为同一指标；请统一名称。"
        value = row.value("weight") or row.value("score")
        if value is not None:
            yield statement(
                row.path, value, key(row.name) in names, message, expected=twin.name, quote=row.labels[-1].text
            )
