"""正文称无问题而有扣分

做什么：“存在的问题”写“无”，而评分表有未说明原因的扣分，或者预算执行率不到 100%。

例：存在的问题及原因分析：无。自评总分 97.75 分，预算执行率 90%。

怎么改：写明扣分和未执行的原因；没有问题的，核对评分和执行数。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...extract.document import Paragraph
from ...normalize.lexicon import compiled
from ...normalize.narrative.sentences import Sentence, sentences_of
from ...normalize.narrative.statements import words
from ...normalize.report import Report, Value
from ..funds import fund_facts
from ..narrative import explained, lost_points, marks, quoted, scored_rows, statement
from ..relation import Relation, printed
from ..rule import rule

SHORT = 40  # characters of a heading at most


@rule("GJ413", basis="财预〔2020〕10号 绩效评价报告：存在的问题及原因分析")
def no_problem(report: Report) -> Iterator[Relation]:
    found = _none(report)
    if found is None:
        return
    sentence, stated = found
    lost = [(row, row.number("score")) for _, row in scored_rows(report) if lost_points(row) and not explained(row)]
    reasons = [f"“{row.name}”{marks(row)}" for row, _ in lost[:3]]
    places = [value for _, value in lost if value is not None]
    facts = fund_facts(report)
    if facts is not None and facts.executed and facts.budgets and facts.executed[0].base < facts.budgets[0].base:
        rate = f"（执行率{printed(facts.rates[0])}）" if facts.rates else ""
        reasons.append(f"预算{facts.budgets[0].text.strip()}只执行{facts.executed[0].text.strip()}{rate}")
        places.append(facts.executed[0])
    yield statement(
        "存在的问题",
        stated,
        not reasons,
        f"存在的问题写“{stated.text}”，而{'，'.join(reasons)}；请写明原因，或核对评分和执行数。",
        evidence=tuple(places),
        quote=quoted(sentence),
    )


def _none(report: Report) -> tuple[Sentence, Value] | None:
    """The word that says there is no problem: behind a colon, or alone under the heading."""
    problems, none = words("problems").pattern, words("none").pattern
    inline = rf"{problems}[：:]\s*(?P<none>{none})[。；]?\s*$"
    heading = False
    for paragraph in report.document.paragraphs():
        for sentence in sentences_of(paragraph):
            match = _search(inline, sentence) or (
                _search(rf"^\s*(?P<none>{none})[。；]?\s*$", sentence) if heading else None
            )
            if match is not None:
                return sentence, match
        heading = _is_heading(paragraph, problems)
    return None


def _search(pattern: str, sentence: Sentence) -> Value | None:
    match = compiled(pattern).search(sentence.text)
    return sentence.words(*match.span("none")) if match is not None else None


def _is_heading(paragraph: Paragraph, problems: str) -> bool:
    text = paragraph.text.strip().rstrip("。")
    return len(text) <= SHORT and bool(compiled(rf"{problems}$").search(text)) and "建议" not in text
