"""Grades and words of direction: facts without a number, as anchored words.

综合得分91分，评价等级为“优”           grade 优 of the project
档案管理评定为“优”，得分9分            grade 优 of 档案管理
决算数大于预算数                       direction 大于 of 决算数
"""

from __future__ import annotations

from ..lexicon import compiled, load
from ..report import WHOLE
from .passage import Fact, Passage
from .sentences import ANY_NUMBER, TIMEOUT
from .slots import clause_before
from .subjects import subject, uncompared


def read_grades(passage: Passage) -> None:
    """Each grade with whose it is; without a word for grades only beside a total score."""
    text = passage.text
    data = load("grades_said")
    if not compiled(data["any"]).search(text):
        return
    scored = any(fact.measure == "total_score" for fact in passage.facts)
    for name in ("named", "given"):
        for match in compiled(data[name]).finditer(text, timeout=TIMEOUT):
            who = clause_before(text, match.start())
            if name == "given" and compiled(ANY_NUMBER).search(who):
                continue  # 有12个项目被评为优
            whose = subject(compiled(data["who"]).sub("", who), score=True)
            if passage.scope.excludes(match.start()) or (
                name == "given" and not (scored or whose or compiled("绩效|评价|综合|自评").search(who))
            ):
                continue
            first, last = (passage.sentence.position(at) for at in match.span("grade"))
            value = passage.sentence.words(first, last)
            if not any(fact.at == match.start("grade") for fact in passage.facts):
                whose = whose or _scored_before(passage, match.start())
                passage.facts.append(Fact(match.start("grade"), "grade", value, whose, "grade"))


def _scored_before(passage: Passage, at: int) -> str:
    """堤防项目综合得分85分，评价等级为“良”: the grade is of what was scored right before it, if that is a part."""
    scored = [fact for fact in passage.facts if fact.measure == "total_score" and fact.at < at]
    return scored[-1].subject if scored and scored[-1].subject not in WHOLE else ""


def read_directions(passage: Passage) -> None:
    """大于, 小于, 持平, 增加 … where the sentence only compares and prints no number for it."""
    text = passage.text
    data = load("grades_said")
    if not compiled(data["compares"]).search(text):
        return
    for name, needed in data["needs"].items():
        if not all(any(word in text for word in words) for words in needed):
            continue
        for match in compiled(data[name]).finditer(text, timeout=TIMEOUT):
            at = match.start("word")
            if passage.scope.excludes(at) or any(fact.at == at for fact in passage.facts):
                continue
            first, last = (passage.sentence.position(place) for place in match.span("word"))
            whose = uncompared(match["subject"])
            passage.facts.append(Fact(at, "direction", passage.sentence.words(first, last), whose, "direction"))
