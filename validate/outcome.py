"""All that is kept of a checked document: its rows, its line in the summary, its counts and, if asked, its ledger.

Picklable and small, since it travels between processes and waits for its turn: no cell text beyond what rows quote.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..extract.document import Note
from ..normalize.indicators.grades import form_grade
from ..normalize.report import Form, Identity, Report, Value
from .convention import convention
from .engine import Verdict
from .examine import examine
from .finding import Finding, fingerprint
from .ledger import Counts, Entry
from .place import Places
from .relation import printed, render
from .rule import codes

REPAIRED = "GJ609"  # cells that a text dump dropped, or that stand one column off, put back by their types
SHIFTED = "本行各格错开一列，已按各列的内容归位后核对"
UNRECOGNISED = "未识别出绩效表格或评价结论，未核对；请确认提交的是自评表、评价报告或评分表，且表格不是图片。"


@dataclass(frozen=True, slots=True)
class Summary:
    """The report's line in the summary, as printed; "" where nothing was read."""

    project: str = ""
    organisation: str = ""
    year: str = ""
    kind: str = ""
    budget: str = ""
    executed: str = ""
    rate: str = ""
    score: str = ""
    grade: str = ""
    rounding: str = ""  # how results are printed, and the tables that do otherwise


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that is kept of a checked document. Picklable, and small: no cell text beyond what rows quote."""

    name: str
    summary: Summary = field(default_factory=Summary)
    findings: tuple[Finding, ...] = ()
    counts: Counts = field(default_factory=Counts)
    ledger: tuple[Entry, ...] = ()
    record: object | None = None  # what the archive keeps (archive.record.Record), when it was asked for


def outcome_of(report: Report, select: tuple[str, ...], ignore: tuple[str, ...], ledger: bool) -> Outcome:
    """Examines a report and keeps what the outputs need; with `ledger` every check and its outcome too."""
    examination = examine(report, select, ignore)
    notes = [reading_finding(note.code, note.message, report, note) for note in report.document.notes if _is_row(note)]
    if not report.recognised:
        notes.append(reading_finding("GJ007", UNRECOGNISED))
    lines = (*_note_entries(report), *entries(report, examination.verdicts)) if ledger else ()
    findings = (*notes, *examination.findings)
    summary = replace(summarise(report), rounding=convention(examination.verdicts, Places(report)))
    return Outcome(report.document.source.name, summary, findings, examination.counts, lines)


def _is_row(note: Note) -> bool:
    """What a reader could not read asks someone to act; what it put right stands in the ledger and in `show`."""
    return note.code != REPAIRED


def _note_entries(report: Report) -> Iterator[Entry]:
    places = Places(report)
    for note in report.document.notes:
        if not _is_row(note):
            location = places.location(note.anchor) if note.anchor is not None else ""
            yield Entry(note.code, "repaired", note.message, location, "", "")
    for row in (row for form in report.forms for section in form.sections for row in section.rows if row.repaired):
        first = min((value.anchor for value in row.values.values()), key=lambda anchor: anchor.order)
        yield Entry(REPAIRED, "repaired", f"{row.path}：{SHIFTED}", places.location(first), "", "")


def reading_finding(code: str, message: str, report: Report | None = None, note: Note | None = None) -> Finding:
    """A row about the document itself."""
    entry = codes()[code]
    page = location = ""
    anchor = note.anchor if note is not None else None
    if report is not None and anchor is not None:
        places = Places(report)
        page, location = places.page(anchor), places.location(anchor)
    identity = report.identity if report is not None else Identity()
    return Finding(
        rule=code, name=entry.name, severity=entry.severity, status=entry.status, message=message, identity=identity,
        anchor=anchor, page=page, location=location, fingerprint=fingerprint(code, identity, None, location, message),
    )  # fmt: skip


def summarise(report: Report) -> Summary:
    """The report's figures, each as printed at its most authoritative place: a form before the text."""
    funds = next((form for form in report.forms if form.funds is not None and form.funds.total is not None), None)
    scored = next((form for form in report.forms if _total_score(form) is not None), None)
    row = funds.funds.total if funds is not None and funds.funds is not None else None
    return Summary(
        report.identity.project,
        report.identity.organisation,
        report.identity.year,
        "、".join(dict.fromkeys(form.kind for form in report.forms)),
        _text(row.number("budget") or row.number("initial_budget")) if row else _claim(report, "budget"),
        _text(row.number("executed")) if row else _claim(report, "executed"),
        _text(row.number("execution_rate")) if row else _claim(report, "execution_rate"),
        _text(_total_score(scored)) if scored else _claim(report, "total_score"),
        _claim(report, "grade") or _form_grade(report),
    )


def _total_score(form: Form) -> Value | None:
    section = form.score
    return section.total.number("score") if section is not None and section.total is not None else None


def _text(value: Value | None) -> str:
    if value is None or value.quantity is None:
        return ""
    unit = value.unit if value.dimension == "money" else ""
    return printed(value) + unit


def _claim(report: Report, measure: str) -> str:
    claim = next((claim for claim in report.claims_of(measure) if claim.whole), None)
    return "" if claim is None else _text(claim.value) or claim.value.text


def _form_grade(report: Report) -> str:
    return next((value.text.strip() for form in report.forms if (value := form_grade(form)) is not None), "")


def entries(report: Report, verdicts: tuple[Verdict, ...]) -> list[Entry]:
    """The ledger of verdicts on a report."""
    places = Places(report)
    lines = []
    for verdict in verdicts:
        relation = verdict.basis
        stated = relation.stated
        lines.append(
            Entry(
                verdict.rule.code,
                verdict.outcome,
                verdict.relation.subject,
                places.location(stated.anchor) if stated is not None else "",
                stated.text.strip() if stated is not None else "",
                render(relation.expression) if relation.expression is not None else "",
            )
        )
    return lines
