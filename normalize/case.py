"""Several files of one project as one report, so that rules can compare what they say of the same fact.

    绩效目标表.docx  project 春季绿化, 市园林局, 2023      block 0…3   → blocks 0…3
    自评表.xlsx      project 春季绿化, 市园林局, 2023      block 0…5   → blocks 4…9
    信息化.docx      project 信息化运维                                 no part of it

Every piece keeps its place and gets the file's name as its `Anchor.part`; block numbers are counted on, so that no two
places are one. Files belong together when project, organisation and year are the same as far as they are printed: what
is printed and differs is never compared. A file that leaves one of them open is taken in where only one project comes
into question, and is remembered as `assumed`: whatever rests on it is for review.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from ..extract.document import Anchor, Block, Document, Source
from ..extract.text import fold
from .indicators.naming import key
from .lexicon import compiled, form_kind, load
from .report import Claim, Form, Identity, Report

T = TypeVar("T")

TITLE = 3  # paragraphs that a title may stand in
LONGEST = 60  # characters of a title
HEAD = 12  # paragraphs in which a text says whose scoring it reports
LEAST = 3  # indicators from which shared names say something
SHARE = 6  # of ten: indicator names that two tables of one project share


@dataclass(frozen=True, slots=True)
class Shift:
    """How the pieces of one file are found in the case: its name, and the number of blocks before it."""

    name: str
    by: int

    def of(self, value: T) -> T:
        """The same with every anchor moved; works for anything made of frozen dataclasses."""
        moved: T = _moved(value, self, {})
        return moved


@dataclass(frozen=True)
class Case:
    """Files of one project as one report. `natures`: whose scoring each file reports, "" where it does not say."""

    report: Report
    assumed: frozenset[str]
    natures: dict[str, str]

    @property
    def files(self) -> set[str]:
        """The files that take part."""
        found = {form.anchor.part for form in self.report.forms}
        return found | {claim.value.anchor.part for claim in self.report.claims}


@dataclass(frozen=True)
class _Part:
    """What one file says of one project."""

    name: str
    identity: Identity
    forms: tuple[Form, ...]
    claims: tuple[Claim, ...]
    text: str = ""  # of the file, where it names no project

    @property
    def names(self) -> set[str]:
        sections = (section for form in self.forms for section in form.of("score", "target"))
        return {key(row.name) for section in sections for row in section.leaves if row.name}


def shifts(reports: list[Report]) -> list[Shift]:
    """Where each file's blocks go."""
    before = 0
    found = []
    for report in reports:
        found.append(Shift(report.document.source.name, before))
        before += len(report.document.blocks)
    return found


def cases(reports: list[Report]) -> list[Case]:
    """The projects of which at least two files speak. Goal tables come first: they are what others are held against."""
    ordered = sorted((report for report in reports if not _interim(report)), key=_rank)
    moves = shifts(ordered)
    blocks: list[Block] = []
    for report, shift in zip(ordered, moves, strict=True):
        blocks += shift.of(report.document.blocks)
    names = tuple(shift.name for shift in moves)
    document = Document(Source("、".join(names)), tuple(blocks), files=names)
    parts = [part for report, shift in zip(ordered, moves, strict=True) for part in _parts(report, shift)]
    natures = {report.document.source.name: _nature(report) for report in ordered}
    profile = reports[0].profile if reports else ""
    found = (_case(document, group, natures, profile) for group in _groups(parts))
    return [case for case in found if len(case.files) > 1]


def only_goals(form: Form) -> bool:
    """A table of goals: it lists indicators, and neither what came of them nor points for it."""
    sections = form.of("score", "target")
    return bool(sections) and not any(section.column(role) for section in sections for role in ("actual", "score"))


def _interim(report: Report) -> bool:
    """Whether a file calls itself a report of the middle of the year."""
    lines = [paragraph.text for paragraph in report.document.paragraphs()][:TITLE]
    titles = [line for line in (*lines, *(form.title for form in report.forms)) if len(line) <= LONGEST]
    return any(compiled(load("case")["interim"]).search(fold(title)) for title in titles)


def _rank(report: Report) -> bool:
    return not (report.forms and all(only_goals(form) for form in report.forms))


def _parts(report: Report, shift: Shift) -> Iterator[_Part]:
    """A file's projects; its text speaks for the project that is the file's own."""
    moved = shift.of((report.forms, report.claims))
    by_project: dict[str, list[Form]] = {}
    for form in moved[0]:
        by_project.setdefault(_project(form.identity), []).append(form)
    own = _project(report.identity)
    if len(by_project) < 2:
        by_project.setdefault(own, [])
    for project, forms in by_project.items():
        identities = [form.identity for form in forms] or [report.identity]
        claims = moved[1] if project == own and len(by_project) == 1 else ()
        text = "" if project else _text(report)
        yield _Part(shift.name, _common(identities), tuple(forms), claims, text)


def _common(identities: list[Identity]) -> Identity:
    """What all that say it agree on; a file that contradicts itself says nothing."""
    found = {}
    for field in fields(Identity):
        said = {getattr(identity, field.name) for identity in identities} - {""}
        found[field.name] = said.pop() if len(said) == 1 else ""
    return Identity(**found)


def _groups(parts: list[_Part]) -> Iterator[list[_Part]]:
    """Parts of one project, organisation and year each, as far as they print them."""
    projects: dict[str, list[_Part]] = {}
    unnamed = []
    for part in parts:
        if part.identity.project:
            projects.setdefault(_project(part.identity), []).append(part)
        elif not _of_whole(part):
            unnamed.append(part)
    if len(projects) == 1:
        (known,) = projects.values()
        known += [part for part in unnamed if _belongs(part, list(known))]
    elif not projects and unnamed:
        projects[""] = [part for part in unnamed if part is unnamed[0] or _belongs(part, unnamed[:1])]
    for group in projects.values():
        for same_body in _by(group, [_organisation(part) for part in group]):
            yield from _by(same_body, [part.identity.year for part in same_body])


def _by(group: list[_Part], printed: list[str]) -> list[list[_Part]]:
    """A group for each thing printed; who leaves it open joins the only one there is, and none where there are more."""
    known = list(dict.fromkeys(name for name in printed if name))
    whole = {
        name: next(longer for longer in sorted(known, key=len, reverse=True) if longer.endswith(name)) for name in known
    }
    if len(set(whole.values())) <= 1:
        return [group]
    return [
        [part for part, name in zip(group, printed, strict=True) if name and whole[name] == one]
        for one in dict.fromkeys(whole.values())
    ]


def _organisation(part: _Part) -> str:
    return fold(part.identity.organisation)


def _belongs(part: _Part, known: list[_Part]) -> bool:
    """Whether a file that names no project shares its indicators, or the project's name, with those that do."""
    for other in known:
        smaller = min(len(part.names), len(other.names))
        if smaller >= LEAST and len(part.names & other.names) * 10 >= smaller * SHARE:
            return True
        project = _project(other.identity)
        if len(project) >= LEAST and project in part.text:
            return True
    return False


def _of_whole(part: _Part) -> bool:
    titles = "\n".join(form.title for form in part.forms)
    return bool(compiled(load("case")["whole"]).search(f"{titles}\n{part.text[:400]}"))


def _case(document: Document, parts: list[_Part], natures: dict[str, str], profile: str) -> Case:
    """One identity for all, as complete as any of them prints it."""
    printed = [part.identity for part in parts]
    fullest = {field.name: max((getattr(one, field.name) for one in printed), key=len) for field in fields(Identity)}
    identity = Identity(**fullest)
    assumed = {
        part.name for part in parts if not all((part.identity.project, part.identity.organisation, part.identity.year))
    }
    forms = tuple(replace(form, identity=identity) for part in parts for form in part.forms)
    claims = tuple(
        replace(claim, group=number * len(document.blocks) * 1000 + claim.group)
        for number, part in enumerate(parts)
        for claim in part.claims
    )
    return Case(Report(document, identity, forms, claims, profile), frozenset(assumed), natures)


def _project(identity: Identity) -> str:
    return project_name(identity.project)


def project_name(printed: str) -> str:
    """A project's name as it is compared: 春季绿化 for 春季绿化项目 and 春季绿化项目经费."""
    folded = fold(printed)
    return compiled(load("case")["name_ending"]).sub("", folded) or folded


def _text(report: Report) -> str:
    return fold("\n".join(paragraph.text for paragraph in report.document.paragraphs()))


def _nature(report: Report) -> str:
    """Whose scoring a file reports: what its first lines say, else what its forms are."""
    lines = [paragraph.text for paragraph in report.document.paragraphs()][:HEAD]
    for line in [*lines, *(form.title for form in report.forms)]:
        if form_kind(line) in ("self_evaluation", "evaluation"):
            return form_kind(line)
        for nature in load("case")["natures"]:
            if len(line) <= LONGEST and compiled(nature["words"]).search(fold(line)):
                return str(nature["kind"])
    kinds = [form.kind for form in report.forms]
    return next((kind for kind in ("self_evaluation", "evaluation") if kind in kinds), "")


def _moved(value: Any, shift: Shift, seen: dict[int, tuple[Any, Any]]) -> Any:
    """Shared pieces stay shared: `seen` maps each object to its copy, and keeps it alive."""
    if isinstance(value, Anchor):
        return replace(value, block=value.block + shift.by, part=shift.name)
    if isinstance(value, tuple | list):
        items = [_moved(item, shift, seen) for item in value]
        same = all(new is old for new, old in zip(items, value, strict=True))
        return value if same else tuple(items) if isinstance(value, tuple) else items
    if isinstance(value, dict):
        return {name: _moved(item, shift, seen) for name, item in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    if id(value) in seen:
        return seen[id(value)][1]
    own = {field.name: getattr(value, field.name) for field in fields(value)}
    changed = {name: _moved(item, shift, seen) for name, item in own.items()}
    made = replace(value, **changed) if any(changed[name] is not own[name] for name in own) else value
    seen[id(value)] = (value, made)
    return made
