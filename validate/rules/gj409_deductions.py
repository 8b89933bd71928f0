"""正文扣分与分值减得分不符

做什么：写明的扣分应等于分值减得分。核对三处：一句话里的分值、扣分、得分；正文“某指标扣n分”与评分表该指标；评分表扣分原因栏
里的“扣n分”与该行。同一指标写了几处扣分的，其中一处或各处之和相符即可。评分规则（每…扣n分）不算。

例：表中“工程验收合格率”8 分得 6 分，正文写扣 1 分。

怎么改：核对扣分依据，改正扣分或得分。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...extract.document import Anchor, Paragraph
from ...normalize.indicators.naming import key
from ...normalize.lexicon import compiled
from ...normalize.narrative.arithmetic import data, facts, facts_of
from ...normalize.narrative.sentences import Sentence, sentences, sentences_of
from ...normalize.report import TABLE, Form, Report, Row, Value
from ..narrative import lost_points, quoted, scored_rows, settled
from ..relation import Difference, Relation, any_of, equal, total
from ..rule import rule

LEAST = 4  # characters of a name that a sentence may be bound by
_COMMON = r"(?:合计|共计|共|总计|累计|一共)(?:扣|扣减|扣除)?$"


@rule("GJ409", basis="得分=分值-扣分")
def deductions(report: Report) -> Iterator[Relation]:
    for fact in facts("deducted", report.document):
        weight, deduction, score = fact.get("weight", "deduction", "score")
        if weight is not None and deduction is not None and score is not None and not _is_rule(fact.sentence.text):
            quote = quoted(fact.sentence)
            yield settled(equal("扣分", deduction, Difference(weight, score), severity="warning", quote=quote))
    rows = [(form, row) for form, row in scored_rows(report) if lost_points(row) is not None]
    for form, row in rows:
        yield from _relation(form, row, _in_reason(row))
    yield from _in_text(report, rows)


def _is_rule(text: str) -> bool:
    return bool(compiled(data()["deduction_refused"]).search(text))


def _relation(form: Form, row: Row, found: list[Value], quote: str = "") -> Iterator[Relation]:
    weight, score = row.number("weight"), row.number("score")
    if not found or weight is None or score is None:
        return
    subject = f"{row.path}·扣分"
    lost = Difference(weight, score)
    ways = [equal(subject, value, lost, form=form) for value in found]
    if len(found) > 1:
        ways.append(equal(subject, score, Difference(weight, total(found)), form=form))
    yield any_of(subject, ways, severity="warning", quote=quote)


def _in_reason(row: Row) -> list[Value]:
    """The deductions of the row's own reason, unless it prints a rule."""
    cell = row.value("reason")
    if cell is None or not cell.text.strip() or _is_rule(cell.text):
        return []
    found = [value for sentence in sentences_of(Paragraph(cell.text, cell.anchor)) for value in _deductions(sentence)]
    return [replace(value, origin=TABLE, anchor=_in_cell(cell.anchor, value.anchor)) for value in found]


def _in_cell(cell: Anchor, found: Anchor) -> Anchor:
    return replace(cell, span=found.span)


def _deductions(sentence: Sentence) -> list[Value]:
    """Every 扣n分 of a sentence that is no rule, without their sum."""
    if _is_rule(sentence.text):
        return []
    found = []
    for fact in facts_of("deduction", sentence):
        value = fact.numbers["deduction"]
        at = next(at for at, other in sentence.numbers.items() if other.key == value.key)
        if value.certain and not compiled(_COMMON).search(sentence.skeleton[:at]):
            found.append(value)
    return found


def _in_text(report: Report, rows: list[tuple[Form, Row]]) -> Iterator[Relation]:
    """某指标扣n分: bound to the one row of that name."""
    names: dict[str, list[tuple[Form, Row]]] = {}
    for form, row in rows:
        if len(key(row.name)) >= LEAST:
            names.setdefault(key(row.name), []).append((form, row))
    single = {name: found[0] for name, found in names.items() if len(found) == 1}
    found: dict[str, list[Value]] = {}
    quotes: dict[str, str] = {}
    for sentence in sentences(report.document) if single else ():
        if "扣" in sentence.text and not _is_rule(sentence.text):
            for name, value in _named(sentence, list(single)):
                found.setdefault(name, []).append(value)
                quotes.setdefault(name, quoted(sentence))
    for name, values in found.items():
        yield from _relation(*single[name], values, quotes[name])


def _named(sentence: Sentence, names: list[str]) -> Iterator[tuple[str, Value]]:
    """Each deduction with the indicator whose name stands last before it, in the same part of the sentence."""
    start = 0
    for value in _deductions(sentence):
        at = next(at for at, other in sentence.numbers.items() if other.key == value.key)
        part = key(sentence.skeleton[start:at])
        inside = [(part.rfind(name) + len(name), len(name), name) for name in names if name in part]
        start = at + 1
        if inside and max(inside)[0] + 20 >= len(part):
            yield max(inside)[2], value
