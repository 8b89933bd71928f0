"""Whether a form's own sums hold: only then can a rule of thumb about one of its cells mean anything.

A weight of 15 that should be 10 breaks the total, and also the usual structure 50/30/10, the points of its row and the
share of its group. The sum is the finding; what follows from it is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..normalize.report import Form, Section
from .relation import Relation, any_of, equal, total
from .tolerance import INCONSISTENT, compare


def settled(form: Form) -> bool:
    """Whether weights and scores of the form's leaves add up to every printed total, subtotal and heading."""
    return all(_holds(relation) for section in form.of("score") for relation in _sums(form, section))


def _holds(relation: Relation) -> bool:
    ways = relation.alternatives or (relation,)
    return any(not way.decidable or compare(way, {})[0] != INCONSISTENT for way in ways)


def _sums(form: Form, section: Section) -> Iterator[Relation]:
    for role in ("weight", "score"):
        values = [value for row in section.leaves if (value := row.value(role)) is not None]
        top = section.total.number(role) if section.total is not None else None
        if top is not None and values:
            beside = form.funds.total.number(role) if form.funds is not None and form.funds.total is not None else None
            sums = [equal("", top, total(values))]
            yield any_of("", [*sums, equal("", top, total([*values, beside]))] if beside is not None else sums)
        for group in section.groups:
            own = [value for row in group.rows if (value := row.value(role)) is not None]
            heads = [group.label.weight if role == "weight" else None]
            heads.append(group.subtotal.number(role) if group.subtotal is not None else None)
            yield from (equal("", head, total(own)) for head in heads if head is not None and own)
