"""正文算式不成立

做什么：正文把算式写出来的（12,500人×650元/人=812.5万元，576万元÷640万元×100%=90%），按所印的数重新计算。带括号、
夹有文字或约数的算式不核对。

怎么改：重新计算，改正错的一个数。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...normalize.narrative.equations import OVER, PLUS, TIMES, Equation, equations
from ...normalize.report import Report, Value
from ..narrative import quoted, settled
from ..relation import Expression, Product, Quotient, Relation, Sum, equal
from ..rule import rule


@rule("GJ116", basis="算式两边应当相等")
def printed_equation(report: Report) -> Iterator[Relation]:
    for equation in equations(report.document):
        expression = _expression(equation)
        if expression is not None:
            quote = quoted(equation.sentence)
            yield settled(equal("正文算式", equation.result, expression, severity="warning", quote=quote))


def _expression(equation: Equation) -> Expression | None:
    """The chain as a tree; None where its units do not fit, or where sums of rounded products would have to be."""
    if len({term.key for term in equation.terms}) != len(equation.terms):
        return None
    signs = set(equation.signs)
    if signs <= {PLUS}:
        return Sum(equation.terms) if len({term.dimension for term in equation.terms}) == 1 else None
    if not signs <= {TIMES, OVER}:
        return None
    found: Expression = equation.terms[0]
    for sign, term in zip(equation.signs, equation.terms[1:], strict=True):
        found = Product(found, _standard(term)) if sign == TIMES else Quotient(found, term)
    return found


def _standard(term: Value) -> Value:
    """A price or a rate in a formula is a standard, exact as printed: two more places than its own."""
    return replace(term, places=term.places + 2)
