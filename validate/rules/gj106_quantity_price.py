"""数量乘单价与金额不符

做什么：一句话里印有数量、单价和金额的，金额应等于数量×单价；单价按月、按年、按天计的，再乘以句中的月数、年数、天数。句中
有几个数量的，任一个对得上即可。只有一个单价、一个金额的句子才核对。

例：聘用 8 名社工，按 16.9 万元/人/年，8×16.9=135.2 万元；印 153.2 万元不对。

怎么改：核对数量、单价和金额，改正错的一个。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ...normalize.forms.units import counted
from ...normalize.lexicon import compiled
from ...normalize.narrative.arithmetic import plain
from ...normalize.narrative.sentences import KINDS, Sentence, sentences
from ...normalize.report import Report, Value
from ..narrative import quoted, settled, statement
from ..relation import Expression, Number, Product, Relation, any_of, equal
from ..rule import rule
from ..tolerance import INCONSISTENT, compare

MONTHS = {"个月", "月"}
TIMES = {"月": MONTHS, "年": {"年"}, "天": {"天", "日"}, "日": {"天", "日"}}
YEAR = Number(Fraction(12), "12个月")
_REFUSED = (
    "部分|其中|至多|最高|最低|不超过|以内|标准从|提高到|调整|上限|下限|之和|分别|各(?:自)?(?:配|发|安排|购|补|奖|设|建)"
)
_LEAD = r"(?:共|计|需|为|发放|支出|预算|资金|经费|金额|补助|补贴|投入|安排)\p{Han}{0,4}$|^=|[=＝]$"


@rule("GJ106", basis="金额=数量×单价")
def quantity_price(report: Report) -> Iterator[Relation]:
    for sentence in sentences(report.document):
        if KINDS["price"] in sentence.skeleton and not compiled(_REFUSED).search(sentence.text):
            yield from _sentence(sentence)


def _sentence(sentence: Sentence) -> Iterator[Relation]:
    values = {at: plain(value) for at, value in sentence.numbers.items()}
    prices = [at for at in values if sentence.skeleton[at] == KINDS["price"]]
    amounts = [at for at in values if values[at].dimension == "money" and sentence.skeleton[at] == KINDS["money"]]
    if len(prices) != 1 or len(amounts) != 1 or amounts[0] < prices[0]:
        return
    amount, price = values[amounts[0]], values[prices[0]]
    money, *per = price.unit.replace("*", "/").replace("·", "/").split("/")
    before = sentence.skeleton[: amounts[0]]
    if not per or not all(v.certain for v in (amount, price)) or not (
        compiled(_LEAD).search(before) or amount.text.startswith(("=", "＝"))
    ):  # fmt: skip
        return
    # a price is a standard, exact as printed: two more places than its own
    unit_price = replace(price, unit=money, places=price.places + 2)
    others = [_exact(value) for at, value in values.items() if at not in (prices[0], amounts[0]) and value.certain]
    things = [unit for unit in per if unit not in TIMES]
    counts = [value for value in others if _counts(value, things[0] if things else "")]
    times = [value for value in others if any(value.unit in TIMES.get(unit, ()) for unit in per)]
    ways = [
        equal("数量×单价", amount, expression, severity="warning")
        for count in counts
        for expression in _products(unit_price, count, times, per)
    ]
    if ways:
        found = [compare(way, {})[0] for way in ways]
        best = next((way for way, outcome in zip(ways, found, strict=True) if outcome != INCONSISTENT), None)
        yield settled(best) if best else any_of("数量×单价", ways, severity="warning", quote=quoted(sentence))
    else:
        yield statement("数量×单价", amount, None, "")


def _exact(value: Value) -> Value:
    """12个月 is twelve whole months, not 11.5 to 12.5."""
    return value if value.exact else replace(value, places=value.places + 2)


def _counts(value: Value, unit: str) -> bool:
    """Whether a number counts what the price is paid for; a price that does not say takes whatever is counted."""
    if not unit:
        return value.dimension.startswith("count") and not any(value.unit in units for units in TIMES.values())
    same = counted(value.unit)
    return bool(value.unit) and (value.unit == unit or (bool(same) and same == counted(unit)))


def _products(price: Value, count: Value, times: list[Value], per: list[str]) -> Iterator[Expression]:
    """Number of things times price, times the months, years or days it is paid for."""
    product = Product(count, price)
    if "月" in per:
        months = [value for value in times if value.unit in MONTHS]
        yield from (Product(product, value) for value in months)
        if not months:
            yield Product(product, YEAR)
        return
    yield product
    yield from (Product(product, value) for value in times)
