"""The sample reports: the build gives the committed bytes, and gouji says of each file what its truth says."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest
from gouji.extract.document import Unreadable
from gouji.extract.reader import read
from gouji.normalize.build import build
from gouji.settings import Settings
from gouji.validate.examine import examine
from gouji.validate.finding import Finding
from gouji.validate.outcome import outcome_of

FIXTURES = Path(__file__).parent.parent / "fixtures"
REPORTS = FIXTURES / "reports"
EXPECTED: dict[str, list[dict[str, str]]] = json.loads((FIXTURES / "expected.json").read_text(encoding="utf-8"))
BROKEN = {
    "empty.docx": ["GJ003"],
    "truncated.docx": ["GJ001"],
    "word-named.pdf": ["GJ004"],
    "encrypted.pdf": ["GJ002"],
    "image-only.pdf": ["GJ006"],
    "letter.docx": ["GJ007"],
}
NAMES = sorted({name.rsplit(".", 1)[0] for name in EXPECTED})

Row = tuple[str, str, str, str]


@pytest.fixture(scope="session")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("fixtures")
    subprocess.run([sys.executable, str(FIXTURES / "build.py"), str(out)], check=True)  # noqa: S603  our own script
    return out


def test_build_gives_the_committed_files(rebuilt: Path) -> None:
    for folder in ("reports", "broken"):
        committed, built = FIXTURES / folder, rebuilt / folder
        assert sorted(path.name for path in built.iterdir()) == sorted(path.name for path in committed.iterdir())
        for path in built.iterdir():
            assert _content(path) == _content(committed / path.name), path.name
    assert (rebuilt / "expected.json").read_bytes() == (FIXTURES / "expected.json").read_bytes()


def _content(path: Path) -> object:
    """A file's bytes; of a Word file its members with their dates, because zlibs pack the same bytes differently."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return [(info.filename, info.date_time, archive.read(info)) for info in archive.infolist()]


def _findings(name: str) -> tuple[Finding, ...]:
    path = REPORTS / name
    return examine(build(read(path, path.name, Settings()))).findings


def _row(rule: str, severity: str, stated: str, expected: str) -> Row:
    return rule, severity, _number(stated), _number(expected)


def _number(text: str) -> str:
    """Numbers compare by value, words and targets as they stand."""
    try:
        return format(Decimal(text).normalize(), "f")
    except InvalidOperation:
        return text


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_findings_are_those_of_the_truth(name: str) -> None:
    found = [_row(f.rule, f.severity, f.stated, f.expected) for f in _findings(name)]
    assert found == [_row(row["rule"], row["severity"], row["stated"], row["expected"]) for row in EXPECTED[name]]


@pytest.mark.parametrize("name", NAMES)
def test_word_and_pdf_give_the_same_rows(name: str) -> None:
    rows = [
        [(f.rule, f.subject, f.stated, f.expected, f.fingerprint) for f in _findings(f"{name}.{suffix}")]
        for suffix in ("docx", "pdf")
    ]
    assert rows[0] == rows[1]


def test_every_seed_gives_one_row() -> None:
    assert all(len(rows) == (1 if name.startswith("seeded-") else 0) for name, rows in EXPECTED.items())


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_broken_files_are_one_row_about_reading(name: str) -> None:
    path = FIXTURES / "broken" / name
    try:
        report = build(read(path, name, Settings()))
    except Unreadable as unreadable:
        found = [unreadable.code]
    else:
        found = [finding.rule for finding in outcome_of(report, (), (), ledger=False).findings]
    assert found == BROKEN[name]
