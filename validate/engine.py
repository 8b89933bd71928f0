"""Judges relations: one place for evaluation, rounding and what counts as decided.

Every relation a rule yields becomes a `Verdict`, so that nothing is skipped in silence: consistent, rounding, review,
inconsistent or insufficient, with what the expression gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from ..normalize.report import Report
from .relation import Changes, Relation, decimal_text, evaluate
from .rule import Rule
from .slips import ONE_DIGIT, slip
from .tolerance import CONSISTENT, INCONSISTENT, INSUFFICIENT, ORDER, REVIEW, ROUNDING, compare, same_fact

NOTHING: Changes = {}
TELLING = 4  # digits of a number in which a slip is told from chance


@dataclass(frozen=True)
class Verdict:
    """A relation and its outcome. `expected` is what the stated side should be, in base units."""

    rule: Rule
    relation: Relation
    outcome: str
    expected: Fraction | None = None
    chosen: Relation | None = None  # the alternative the outcome rests on

    @property
    def basis(self) -> Relation:
        """The relation that decided: the chosen alternative, or the relation itself."""
        return self.chosen or self.relation


def judge_all(report: Report, rules: Iterable[Rule]) -> Iterator[Verdict]:
    """Every relation of every rule, judged as printed."""
    for rule in rules:
        for relation in rule.relations(report):
            yield judge(rule, relation, NOTHING)


def judge(rule: Rule, relation: Relation, changes: Changes) -> Verdict:
    """The verdict on one relation, with some printed places supposed to hold other numbers."""
    match relation.kind:
        case "condition":
            outcome = INSUFFICIENT if relation.holds is None else CONSISTENT if relation.holds else INCONSISTENT
            return Verdict(rule, relation, outcome, chosen=relation)
        case "any_of":
            return _any_of(rule, relation, changes)
        case _:
            outcome, expected = _numeric(relation, changes)
            return Verdict(rule, relation, outcome, expected, relation)


def _any_of(rule: Rule, relation: Relation, changes: Changes) -> Verdict:
    """The best alternative decides; where none holds, the one meant, else the first that could be computed."""
    verdicts: list[Verdict] = []
    for alternative in relation.alternatives:
        found = judge(rule, alternative, changes)
        if alternative.doubtful and found.outcome in (CONSISTENT, ROUNDING):
            # what it should read is what the usual alternative gives
            verdicts.append(Verdict(rule, relation, REVIEW, verdicts[0].expected, verdicts[0].chosen))
        else:
            verdicts.append(Verdict(rule, relation, found.outcome, found.expected, alternative))
    best = min(verdicts, key=lambda verdict: ORDER.index(verdict.outcome))
    return best if best.outcome != INCONSISTENT or changes else _meant(verdicts, best)


def _meant(verdicts: list[Verdict], usual: Verdict) -> Verdict:
    """Of alternatives that all fail the one that a plain slip of the stated number explains, if only one does."""
    plain = [verdict for verdict in verdicts if verdict.outcome == INCONSISTENT and _slipped(verdict)]
    return plain[0] if len({verdict.expected for verdict in plain}) == 1 else usual


def _slipped(verdict: Verdict) -> bool:
    stated = verdict.basis.stated
    if stated is None or verdict.expected is None or stated.quantity is None:
        return False
    if len(stated.quantity.value.as_tuple().digits) < TELLING:
        return False
    return slip(stated, decimal_text(verdict.expected, stated.step, stated.places)) <= ONE_DIGIT


def _numeric(relation: Relation, changes: Changes) -> tuple[str, Fraction | None]:
    stated, expression = relation.stated, relation.expression
    if stated is None or expression is None or not relation.decidable:
        return INSUFFICIENT, None
    try:
        if relation.kind in ("at_most", "at_least"):
            limit = evaluate(expression, changes)
            number = changes.get(stated.key, stated.base)
            within = number <= limit if relation.kind == "at_most" else number >= limit
            return (CONSISTENT if within else INCONSISTENT), limit
        if relation.kind == "agree":
            reference = relation.operands[0]
            return same_fact(stated, reference, changes), changes.get(reference.key, reference.base)
        outcome, expected = compare(relation, changes)
    except ZeroDivisionError:
        return INSUFFICIENT, None
    return (REVIEW if relation.has_blank and outcome == INCONSISTENT else outcome), expected
