"""Results as DataFrames for analysts: a row per printed number, a row per finding.

    gouji.read("自评表.docx").to_frame()     report, form, section, path, indicator, role, text, value, unit, base, …
    gouji.check("自评表.docx").to_frame()    the columns of the discrepancy CSV, by their English names

Here the way ends: a frame has lost everything but the words of a number's place. `value` is the Decimal as printed,
`base` a float in the base unit (元, 1 for rates), for sums and plots. pandas is imported when a frame is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any, NamedTuple

from ..normalize.indicators.canonical import INDICATOR_SECTIONS, canonical, frame_of
from ..normalize.indicators.frames import Frame
from ..normalize.report import LEAF, Form, Report, Row, Section, Value
from ..validate.outcome import Outcome
from ..validate.place import Places
from .labels import COLUMNS
from .rows import finding_rows

if TYPE_CHECKING:
    from pandas import DataFrame

NUMBER_COLUMNS = (
    "report", "project", "organisation", "year", "form", "ordinal", "title", "section", "row_role", "path",
    "indicator", "suggestion", "role", "text", "value", "unit", "places", "comparator", "base", "page", "location",
)  # fmt: skip


class ReadReport(Report):
    """A report as `gouji.read` hands it out."""

    @classmethod
    def of(cls, report: Report) -> ReadReport:
        return cls(*(getattr(report, entry.name) for entry in fields(Report)))

    def to_frame(self) -> DataFrame:
        """A row per printed number: of forms first, in reading order, then of the text."""
        import pandas

        return pandas.DataFrame(_number_rows(self), columns=list(NUMBER_COLUMNS))


class CheckedOutcome(Outcome):
    """An outcome as `gouji.check` hands it out."""

    @classmethod
    def of(cls, outcome: Outcome) -> CheckedOutcome:
        return cls(*(getattr(outcome, entry.name) for entry in fields(Outcome)))

    def to_frame(self) -> DataFrame:
        """A row per finding."""
        import pandas

        return pandas.DataFrame(finding_rows(self, "en"), columns=list(COLUMNS))


class _Number(NamedTuple):
    """A printed number, where it belongs, and what it is: a column's role, a weight, or a claim's measure."""

    value: Value
    role: str
    form: Form | None = None
    section: Section | None = None
    row: Row | None = None


def _numbers(report: Report) -> Iterator[_Number]:
    for form in report.forms:
        for section in form.sections:
            if section.weight is not None:
                yield _Number(section.weight, "weight", form, section)
            for row in section.rows:
                for label in row.labels:
                    if label.weight is not None:
                        yield _Number(label.weight, "weight", form, section, row)
                for column in row.columns:
                    if column.index in row.values:
                        yield _Number(row.values[column.index], column.role, form, section, row)
    yield from (_Number(claim.value, claim.measure) for claim in report.claims)


def _number_rows(report: Report) -> Iterator[dict[str, Any]]:
    """Each printed place once, however many rows a merged cell serves."""
    places = Places(report)
    frames = {id(form): frame_of(form) for form in report.forms}
    seen: set[object] = set()
    for number in _numbers(report):
        value = number.value
        if value.quantity is None or value.key in seen:
            continue
        seen.add(value.key)
        yield {
            "report": report.document.source.name,
            **_context(number, report, frames),
            "role": number.role, "text": value.text, "value": value.quantity.value, "unit": value.unit,
            "places": value.places, "comparator": value.quantity.comparator, "base": float(value.base),
            "page": value.anchor.page, "location": places.location(value.anchor),
        }  # fmt: skip


def _context(number: _Number, report: Report, frames: dict[int, Frame]) -> dict[str, Any]:
    form, section, row = number.form, number.section, number.row
    identity = form.identity if form is not None else report.identity
    context: dict[str, Any] = {
        "project": identity.project, "organisation": identity.organisation, "year": identity.year,
        "form": form.kind if form is not None else "text",
    }  # fmt: skip
    if form is None or section is None:
        return context
    context |= {"ordinal": form.ordinal, "title": form.title, "section": section.kind}
    if row is None:
        return context
    context |= {"row_role": row.role, "path": row.path}
    if section.kind in INDICATOR_SECTIONS and row.role == LEAF:
        match = canonical(row, frames[id(form)]).match
        context |= {"indicator": match.id, "suggestion": match.suggestion}
    return context
