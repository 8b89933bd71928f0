"""Whose report it is, when the forms leave it open: project, organisation and year from titles and first sentences."""

from __future__ import annotations

from collections import Counter

from ..extract.document import Document
from ..extract.text import tidy
from .lexicon import compiled, load
from .report import Form, Identity

HEAD = 60  # paragraphs in which a report introduces itself


def identify(document: Document, forms: list[Form]) -> Identity:
    """The document's identity: what its forms print first, then what its text says; "" where neither does."""
    texts = [tidy(paragraph.text).text for paragraph in document.paragraphs()]
    titles = [form.title for form in forms if form.title]
    return Identity(
        _of_forms(forms, "project") or _search("project", texts[:HEAD]),
        _of_forms(forms, "organisation") or _search("organisation", texts[:HEAD]),
        _year([*texts, *titles]),
    )


def _of_forms(forms: list[Form], field: str) -> str:
    """What all forms that say it agree on; several projects in one file have no common name."""
    names = {str(getattr(form.identity, field)) for form in forms} - {""}
    return names.pop() if len(names) == 1 else ""


def _search(field: str, texts: list[str]) -> str:
    for pattern in load("identity")[field]:
        for text in texts:
            match = compiled(pattern).search(text)
            if match is not None:
                return str(match["name"])
    return ""


def _year(texts: list[str]) -> str:
    """The year printed alone or beside 年度预算 first; else the year most often named."""
    for pattern in load("identity")["year"]:
        counts: Counter[str] = Counter(match["name"] for text in texts for match in compiled(pattern).finditer(text))
        if counts:
            return max(counts, key=lambda year: (counts[year], year))
    return ""
