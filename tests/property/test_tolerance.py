"""The tolerance laws as properties: what rounding explains is decided by the digits, and by nothing else.

True numbers are drawn with more digits than a report prints, printed by rounding or cutting, and judged as printed.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import count

from gouji.extract.document import Anchor
from gouji.extract.quantity import Missing, Quantity
from gouji.normalize.report import DECIMAL, Value
from gouji.validate.relation import Expression, Product, Quotient, equal, total
from gouji.validate.tolerance import CONSISTENT, INCONSISTENT, REVIEW, ROUNDING, compare, same_fact
from hypothesis import assume, given, settings
from hypothesis import strategies as st

# No example database: the same examples in every run, and nothing written into the tree.
LAW = settings(max_examples=200, deadline=None, derandomize=True, database=None)
HOLDS = {CONSISTENT, ROUNDING}
_ROWS = count()

EXACT_UNITS = ("分", "人", "户", "场次")
# Units whose numbers are rounded at the given numbers of printed places.
ROUNDED = [
    ("万元", 0),
    ("万元", 1),
    ("万元", 2),
    ("万元", 4),
    ("亿元", 2),
    ("元", 0),
    ("%", 0),
    ("%", 1),
    ("%", 2),
    (DECIMAL, 2),
]

true_numbers = st.decimals("0.001", "99999", places=7, allow_nan=False, allow_infinity=False)
rounded_kinds = st.sampled_from(ROUNDED)


def value(number: Decimal | str, unit: str, places: int | None = None) -> Value:
    """A printed place of its own; `places` are the column's, more than the number itself prints."""
    number = Decimal(number)
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    own = max(-exponent, 0)
    quantity = Quantity(number, "" if unit == DECIMAL else unit, own, text=str(number))
    return Value(Anchor(0, next(_ROWS), 0), str(number), quantity, None, unit, own if places is None else places)


def rounded(number: Decimal | Fraction, places: int) -> Decimal:
    return _to(number, places, ROUND_HALF_UP)


def cut(number: Decimal | Fraction, places: int) -> Decimal:
    return _to(number, places, ROUND_DOWN)


def _to(number: Decimal | Fraction, places: int, rounding: str) -> Decimal:
    """Exact also for fractions: whole steps first, so that no context precision plays a part."""
    steps = Fraction(number) * 10**places
    whole, rest = divmod(abs(steps.numerator), steps.denominator)
    if rounding == ROUND_HALF_UP and 2 * rest >= steps.denominator:
        whole += 1
    return Decimal(whole if steps >= 0 else -whole).scaleb(-places)


def judged(stated: Value, expression: Expression) -> str:
    return compare(equal("", stated, expression), {})[0]


def outcome(stated: Value, *parts: Value) -> str:
    return judged(stated, total(list(parts)))


# --- sums -------------------------------------------------------------------------------------------------------------


@LAW
@given(rounded_kinds, st.lists(true_numbers, min_size=2, max_size=12))
def test_true_sums_survive_rounding(kind: tuple[str, int], true: list[Decimal]) -> None:
    unit, places = kind
    parts = [value(rounded(number, places), unit) for number in true]
    assert outcome(value(rounded(sum(true, Decimal(0)), places), unit), *parts) != INCONSISTENT


@LAW
@given(rounded_kinds, st.lists(true_numbers, min_size=2, max_size=12), st.integers(0, 2))
def test_true_sums_survive_a_coarser_total(kind: tuple[str, int], true: list[Decimal], less: int) -> None:
    """92 under 22.76, 12, 18.55 and 38.69: the total prints fewer places than its column."""
    unit, places = kind
    assume(places >= less)
    parts = [value(rounded(number, places), unit) for number in true]
    stated = value(rounded(sum(true, Decimal(0)), places - less), unit, places)
    assert outcome(stated, *parts) != INCONSISTENT


@LAW
@given(rounded_kinds, st.lists(true_numbers, min_size=1, max_size=8), st.integers(-30, 30))
def test_n_half_units_of_slack(kind: tuple[str, int], true: list[Decimal], units: int) -> None:
    """Within n half-units it is rounding; beyond the stated side's own half-unit it is a contradiction."""
    unit, places = kind
    numbers = [rounded(number, places) for number in true]
    stated = value(sum(numbers, Decimal(0)) + units * Decimal(1).scaleb(-places), unit, places)
    found = outcome(stated, *(value(number, unit) for number in numbers))
    if 2 * abs(units) <= len(numbers):
        assert found in HOLDS
    elif 2 * abs(units) > len(numbers) + 1:
        assert found == INCONSISTENT
    else:
        assert found == REVIEW


@LAW
@given(st.sampled_from(EXACT_UNITS), st.lists(st.integers(0, 500), min_size=1, max_size=9), st.integers(-40, 40))
def test_counts_and_scores_are_exact(unit: str, parts: list[int], off: int) -> None:
    stated = value(Decimal(sum(parts) + off), unit)
    found = outcome(stated, *(value(Decimal(part), unit) for part in parts))
    assert found == (CONSISTENT if off == 0 else INCONSISTENT)


@LAW
@given(st.lists(st.integers(0, 4000), min_size=1, max_size=9), st.integers(-60, 60))
def test_scores_with_places_are_exact(parts: list[int], off: int) -> None:
    """97.75 is not 97.76, however many parts there are."""
    numbers = [Decimal(part).scaleb(-2) for part in parts]
    stated = value(sum(numbers, Decimal(0)) + Decimal(off).scaleb(-2), "分", 2)
    assert outcome(stated, *(value(number, "分", 2) for number in numbers)) in (
        {CONSISTENT} if off == 0 else {INCONSISTENT}
    )


@LAW
@given(st.lists(st.integers(0, 4000), min_size=1, max_size=9), st.integers(0, 1), st.sampled_from(["own", "column"]))
def test_a_coarser_score_total_is_rounding(parts: list[int], places: int, how: str) -> None:
    """97.75 printed as 97.8, 97.7, 98 or 97, whether or not it stands in the column of its parts."""
    numbers = [Decimal(part).scaleb(-2) for part in parts]
    whole = sum(numbers, Decimal(0))
    for printed in {rounded(whole, places), cut(whole, places)}:
        stated = value(printed, "分", 2 if how == "column" else places)
        assert outcome(stated, *(value(number, "分", 2) for number in numbers)) in HOLDS
        beyond = value(printed + 2 * Decimal(1).scaleb(-places), "分", 2 if how == "column" else places)
        assert outcome(beyond, *(value(number, "分", 2) for number in numbers)) == INCONSISTENT


@LAW
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=9), st.integers(-40, 40))
def test_amounts_to_the_fen_are_exact(parts: list[int], off: int) -> None:
    numbers = [Decimal(part).scaleb(-2) for part in parts]
    stated = value(sum(numbers, Decimal(0)) + Decimal(off).scaleb(-2), "元", 2)
    found = outcome(stated, *(value(number, "元", 2) for number in numbers))
    assert found == (CONSISTENT if off == 0 else INCONSISTENT)


@LAW
@given(st.lists(st.integers(0, 99), min_size=1, max_size=6), st.lists(true_numbers, min_size=1, max_size=6))
def test_column_places(whole: list[int], others: list[Decimal]) -> None:
    """12 beside 22.76 is 12.00: printing the zeros changes no outcome that holds."""
    fine = [value(rounded(number, 2), "万元") for number in others]
    exact = sum(map(Decimal, whole), Decimal(0)) + sum((v.quantity.value for v in fine if v.quantity), Decimal(0))
    for off in (0, 1, 2, 7, 30, 400):
        stated = value(exact + Decimal(off).scaleb(-2), "万元", 2)
        bare = outcome(stated, *(value(Decimal(n), "万元", 2) for n in whole), *fine)
        full = outcome(stated, *(value(Decimal(n).quantize(Decimal("0.01")), "万元") for n in whole), *fine)
        assert bare == full if full in HOLDS else bare in (REVIEW, INCONSISTENT)


@LAW
@given(st.lists(true_numbers, min_size=1, max_size=6), st.sampled_from(["blank", "dash", "none"]))
def test_a_blank_adds_nothing(true: list[Decimal], kind: str) -> None:
    parts = [value(rounded(number, 2), "万元") for number in true]
    blank = Value(Anchor(0, next(_ROWS), 0), "", None, Missing(kind), "万元")
    stated = value(sum((v.quantity.value for v in parts if v.quantity), Decimal(0)), "万元", 2)
    assert outcome(stated, *parts, blank) == CONSISTENT


# --- products and quotients -------------------------------------------------------------------------------------------


@LAW
@given(
    st.integers(1, 400),
    st.integers(1, 400),
    st.sampled_from([("%", 0), ("%", 1), ("%", 2), (DECIMAL, 2), (DECIMAL, 4)]),
)
def test_a_rate_carries_half_a_unit(score: int, weight: int, kind: tuple[str, int]) -> None:
    unit, places = kind
    true = Fraction(score, weight) * (100 if unit == "%" else 1)
    rate = Quotient(value(str(score), "分"), value(str(weight), "分"))
    printed = rounded(true, places)
    assert judged(value(printed, unit), rate) == CONSISTENT
    unit_step = Decimal(1).scaleb(-places)
    for off in (-3, -2, 2, 3):
        if printed + off * unit_step >= 0:
            assert judged(value(printed + off * unit_step, unit), rate) == INCONSISTENT


@LAW
@given(st.integers(1, 400), st.integers(1, 400), st.integers(0, 3))
def test_a_cut_rate(score: int, weight: int, places: int) -> None:
    """66.66 % for 2 ÷ 3 is rounding, 66 % is for review: nobody cuts to an integer by habit."""
    true = Fraction(score, weight) * 100
    printed = cut(true, places)
    assume((true - Fraction(printed)) * 2 * 10**places > 1)  # exactly half is as good rounded down as up
    found = judged(value(printed, "%"), Quotient(value(str(score), "分"), value(str(weight), "分")))
    assert found == (ROUNDING if places else REVIEW)


@LAW
@given(st.integers(0, 10**6), st.integers(0, 3))
def test_touching_ends_meet(steps: int, places: int) -> None:
    """Exactly half a unit away is still the same number, up or down: 0.125 prints as 0.13 or 0.12."""
    half = Decimal(2 * steps + 1).scaleb(-places) / 2
    ratio = Quotient(value(str(half), ""), value("1", ""))
    for printed in (cut(half, places), rounded(half, places)):
        assert judged(value(printed, "", places), ratio) == CONSISTENT


@LAW
@given(true_numbers, true_numbers, st.sampled_from([0, 1, 2]), st.sampled_from([("%", 0), ("%", 2), (DECIMAL, 2)]))
def test_rates_of_rounded_amounts(one: Decimal, other: Decimal, places: int, kind: tuple[str, int]) -> None:
    """A rate computed before the amounts were rounded is never a contradiction."""
    unit, digits = kind
    amounts = [value(rounded(number, places), "万元") for number in (one, other)]
    assume(amounts[1].base > 0)
    true = Fraction(one) / Fraction(other) * (100 if unit == "%" else 1)
    rate = value(rounded(true, digits), unit)
    assert judged(rate, Quotient(*amounts)) != INCONSISTENT


@LAW
@given(st.integers(0, 100), st.sampled_from([10, 20]), st.integers(1, 2))
def test_a_printed_rate_enters_as_printed(percent: int, weight: int, places: int) -> None:
    """0.90 is 0.90: 0.90 × 10 is 9.00 and not 8.95…9.05."""
    rate = value(Decimal(percent).scaleb(-2), DECIMAL)
    score = Decimal(percent * weight).scaleb(-2)
    product = Product(rate, value(str(weight), "分"))
    exact = value(score.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "分")
    assert judged(exact, product) == CONSISTENT
    assert exact.quantity is not None
    beside = value(exact.quantity.value + 2 * Decimal(1).scaleb(-places), "分")
    assert judged(beside, product) == INCONSISTENT


# --- units ------------------------------------------------------------------------------------------------------------


@LAW
@given(st.integers(0, 10**10), st.integers(0, 6))
def test_units_convert_exactly(steps: int, places: int) -> None:
    """135.2 万元 is 1352000 元, at any length."""
    number = Decimal(steps).scaleb(-places)
    in_wan = value(number, "万元")
    in_yuan = value(number.scaleb(4).quantize(Decimal(1).scaleb(-max(places - 4, 0))), "元")
    in_yi = value(number.scaleb(-4), "亿元")
    assert in_wan.base == in_yuan.base == in_yi.base
    assert same_fact(in_wan, in_yuan, {}) == same_fact(in_yi, in_wan, {}) == CONSISTENT
    assert outcome(in_yuan, in_wan) == outcome(in_yi, in_wan) == CONSISTENT


@LAW
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6), st.integers(0, 10**7), st.integers(0, 3))
def test_the_unit_changes_no_outcome(parts: list[int], stated: int, places: int) -> None:
    """The same digits with the point moved: 万元 with four more places are 元."""
    steps = [Decimal(part) for part in (stated, *parts)]
    in_yuan = [value(step.scaleb(-places), "元") for step in steps]
    in_wan = [value(step.scaleb(-places - 4), "万元") for step in steps]
    assert outcome(*in_yuan) == outcome(*in_wan)


# --- repeated facts ---------------------------------------------------------------------------------------------------


@LAW
@given(true_numbers, st.sampled_from(["money", "ratio"]), st.data())
def test_repeated_facts_agree_at_any_precision(true: Decimal, kind: str, data: st.DataObject) -> None:
    units = {"money": [("元", 0), ("万元", 4), ("亿元", 8)], "ratio": [(DECIMAL, 0), ("%", -2)]}[kind]

    def mention() -> Value:
        unit, shift = data.draw(st.sampled_from(units))
        return value(rounded(true.scaleb(-shift), data.draw(st.integers(0, 6))), unit)

    assert same_fact(mention(), mention(), {}) in HOLDS


@LAW
@given(true_numbers, st.integers(0, 3), st.integers(1, 3))
def test_a_cut_mention_agrees(true: Decimal, places: int, more: int) -> None:
    """29.07 beside 29.0748; 29 beside it, cut, would be for review at worst. Touching ends meet here too."""
    coarse, fine = value(cut(true, places), "万元"), value(rounded(true, places + more), "万元")
    found = same_fact(coarse, fine, {})
    assert found in HOLDS if places else found != INCONSISTENT


@LAW
@given(true_numbers, st.integers(0, 2), st.integers(2, 50))
def test_different_facts_do_not_agree(true: Decimal, places: int, units: int) -> None:
    step = Decimal(1).scaleb(-places)
    one, other = rounded(true, places), rounded(true, places) + units * step
    assert same_fact(value(one, "万元"), value(other, "万元"), {}) == INCONSISTENT


@LAW
@given(st.integers(0, 200), st.integers(0, 2))
def test_neighbours_at_one_precision(steps: int, places: int) -> None:
    """90 % and 91 %: one number may be cut here and rounded there, which nobody does to an integer by habit."""
    one, other = (value(Decimal(number).scaleb(-places), "%") for number in (steps, steps + 1))
    assert same_fact(one, other, {}) in (HOLDS if places else {REVIEW, INCONSISTENT})


@LAW
@given(st.integers(0, 10**4), st.integers(0, 10**4))
def test_repeated_scores_are_exact(one: int, other: int) -> None:
    found = same_fact(value(Decimal(one).scaleb(-2), "分"), value(Decimal(other).scaleb(-2), "分"), {})
    assert found == (CONSISTENT if one == other else INCONSISTENT)


numbers_of_a_kind = st.sampled_from([("元", "万元", "亿元"), ("%", DECIMAL, "‰"), ("分",), ("人", "名")]).flatmap(
    lambda units: st.lists(
        st.tuples(st.sampled_from(units), st.integers(0, 3000), st.integers(0, 3), st.integers(0, 2)),
        min_size=2,
        max_size=2,
    )
)


@LAW
@given(numbers_of_a_kind)
def test_same_fact_is_symmetric(drawn: list[tuple[str, int, int, int]]) -> None:
    one, other = (value(Decimal(n).scaleb(-places), unit, places + more) for unit, n, places, more in drawn)
    assert same_fact(one, other, {}) == same_fact(other, one, {})
    assert same_fact(one, one, {}) == CONSISTENT


def test_neighbours_are_symmetric_over_spellings() -> None:
    """91 % beside 0.90: the same steps, printed with and without decimals."""
    one, other = value("91", "%"), value("0.90", DECIMAL)
    assert same_fact(one, other, {}) == same_fact(other, one, {})


# --- supposed numbers -------------------------------------------------------------------------------------------------


@LAW
@given(st.lists(st.integers(0, 500), min_size=1, max_size=6), st.integers(0, 900))
def test_changes_stand_for_printed_numbers(parts: list[int], supposed: int) -> None:
    """Judging with a supposed number is judging a report that prints it."""
    values = [value(str(part), "分") for part in parts]
    stated = value(str(sum(parts)), "分")
    changes = {values[0].key: Fraction(supposed)}
    instead = [value(str(supposed), "分"), *values[1:]]
    assert compare(equal("", stated, total(values)), changes) == compare(equal("", stated, total(instead)), {})
