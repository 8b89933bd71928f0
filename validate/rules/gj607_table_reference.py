"""所引表格不存在

做什么：正文“见表3-1”“如表1-4所示”所引的表号，应有同号的表名。报告中没有同一编法的表名的、引用附表附件的不核对。

例：正文写“详见表2-3”，全文没有表2-3。

怎么改：改正表号，或补上该表。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.narrative.references import cited_tables, table_numbers
from ...normalize.report import Report
from ..narrative import quoted, statement
from ..relation import Relation
from ..rule import rule


@rule("GJ607", basis="引用应当准确")
def table_reference(report: Report) -> Iterator[Relation]:
    document = report.document
    titles = [table.caption for table in document.tables()] + [paragraph.text for paragraph in document.paragraphs()]
    known = {number for title in titles if (number := table_numbers(title))}
    dashed = {"-" in number for number in known}
    seen: set[str] = set()
    for number, value, sentence in cited_tables(document):
        if table_numbers(sentence.text) or number in seen or ("-" in number) not in dashed:
            continue
        seen.add(number)
        message = f"正文引用{value.text}，而报告中没有该表；请改正表号或补上该表。"
        yield statement(value.text, value, number in known, message, quote=quoted(sentence))
