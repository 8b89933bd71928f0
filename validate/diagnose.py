"""Verdicts → findings: what is broken is localised and grouped, so that one cause is one row.

A repair names the places that are probably wrong. Each such place becomes one finding, written on the relation that
states it (else the first one broken), with every other relation it mends and every stated side that follows listed as
consequences. Without a clean repair each broken relation stays a finding of its own.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from ..extract.document import Anchor
from ..extract.text import one_line
from ..normalize.report import DECIMAL, Key, Label, Report, Value
from .engine import Verdict
from .finding import Finding, fingerprint
from .localize import Localiser, Repair
from .place import Places
from .relation import Difference, Relation, Sum, decimal_text, printed, render
from .rule import ERROR, INFO, SEVERITIES, WARNING, codes
from .slips import OTHER, PLAIN, WORDS, slip
from .tolerance import INCONSISTENT, REVIEW

MOST_SUSPECTS = 4  # named in one row
FULL_MARK = 100
TOO_MUCH = "不符之处过多，未再推定哪一处有误"


@dataclass
class Diagnosis:
    """Builds the findings of one report from its verdicts."""

    report: Report
    verdicts: list[Verdict]

    def __post_init__(self) -> None:
        self.places = Places(self.report)
        self.localiser = Localiser(self.verdicts)
        self.explained: set[int] = set()
        self._told: set[tuple[str, Key | None]] = set()  # rule and place of every row

    def findings(self) -> list[Finding]:
        """Every row of the report, in reading order."""
        found = [*self._broken(), *self._conditions(), *self._reviews()]
        return sorted(found, key=lambda f: (f.anchor.order if f.anchor else (-1,) * 4, f.rule, f.subject))

    def _broken(self) -> Iterator[Finding]:
        for index, repairs in self.localiser.repairs():
            self.explained |= {index, *(repairs[0].mended | repairs[0].followers if repairs else ())}
            if not repairs:
                row = self._row(self.verdicts[index], [], [])
                yield replace(row, cause=TOO_MUCH) if self.localiser.exhausted else row
            elif len(repairs) == 1 or len(repairs[0].changes) > 1:
                yield from map(self._with_statements, self._at_suspects(repairs[0]))
            else:
                blamed = {key for repair in repairs for key in repair.changes}
                yield from (self._with_statements(row, blamed) for row in self._among(index, repairs))

    def _with_statements(self, row: Finding, blamed: Container[Key] = ()) -> Finding:
        """The row with the statements that rest on a place it blames: they fall with the wrong number."""
        if row.severity != ERROR:
            return row  # what is only doubtful takes no other statement with it
        own = row.anchor.order if row.anchor is not None and row.suggestion else None
        resting = [
            index
            for index, verdict in enumerate(self.verdicts)
            if _stands_against(verdict)
            and index not in self.explained
            and any(value.key == own or value.key in blamed for value in _spoken_of(verdict))
        ]
        self.explained |= set(resting)
        return replace(row, consequences=(*row.consequences, *map(self._consequence, resting)))

    def _among(self, index: int, repairs: list[Repair]) -> Iterator[Finding]:
        """Of equally good repairs the one that a plain slip explains, else a row that names them all."""
        ranked = sorted(repairs, key=self._slip)
        if self._slip(ranked[0]) <= PLAIN < self._slip(ranked[1]):
            for row in self._at_suspects(ranked[0]):
                yield replace(row, cause=f"{row.cause}；也可能是：{self._suspects(ranked[1:])}")
        else:
            yield self._at_stated(index, ranked)

    def _slip(self, repair: Repair) -> int:
        return max(self._slip_of(key, number) for key, number in repair.changes.items())

    def _slip_of(self, key: Key, number: Fraction) -> int:
        value = self.localiser.values[key]
        if value.dimension == "score" and value.base == FULL_MARK:
            return OTHER  # nobody slips into a round hundred
        block, row, column, at = key
        beside = [self.localiser.values.get((block, row + step, column, at)) for step in (-1, 1)]
        neighbours = [str(other.quantity.value) for other in beside if other is not None and other.quantity is not None]
        return slip(value, number_text(number, value), neighbours)

    def _at_suspects(self, repair: Repair) -> Iterator[Finding]:
        """The repair is determined: one row for each place it changes."""
        left = set(repair.mended)
        for key in sorted(repair.changes):
            own = sorted(i for i in left if self._speaks_of(i, key) or len(repair.changes) == 1)
            left -= set(own)
            if not own:
                continue
            lead = min(own, key=lambda i: (self._gravity(self.verdicts[i]), *_directness(self.verdicts[i], key), i))
            others = [i for i in own if i != lead]
            followers = sorted(i for i in repair.followers if self._speaks_of(i, key))
            yield self._row(self.verdicts[lead], others, followers, (key, repair.changes[key]))

    def _gravity(self, verdict: Verdict) -> int:
        """Which of several broken relations a row is written on: the least number leads."""
        return _weight(verdict)

    def _speaks_of(self, index: int, key: Key) -> bool:
        return any(value.key == key for value in self.verdicts[index].relation.values)

    def _at_stated(self, index: int, repairs: list[Repair]) -> Finding:
        """Several places could be wrong: the row stands at the stated side and names them."""
        lead = min(repairs[0].mended | {index}, key=lambda i: (self._gravity(self.verdicts[i]), i != index, i))
        row = self._row(self.verdicts[lead], sorted((repairs[0].mended | {index}) - {lead}), [])
        return replace(row, cause=f"可能有误的是：{self._suspects(repairs)}")

    def _suspects(self, repairs: list[Repair]) -> str:
        shown = [self._suspect(key, number) for r in repairs[:MOST_SUSPECTS] for key, number in r.changes.items()]
        more = f"等{len(repairs)}种可能" if len(repairs) > MOST_SUSPECTS else ""
        return "；".join(dict.fromkeys(shown)) + more

    def _suspect(self, key: Key, number: Fraction) -> str:
        value = self.localiser.values[key]
        words = WORDS[self._slip_of(key, number)]
        return f"{self.places.location(value.anchor)} {printed(value)}→{number_text(number, value)}" + (
            f"（{words}）" if words else ""
        )

    def _conditions(self) -> Iterator[Finding]:
        for index, verdict in enumerate(self.verdicts):
            told = (verdict.rule.code, _stated_key(verdict)) in self._told
            if _stands_against(verdict) and not told and index not in self.explained:
                yield self._row(verdict, [], [])

    def _reviews(self) -> Iterator[Finding]:
        for index, verdict in enumerate(self.verdicts):
            if verdict.outcome == REVIEW and index not in self.explained:
                yield replace(self._row(verdict, [], []), severity=WARNING, status="review")

    def _row(
        self,
        verdict: Verdict,
        others: list[int],
        followers: list[int],
        suspect: tuple[Key, Fraction] | None = None,
    ) -> Finding:
        code = codes()[verdict.rule.code]
        relation = verdict.basis
        value, expected = self._sides(verdict, suspect)
        stated = _stated_text(value, relation)
        wanted = number_text(expected, value) if expected is not None and value is not None else relation.expected
        subject = self._subject(verdict, value)
        form = verdict.relation.form
        identity = form.identity if form is not None else self.report.identity
        anchor = value.anchor if value is not None else None
        self._told.add((code.code, value.key if value is not None else None))
        severity = max(
            (_severity(v) for v in (verdict, *(self.verdicts[i] for i in others))), key=lambda s: -SEVERITIES.index(s)
        )
        return Finding(
            rule=code.code,
            name=code.name,
            severity=severity,
            status=code.status,
            message=relation.message or _message(code.name, subject, stated, wanted, value),
            identity=identity,
            anchor=anchor,
            page=self.places.page(anchor) if anchor else "",
            location=self.places.location(anchor) if anchor else "",
            subject=subject,
            stated=stated,
            expected=wanted,
            difference=_difference(value, expected),
            unit=_unit(value),
            expression=_expression(verdict, value, wanted),
            quote=relation.quote or (self.places.quote(anchor) if anchor else ""),
            counterpart=self._counterpart(relation, value),
            cause=WORDS[self._slip_of(*suspect)] if suspect is not None else "",
            suggestion=f"将{stated}改为{wanted}" if suspect is not None and wanted else "",
            consequences=tuple(self._consequence(i) for i in [*others, *followers]),
            basis=verdict.rule.basis,
            fingerprint=fingerprint(code.code, identity, form, subject, stated),
        )

    def _sides(self, verdict: Verdict, suspect: tuple[Key, Fraction] | None) -> tuple[Value | None, Fraction | None]:
        if suspect is not None:
            return self.localiser.values[suspect[0]], suspect[1]
        return verdict.basis.stated or verdict.relation.stated, verdict.expected

    def _subject(self, verdict: Verdict, value: Value | None) -> str:
        relation = verdict.relation
        if value is None or relation.stated is None or value.key == _stated_key(verdict):
            return relation.subject
        names = [label.name for label in self._labels(value)]
        header = self.places.header(value.anchor)
        return "·".join(part for part in ("›".join(dict.fromkeys(names)), header) if part) or relation.subject

    def _labels(self, value: Value) -> tuple[Label, ...]:
        for form in self.report.forms:
            for section in form.sections:
                for row in section.rows:
                    if any(other.key == value.key for other in row.values.values()):
                        return row.labels
                    for label in row.labels:
                        if label.weight is not None and label.weight.key == value.key:
                            return (label,)
        return ()

    def _counterpart(self, relation: Relation, value: Value | None) -> str:
        """Where the other side stands."""
        own = value.key if value is not None else None
        others = [v for v in relation.values if v.key != own] + list(relation.evidence)
        named = dict.fromkeys(self._place(other.anchor) for other in others[:2])
        more = f" 等{len(others)}处" if len(others) > 2 else ""
        return "；".join(named) + more

    def _place(self, anchor: Anchor) -> str:
        return self.places.location(anchor)

    def _consequence(self, index: int) -> str:
        verdict = self.verdicts[index]
        stated = verdict.basis.stated
        if stated is None or stated.quantity is None or verdict.basis.expression is None:
            return f"{verdict.rule.code} {verdict.relation.subject}：{codes()[verdict.rule.code].name}"
        sign = "≠" if verdict.outcome == INCONSISTENT else "="
        return (
            f"{verdict.rule.code} {verdict.relation.subject}：{printed(stated)}{sign}{render(verdict.basis.expression)}"
        )


def _stands_against(verdict: Verdict) -> bool:
    """Whether a statement was decided by words, and does not hold."""
    return verdict.relation.kind == "condition" and verdict.outcome == INCONSISTENT


def _spoken_of(verdict: Verdict) -> tuple[Value, ...]:
    return (*verdict.relation.values, *verdict.relation.evidence)


def _weight(verdict: Verdict) -> int:
    """How grave a rule's findings can be: a row never bears a graver severity than its code allows."""
    return SEVERITIES.index(codes()[verdict.rule.code].severity)


def _directness(verdict: Verdict, key: Key) -> tuple[bool, bool]:
    """How directly a relation speaks of a place: it states it, or it is another mention of it, or a sum with it."""
    return _stated_key(verdict) != key, verdict.basis.kind != "agree"


def _stated_key(verdict: Verdict) -> Key | None:
    stated = verdict.basis.stated
    return stated.key if stated is not None else None


def _severity(verdict: Verdict) -> str:
    ceiling = codes()[verdict.rule.code].severity
    own = verdict.basis.severity or verdict.relation.severity or ceiling
    return max(ceiling, own, key=SEVERITIES.index) if own in SEVERITIES else INFO


def _stated_text(value: Value | None, relation: Relation) -> str:
    if value is None:
        return ""
    if value.quantity is None or relation.kind == "condition":
        return one_line(value.text)
    return str(value.quantity.value)


def number_text(number: Fraction, value: Value) -> str:
    """A number as it would be printed in a value's place: its unit and its column's places."""
    return decimal_text(number, value.step, value.places)


def _difference(value: Value | None, expected: Fraction | None) -> str:
    """stated − expected at the stated side's places."""
    if value is None or value.quantity is None or expected is None:
        return ""
    wanted = decimal_text(expected, value.step, value.places)
    return str(value.quantity.value - type(value.quantity.value)(wanted))


def _unit(value: Value | None) -> str:
    return "" if value is None or value.quantity is None or value.unit == DECIMAL else value.unit


def _expression(verdict: Verdict, value: Value | None, wanted: str) -> str:
    """The recomputation with its result: 19÷21=90.48%; for a part of a sum 92-(22.76+18.55+38.69)=12."""
    relation = verdict.basis
    if relation.expression is None or relation.stated is None or verdict.expected is None:
        return ""
    if value is not None and isinstance(relation.expression, Sum) and value.key in relation.expression.places:
        rest = Sum(tuple(term for term in relation.expression.terms if term.key != value.key))
        return f"{render(Difference(relation.stated, rest))}={wanted}"
    result = number_text(verdict.expected, relation.stated)
    sign = relation.stated.unit if relation.stated.unit == "%" else ""
    text = render(relation.expression)
    if relation.kind in ("at_most", "at_least"):
        return f"{'≤' if relation.kind == 'at_most' else '≥'}{text}"
    several = len(relation.operands) > 1
    return f"{text}={result}{sign}" if several else f"{result}{sign}"


def _message(name: str, subject: str, stated: str, wanted: str, value: Value | None) -> str:
    unit = _unit(value)
    return f"{name}：{subject}原文为{stated}{unit}，应为{wanted}{unit}。" if wanted else f"{name}：{subject}。"
