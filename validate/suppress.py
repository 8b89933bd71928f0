"""What people decided about findings, kept between runs: the baseline, a CSV that goes to Excel and comes back.

    指纹,处理意见,处理人,日期,理由,报告,…
    5f0c1e…,忽略,张三,2024-05-08,单位已书面说明,甲/自评表.docx,…
    9a41b7…,确认,…          the finding stands: the unit has to correct it
    77c3d0…,已改,…          corrected; should it appear again, it counts, and is said to have come back
    c0ffee…,,…              not decided yet

A finding is known again by its fingerprint, which holds neither path nor page. Where a document names neither project
nor organisation, rows about reading it would all look alike, so that there the name of the report has to agree as well.
Only 忽略 suppresses, and needs a reason: the row stays, with status 已忽略, and counts for nothing. Nothing else of a
row is changed, and an entry that met no finding is reported, so that a baseline does not grow old unseen.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from ..settings import CannotRun
from .finding import Finding
from .outcome import Outcome

SUPPRESSED = "suppressed"
CONFIRMED, IGNORED, FIXED = "confirmed", "ignored", "fixed"
DECISIONS = {CONFIRMED: "确认", IGNORED: "忽略", FIXED: "已改"}
COLUMNS = {
    "fingerprint": "指纹", "decision": "处理意见", "by": "处理人", "date": "日期", "reason": "理由", "report": "报告",
    "rule": "规则编号", "subject": "对象", "stated": "原文值", "expected": "应为", "message": "说明",
}  # fmt: skip
LISTED = 20  # entries named in a message; the number of the others is said

_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_GUARD = re.compile(r"^'(?=[=+\-@\d])")  # what keeps a spreadsheet from taking text for a formula or a number
_WORDS = {word: name for name, word in DECISIONS.items()} | {name: name for name in DECISIONS}
_ENCODINGS = ("utf-8-sig", "gb18030")  # as written here; as Excel saves a CSV in China


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision, and enough of its finding for a reader to know which it is."""

    fingerprint: str
    decision: str = ""
    by: str = ""
    date: str = ""
    reason: str = ""
    report: str = ""
    rule: str = ""
    subject: str = ""
    stated: str = ""
    expected: str = ""
    message: str = ""

    @property
    def title(self) -> str:
        return " ".join(part for part in (self.report, self.rule, self.subject or self.message, self.stated) if part)


@dataclass(slots=True)
class Baseline:
    """The decisions of a file, and which of them a run has met."""

    name: str = ""
    _entries: dict[str, list[Entry]] = field(default_factory=dict)
    _met: set[Entry] = field(default_factory=set)
    _returned: list[Entry] = field(default_factory=list)
    suppressed: int = 0

    @classmethod
    def of(cls, entries: Iterable[Entry], name: str = "") -> Baseline:
        found = cls(name)
        for entry in entries:
            found._entries.setdefault(entry.fingerprint, []).append(entry)
        return found

    def __iter__(self) -> Iterator[Entry]:
        return (entry for entries in self._entries.values() for entry in entries)

    def find(self, report: str, finding: Finding) -> Entry | None:
        """The decision on a finding: of its own report if there are several, of any that was decided otherwise."""
        entries = self._entries.get(finding.fingerprint, [])
        own = [entry for entry in entries if entry.report == report]
        if not (finding.identity.project or finding.identity.organisation):
            entries = own
        self._met.update(entries)
        return next(iter(sorted(own + entries, key=lambda entry: not entry.decision)), None)

    def apply(self, outcome: Outcome) -> Outcome:
        """The outcome with what was ignored marked so."""
        findings = tuple(self._judged(outcome.name, finding) for finding in outcome.findings)
        return replace(outcome, findings=findings) if findings != outcome.findings else outcome

    def _judged(self, report: str, finding: Finding) -> Finding:
        entry = self.find(report, finding)
        if entry is None or entry.decision in ("", CONFIRMED):
            return finding
        if entry.decision == FIXED:
            self._returned.append(entry)
            return finding
        self.suppressed += 1
        return replace(finding, status=SUPPRESSED)

    def unmet(self) -> list[Entry]:
        """Entries whose finding was not seen so far."""
        return [entry for entry in self if entry not in self._met]

    def remarks(self) -> list[str]:
        """What a run tells about the baseline: what was suppressed, what came back, what met nothing."""
        unused = [entry for entry in self.unmet() if entry.decision != FIXED]
        return [
            *([f"按基线忽略 {self.suppressed} 条（状态“已忽略”，不计入退出码）。"] if self.suppressed else []),
            *_listed("基线中标为“已改”的差异仍然存在", self._returned),
            *_listed("基线中有几条在本次核对中没有出现，可从基线中删去", unused),
        ]


def _listed(what: str, entries: list[Entry]) -> Iterator[str]:
    if entries:
        yield f"{what}（{len(entries)} 条）："
        yield from (f"  {entry.fingerprint} {entry.title}".rstrip() for entry in entries[:LISTED])
    if len(entries) > LISTED:
        yield f"  ……另有 {len(entries) - LISTED} 条"


def decision_named(word: str) -> str:
    """忽略 or ignored is ignored; what is no decision stays as it is."""
    return _WORDS.get(word, word)


def entry_of(report: str, finding: Finding) -> Entry:
    """An undecided entry for a finding."""
    f = finding
    return Entry(f.fingerprint, "", "", "", "", report, f.rule, f.subject, f.stated, f.expected, f.message)


def read_baseline(path: Path) -> Baseline:
    """The baseline in a CSV, as written by gouji or saved by Excel. CannotRun for an entry that could not be obeyed."""
    return Baseline.of(read_decisions(path), path.name)


def read_decisions(path: Path) -> list[Entry]:
    """The entries of a CSV with the columns of a baseline among its own."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotRun(f"打不开基线 {path}（{error.strerror}）；请检查文件名。") from error
    text = _decoded(data, path)
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise CannotRun(f"{path.name} 不是正确的 CSV 文件（{error}）；请在 Excel 中另存为 CSV UTF-8。") from error
    if not rows or not is_header(rows[0]):
        raise CannotRun(f"{path.name} 第一行没有“指纹”和“处理意见”两列，不是基线；可用 gouji baseline 生成。")
    return entries_of(rows, path.name)


def _decoded(data: bytes, path: Path) -> str:
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CannotRun(f"{path.name} 的编码无法识别；请在 Excel 中另存为 CSV UTF-8。")


def is_header(row: list[str]) -> bool:
    """Whether a row names the columns without which there is no decision."""
    return {"fingerprint", "decision"} <= set(_names(row))


def _names(row: list[str]) -> list[str]:
    english = {title: name for name, title in COLUMNS.items()}
    return [english.get(title.strip(), title.strip()) for title in row]


def entries_of(rows: list[list[str]], source: str) -> list[Entry]:
    """Entries from a header and rows, in Chinese or English. CannotRun names the rows that have to be corrected."""
    names = _names(rows[0])
    wanted = {entry.name for entry in fields(Entry)}
    problems: dict[str, list[str]] = {}
    entries = []
    for number, row in enumerate(rows[1:], 2):
        if not any(text.strip() for text in row):
            continue
        values = {name: _GUARD.sub("", text.strip()) for name, text in zip(names, row, strict=False) if name in wanted}
        values.setdefault("fingerprint", "")
        printed = values.get("decision", "")
        entry = Entry(**(values | {"decision": decision_named(printed)}))
        problem = _problem(entry)
        if problem:
            problems.setdefault(problem, []).append(str(number))
        entries.append(entry)
    if problems:
        raise CannotRun(
            "；".join(f"{source} 第{'、'.join(lines)}行：{text}" for text, lines in problems.items()) + "。"
        )
    return entries


def _problem(entry: Entry) -> str:
    if not _FINGERPRINT.fullmatch(entry.fingerprint):
        return "指纹不是 16 位字母和数字，可能被 Excel 改成了数字；请从原文件复制"
    if entry.decision not in ("", *DECISIONS):
        return f"处理意见应为{'、'.join(DECISIONS.values())}之一，或空着"
    if entry.decision == IGNORED and not entry.reason:
        return "处理意见为“忽略”而没有理由；请写明理由"
    return ""
