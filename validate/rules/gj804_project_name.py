"""项目名称前后不一

做什么：表名、标题中的项目名称与表头或正文首次出现的项目名称相比，只在中间多出（或少了）几个字的，疑为名称不一致。多出年份、
“支出”“专项”“绩效”等通用词的不报。

例：项目名称“社区矫正经费项目”，表名“社区矫正经费服务项目绩效评分表”。

怎么改：以预算批复的名称统一。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...extract.document import Anchor
from ...extract.text import fold
from ...normalize.lexicon import compiled
from ...normalize.report import Report, Value
from ..narrative import statement
from ..relation import Relation
from ..rule import rule

LEAST, HEAD, TAIL, MOST = 6, 3, 2, 6  # characters of a name, of its head and tail, of what is inserted at most
LONGEST = 60  # characters of a title
_COMMON = r"\d|年|支出|预算|绩效|专项|补助|资金|财政|部门|单位|市级|省级|县级|区级|[（()）《》“”\"、，,。：:]"


@rule("GJ804", basis="项目名称应当前后一致")
def project_name(report: Report) -> Iterator[Relation]:
    name = fold(report.identity.project)
    if len(name) < LEAST or len({form.identity.project for form in report.forms if form.identity.project}) > 1:
        return
    seen: set[str] = set()
    for anchor, text in _titles(report):
        folded = fold(text)
        found = None if name in folded else _variant(name, folded)
        if found is not None and found not in seen:
            seen.add(found)
            yield statement(
                "项目名称",
                Value(anchor, found),
                False,
                f"此处为“{found}”，项目名称为“{report.identity.project}”；请统一名称。",
                expected=report.identity.project,
                quote=text.strip(),
            )


def _titles(report: Report) -> Iterator[tuple[Anchor, str]]:
    for paragraph in report.document.paragraphs():
        text = paragraph.text.strip()
        if len(text) <= LONGEST and not text.endswith(("。", "；")):
            yield paragraph.anchor, text
    for table in report.document.tables():
        if table.caption:
            yield table.anchor, table.caption


def _variant(name: str, text: str) -> str | None:
    """The name with a few more characters in its middle, as a title prints it."""
    start = text.find(name[:HEAD])
    while start >= 0:
        for cut in range(HEAD, len(name) - TAIL + 1):
            if not text.startswith(name[:cut], start):
                break
            at = text.find(name[cut:], start + cut + 1)
            extra = text[start + cut : at] if at >= 0 else ""
            if extra and len(extra) <= MOST and not compiled(_COMMON).search(extra):
                return text[start : at + len(name) - cut]
        start = text.find(name[:HEAD], start + 1)
    return None
