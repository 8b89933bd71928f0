"""Weights, scores, totals and deductions that the words before them name, each of a group of indicators or a whole.

决策类指标分值20分，扣1分，得19分      group_weight 20, deduction 1, group_score 19 of 决策
本项目综合得分91分                     total_score 91
"""

from __future__ import annotations

from ..indicators.levels import level_class
from ..lexicon import compiled
from .measures import NONE, Measured, measured, unlinked
from .passage import Passage
from .scope import is_outside, pattern
from .slots import Slot
from .subjects import assessor, data, group_name, is_named, subject
from .walk_state import MONEY, Walk, names_other_year

_SCORES = {"weight", "score", "total", "deduction"}
_FULL = 100


def read_score(walk: Walk, slot: Slot) -> None:
    """Weights, scores, totals and deductions."""
    if not walk.passage.free(slot):
        return
    found = measured(slot.phrase, "score")
    if found is None:
        if slot.kind == "score":
            _bare_weight(walk, slot)
        return
    if slot.kind == "number" and (slot.value.unit or found.measure not in ("total", "score")):
        return
    if found.measure == NONE or names_other_year(walk, slot):
        return
    if found.measure == "deduction":
        _deduction(walk, slot, found)
    elif found.measure == "weight" or (found.measure == "total" and _is_full_mark(walk, slot, found)):
        _weight(walk, slot, found.rest)
    elif slot.kind == "score" or found.measure == "total":
        _given(walk, slot, found)


def _is_full_mark(walk: Walk, slot: Slot, found: Measured) -> bool:
    """总分 before a score of its own is a full mark: 产出指标总分40分，综合得分37.6分."""
    if found.word != "总分":
        return False
    following = walk.passage.slots[slot.index + 1 : slot.index + 2]
    scored = any(
        (other := measured(after.phrase, "score")) and other.measure in ("score", "total") for after in following
    )
    value = slot.value.quantity
    whole = value is not None and value.value == _FULL and compiled("指标|体系|分值|权重").search(walk.passage.text)
    return bool(whole) or (scored and bool(group_subject(walk, found.rest, slot)))


def group_subject(walk: Walk, rest: str, slot: Slot) -> str:
    """The group or indicator that words before a score name; 该指标 takes up the one before."""
    words = rest.strip("，,：: ")
    if compiled(data()["cause"]).match(words):
        words = ""
    name = subject(words, score=True)
    if compiled(data()["again"]).fullmatch(name or words or "-"):
        return walk.group or name or words
    return name if not name or is_named(name) else group_name(name)


def _bare_weight(walk: Walk, slot: Slot) -> None:
    """社会效益指标10分，得9分; （30分，得28分）; 过程指标共20分."""
    words = unlinked(slot.phrase)
    following = walk.passage.slots[slot.index + 1 : slot.index + 2]
    scored = any(
        (other := measured(after.phrase, "score")) is not None and other.measure in _SCORES for after in following
    )
    name = group_subject(walk, words, slot)
    linked = words != slot.phrase
    headed = slot.opener in ("（", "(") and not slot.phrase and "得分" not in walk.passage.text
    if (
        (scored and (name or walk.group))
        or (linked and level_class(group_name(name)))
        or (headed and level_class(walk.group))
    ):
        _weight(walk, slot, words)


def _weight(walk: Walk, slot: Slot, rest: str) -> None:
    name = group_subject(walk, rest, slot) or walk.group
    if name and not is_named(name) and not compiled("^(?:权重|分值|指标|指标体系|各级|绩效)$").search(name):
        walk.group = name
        walk.passage.add(slot, "group_weight", name, "words")


def _deduction(walk: Walk, slot: Slot, found: Measured) -> None:
    name = group_subject(walk, found.rest, slot)
    if not name and compiled("合计|共|累计").search(found.word):
        name = "合计"
    elif name:
        walk.group = name
    walk.passage.add(slot, "deduction", name or walk.group, "words")


def _given(walk: Walk, slot: Slot, found: Measured) -> None:
    """A score: of a group that is named, else the project's total."""
    passage = walk.passage
    rated = _rated(walk, slot, found)
    if rated is not None:
        if rated:
            passage.add(slot, "group_score", rated, "words")
        return
    rest = found.rest
    name = group_subject(walk, rest, slot)
    if compiled("折算|折合|换算").search(rest):
        return
    counted = slot.opener and slot.start and passage.slots[slot.index - 1].at == slot.start - 1 if slot.index else False
    if counted and passage.slots[slot.index - 1].kind == "count" and rest:
        name = f"{passage.slots[slot.index - 1].value.text}{rest}"
    elif is_outside(rest) or is_outside(name) or found.word.startswith("平均"):
        return
    explicit = bool(rest.strip("，,：: ")) and not name and not compiled(data()["cause"]).match(rest)
    if name and not counted and not is_named(name):
        own = found.measure == "total" and compiled("项目|整体|平均").search(name) is not None
        if own or (_graded(passage) and not _is_indicator(name)):
            passage.add(slot, "total_score", name, "words")
            return
        walk.group = name
        passage.add(slot, "group_score", name, "words")
        return
    funded = any(fact.measure in MONEY for fact in passage.facts) and not _is_indicator(walk.group)
    groups = {fact.subject for fact in passage.facts if fact.measure == "group_score"}
    if not name and walk.group and not explicit and not funded and not (found.measure == "total" and len(groups) > 1):
        passage.add(slot, "group_score", walk.group, "words")
        return
    whole = (
        explicit or funded or found.measure == "total" or bool(assessor(found.word)) or bool(name) or _graded(passage)
    )
    if whole and not pattern("two_scales").search(passage.text):
        passage.add(slot, "total_score", name or assessor(found.word + rest), "words", unit=slot.value.unit or "分")


def _rated(walk: Walk, slot: Slot, found: Measured) -> str | None:
    """预算执行率98.5%，得9.85分: the score of the rate right before it, "" without a name; never the total."""
    before = walk.passage.slots[slot.index - 1] if slot.index else None
    if before is None or before.kind != "ratio" or before.at + 2 != slot.start or found.word != "得" or found.rest:
        return None
    if "得分率" in before.phrase:
        return None
    name = subject(unlinked(before.phrase), score=True)
    return group_name(name) if name.endswith(("率", "度")) else ""


def _is_indicator(name: str) -> bool:
    """Whether a name is a group of indicators or an indicator rather than a project."""
    return level_class(group_name(name)) != "" or compiled(data()["indicator"]).search(name) is not None


def _graded(passage: Passage) -> bool:
    return compiled("等级|评级|评为|评定为|结果为").search(passage.text) is not None
