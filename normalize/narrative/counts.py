"""Numbers of things: products, surveys, indicators, formulas of a rate; completions.py has what was planned and done.

聘用保洁员20人，每人每年2.4万元，全年支出48万元    count × unit_price = product_amount
发放问卷200份，收回有效问卷190份，满意171份       count, surveyed, satisfied
二级指标10个                                     indicator_count
到位率=576万元÷640万元×100%=90%                  arrived, budget, arrival_rate
"""

from __future__ import annotations

from ..lexicon import compiled, load
from .measures import measured, unlinked, words
from .passage import Passage
from .slots import Slot
from .subjects import group_name, subject

FORMULATED = {"execution_rate", "arrival_rate", "satisfaction", "completion_rate", "group_rate", "saving_rate", "score"}

_INDICATORS = compiled(r"(?P<name>(?:[一二三四]级|\p{Han}{1,6}|)指标|[一二三]级)(?:总数|数量|总量)?$")


def cue(name: str) -> str:
    return str(load("counts")[name])


def formulas(passage: Passage) -> None:
    """A rate as a quotient: its name before the first =, its value behind the last."""
    text = passage.text
    if "÷" not in text and "/" not in text:
        return
    for top, bottom, rate in zip(passage.slots, passage.slots[1:], passage.slots[2:], strict=False):
        name = compiled(r"(\p{Han}{2,12})[=＝]?[（(\[]*\p{Han}{0,10}$").search(text, 0, top.at)
        found = measured(name[1], "ratio") if name is not None and rate.kind == "ratio" and rate.equated else None
        joint = compiled(r"^\p{Han}{0,4}[)）]?[÷/]\p{Han}{0,12}$").match(text[top.at + 1 : bottom.at])
        roles = words()["formulas"].get(found.measure) if found is not None else None
        if found is None or roles is None or joint is None or not passage.free(top, bottom, rate):
            continue
        link = passage.link()
        passage.take(top, bottom, rate)
        for slot, measure in ((top, roles[0]), (bottom, _base(bottom) or roles[1]), (rate, found.measure)):
            passage.add(slot, measure, subject(found.rest), "formula", link)


def _base(slot: Slot) -> str:
    """What a formula's divisor is called, if it is money by name: 支出712.5万元÷到位750万元."""
    found = measured(slot.phrase, "money") if slot.kind == "money" else None
    return found.measure if found is not None and found.measure in ("arrived", "due", "initial_budget") else ""


def named_rates(passage: Passage) -> None:
    """A rate or score behind a formula: 预算执行率=执行数/预算数=95%, 预算执行率得分=10×96%=9.6分."""
    for slot in passage.slots:
        name = compiled(r"(\p{Han}{2,12})[=＝][^=＝，,。；;]{2,60}[=＝]?$").search(passage.text, 0, slot.at)
        if slot.kind not in ("ratio", "score") or not slot.equated or slot.phrase or name is None:
            continue
        found = measured(name[1], slot.kind)
        if found is None or not passage.free(slot) or found.measure not in FORMULATED:
            continue
        passage.take(slot)
        whose = group_name(subject(found.rest)) if slot.kind == "score" else subject(found.rest)
        passage.add(slot, "group_score" if found.measure == "score" else found.measure, whose, "formula")


def products(passage: Passage) -> None:
    """n of a thing, the price of one, the amount; months between them belong to the product."""
    for index, price in enumerate(passage.slots):
        if not _is_price(price) or not passage.free(price):
            continue
        before = [slot for slot in reversed(passage.slots[:index]) if not is_time(slot)]
        behind = [slot for slot in passage.slots[index + 1 :] if not is_time(slot)]
        if behind and behind[0].kind in ("count", "number"):  # 按每亩120元补贴3500亩，共42万元
            before, behind = behind[:1], behind[1:]
        count, amount = next(iter(before), None), next(iter(behind), None)
        if count is None or amount is None or amount.kind != "money" or count.kind not in ("count", "number"):
            continue
        if not passage.free(count, amount) or not count.value.unit or not _gives(amount):
            continue
        if compiled("[各每]").search(count.phrase) and len(before) > 1 and before[1].kind == "count":
            if count.value.quantity is None or count.value.quantity.value != 1:
                passage.take(*passage.slots[before[1].index : amount.index + 1])  # 32个村各配2辆: three factors
                continue
            count = before[1]
        link = passage.link()
        passage.take(*passage.slots[min(count.index, index) : amount.index + 1])
        passage.add(count, "count", thing(count), "product", link)
        unit = price.value.unit if "/" in price.value.text else price.value.unit.split("/")[0]
        passage.add(price, "unit_price", "", "product", link, unit)
        passage.add(amount, "product_amount", "", "product", link)


def _is_price(slot: Slot) -> bool:
    if slot.kind == "price" or (slot.kind == "money" and slot.opener in ("×", "*")):
        return True
    return slot.kind == "money" and bool(compiled(cue("price")).search(slot.phrase))


def is_time(slot: Slot) -> bool:
    return slot.value.dimension == "time" and slot.value.unit not in ("课时", "学时")


def _gives(slot: Slot) -> bool:
    return slot.equated or not unlinked(slot.phrase) or bool(compiled(cue("amount")).search(unlinked(slot.phrase)))


def thing(slot: Slot) -> str:
    """What is counted: the words before the number without 计划, 实际 and the like, or those behind it."""
    before = subject(compiled(cue("verbs")).sub("", subject(unlinked(slot.phrase))))
    match = compiled(cue("behind")).match(slot.behind)
    return before or ("" if match is None else match["thing"])


def indicators(passage: Passage) -> None:
    """How many indicators there are, of which kind."""
    link = 0
    for slot in passage.slots:
        if (
            slot.value.unit not in ("个", "项", "条")
            or compiled(cue("done")).search(slot.phrase)
            or not passage.free(slot)
        ):
            continue
        behind = compiled(r"^\p{Han}{0,6}指标").match(slot.behind)
        name = _INDICATORS.search(unlinked(slot.phrase)) or behind
        if name is not None:
            link = link or passage.link()
            passage.take(slot)
            passage.add(slot, "indicator_count", _kind_of_indicator(name[0]), "indicators", link)


def _kind_of_indicator(name: str) -> str:
    return compiled("^.*(?:设置|设定|设立|设|其中|共(?!性)|包括|包含|含|有|细化)了?").sub("", name) or name


def surveys(passage: Passage) -> None:
    """Questionnaires sent out, returned, valid; the people asked and those who are satisfied."""
    text = passage.text
    if not compiled("问卷|满意|调查表").search(text):
        return
    link = 0
    valid = any("有效" in slot.phrase for slot in passage.slots if slot.kind == "count")
    for slot in passage.slots:
        role = _survey_role(slot, valid) if slot.kind == "count" and passage.free(slot) else ""
        if role and not (role == "satisfied" and _one_of_degrees(passage, slot)):
            link = link or passage.link()
            passage.take(slot)
            passage.add(slot, role, thing(slot) if role.startswith("count") else "", "survey", link)
    rates = [slot for slot in passage.slots if slot.kind == "ratio" and _is_satisfaction(slot)]
    if link and len(rates) == 1 and passage.free(*rates):
        passage.take(*rates)
        found = measured(rates[0].phrase, "ratio")
        passage.add(rates[0], "satisfaction", subject(found.rest) if found else "", "survey", link)


def _is_satisfaction(slot: Slot) -> bool:
    found = measured(slot.phrase, "ratio")
    return found is not None and found.measure == "satisfaction"


def _survey_role(slot: Slot, valid: bool) -> str:
    phrase = unlinked(slot.phrase)
    for role in ("sent", "valid", "returned", "asked", "satisfied"):
        if compiled(cue(role)).search(f"{phrase}#{slot.behind}"):
            if role == "returned":
                return "count_done" if valid else "surveyed"
            return {"sent": "count", "valid": "surveyed", "asked": "surveyed"}.get(role, role)
    return ""


def _one_of_degrees(passage: Passage, slot: Slot) -> bool:
    """满意 beside 非常满意 or 不满意 is one answer of several."""
    return any("满意" in other.phrase for other in passage.slots if other is not slot and other.kind == "count")
