"""Document → Report: forms from tables, claims from paragraphs, identity from both."""

from __future__ import annotations

from dataclasses import replace

from ..extract.document import Document
from .forms.continued import joined
from .forms.spliced import put_back, whole_tables
from .forms.tables import number_forms, read_forms
from .identity import identify
from .narrative.claims import read_claims
from .report import Form, Identity, Report


def build(document: Document, profile: str = "") -> Report:
    """Binds a document's numbers to their meaning. Pure: the same document gives the same report."""
    found = [put_back(form, whole) for whole in whole_tables(document.tables()) for form in read_forms(whole.table)]
    forms = number_forms(joined(found))
    identity = identify(document, forms)
    forms = [replace(form, identity=_filled(form, identity)) for form in forms]
    return Report(
        document,
        identity,
        tuple(forms),
        tuple(read_claims(document, identity.year, _projects(forms, identity))),
        profile,
    )


def _filled(form: Form, whole: Identity) -> Identity:
    """A form that does not name itself belongs to the document's project."""
    own = form.identity
    return Identity(own.project or whole.project, own.organisation or whole.organisation, own.year or whole.year)


def _projects(forms: list[Form], identity: Identity) -> tuple[str, ...]:
    """The name of the document's project; none where it holds several, since a sentence then has to say which."""
    names = {form.identity.project for form in forms} - {""} or {identity.project} - {""}
    return tuple(names) if len(names) == 1 else ()
