"""What should be true of a report's numbers, stated before anyone asks whether it is.

A rule yields relations; the engine judges them all alike. Five kinds speak of numbers, one of logic:

    equal      stated = expression         得分 9.00 = 执行率 0.90 × 分值 10
    at_most    stated ≤ expression         得分 ≤ 分值
    at_least   stated ≥ expression         总额 ≥ Σ of an open list of parts
    agree      two mentions of one fact    总分 91 in the table and in the conclusion
    any_of     one of several must hold    总分 = Σ得分, or Σ得分 without the 执行率 points
    condition  a statement already decided by words, with its evidence

Expressions are trees over printed places, so that a relation can be evaluated, printed and solved for any of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from ..normalize.report import Form, Key, Value

Changes = Mapping[Key, Fraction]  # printed place -> the number it is supposed to hold, in base units


@dataclass(frozen=True, slots=True)
class Number:
    """A constant of the relation itself, such as the 1 that caps an execution rate."""

    number: Fraction
    text: str


@dataclass(frozen=True)
class Sum:
    """A sum over printed places; its total as printed is kept, since searching for a wrong place asks for it often."""

    terms: tuple[Value, ...]

    @cached_property
    def printed(self) -> Fraction:
        return sum((term.base for term in self.terms if term.quantity is not None), Fraction(0))

    @cached_property
    def places(self) -> dict[Key, Fraction]:
        return {term.key: term.base if term.quantity is not None else Fraction(0) for term in self.terms}

    def value(self, changes: Changes) -> Fraction:
        """The sum with some places changed."""
        places = self.places
        return self.printed + sum((new - places[key] for key, new in changes.items() if key in places), Fraction(0))


@dataclass(frozen=True, slots=True)
class Plus:
    """A sum and a constant that no place prints: Σ and the 10 points of 执行率."""

    left: Sum
    right: Number


@dataclass(frozen=True, slots=True)
class Difference:
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Product:
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Quotient:
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Least:
    """The smaller of two: min(执行率, 1)."""

    left: Expression
    right: Expression


Expression = Value | Number | Sum | Plus | Difference | Product | Quotient | Least


def total(values: list[Value]) -> Sum:
    """The sum over printed places, a place that serves several rows counted once."""
    return Sum(tuple({value.key: value for value in values}.values()))


def places_of(expression: Expression) -> Iterator[Value]:
    """The printed places of an expression, from left to right."""
    match expression:
        case Value():
            yield expression
        case Number():
            return
        case Sum(terms):
            yield from terms
        case (
            Plus(left, right)
            | Difference(left, right)
            | Product(left, right)
            | Quotient(left, right)
            | Least(left, right)
        ):
            yield from places_of(left)
            yield from places_of(right)


def evaluate(expression: Expression, changes: Changes) -> Fraction:
    """The exact value in base units. A place without a number adds nothing. Raises ZeroDivisionError."""
    match expression:
        case Value():
            if expression.key in changes:
                return changes[expression.key]
            return expression.base if expression.quantity is not None else Fraction(0)
        case Number(number):
            return number
        case Sum():
            return expression.value(changes)
        case Plus(left, right):
            return evaluate(left, changes) + right.number
        case Difference(left, right):
            return evaluate(left, changes) - evaluate(right, changes)
        case Product(left, right):
            return evaluate(left, changes) * evaluate(right, changes)
        case Quotient(left, right):
            return evaluate(left, changes) / evaluate(right, changes)
        case Least(left, right):
            return min(evaluate(left, changes), evaluate(right, changes))


def divides(expression: Expression) -> bool:
    """Whether the result comes from a multiplication or a division, and so carries rounding of its own."""
    match expression:
        case Value() | Number() | Sum() | Plus():
            return False
        case Difference(left, right) | Least(left, right):
            return divides(left) or divides(right)
        case _:
            return True


def solve(expression: Expression, key: Key, target: Fraction, changes: Changes) -> Fraction | None:
    """The number that the place `key` must hold for the expression to give `target`; None if none is determined."""
    match expression:
        case Value():
            return target if expression.key == key else None
        case Number():
            return None
        case Sum():
            return target - expression.value({**changes, key: Fraction(0)}) if key in expression.places else None
        case Plus(left, right):
            return solve(left, key, target - right.number, changes)
        case Difference(left, right):
            if _holds_key(left, key):
                return solve(left, key, target + evaluate(right, changes), changes)
            return solve(right, key, evaluate(left, changes) - target, changes)
        case Product(left, right):
            inner, other = (left, right) if _holds_key(left, key) else (right, left)
            factor = evaluate(other, changes)
            return solve(inner, key, target / factor, changes) if factor else None
        case Quotient(left, right):
            if _holds_key(left, key):
                return solve(left, key, target * evaluate(right, changes), changes)
            return solve(right, key, evaluate(left, changes) / target, changes) if target else None
        case Least(left, right):
            inner = left if _holds_key(left, key) else right
            number = solve(inner, key, target, changes)
            reached = number is not None and evaluate(expression, {**changes, key: number}) == target
            return number if reached else None


def _holds_key(expression: Expression, key: Key) -> bool:
    return any(value.key == key for value in places_of(expression))


def render(expression: Expression) -> str:
    """The expression with its numbers as printed: 1216800.00÷1352000.00."""
    match expression:
        case Value():
            if expression.quantity is None:
                return "空"
            return printed(expression)
        case Number(_, text):
            return text
        case Sum(terms):
            return "+".join(render(term) for term in terms)
        case Plus(left, right):
            return f"{render(left)}+{right.text}"
        case Difference(left, right):
            return f"{render(left)}-{_bracketed(right)}"
        case Product(left, right):
            return f"{_bracketed(left)}×{_bracketed(right)}"
        case Quotient(left, right):
            divisor = f"({render(right)})" if isinstance(right, Product | Quotient) else _bracketed(right)
            return f"{_bracketed(left)}÷{divisor}"
        case Least(left, right):
            return f"min({render(left)}, {render(right)})"


def _bracketed(expression: Expression) -> str:
    many = (isinstance(expression, Sum) and len(expression.terms) > 1) or isinstance(expression, Difference)
    return f"({render(expression)})" if many else render(expression)


def printed(value: Value) -> str:
    """A value's number as printed, with the sign that belongs to it: 94.87%."""
    assert value.quantity is not None  # noqa: S101  callers print numbers only
    return f"{value.quantity.value}{value.unit if value.unit in ('%', '‰') else ''}"


@dataclass(frozen=True)
class Relation:
    """One thing that should be true. `subject` says of what, in the report's own words."""

    kind: str  # equal, at_most, at_least, agree, any_of, condition
    subject: str
    stated: Value | None = None  # the place on the stated side; for a condition the place it is about
    expression: Expression | None = None
    alternatives: tuple[Relation, ...] = ()
    holds: bool | None = None  # of a condition; None: could not be decided
    doubtful: bool = False  # an alternative that is unusual: if only it holds, the outcome is review
    severity: str = ""  # below the rule's ceiling where the binding is less than certain
    form: Form | None = None
    message: str = ""
    expected: str = ""  # of a condition: what it should read, if that is known
    evidence: tuple[Value, ...] = ()  # further places to point at
    quote: str = ""

    @cached_property
    def operands(self) -> tuple[Value, ...]:
        """The printed places of the expression."""
        return tuple(places_of(self.expression)) if self.expression is not None else ()

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Every printed place the relation speaks of, each once, stated side first."""
        found = [self.stated] if self.stated is not None else []
        found += [*self.operands, *(value for other in self.alternatives for value in other.values)]
        return tuple({value.key: value for value in found}.values())

    @cached_property
    def divides(self) -> bool:
        return self.expression is not None and divides(self.expression)

    @cached_property
    def exact(self) -> bool:
        """Whether no number of the relation has digits beyond those printed."""
        return self.stated is not None and self.stated.exact and all(value.exact for value in self.operands)

    @cached_property
    def finest(self) -> Fraction:
        """One unit of the last place of the operand with most places."""
        return min((value.step for value in self.operands), default=Fraction(0))

    @cached_property
    def slack(self) -> Fraction:
        """Half a unit of the last place for every rounded operand."""
        return sum((value.step for value in self.operands if not value.exact), Fraction(0)) / 2

    @cached_property
    def decidable(self) -> bool:
        """Whether numbers stand where numbers are needed, in units that can be compared."""
        if self.stated is None or not self.stated.certain:
            return False
        numbers = [value for value in self.operands if value.quantity is not None]
        if any(not value.certain for value in self.operands if value.missing is None) or not numbers:
            return False
        kinds = {value.dimension for value in (self.stated, *numbers)}
        if self.divides:
            return not ("money" in kinds and "" in kinds)
        return len(kinds) == 1 or kinds == {"", "score"}

    @cached_property
    def has_blank(self) -> bool:
        """Whether a part was left blank: it adds nothing, but it may have been forgotten."""
        return any(value.missing is not None and value.missing.kind == "blank" for value in self.operands)


def equal(subject: str, stated: Value, expression: Expression, *, form: Form | None = None, **more: object) -> Relation:
    """stated = expression."""
    return Relation("equal", subject, stated, expression, form=form, **more)  # type: ignore[arg-type]


def at_most(subject: str, stated: Value, limit: Expression, *, form: Form | None = None, **more: object) -> Relation:
    """stated ≤ limit."""
    return Relation("at_most", subject, stated, limit, form=form, **more)  # type: ignore[arg-type]


def at_least(subject: str, stated: Value, limit: Expression, *, form: Form | None = None, **more: object) -> Relation:
    """stated ≥ limit."""
    return Relation("at_least", subject, stated, limit, form=form, **more)  # type: ignore[arg-type]


def agree(subject: str, stated: Value, reference: Value, *, form: Form | None = None, **more: object) -> Relation:
    """Two mentions of one fact; `reference` is the one to believe if nothing else decides."""
    return Relation("agree", subject, stated, reference, form=form, **more)  # type: ignore[arg-type]


def any_of(subject: str, alternatives: list[Relation], *, form: Form | None = None, **more: object) -> Relation:
    """One of the alternatives; the first is the usual one and is what a finding quotes."""
    if len(alternatives) == 1 and not more:
        return alternatives[0]
    first = alternatives[0]
    return Relation(
        "any_of",
        subject,
        first.stated,
        alternatives=tuple(alternatives),
        form=form or first.form,
        **more,  # type: ignore[arg-type]
    )


def decimal_text(number: Fraction, unit_step: Fraction, places: int) -> str:
    """`number` in steps of `unit_step` with `places` decimals, rounded half up: 95/105 by 0.01% is 90.48."""
    scaled = number / unit_step
    rounded = int(abs(scaled) + Fraction(1, 2)) * (1 if scaled >= 0 else -1)
    return str(Decimal(rounded).scaleb(-places))
