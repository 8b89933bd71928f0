"""A report as JSON: everything that was read, with its meaning and its place, in the form of `schema/report-1.json`.

    {"schema": "gouji-report-1", "identity": {"project": "供水项目", …}, "forms": [{"kind": "self_evaluation",
     "sections": [{"kind": "fund", "rows": [{"path": "年度资金总额", "values": [{"role": "budget", "text": "1,352.00",
     "number": "1352.00", "unit": "万元", "places": 2, …

Numbers are text: 1352.00 keeps its two places and no program turns it into 1351.9999. A field once in the schema keeps
its meaning; what is added later is added as version 2. Pages and boxes are null where the format has none (Word).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..extract.document import Anchor
from ..normalize.indicators.canonical import INDICATOR_SECTIONS, Canonical, canonical, frame_of
from ..normalize.indicators.frames import Frame
from ..normalize.report import LEAF, Claim, Form, Identity, Label, Report, Row, Section, Value
from ..validate.place import Places

NAME = "gouji-report-1"
SCHEMA = Path(__file__).parent / "schema" / "report-1.json"

Json = dict[str, Any]


def report_text(report: Report) -> str:
    """The JSON of a report, readable, and the same for the same report."""
    return json.dumps(report_json(report), ensure_ascii=False, indent=1)


def report_json(report: Report) -> Json:
    """The canonical report."""
    places = Places(report)
    source = report.document.source
    return {
        "schema": NAME,
        "source": {"name": source.name, "format": source.format, "sha256": source.sha256, "pages": source.pages},
        "identity": _identity(report.identity),
        "profile": report.conventions.name,
        "recognised": report.recognised,
        "notes": [
            {"code": note.code, "message": note.message, "place": _place(note.anchor, places)}
            for note in report.document.notes
        ],
        "forms": [_form(form, places) for form in report.forms],
        "claims": [_claim(claim, places) for claim in report.claims],
    }


def _identity(identity: Identity) -> Json:
    return {"project": identity.project, "organisation": identity.organisation, "year": identity.year}


def _form(form: Form, places: Places) -> Json:
    frame = frame_of(form) if form.of(*INDICATOR_SECTIONS) else None
    return {
        "kind": form.kind, "ordinal": form.ordinal, "title": form.title, "identity": _identity(form.identity),
        "frame": frame.id if frame is not None else None, "place": _place(form.anchor, places),
        "sections": [_section(section, frame, places) for section in form.sections],
    }  # fmt: skip


def _section(section: Section, frame: Frame | None, places: Places) -> Json:
    rows = section.rows
    meant = frame if section.kind in INDICATOR_SECTIONS else None
    return {
        "kind": section.kind, "title": section.title, "unit": section.unit, "closed": section.closed,
        "place": _place(section.anchor, places),
        "weight": _value(section.weight) if section.weight is not None else None,
        "columns": [
            {"index": column.index, "role": column.role, "header": column.header, "unit": column.unit}
            for column in section.columns
        ],
        "rows": [_row(row, meant, places) for row in rows],
    }  # fmt: skip


def _row(row: Row, frame: Frame | None, places: Places) -> Json:
    meant = frame is not None and row.role == LEAF and bool(row.labels)
    roles = {column.index: column.role for column in row.columns}
    first = row.labels[-1].anchor if row.labels else next((value.anchor for value in row.values.values()), None)
    return {
        "index": row.index, "role": row.role, "path": row.path, "labels": [_label(label) for label in row.labels],
        "repaired": row.repaired,
        "indicator": _indicator(canonical(row, frame)) if meant and frame is not None else None,
        "location": places.location(first) if first is not None else "",
        "values": [
            {"column": index, "role": roles.get(index, ""), **_value(value)} for index, value in row.values.items()
        ],
    }  # fmt: skip


def _indicator(found: Canonical) -> Json:
    match = found.match
    return {
        "id": match.id, "suggestion": match.suggestion, "confidence": str(match.confidence), "reason": match.reason,
        "class": found.kind,
    }  # fmt: skip


def _label(label: Label) -> Json:
    weight = _value(label.weight) if label.weight is not None else None
    return {"text": label.text, "name": label.name, "weight": weight, "place": _place(label.anchor)}


def _value(value: Value) -> Json:
    quantity = value.quantity
    upper = quantity.upper if quantity is not None else None
    return {
        "text": value.text,
        "number": format(quantity.value, "f") if quantity is not None else None,
        "upper": format(upper, "f") if upper is not None else None,
        "unit": value.unit if quantity is not None else "",
        "places": value.places if quantity is not None else None,
        "comparator": quantity.comparator if quantity is not None else "",
        "hedge": quantity.hedge if quantity is not None else "",
        "missing": value.missing.kind if value.missing is not None else None,
        "place": _place(value.anchor),
    }


def _claim(claim: Claim, places: Places) -> Json:
    return {
        "measure": claim.measure, "subject": claim.subject, "year": claim.year, "sentence": claim.sentence,
        "group": claim.group, "location": places.location(claim.value.anchor), "value": _value(claim.value),
    }  # fmt: skip


def _place(anchor: Anchor | None, places: Places | None = None) -> Json | None:
    if anchor is None:
        return None
    place: Json = {
        "block": anchor.block, "row": anchor.row, "column": anchor.column,
        "span": list(anchor.span) if anchor.span is not None else None, "page": anchor.page,
        "box": [round(edge, 2) for edge in anchor.bbox] if anchor.bbox is not None else None, "part": anchor.part,
    }  # fmt: skip
    return place if places is None else {**place, "location": places.location(anchor)}
