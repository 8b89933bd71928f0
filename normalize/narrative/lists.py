"""Lists of numbers that share one measure.

中央、省级资金占比分别为60%、40%                 two shares, names and numbers paired in order
收、支总计各减少32.5万元                          one number for both
"""

from __future__ import annotations

from ..lexicon import compiled
from .measures import Measured, is_each, measured, unlinked
from .passage import Passage
from .sentences import ANY_NUMBER
from .slots import Slot, clause_before
from .subjects import group_name, items, subject, uncompared

_BETWEEN = {"", "和", "及", "与", "以及", "或"}
_CHANGES = {"growth_rate", "decline_rate", "increase", "decrease"}


def each_lists(passage: Passage) -> None:
    """…分别为, …依次为, 各…: names and numbers paired in order; a later list has the names of the first."""
    names: list[str] = []
    for slot in passage.slots:
        if passage.free(slot) and is_each(slot.phrase) is None:
            _both(passage, slot)
        if not passage.free(slot) or is_each(slot.phrase) is None or _opens_parts(slot):
            continue
        run = _run(passage, slot)
        halves = is_each(clause_before(passage.text, slot.at))
        if halves is None:
            continue
        own, found = _named(*halves, slot, len(run))
        names = own or names or _beside(passage, slot, len(run))
        measures: list[Measured | None] = [measured(name, slot.kind) for name in names]
        if found is None and slot.kind == "count" and halves[0].endswith("指标"):
            found = Measured("indicator_count", "指标", halves[0])  # 一、二、三级指标分别为4个、10个、22个
            parts = compiled("[、和及]").split(halves[0])
            names = [part if len(part) > 1 else part + parts[-1][1:] for part in parts]
        if found is not None:
            measures = [found] * max(len(run), len(names))
            measures[1 : len(run)] = [_turn(other) or found for other in run[1:]]
        _pair(passage, run, names, measures, found is None)


def _opens_parts(slot: Slot) -> bool:
    """样品210批次，分别为蔬菜120批次、水果90批次: parts with their names, not numbers for names said before."""
    return slot.kind in ("money", "count") and compiled(r"^分别[为是]\p{Han}").match(slot.phrase) is not None


def _both(passage: Passage, slot: Slot) -> None:
    """到位率、及时率均为100%; 收入总计、支出总计与上年相比，均增加150万元: one number of several names."""
    match = compiled(r"^(?P<names>.*?)均(?P<word>\p{Han}{0,4})$").match(slot.phrase)
    if match is None:
        return
    before = clause_before(passage.text, slot.at - len(slot.phrase) - 1) if not match["names"] else ""
    names = items(uncompared(before or clause_before(passage.text, slot.at).rpartition("均")[0]))
    shared = measured(match["word"], slot.kind) if match["word"] else None
    found = [shared or measured(name, slot.kind) for name in names]
    if len(names) < 2 or any(one is None for one in found):
        return
    passage.take(slot)
    if shared is None and slot.kind == "money":
        return  # 基本支出和项目支出均为100万元: 支出 names no measure of the whole here
    link = passage.link()
    for name, one in zip(names, found, strict=True):
        if one is not None and one.measure != "none":
            passage.add(slot, one.measure, name if shared else subject(one.rest), "each", link)


def _beside(passage: Passage, first: Slot, most: int) -> list[str]:
    """优秀6个、良好9个，占比分别为40%、60%: the names of as many numbers of one kind right before the list."""
    before = passage.slots[max(0, first.index - most) : first.index]
    if len(before) < most or most < 2 or any(not alike(slot, before[0]) for slot in before):
        return []
    return [subject(unlinked(slot.phrase)) for slot in before]


def _run(passage: Passage, first: Slot) -> list[Slot]:
    """The slots of one list: of the first's kind, with 、 or 和 between, or a word of its own (和下降)."""
    run = [first]
    for slot in passage.slots[first.index + 1 :]:
        if slot.kind != first.kind or (slot.phrase not in _BETWEEN and _turn(slot) is None):
            break
        run.append(slot)
    return run


def _measured_in_list(words: str, kind: str) -> Measured | None:
    """分别增加3200人次、410人次: what a number of things may be a change of is said in words of money."""
    if kind != "count":
        return measured(words, kind)
    found = measured(words, "money")
    return found if found is not None and found.measure in _CHANGES else None


def _turn(slot: Slot) -> Measured | None:
    """分别增长6.2%和下降11.4%: a later number of a list with a measure of its own."""
    if slot.phrase[:1] not in "和及与" and slot.opener != "、":
        return None
    found = measured(compiled("^[和及与]").sub("", slot.phrase), slot.kind)
    return found if found is not None and not found.rest and found.measure in _CHANGES else None


def _named(left: str, right: str, slot: Slot, most: int) -> tuple[list[str], Measured | None]:
    """The names before 分别, and the measure, whose word stands behind it or at the end of what stands before it."""
    tallied = compiled(f"{ANY_NUMBER}.*$").search(left)  # 甲、乙、丙三个标段投资占比
    behind = measured(tallied[0], slot.kind) if tallied is not None and not right else None
    left = uncompared(compiled(f"{ANY_NUMBER}.*$").sub("", left))
    if behind is not None:
        return items(left, most), behind
    found = _measured_in_list(right, slot.kind) if right else None
    if found is not None:
        return items(left, most), found
    found = measured(left, slot.kind)
    whole = items(left, most)
    if found is None or (len(whole) > 1 and all(measured(name, slot.kind) for name in whole)):
        return whole, None
    return items(found.rest, most), found


def _pair(passage: Passage, run: list[Slot], names: list[str], measures: list[Measured | None], own: bool) -> None:
    passage.take(*run)
    link = passage.link()
    if len(run) == 1 and len(names) > 1 and measures and measures[0]:
        for name in names:
            passage.add(run[0], measures[0].measure, name, "each", link)
    elif len(run) == len(names) and len(run) > 1:
        for slot, name, found in zip(run, names, measures, strict=True):
            if found is not None and found.measure != "none":
                measure = {"score": "group_score", "weight": "group_weight"}.get(found.measure, found.measure)
                whose = subject(found.rest) if own else name
                passage.add(slot, measure, group_name(whose) if "group" in measure else whose, "list", link)


def alike(one: Slot, other: Slot) -> bool:
    """Whether two numbers may stand in one list."""
    return one.kind == other.kind and one.value.dimension == other.value.dimension
