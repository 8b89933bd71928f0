"""Planned and done, with the rate of it; counts beside their share or rate; what something consists of; what was done.

计划改造300户，实际完成312户，完成率104%                 count 300, count_done 312, completion_rate 104
计划新建15所、改造30所，实际新建15所、改造28所          each done beside its own plan
项目完工38个，完工率95%                                count_done 38, completion_rate 95
优秀等次6个占30%                                      count 6, share 30
由5个子项目组成                                       count 5
全年实际巡查520次                                     count_done 520
"""

from __future__ import annotations

from itertools import pairwise

from ..lexicon import compiled
from .counts import cue, is_time, thing
from .measures import measured, unlinked
from .passage import Passage
from .slots import Slot
from .subjects import subject


def completions(passage: Passage) -> None:
    """Planned, done and the rate of it: two counts of one unit, known by 计划…实际… or by the rate that follows."""
    _parallel(passage)
    for plan, done in pairwise(slot for slot in passage.slots if slot.kind != "number" or slot.value.unit):
        if plan.kind not in ("count", "number") or not passage.free(plan, done) or is_time(plan):
            continue
        rest = passage.slots[done.index + 1 : done.index + 2]
        rate = next((slot for slot in rest if _is_rate(slot) and passage.free(slot)), None)
        alike = plan.value.unit.lstrip("万") == done.value.unit.lstrip("万")
        if not plan.value.unit or not (alike or (done.kind == "count" and _same_work(done, rate))):
            continue
        if plan.phrase.startswith("其中"):
            continue  # 其中完整114份，不完整6份，完整率95%
        planned = bool(compiled(cue("planned")).search(plan.phrase))
        finished = _is_finished(done, planned) or _same_work(done, rate)
        if (
            not planned
            and compiled(cue("planned")).search(done.phrase)
            and compiled(cue("finished")).search(plan.phrase)
        ):
            plan, done, planned, finished = done, plan, True, True  # 实际举办15期，计划15期
        if not planned and compiled(cue("share_of_plan")).search(done.phrase):
            plan, done, planned, finished = done, plan, True, True  # 开展36场，完成年度计划30场的120%
        if not finished or not (planned or rate is not None) or ("其中" in done.phrase and rate is None):
            continue
        link = passage.link()
        passage.take(plan, done)
        passage.add(plan, "count", thing(plan), "completion", link)
        passage.add(done, "count_done", _work(done) or thing(plan), "completion", link)
        if rate is not None:
            passage.take(rate)
            passage.add(rate, "completion_rate", thing(plan), "completion", link)


def _parallel(passage: Passage) -> None:
    """计划新建15所、改造30所，实际新建15所、改造28所: as many done as planned, of the same units in order."""
    runs = _runs(passage)
    for plans, dones in pairwise(runs):
        alike = [slot.value.unit for slot in plans] == [slot.value.unit for slot in dones]
        if len(plans) < 2 or not alike or not all(slot.value.unit for slot in plans):
            continue
        if not compiled(cue("planned")).search(plans[0].phrase) or not passage.free(*plans, *dones):
            continue
        if not compiled(cue("finished")).search(dones[0].phrase):
            continue
        for plan, done in zip(plans, dones, strict=True):
            link = passage.link()
            passage.take(plan, done)
            passage.add(plan, "count", thing(plan), "completion", link)
            passage.add(done, "count_done", _work(done) or thing(plan), "completion", link)


def _runs(passage: Passage) -> list[list[Slot]]:
    """Counts parted by 、 alone, in order."""
    runs: list[list[Slot]] = []
    for slot in passage.slots:
        if runs and slot.opener == "、" and runs[-1][-1].index == slot.index - 1 and slot.kind == "count":
            runs[-1].append(slot)
        else:
            runs.append([slot])
    return runs


def _is_finished(done: Slot, planned: bool) -> bool:
    """By its own words, or behind a plan by those of any activity: 计划45场，全年开展文艺演出48场."""
    if compiled(cue("finished")).search(done.phrase):
        return True
    return planned and compiled(cue("carried_out")).search(done.phrase) is not None


def _same_work(done: Slot, rate: Slot | None) -> bool:
    """参训人员285人，参训率95%; 取得证书1674人，取证率90%: the rate is named after what was done."""
    name = unlinked(rate.phrase)[:-1][-2:] if rate is not None else ""
    return len(name) == 2 and all(character in done.phrase for character in name)


def _work(done: Slot) -> str:
    """What was done, unless its words are a verb alone: 办结, 实际建成."""
    name = thing(done)
    return "" if compiled(cue("work")).fullmatch(name) else name


def _is_rate(slot: Slot) -> bool:
    if slot.kind != "ratio" or compiled(cue("no_rate")).search(slot.phrase):
        return False
    found = measured(slot.phrase, "ratio")
    if found is not None:
        return found.measure == "completion_rate"
    return unlinked(slot.phrase).endswith("率") or bool(compiled(cue("done_to")).fullmatch(unlinked(slot.phrase)))


def counted(passage: Passage) -> None:
    """A count beside its share (12个占80%) or rate, what something consists of (由5个子项目组成), what was done."""
    for slot in passage.slots:
        if slot.kind not in ("count", "number") or not passage.free(slot) or not slot.value.unit or is_time(slot):
            continue
        following = next(iter(passage.slots[slot.index + 1 : slot.index + 2]), None)
        consists = compiled(cue("consists")).search(unlinked(slot.phrase))
        named = compiled(cue("things")).match(slot.behind)
        if following is not None and slot.kind == "count" and _is_own_share(following) and passage.free(following):
            link, name = passage.link(), _class(slot)
            passage.take(slot, following)
            passage.add(slot, "count", name, "counted_share", link)
            passage.add(following, "share", name, "counted_share", link)
        elif consists is not None and named is not None and slot.kind == "count":
            passage.take(slot)
            passage.add(slot, "count", named["thing"], "consists")
            _others(passage, slot)
        elif compiled(cue("reached")).search(slot.phrase):
            passage.take(slot)
            name = compiled("^(?:实际|累计|已|共)?(?:完成)?").sub("", unlinked(slot.phrase))
            passage.add(slot, "count_done", thing(slot) or name, "reached")
        elif following is not None and slot.kind == "count" and _is_rate(following) and following.opener in "，,；;":
            passage.take(slot)
            planned = compiled(cue("share_of_plan")).search(following.phrase) is not None
            done = planned or _is_done(slot, following)
            passage.add(slot, "count_done" if done else "count", thing(slot), "counted_rate")
            if done and measured(following.phrase, "ratio") is None and passage.free(following):
                passage.take(following)  # 课题入选18项，入选率90%: a rate that only its count explains
                passage.add(following, "completion_rate", thing(slot), "counted_rate")


def _is_done(slot: Slot, rate: Slot) -> bool:
    """项目完工38个，完工率95%; 累计改造126户，完成率84%; but 应公示18项 is what should be."""
    if compiled(cue("due")).search(slot.phrase):
        return False
    carried = compiled(cue("carried_out")).search(slot.phrase) is not None
    return _same_work(slot, rate) or (carried and unlinked(rate.phrase).endswith("完成率"))


def _others(passage: Passage, first: Slot) -> None:
    """The further counts of one breath: 涉及4个乡镇、26个行政村."""
    for slot in passage.slots[first.index + 1 :]:
        named = compiled(cue("things")).match(slot.behind)
        if slot.kind != "count" or slot.opener != "、" or slot.phrase or named is None or not passage.free(slot):
            return
        passage.take(slot)
        passage.add(slot, "count", named["thing"], "consists")


def _is_own_share(slot: Slot) -> bool:
    """占30% right behind a count, without a name of its own."""
    found = measured(slot.phrase, "ratio")
    return found is not None and found.measure == "share" and not found.rest


def _class(slot: Slot) -> str:
    """What is counted beside its share: 优秀等次6个, 12个项目被评为优."""
    graded = compiled(r"(?:评为|评定为|等级为|为)[“\"]?(?P<thing>\p{Han}{1,4})[”\"]?$").search(slot.behind)
    before = compiled("(?:等次|等级|档次|档)$").sub("", subject(unlinked(slot.phrase)))
    return graded["thing"] if graded is not None else before or slot.behind
