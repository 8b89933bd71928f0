"""Numbers whose measure the words before them name, from left to right, each with its subject.

    堤防项目预算总额为80万元，实际支出76万元，执行率为95%；本项目综合得分91分。
    budget [堤防项目] 80, executed [堤防项目] 76, execution_rate [堤防项目] 95, total_score [] 91

A measure without a subject of its own has that of the measure before it in the sentence; 本项目 is the whole project,
whose subject is "". What is limited to a part of the year (截至6月底) has that period as its subject.
"""

from __future__ import annotations

from dataclasses import dataclass

from .levels import level_class
from .lexicon import compiled
from .measures import NONE, Measured, is_each, measured, unlinked
from .passage import Passage
from .scope import is_outside, pattern, period
from .slots import Piece, Slot
from .subjects import assessor, data, group_name, is_named, subject, uncompared

MONEY = {"budget", "initial_budget", "due", "executed", "arrived", "balance", "execution_rate", "arrival_rate"}
CHANGES = {"increase", "decrease", "growth_rate", "decline_rate"}
_ADJUSTING = compiled(r"追加|调增|调减|核减|追减|压减预算|增加预算|减少预算")
_SCORES = {"weight", "score", "total", "deduction"}
_FULL = 100


@dataclass
class _Walk:
    passage: Passage
    topic: str = ""  # whose money the next measure is
    group: str = ""  # the group of indicators the next score belongs to
    noun: str = ""  # the thing last measured, for changes and shares
    spoken: bool = False  # an amount of this sentence was understood


def read_words(passage: Passage) -> None:
    """The facts of all slots that no other reader took."""
    walk = _Walk(passage)
    events: list[Slot | Piece] = sorted([*passage.slots, *passage.pieces], key=lambda event: event.start)
    for event in events:
        if isinstance(event, Piece):
            _note_topic(walk, event)
            continue
        _note_shortfall(walk, event)
        if event.kind in ("score", "number") and not event.value.unit.strip("分"):
            _score(walk, event)
        elif passage.free(event):
            _measure(walk, event)
        elif event.kind != "count" and is_each(event.phrase) is None and event.phrase[:1] != "均":
            walk.noun = _thing(event) or walk.noun
        elif holder := compiled(data()["holder"]).match(event.phrase):
            walk.group = group_name(holder["group"])


def _thing(slot: Slot) -> str:
    """What a number is of, for the changes behind it; what it is compared with (较2022年的400万元) is not."""
    return subject(unlinked(uncompared(slot.phrase)))


def _note_topic(walk: _Walk, piece: Piece) -> None:
    """A clause without a number may name whose numbers follow: 过程管理（满分20分, 堤防项目：预算80万元."""
    words = piece.words
    named = compiled(data()["topic"]).match(words)
    if named is not None and not compiled(data()["cause"]).match(words):
        walk.group = group_name(subject(named["subject"])) or walk.group
    elif piece.mark in "（(" and words.strip():
        walk.group = group_name(subject(words))
    elif piece.mark in "：:，,":
        name = subject(words)
        if (
            name
            and piece.mark in "：:"
            and not compiled("结论|结果|得分|评分|总体|情况|其中").search(words)
            and len(name) <= 16
        ):
            walk.group = group_name(name)
        if name and not compiled(data()["heading"]).search(name) and is_named(name) and len(name) <= 24:
            walk.topic = name


def _note_shortfall(walk: _Walk, slot: Slot) -> None:
    """预算执行率未达到100%，扣0.8分: whose limit is missed has the score behind it."""
    named = compiled(data()["topic"]).match(slot.phrase) if slot.kind in ("ratio", "count") else None
    if named is not None and not compiled(data()["cause"]).match(slot.phrase):
        walk.group = group_name(subject(named["subject"])) or walk.group


def _measure(walk: _Walk, slot: Slot) -> None:
    """Amounts and rates."""
    counted = slot.kind in ("count", "number")
    found = measured(slot.phrase, "money" if counted else slot.kind)
    if counted and (
        found is None
        or found.measure not in CHANGES
        or not compiled("[比较]|下降|增长|[降增减]幅").search(walk.passage.text)
    ):
        found = None
    if found is None:
        walk.noun = _thing(slot) or walk.noun
    if found is None or found.measure == NONE:
        return
    if found.measure == "execution_rate" and found.word.startswith("占") and not _of_spending(walk, slot):
        found = Measured("share", found.word, found.rest)  # 结转资金9.2万元，占预算总额的4.6%
    if found.measure in CHANGES:
        _change(walk, slot, found)
    elif found.measure == "share":
        _share(walk, slot, found)
    elif found.measure in MONEY:
        _money(walk, slot, found)
    elif not (_names_other_year(walk, slot) or is_outside(subject(found.rest))):
        name = subject(uncompared(found.rest))
        if found.measure == "group_rate":
            name = _group_subject(walk, found.rest, slot)
        walk.noun = _thing(slot) or walk.noun
        walk.passage.add(slot, found.measure, name or (walk.group if found.measure == "group_rate" else ""), "words")


def _of_spending(walk: _Walk, slot: Slot) -> bool:
    """Whether the amount before a share of the budget was spent, or the share stands alone."""
    amounts = [s for s in walk.passage.slots[: slot.index] if s.kind == "money"]
    measures = {fact.measure for fact in walk.passage.facts if fact.at in {s.at for s in amounts}}
    return not amounts or "executed" in measures


def _money(walk: _Walk, slot: Slot, found: Measured) -> None:
    rest = found.rest
    name = subject(rest)
    if _names_other_year(walk, slot) or is_outside(name) or is_outside(rest) or _of_several_years(walk, slot):
        walk.topic = name or walk.topic
        return
    if name and found.word.startswith("财政"):
        name += "财政"  # 县财政安排资金: whose money it is, not another body's
    if slot.kind == "money" and pattern("bodies").search(name) and found.measure not in ("arrived", "balance"):
        walk.topic = name
        return
    if not name and _only_time(rest):
        name = walk.topic or _activity(walk, slot, found)
    if not name and "项目支出" in slot.phrase and "基本支出" in walk.passage.text:
        name = "项目支出"
    walk.topic = name
    if slot.kind == "money":
        walk.noun = _thing(slot) or walk.noun
    limited = "" if name else period(walk.passage.text, slot.start, slot.at)
    if compiled("^(?:其中|内含)").match(slot.phrase) and not (name and _goes_on(walk.passage, slot)):
        return
    walk.spoken = True
    walk.passage.add(slot, found.measure, name or limited, "words")


def _goes_on(passage: Passage, slot: Slot) -> bool:
    """Whether the next number says more about the same part: 其中堤防项目预算80万元，支出76万元."""
    following = passage.slots[slot.index + 1 : slot.index + 2]
    return any((found := measured(other.phrase, other.kind)) and not subject(found.rest) for other in following)


def _activity(walk: _Walk, slot: Slot, found: Measured) -> str:
    """举办培训班3期，支出12万元: the first amount of a sentence belongs to what its clauses before it speak of.

    Only 全年, 累计 and the like, or a 预算 by name, say that it is the project's.
    """
    if walk.spoken or slot.kind != "money" or "预算" in found.word or compiled(data()["yearly"]).search(slot.phrase):
        return ""
    passage = walk.passage
    clauses = [(piece.start, piece.words) for piece in passage.pieces if piece.start < slot.start]
    clauses += [(other.start, other.phrase) for other in passage.slots[: slot.index]]
    named = [subject(unlinked(words)) for _, words in sorted(clauses)]
    return next((name for name in reversed(named) if name), "")


def _only_time(rest: str) -> bool:
    """Whether words before a measure name nothing: 全年实际, not 本项目."""
    return not compiled("项目|专项|工程|课题|综合|总体|整体|[本该此](?!年)").search(rest)


def _of_several_years(walk: _Walk, slot: Slot) -> bool:
    return bool(pattern("several_years").search(walk.passage.text))


def _names_other_year(walk: _Walk, slot: Slot) -> bool:
    """比2021年的预算98万元增加: the amount of the year compared with."""
    own = {year for _, year in walk.passage.scope.years}
    if pattern("other_year").search(slot.phrase):
        return True
    return any(match[0] not in own for match in pattern("year").finditer(slot.phrase))


def _change(walk: _Walk, slot: Slot, found: Measured) -> None:
    """A change of the thing named before it, or of the thing measured before it."""
    if len(found.word) == 1 and not compiled("[较比]").search(found.rest):
        return
    if pattern("abroad").match(walk.passage.text):
        return
    rest = uncompared(found.rest)
    name = subject(rest) if rest else ""
    if _ADJUSTING.search(found.word):
        walk.passage.add(slot, found.measure, name or walk.topic, "adjustment")
        return
    if compiled("^超(?!支)").match(found.word):
        name = compiled("^超(?:出|额完成|额)?").sub("", found.word)
    elif not name:
        name = walk.noun or walk.topic
    walk.noun = name
    walk.passage.add(slot, found.measure, name, "change")


def _share(walk: _Walk, slot: Slot, found: Measured) -> None:
    who = compiled("(?:占比|占)$").sub("", found.rest)
    name = subject(who) or walk.noun
    if name and not pattern("abroad").match(walk.passage.text):
        walk.passage.add(slot, "share", name, "share")


def _score(walk: _Walk, slot: Slot) -> None:
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
    if found.measure == NONE or _names_other_year(walk, slot):
        return
    if found.measure == "deduction":
        _deduction(walk, slot, found)
    elif found.measure == "weight" or (found.measure == "total" and _is_full_mark(walk, slot, found)):
        _weight(walk, slot, found.rest)
    elif slot.kind == "score" or found.measure == "total":
        _given(walk, slot, found)


def _is_full_mark(walk: _Walk, slot: Slot, found: Measured) -> bool:
    """总分 before a score of its own is a full mark: 产出指标总分40分，综合得分37.6分."""
    if found.word != "总分":
        return False
    following = walk.passage.slots[slot.index + 1 : slot.index + 2]
    scored = any(
        (other := measured(after.phrase, "score")) and other.measure in ("score", "total") for after in following
    )
    value = slot.value.quantity
    whole = value is not None and value.value == _FULL and compiled("指标|体系|分值|权重").search(walk.passage.text)
    return bool(whole) or (scored and bool(_group_subject(walk, found.rest, slot)))


def _group_subject(walk: _Walk, rest: str, slot: Slot) -> str:
    """The group or indicator that words before a score name; 该指标 takes up the one before."""
    words = rest.strip("，,：: ")
    if compiled(data()["cause"]).match(words):
        words = ""
    name = subject(words, score=True)
    if compiled(data()["again"]).fullmatch(name or words or "-"):
        return walk.group or name or words
    return name if not name or is_named(name) else group_name(name)


def _bare_weight(walk: _Walk, slot: Slot) -> None:
    """社会效益指标10分，得9分; （30分，得28分）; 过程指标共20分."""
    words = unlinked(slot.phrase)
    following = walk.passage.slots[slot.index + 1 : slot.index + 2]
    scored = any(
        (other := measured(after.phrase, "score")) is not None and other.measure in _SCORES for after in following
    )
    name = _group_subject(walk, words, slot)
    linked = words != slot.phrase
    headed = slot.opener in ("（", "(") and not slot.phrase and "得分" not in walk.passage.text
    if (
        (scored and (name or walk.group))
        or (linked and level_class(group_name(name)))
        or (headed and level_class(walk.group))
    ):
        _weight(walk, slot, words)


def _weight(walk: _Walk, slot: Slot, rest: str) -> None:
    name = _group_subject(walk, rest, slot) or walk.group
    if name and not is_named(name) and not compiled("^(?:权重|分值|指标|指标体系|各级|绩效)$").search(name):
        walk.group = name
        walk.passage.add(slot, "group_weight", name, "words")


def _deduction(walk: _Walk, slot: Slot, found: Measured) -> None:
    name = _group_subject(walk, found.rest, slot)
    if not name and compiled("合计|共|累计").search(found.word):
        name = "合计"
    elif name:
        walk.group = name
    walk.passage.add(slot, "deduction", name or walk.group, "words")


def _given(walk: _Walk, slot: Slot, found: Measured) -> None:
    """A score: of a group that is named, else the project's total."""
    passage = walk.passage
    rest = found.rest
    name = _group_subject(walk, rest, slot)
    if compiled("折算|折合|换算").search(rest):
        return
    counted = slot.opener and slot.start and passage.slots[slot.index - 1].at == slot.start - 1 if slot.index else False
    if counted and passage.slots[slot.index - 1].kind == "count" and rest:
        name = f"{passage.slots[slot.index - 1].value.text}{rest}"
    elif is_outside(rest) or is_outside(name) or found.word.startswith("平均"):
        return
    explicit = bool(rest.strip("，,：: ")) and not name and not compiled(data()["cause"]).match(rest)
    if name and not counted and not is_named(name):
        whole = found.measure == "total" and compiled("项目|整体|平均").search(name)
        if whole or (_graded(passage) and not _is_indicator(name)):
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


def _is_indicator(name: str) -> bool:
    """Whether a name is a group of indicators or an indicator rather than a project."""
    return level_class(group_name(name)) != "" or compiled(data()["indicator"]).search(name) is not None


def _graded(passage: Passage) -> bool:
    return compiled("等级|评级|评为|评定为|结果为").search(passage.text) is not None
