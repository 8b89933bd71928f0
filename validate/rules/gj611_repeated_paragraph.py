"""段落重复

做什么：80 字以上的段落在报告中原样出现两次，疑为复制后未改写。全部重复的段落合为一条。

例：“项目概况”与“项目决策情况”两节的段落一字不差。

怎么改：按各节要求改写，或删去重复段落。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...extract.document import Paragraph
from ...extract.text import fold
from ...normalize.report import TEXT, Report, Value
from ..narrative import statement
from ..relation import Relation
from ..rule import rule

LEAST = 80  # characters of a paragraph whose repetition is no accident


@rule("GJ611", basis="报告各部分内容应当与标题相符")
def repeated_paragraph(report: Report) -> Iterator[Relation]:
    seen: dict[str, Paragraph] = {}
    repeated: list[tuple[Paragraph, Paragraph]] = []
    for paragraph in report.document.paragraphs():
        if len(paragraph.text) < LEAST:
            continue
        text = fold(paragraph.text)
        if text in seen:
            repeated.append((paragraph, seen[text]))
        else:
            seen[text] = paragraph
    if repeated:
        first, earlier = repeated[0]
        start = first.text.strip()[:20]
        yield statement(
            "重复段落",
            Value(first.anchor, f"{start}…", None, None, "", 0, TEXT),
            False,
            f"有{len(repeated)}个段落与前文一字不差，如“{start}…”；请按各节要求改写。",
            evidence=(Value(earlier.anchor, start), *(Value(other.anchor, "") for other, _ in repeated[1:])),
        )
