"""Numbers whose measure the words before them name, from left to right, each with its subject.

    堤防项目预算总额为80万元，实际支出76万元，执行率为95%；本项目综合得分91分。
    budget [堤防项目] 80, executed [堤防项目] 76, execution_rate [堤防项目] 95, total_score [] 91

A measure without a subject of its own has that of the measure before it in the sentence; 本项目 is the whole project,
whose subject is "". What is limited to a part of the year (截至6月底) has that period as its subject.
"""

from __future__ import annotations

from bisect import bisect_left

from ..lexicon import compiled
from .measures import NONE, Measured, is_each, measured, unlinked
from .passage import Passage
from .scope import is_outside, pattern, period
from .slots import Piece, Slot
from .subjects import data, group_name, is_named, subject, uncompared
from .walk_scores import group_subject, read_score
from .walk_state import MONEY, Walk, names_other_year

CHANGES = {"increase", "decrease", "growth_rate", "decline_rate"}
_ADJUSTING = compiled(r"追加|调增|调减|核减|追减|压减预算|增加预算|减少预算")


def read_words(passage: Passage) -> None:
    """The facts of all slots that no other reader took."""
    walk = Walk(passage)
    events: list[Slot | Piece] = sorted([*passage.slots, *passage.pieces], key=lambda event: event.start)
    for event in events:
        if isinstance(event, Piece):
            _note_topic(walk, event)
            continue
        _note_shortfall(walk, event)
        if event.kind in ("score", "number") and not event.value.unit.strip("分"):
            read_score(walk, event)
        elif passage.free(event):
            _measure(walk, event)
        elif event.kind != "count" and is_each(event.phrase) is None and event.phrase[:1] != "均":
            walk.noun = _thing(event) or walk.noun
        elif holder := compiled(data()["holder"]).match(event.phrase):
            walk.group = group_name(holder["group"])


def _thing(slot: Slot) -> str:
    """What a number is of, for the changes behind it; what it is compared with (较2022年的400万元) is not."""
    return subject(compiled(data()["moved"]).sub("", unlinked(uncompared(slot.phrase))))


def _note_topic(walk: Walk, piece: Piece) -> None:
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


def _note_shortfall(walk: Walk, slot: Slot) -> None:
    """预算执行率未达到100%，扣0.8分: whose limit is missed has the score behind it."""
    named = compiled(data()["topic"]).match(slot.phrase) if slot.kind in ("ratio", "count") else None
    if named is not None and not compiled(data()["cause"]).match(slot.phrase):
        walk.group = group_name(subject(named["subject"])) or walk.group


def _measure(walk: Walk, slot: Slot) -> None:
    """Amounts and rates."""
    counted = slot.kind in ("count", "number")
    found = measured(_words_of(walk.passage, slot), "money" if counted else slot.kind)
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
    elif not (names_other_year(walk, slot) or is_outside(subject(found.rest))):
        name = subject(uncompared(found.rest))
        if found.measure == "group_rate":
            name = group_subject(walk, found.rest, slot)
        walk.noun = _thing(slot) or walk.noun
        walk.passage.add(slot, found.measure, name or (walk.group if found.measure == "group_rate" else ""), "words")


def _words_of(passage: Passage, slot: Slot) -> str:
    """The words of a number; 为 alone takes up the clause before it: 产出指标得分率最高，为98%.

    So does 本年度为, without the other year: 上年度预算执行率为90.5%，本年度为96.2%.
    """
    before = passage.slots[slot.index - 1] if slot.index else None
    if before is not None and before.kind == slot.kind and compiled(data()["this_year"]).fullmatch(slot.phrase):
        return compiled(data()["other_year"]).sub("", before.phrase)
    if slot.kind != "ratio" or slot.phrase not in ("为", "达", "达到", "仅为", "仅"):
        return slot.phrase
    at = bisect_left(passage.pieces, slot.start, key=lambda piece: piece.start) - 1
    piece = passage.pieces[at] if at >= 0 else None
    if piece is None or piece.start + len(piece.words) + 1 != slot.start:
        return slot.phrase
    return compiled(data()["ranked"]).sub("", piece.words)


def _of_spending(walk: Walk, slot: Slot) -> bool:
    """Whether the amount before a share of the budget was spent, or the share stands alone."""
    amounts = [s for s in walk.passage.slots[: slot.index] if s.kind == "money"]
    measures = {fact.measure for fact in walk.passage.facts if fact.at in {s.at for s in amounts}}
    return not amounts or "executed" in measures


def _money(walk: Walk, slot: Slot, found: Measured) -> None:
    rest = found.rest
    name = subject(rest)
    if names_other_year(walk, slot) or _is_others(name, slot) or is_outside(rest) or _of_several_years(walk, slot):
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


def _is_others(name: str, slot: Slot) -> bool:
    """Money of a province or a neighbour: 全省共安排专项资金12亿元, 邻县同类项目预算260万元."""
    return is_outside(name) or pattern("far").match(slot.phrase) is not None


def _goes_on(passage: Passage, slot: Slot) -> bool:
    """Whether the next number says more about the same part: 其中堤防项目预算80万元，支出76万元."""
    following = passage.slots[slot.index + 1 : slot.index + 2]
    return any((found := measured(other.phrase, other.kind)) and not subject(found.rest) for other in following)


def _activity(walk: Walk, slot: Slot, found: Measured) -> str:
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


def _of_several_years(walk: Walk, slot: Slot) -> bool:
    return bool(pattern("several_years").search(walk.passage.text))


def _change(walk: Walk, slot: Slot, found: Measured) -> None:
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


def _share(walk: Walk, slot: Slot, found: Measured) -> None:
    who = compiled("(?:占比|占)$").sub("", found.rest)
    name = subject(who) or walk.noun
    if name and not pattern("abroad").match(walk.passage.text):
        walk.passage.add(slot, "share", name, "share")
