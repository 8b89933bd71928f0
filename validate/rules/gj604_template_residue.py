"""模板文字未删除

做什么：正文和表体中留有“20xx年”“XX单位”“****”“（100字以内）”“增加（减少）”等模板文字。表头里的填表提示不算，夹在数字
中间的星号（隐去的数）不算。

例：20xx年度项目支出绩效自评报告。

怎么改：填写实际内容，删去提示文字。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...extract.document import Table
from ...normalize.forms.headers import find_headers
from ...normalize.lexicon import column_role, compiled, load
from ...normalize.narrative.sentences import sentences
from ...normalize.report import Report, Value
from ..narrative import quoted, statement
from ..relation import Relation
from ..rule import rule


@rule("GJ604", basis="报告内容应当真实完整")
def template_residue(report: Report) -> Iterator[Relation]:
    entries = load("references")["residue"]
    for sentence in sentences(report.document):
        for entry in entries:
            match = compiled(entry["pattern"]).search(sentence.text)
            if match is not None:
                yield _relation(sentence.words(*match.span()), quoted(sentence))
    whole = compiled("|".join(f"(?:{entry['pattern']})" for entry in entries if entry["cells"]))
    for table in report.document.tables():
        yield from _cells(table, whole)


def _cells(table: Table, pattern) -> Iterator[Relation]:  # type: ignore[no-untyped-def]
    heads: set[int] | None = None
    for cell in table.cells:
        match = pattern.search(cell.text)
        if match is None or column_role(cell.text):
            continue
        if heads is None:
            heads = {row for header in find_headers(table.grid()) for row in range(header.start, header.end)}
        if cell.row not in heads and cell.row > 0:
            yield _relation(Value(cell.anchor, match[0]), "")


def _relation(value: Value, quote: str) -> Relation:
    message = f"留有模板文字“{value.text}”；请填写实际内容或删去。"
    return statement("模板文字", value, False, message, quote=quote)
