"""Lists of numbers that share one measure, and lists of parts with their total.

中央、省级资金占比分别为60%、40%                 two shares, names and numbers paired in order
收、支总计各减少32.5万元                          one number for both
全年支出148万元，其中：设备96万元、安装52万元      a total and its parts; an open list (…等) and a single part have none
第一批60万元，第二批45万元，共计105万元            parts before their total
"""

from __future__ import annotations

import regex

from .lexicon import compiled, load
from .measures import Measured, is_each, measured, unlinked
from .passage import Passage
from .sentences import ANY_NUMBER, TIMEOUT
from .slots import Slot, clause_before
from .subjects import group_name, items, subject, uncompared

_BETWEEN = {"", "和", "及", "与", "以及", "或"}
_ENDS = {"executed", "balance", "arrived", "execution_rate", "count_done", "saving", "increase", "decrease"}


def each_lists(passage: Passage) -> None:
    """…分别为, …依次为, 各…: names and numbers paired in order; a later list has the names of the first."""
    names: list[str] = []
    for slot in passage.slots:
        if passage.free(slot) and is_each(slot.phrase) is None:
            _both(passage, slot)
        if not passage.free(slot) or is_each(slot.phrase) is None:
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
        _pair(passage, run, names, measures, found is None)


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
    if len(before) < most or most < 2 or any(not _alike(slot, before[0]) for slot in before):
        return []
    return [subject(unlinked(slot.phrase)) for slot in before]


def _run(passage: Passage, first: Slot) -> list[Slot]:
    """The slots of one list: of the first's kind, with nothing but 、 or 和 between."""
    run = [first]
    for slot in passage.slots[first.index + 1 :]:
        if slot.kind != first.kind or slot.phrase not in _BETWEEN:
            break
        run.append(slot)
    return run


def _named(left: str, right: str, slot: Slot, most: int) -> tuple[list[str], Measured | None]:
    """The names before 分别, and the measure, whose word stands behind it or at the end of what stands before it."""
    tallied = compiled(f"{ANY_NUMBER}.*$").search(left)  # 甲、乙、丙三个标段投资占比
    behind = measured(tallied[0], slot.kind) if tallied is not None and not right else None
    left = uncompared(compiled(f"{ANY_NUMBER}.*$").sub("", left))
    if behind is not None:
        return items(left, most), behind
    found = measured(right, slot.kind) if right else None
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


def partitions(passage: Passage) -> None:
    """Totals with all their parts, the total before 其中 or behind 共计."""
    for match in _words("inside").finditer(passage.text, timeout=TIMEOUT):
        before = [slot for slot in passage.slots if slot.at < match.start() and slot.kind in ("money", "count")]
        behind = [slot for slot in passage.slots if slot.at > match.end()]
        whole = next((slot for slot in reversed(before) if behind and _alike(slot, behind[0])), None)
        beside = whole is not None and passage.text[whole.at + 1 : match.start()] in ("", "，", ",")
        graded = bool(behind) and compiled("^[优良]").match(behind[0].phrase) is not None
        if match[0] in ("由", "（", "(", "=", "＝") and not (beside or (whole is not None and graded)):
            continue  # but 12个项目平均得分93分（优8个、良4个）
        if not behind or (whole is None and behind[0].kind != "money"):
            continue
        closed = _closed_by(passage.text, match.start() + (match[0] in "（("))
        _inside(passage, whole, [slot for slot in behind if slot.at < closed], match.end())
    for slot in passage.slots:
        if _is_total(slot) and passage.free(slot):
            _before(passage, slot)
    _batches(passage)


def _words(name: str) -> regex.Pattern[str]:
    return compiled(load("lists")[name].replace("#", ANY_NUMBER))


def _is_total(slot: Slot) -> bool:
    return slot.kind in ("money", "count") and _words("totals").fullmatch(slot.phrase.strip()) is not None


def _batches(passage: Passage) -> None:
    """第一批60万元，第二批40万元 without a total: all the batches there are."""
    parts = [slot for slot in passage.slots if slot.kind == "money" and _words("batch").fullmatch(_name(slot) or "-")]
    if len(parts) > 1 and passage.free(*parts):
        passage.take(*parts)
        _add(passage, None, parts)


def _closed_by(text: str, at: int) -> int:
    """Where the bracket that was opened right before `at` closes; else the next ；."""
    opened = text[max(0, at - 2) : at].rstrip("，,：:")[-1:] in "（(" and at > 0
    return min(
        (found for mark in ("）)" if opened else "。") if (found := text.find(mark, at)) >= 0), default=len(text)
    )


def _alike(one: Slot, other: Slot) -> bool:
    return one.kind == other.kind and one.value.dimension == other.value.dimension


def _inside(passage: Passage, whole: Slot | None, behind: list[Slot], start: int) -> None:
    """The parts that follow their total."""
    parts: list[Slot] = []
    for slot in behind:
        if slot.kind == "ratio" and unlinked(slot.phrase).startswith("占"):
            continue  # 其中：设备费60万元，占60%；培训费40万元，占40%
        if _deeper(passage.text, start, slot.at):
            continue  # parts of a part
        if not _alike(slot, whole or behind[0]) or not passage.free(slot) or _ends_parts(slot, parts):
            break
        parts.append(slot)
    if whole is None and any(_is_total(slot) for slot in behind):
        return  # 支出包括：材料费20万元、劳务费9万元，合计29万元
    if not parts or compiled(load("scope")["open"]).search(passage.text, start - 3, start + 2):
        passage.take(*parts)
        return
    if whole is None and len(parts) > 1 and len({_measure(slot) for slot in parts}) > 1:
        return
    if len(parts) == 1 and _speaks_on(passage, parts[0]):
        return
    passage.take(*parts)
    if whole is None or len(parts) == 1 or any(_is_open(slot) for slot in parts):
        return
    _add(passage, whole, parts)


def _deeper(text: str, start: int, at: int) -> bool:
    """Whether a bracket was opened between two places and not closed."""
    between = text[start:at]
    return sum(map(between.count, "（(")) > sum(map(between.count, "）)"))


def _ends_parts(slot: Slot, parts: list[Slot]) -> bool:
    """A slot that goes on with the whole (实际支出90万元) is no part, nor one without a name."""
    found = measured(slot.phrase, slot.kind)
    named = found is None or subject(found.rest) or compiled("上年|^[和及由]?项目支出").search(slot.phrase)
    alone = found is not None and not named and found.measure in _ENDS
    return not _name(slot) or (alone and bool(parts))


def _speaks_on(passage: Passage, part: Slot) -> bool:
    """其中，堤防项目预算80万元，支出76万元: a statement about a part rather than a list."""
    if measured(part.phrase, part.kind) is None:
        return False
    following = passage.slots[part.index + 1 : part.index + 2]
    return any((found := measured(slot.phrase, slot.kind)) and not subject(found.rest) for slot in following)


def _measure(slot: Slot) -> str:
    found = measured(slot.phrase, slot.kind)
    return "" if found is None else found.measure


def _is_open(slot: Slot) -> bool:
    pattern = compiled(load("scope")["open"])
    return bool(pattern.search(slot.phrase) or compiled("^[）)]?等").match(slot.behind))


def _before(passage: Passage, whole: Slot) -> None:
    """The parts that stand before their total: neighbours of its kind, each with a name."""
    parts: list[Slot] = []
    before = passage.slots[: whole.index]
    if before and before[-1].kind == "count" and not before[-1].phrase and whole.opener == passage.text[before[-1].at]:
        before = before[:-1]  # 两项合计
    for slot in reversed(before):
        if not _alike(slot, whole) or not passage.free(slot) or not _name(slot) or _is_open(slot):
            break
        parts.insert(0, slot)
    if len(parts) > 1:
        passage.take(*parts, whole)
        _add(passage, whole, parts)


def _name(slot: Slot) -> str:
    words = _words("lead").sub("", unlinked(slot.phrase)).strip('“”"，,：: ')
    if slot.kind == "count" and _words("drawn").search(words):
        return _behind(slot) or words  # 抽查32个村
    return words or _behind(slot)


def _behind(slot: Slot) -> str:
    """The thing counted, where it stands behind its number: 3个支出事项."""
    match = (
        compiled(r"^(?!表示|人)(?:\p{Han}{2,8}|[村乡镇县校厂])").match(slot.behind) if slot.kind == "count" else None
    )
    return "" if match is None else match[0]


def _add(passage: Passage, whole: Slot | None, parts: list[Slot]) -> None:
    link = passage.link()
    names = [_name(slot) for slot in parts]
    if any(compiled(r"20\d\d年").search(name) for name in names) or len(set(names)) < len(names):
        return  # years, not parts of one year; or a list that names one thing twice
    nested = whole is not None and any(fact.at == whole.at and fact.measure == "part" for fact in passage.facts)
    if whole is not None and (nested or passage.free(whole) or _is_total(whole)):
        passage.add(whole, "part_total", subject(_name(whole)), "partition", link)
        if whole.kind == "count":
            passage.take(whole)
    for slot, name in zip(parts, names, strict=True):
        passage.add(slot, "part", _plain(name), "partition", link)


def _plain(name: str) -> str:
    return compiled(r"20\d\d年度?").sub("", name)
