"""Expressions: evaluating, solving and printing are inverse to each other, whatever the tree."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from fractions import Fraction
from itertools import count

import pytest
from gouji.extract.document import Anchor
from gouji.extract.quantity import Missing, Quantity, parse_cell
from gouji.normalize.report import DECIMAL, Value
from gouji.validate.relation import (
    Difference,
    Expression,
    Least,
    Number,
    Product,
    Quotient,
    Sum,
    agree,
    any_of,
    at_most,
    decimal_text,
    divides,
    equal,
    evaluate,
    places_of,
    printed,
    render,
    solve,
    total,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

LAW = settings(max_examples=250, deadline=None, derandomize=True, database=None)
_ROWS = count()


def value(number: str | Decimal, unit: str = "", places: int | None = None) -> Value:
    quantity = parse_cell(f"{number}{unit}")
    assert isinstance(quantity, Quantity)
    own = quantity.places if places is None else places
    return Value(Anchor(0, next(_ROWS), 0), str(number), quantity, None, unit, own)


numbers = st.decimals("0.01", "9999", places=2, allow_nan=False, allow_infinity=False)
leaves = st.builds(value, numbers, st.sampled_from(["", "%"]))
sums = st.lists(leaves, min_size=1, max_size=4).map(total)
ONE = Number(Fraction(1), "100%")


def _grow(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(lambda p: Difference(*p)),
        pairs.map(lambda p: Product(*p)),
        pairs.map(lambda p: Quotient(*p)),
        pairs.map(lambda p: Least(*p)),
    )


expressions: st.SearchStrategy[Expression] = st.recursive(st.one_of(leaves, sums, st.just(ONE)), _grow, max_leaves=6)


def evaluated(expression: Expression, changes: dict[tuple[int, int, int, int], Fraction]) -> Fraction:
    """As `evaluate`; an example that divides by zero is no example."""
    try:
        return evaluate(expression, changes)
    except ZeroDivisionError:
        assume(False)
        raise


@LAW
@given(expressions, st.data(), numbers)
def test_the_solved_number_gives_the_target(expression: Expression, data: st.DataObject, wanted: Decimal) -> None:
    places = list(places_of(expression))
    assume(places)
    chosen = data.draw(st.sampled_from(places))
    evaluated(expression, {})
    number = solve(expression, chosen.key, Fraction(wanted), {})
    if number is not None:
        assert evaluated(expression, {chosen.key: number}) == Fraction(wanted)


@LAW
@given(st.one_of(leaves, sums, st.builds(Quotient, leaves, sums), st.builds(Product, leaves, sums)), st.data())
def test_a_place_solves_to_its_own_number(expression: Expression, data: st.DataObject) -> None:
    """What an expression gives is what each of its places was printed for."""
    chosen = data.draw(st.sampled_from(list(places_of(expression))))
    assert solve(expression, chosen.key, evaluate(expression, {}), {}) == chosen.base


@LAW
@given(expressions)
def test_what_is_printed_computes_to_the_same(expression: Expression) -> None:
    """A person who types the printed expression into a calculator gets what gouji got."""
    assert calculated(render(expression)) == evaluated(expression, {})


@LAW
@given(sums, st.lists(st.tuples(st.integers(0, 3), numbers), max_size=4))
def test_a_sum_with_changes_is_the_sum_of_the_changed(expression: Sum, drawn: list[tuple[int, Decimal]]) -> None:
    changes = {expression.terms[at % len(expression.terms)].key: Fraction(number) for at, number in drawn}
    assert evaluate(expression, changes) == sum(changes.get(term.key, term.base) for term in expression.terms)


@LAW
@given(numbers, st.sampled_from(["", "分", "%", "万元", "元", DECIMAL]), st.integers(2, 4))
def test_a_number_printed_for_its_place(number: Decimal, unit: str, places: int) -> None:
    """Base units and back: the column's places, nothing lost."""
    here = Value(Anchor(0, 0, 0), str(number), Quantity(number, unit, 2), None, unit, places)
    text = decimal_text(here.base, here.step, places)
    assert Decimal(text) == number
    assert len(text.split(".")[1]) == places


@pytest.mark.parametrize(
    ("number", "step", "places", "text"),
    [
        ("95/105", "1/10000", 2, "90.48"),
        ("1/8", "1/100", 2, "0.13"),
        ("-1/8", "1/100", 2, "-0.13"),
        ("12", "1", 0, "12"),
    ],
)
def test_half_is_rounded_up(number: str, step: str, places: int, text: str) -> None:
    assert decimal_text(Fraction(number), Fraction(step), places) == text


def calculated(text: str) -> Fraction:
    """The value of a printed expression by the usual precedence; a percent sign binds tighter than anything."""
    source = re.sub(r"([0-9.]+)%", r"(\1/100)", text.replace("÷", "/").replace("×", "*"))
    return _computed(ast.parse(source, mode="eval").body)


def _computed(node: ast.expr) -> Fraction:
    match node:
        case ast.Constant(value=int() | float() as number):
            return Fraction(str(number))
        case ast.Call(args=[left, right]):
            return min(_computed(left), _computed(right))
        case ast.UnaryOp(operand=inner):
            return -_computed(inner)
        case ast.BinOp(left, ast.Add(), right):
            return _computed(left) + _computed(right)
        case ast.BinOp(left, ast.Sub(), right):
            return _computed(left) - _computed(right)
        case ast.BinOp(left, ast.Mult(), right):
            return _computed(left) * _computed(right)
        case ast.BinOp(left, ast.Div(), right):
            divisor = _computed(right)
            assume(divisor)
            return _computed(left) / divisor
    raise AssertionError(ast.dump(node))


def test_the_printed_forms_of_the_field() -> None:
    spent, budget, rate, weight = value("1216800.00"), value("1352000.00"), value("90.00", "%"), value("10", "分")
    assert render(Quotient(spent, budget)) == "1216800.00÷1352000.00"
    assert render(Product(Least(rate, ONE), weight)) == "min(90.00%, 100%)×10"
    assert render(Quotient(total([weight, rate]), total([budget, spent]))) == "(10+90.00%)÷(1352000.00+1216800.00)"
    assert printed(rate) == "90.00%"


def test_a_compound_divisor_is_bracketed() -> None:
    one, two, three = value("1"), value("2"), value("3")
    assert render(Quotient(one, Product(two, three))) == "1÷(2×3)"
    assert render(Quotient(one, Quotient(two, three))) == "1÷(2÷3)"
    assert render(Quotient(Product(one, two), three)) == "1×2÷3"


def test_a_limit_alone_determines_nothing() -> None:
    """min(x, 100%) cannot give 120%, whatever x is."""
    rate = value("90", "%")
    assert solve(Least(rate, ONE), rate.key, Fraction(6, 5), {}) is None
    assert solve(Least(rate, ONE), rate.key, Fraction(4, 5), {}) == Fraction(4, 5)


def test_a_merged_cell_is_added_once() -> None:
    cell = value("40", "分")
    assert evaluate(total([cell, cell, value("60", "分")]), {}) == 100


def test_a_place_without_a_number_adds_nothing_and_is_printed_as_such() -> None:
    blank = Value(Anchor(0, next(_ROWS), 0), "—", None, Missing("dash"), "分")
    expression = total([value("40", "分"), blank])
    assert evaluate(expression, {}) == 40
    assert render(expression) == "40+空"


def test_a_missing_place_may_be_given_a_number() -> None:
    blank = Value(Anchor(0, next(_ROWS), 0), "", None, Missing("blank"), "分")
    expression = total([value("40", "分"), blank])
    assert solve(expression, blank.key, Fraction(97), {}) == 57
    assert evaluate(expression, {blank.key: Fraction(57)}) == 97


def test_nothing_is_divided_by_zero() -> None:
    with pytest.raises(ZeroDivisionError):
        evaluate(Quotient(value("1"), value("0")), {})
    assert solve(Product(value("0"), weight := value("5")), weight.key, Fraction(3), {}) is None


def test_only_products_and_quotients_carry_rounding() -> None:
    one, other = value("1"), value("2")
    assert not divides(total([one, other])) and not divides(Difference(one, other)) and not divides(ONE)
    assert divides(Least(Quotient(one, other), ONE)) and divides(Difference(Product(one, other), one))


def test_one_alternative_is_the_relation_itself() -> None:
    one, other = value("1"), value("2")
    single = equal("总分", one, other)
    assert any_of("总分", [single]) is single
    both = any_of("总分", [single, agree("总分", one, other)], severity="warning")
    assert both.kind == "any_of" and both.stated == one and both.severity == "warning"
    assert [v.key for v in both.values] == [one.key, other.key]


@pytest.mark.parametrize(
    ("stated", "unit", "other", "decidable"),
    [
        ("10", "分", "25%", False),
        ("10", "分", "10", True),
        ("10", "万元", "10", False),
        ("10", "万元", "100000元", True),
        ("约10", "万元", "10万元", False),
        ("≥10", "分", "10分", False),
    ],
)
def test_what_can_be_compared(stated: str, unit: str, other: str, decidable: bool) -> None:
    def read(text: str, unit: str) -> Value:
        quantity = parse_cell(text)
        assert isinstance(quantity, Quantity)
        return Value(Anchor(0, next(_ROWS), 0), text, quantity, None, quantity.unit or unit, quantity.places)

    assert at_most("得分", read(stated, unit), read(other, "")).decidable is decidable
