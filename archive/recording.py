"""Report → Record, in the worker that read it, while cells and paragraphs are still there.

A document may report on several projects. Each has one `Project` with its figures, every one from its most
authoritative place: a form before the text. The text speaks for the report's own project only. A figure must be
printed as exactly that number: 约92万元 and ≥90% are claims, no figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ..extract.document import Anchor, Paragraph, Table
from ..normalize.report import Form, Report, Row, Section, Value, to_base
from ..validate.outcome import Outcome
from ..validate.place import Places
from .record import Amount, Check, Claim, FormRow, Found, Indicator, Project, Record
from .text import canonical, decimal_text, digest, pack, pairs, plain, storable

WORDY = 12  # a table cell of so many characters is text that people search for: goals, reasons, explanations
FIGURES = ("budget", "executed", "rate", "score")


def with_record(outcome: Outcome, report: Report, size: int, ledger: bool) -> Outcome:
    """The outcome with its record; its ledger, which the record packs, only if `ledger` asks for it."""
    builder = _Builder(report, outcome)
    return replace(outcome, record=builder.record(size), ledger=outcome.ledger if ledger else ())


def unread(data: bytes, outcome: Outcome) -> Record:
    """The record of a document that could not be read: what it was, and why."""
    words = pairs(canonical(finding.message) for finding in outcome.findings)
    found = tuple(Found() for _ in outcome.findings)
    return Record(digest(data), "", len(data), None, False, (Project(),), found=found, pairs=joined(words))


def case_record(outcome: Outcome, sha256: str, ledger: bool) -> Outcome:
    """The outcome of a case with its record: what was found between files that have records of their own."""
    identities = dict.fromkeys(finding.identity for finding in outcome.findings)
    numbers = {identity: number for number, identity in enumerate(identities, 1)}
    projects = [Project(plain(i.project), plain(i.organisation), i.year, outcome.summary.kind) for i in identities]
    summary = outcome.summary
    alone = Project(plain(summary.project), plain(summary.organisation), summary.year, summary.kind)
    found = tuple(Found(numbers[finding.identity]) for finding in outcome.findings)
    words = pairs(canonical(f"{finding.subject}\n{finding.message}") for finding in outcome.findings)
    record = Record(
        sha256, outcome.summary.kind, 0, None, True, tuple(projects) or (alone,), found=found,
        checks=tuple(_checks(outcome)), ledger=_ledger(outcome), pairs=joined(words),
    )  # fmt: skip
    return replace(outcome, record=record, ledger=outcome.ledger if ledger else ())


def _checks(outcome: Outcome) -> Iterator[Check]:
    counts = Counter((entry.rule, entry.outcome) for entry in outcome.ledger)
    for (rule, result), count in sorted(counts.items()):
        yield Check(rule, result, count)


def _ledger(outcome: Outcome) -> bytes:
    return pack(
        (e.rule, e.outcome, *map(storable, (e.subject, e.location, e.stated, e.expression))) for e in outcome.ledger
    )


def joined(found: set[str]) -> str:
    """Pairs as one string, in a fixed order."""
    return storable(" ".join(sorted(found)))


class _Builder:
    def __init__(self, report: Report, outcome: Outcome) -> None:
        self.report = report
        self.outcome = outcome
        self.places = Places(report)
        identities = dict.fromkeys([report.identity, *(form.identity for form in report.forms)])
        self.numbers = {identity: number for number, identity in enumerate(identities, 1)}

    def record(self, size: int) -> Record:
        source = self.report.document.source
        indicators = tuple(self._indicators())
        passages = list(self._passages())
        body = pack(passages)
        return Record(
            source.sha256, source.format, size, source.pages, True, tuple(self._projects()), tuple(self._forms()),
            indicators, tuple(self._amounts()), tuple(self._claims()), tuple(self._found(indicators)),
            tuple(_checks(self.outcome)), _ledger(self.outcome), body,
            digest("\n".join(text for _, text in passages).encode()), joined(self._pairs(passages, indicators)),
        )  # fmt: skip

    def _where(self, anchor: Anchor) -> tuple[int | None, str]:
        return anchor.page, plain(self.places.location(anchor))

    def _projects(self) -> Iterator[Project]:
        for identity in self.numbers:
            forms = [form for form in self.report.forms if form.identity == identity]
            figures = dict.fromkeys(FIGURES, "")
            for form in forms:
                figures = {name: figures[name] or text for name, text in _figures(form).items() if name in figures}
            grade = ""
            if identity == self.report.identity:
                figures = {name: text or self._claimed(name) for name, text in figures.items()}
                grade = plain(self.outcome.summary.grade)
            kinds = "、".join(dict.fromkeys(form.kind for form in forms))
            name, organisation, year = plain(identity.project), plain(identity.organisation), identity.year
            yield Project(name, organisation, year, kinds, grade=grade, **figures)

    def _claimed(self, figure: str) -> str:
        measure = {"rate": "execution_rate", "score": "total_score"}.get(figure, figure)
        whole = [claim for claim in self.report.claims_of(measure) if claim.whole]
        return next((text for claim in whole if (text := _certain(claim.value))), "")

    def _forms(self) -> Iterator[FormRow]:
        for form in self.report.forms:
            number = self.numbers[form.identity]
            page, location = self._where(form.anchor)
            f = _figures(form)
            yield FormRow(
                number, form.kind, form.ordinal, plain(form.title), page, location, f["budget"], f["executed"],
                f["rate"], f["weight"], f["score"],
            )  # fmt: skip

    def _indicators(self) -> Iterator[Indicator]:
        for number, form in enumerate(self.report.forms, 1):
            for section in form.of("score", "target"):
                for row in section.leaves:
                    if row.labels:
                        where = self._where(row.labels[-1].anchor)
                        yield Indicator(
                            number, plain(row.path), plain(row.labels[-1].text), "", _certain(row.value("weight")),
                            _certain(row.value("score")), plain(row.text("target")), plain(row.text("actual")), *where,
                        )  # fmt: skip

    def _amounts(self) -> Iterator[Amount]:
        for number, form in enumerate(self.report.forms, 1):
            for section in form.of("fund", "detail", "series"):
                for row in section.rows:
                    yield from self._row_amounts(number, section, row)

    def _row_amounts(self, form: int, section: Section, row: Row) -> Iterator[Amount]:
        for column in section.columns:
            value = row.values.get(column.index)
            if value is not None and value.dimension in ("money", "ratio") and (exact := _exact(value)):
                yield Amount(
                    form, plain(row.path), row.role, column.role, plain(column.header), exact, value.unit,
                    plain(value.text), *self._where(value.anchor),
                )  # fmt: skip

    def _claims(self) -> Iterator[Claim]:
        for claim in self.report.claims:
            value, quantity = claim.value, claim.value.quantity
            qualifier = quantity.comparator + quantity.hedge if quantity is not None else ""
            yield Claim(
                claim.measure, plain(claim.subject), claim.year, _exact(value), value.unit, plain(value.text),
                qualifier, *self._where(value.anchor),
            )  # fmt: skip

    def _found(self, indicators: tuple[Indicator, ...]) -> Iterator[Found]:
        """Findings by the project and indicator they speak of; the subject of an indicator's is its path·column."""
        numbers = {indicator.path: number for number, indicator in reversed(list(enumerate(indicators, 1)))}
        for finding in self.outcome.findings:
            path = plain(finding.subject)
            indicator = numbers.get(path) or numbers.get(path.rpartition("·")[0])
            yield Found(self.numbers.get(finding.identity, 1), indicator)

    def _passages(self) -> Iterator[tuple[str, str]]:
        """Paragraphs and wordy cells in reading order, each with its place."""
        for block in self.report.document.blocks:
            if isinstance(block, Paragraph):
                if text := plain(block.text):
                    yield self._placed(block.anchor), text
            else:
                yield from self._cells(block)

    def _cells(self, table: Table) -> Iterator[tuple[str, str]]:
        for cell in table.cells:
            if len(cell.text) >= WORDY:
                yield self._placed(cell.anchor), plain(cell.text)

    def _placed(self, anchor: Anchor) -> str:
        page, location = self._where(anchor)
        return f"第{page}页 {location}" if page is not None else location

    def _pairs(self, passages: list[tuple[str, str]], indicators: tuple[Indicator, ...]) -> set[str]:
        texts = [text for _, text in passages]
        texts += [indicator.path for indicator in indicators]
        texts += [f"{finding.subject}\n{finding.message}" for finding in self.outcome.findings]
        return pairs(map(canonical, texts))


def _figures(form: Form) -> dict[str, str]:
    """A form's own figures: those of its fund total and of its score total."""
    fund = form.funds.total if form.funds is not None else None
    score = form.score.total if form.score is not None else None
    return {
        "budget": _certain(_number(fund, "budget") or _number(fund, "initial_budget")),
        "executed": _certain(_number(fund, "executed")),
        "rate": _certain(_number(fund, "execution_rate")),
        "weight": _certain(_number(score, "weight")),
        "score": _certain(_number(score, "score")),
    }


def _number(row: Row | None, role: str) -> Value | None:
    return row.number(role) if row is not None else None


def _certain(value: Value | None) -> str:
    """The number in its base unit, only if it is printed as exactly that: 约92万元 and ≥90% are no figures."""
    return _exact(value) if value is not None and value.certain else ""


def _exact(value: Value) -> str:
    """The number in its base unit with the digits printed: 121.68 万元 is 1216800.00."""
    if value.quantity is None:
        return ""
    return decimal_text(to_base(value.quantity.value, value.unit))
