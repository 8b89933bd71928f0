"""Lists of parts with their total.

全年支出148万元，其中：设备96万元、安装52万元      a total and its parts; an open list (…等) and a single part have none
第一批60万元，第二批45万元，共计105万元            parts before their total
造林8600亩：人工造林5200亩，封山育林3400亩         a colon, where all are of one unit
"""

from __future__ import annotations

import regex

from ..lexicon import compiled, load
from .lists import alike
from .measures import measured, unlinked
from .passage import Passage
from .sentences import ANY_NUMBER, TIMEOUT
from .slots import Slot
from .subjects import subject

_ENDS = {"executed", "balance", "arrived", "execution_rate", "count_done", "saving", "increase", "decrease"}


def partitions(passage: Passage) -> None:
    """Totals with all their parts, the total before 其中 or behind 共计."""
    for match in _words("inside").finditer(passage.text, timeout=TIMEOUT):
        before = [slot for slot in passage.slots if slot.at < match.start() and slot.kind in ("money", "count")]
        behind = [slot for slot in passage.slots if slot.at > match.end()]
        whole = next((slot for slot in reversed(before) if behind and alike(slot, behind[0])), None)
        beside = whole is not None and passage.text[whole.at + 1 : match.start()] in ("", "，", ",")
        graded = bool(behind) and compiled("^[优良]").match(behind[0].phrase) is not None
        if match[0] in ("由", "（", "(", "=", "＝") and not (beside or (whole is not None and graded)):
            continue  # but 12个项目平均得分93分（优8个、良4个）
        if not behind or (whole is None and behind[0].kind != "money"):
            continue
        if match[0] in "：:" and not (beside and _of_one_thing(whole, behind[:2])):
            continue
        closed = min(_closed_by(passage.text, match.start() + (match[0] in "（(")), _taken_up(passage, match.end()))
        _inside(passage, whole, [slot for slot in behind if slot.at < closed], match.end())
    for slot in passage.slots:
        if _is_total(slot) and passage.free(slot):
            _before(passage, slot)
    _batches(passage)


def _of_one_thing(whole: Slot | None, parts: list[Slot]) -> bool:
    """造林8600亩：人工造林5200亩，封山育林3400亩: a colon tells less than 其中, so one unit, or a sum by name."""
    if whole is None or any(part.value.unit != whole.value.unit for part in parts):
        return False
    return whole.kind == "count" or whole.phrase.endswith(("共计", "合计", "总计"))


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


def _taken_up(passage: Passage, start: int) -> int:
    """编制86人，其中：…；实有82人，其中：…: where ； opens another whole, unless parts before it had parts as well."""
    following = _words("inside").search(passage.text, start, timeout=TIMEOUT)
    mark = passage.text.rfind("；", start, following.start()) if following is not None else -1
    return mark if mark >= 0 else len(passage.text)


def _inside(passage: Passage, whole: Slot | None, behind: list[Slot], start: int) -> None:
    """The parts that follow their total."""
    parts: list[Slot] = []
    for slot in behind:
        if slot.kind == "ratio" and unlinked(slot.phrase).startswith("占"):
            continue  # 其中：设备费60万元，占60%；培训费40万元，占40%
        if _deeper(passage.text, start, slot.at):
            continue  # parts of a part
        if not alike(slot, whole or behind[0]) or not passage.free(slot) or _ends_parts(slot, parts):
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
    if any(_of_other_things(whole, slot) for slot in parts):
        return
    if whole is None or len(parts) == 1 or any(_is_open(slot) for slot in parts):
        return
    _add(passage, whole, parts)


def _of_other_things(whole: Slot | None, part: Slot) -> bool:
    """覆盖3个县，分别为甲县12个村、乙县8个村: villages are no parts of a number of counties."""
    if whole is None or part.kind != "count" or not whole.behind:
        return False
    thing = compiled(r"^(?:\p{Han}{2,8}|[村乡镇县校厂])").match(part.behind)
    named = _words("lead").sub("", unlinked(part.phrase)).strip("，,：: ")
    return thing is not None and bool(named) and thing[0] not in whole.behind


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
        if not alike(slot, whole) or not passage.free(slot) or not _name(slot) or _is_open(slot):
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
