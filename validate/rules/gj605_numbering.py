"""编号跳号或重号

做什么：同一级的编号（一、（一）1.（1））应当连续。只比较同一上级之下相邻的两个；换了上级后从 1 开始或接着上一节编的
都可以；缺的编号出现在中间段落里的不报。

例：“3.项目组织管理”之后是“5.预算编制和资金使用情况”。

怎么改：改正编号，或补上漏掉的一节。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.narrative.outline import Marker, markers
from ...normalize.report import Report
from ..narrative import statement
from ..relation import Relation
from ..rule import rule

FURTHEST = 2  # numbers left out at most: more is another list


@rule("GJ605", basis="编号应当连续")
def numbering(report: Report) -> Iterator[Relation]:
    texts = [paragraph.text for paragraph in report.document.paragraphs()]
    last: dict[int, Marker] = {}
    fresh: set[int] = set()
    for marker in markers(report.document):
        before = last.get(marker.level)
        siblings = before is not None and marker.level not in fresh
        last[marker.level] = marker
        fresh.discard(marker.level)
        fresh |= {level for level in last if level > marker.level}
        if not siblings or before is None or marker.number in (1, before.number + 1):
            continue
        between = texts[before.index : marker.index]
        if marker.number == before.number or _leaves_out(before, marker, between):
            yield _relation(before, marker)


def _leaves_out(before: Marker, marker: Marker, between: list[str]) -> bool:
    """Whether the numbers between two siblings are nowhere to be seen."""
    gap = marker.number - before.number - 1
    if not 0 < gap <= FURTHEST:
        return False
    wanted = before.text.replace(_printed(before), _as(before, before.number + 1))
    return not any(wanted in text for text in between)


def _printed(marker: Marker) -> str:
    return "".join(c for c in marker.text if c.isdigit() or c in "一二三四五六七八九十")


def _as(marker: Marker, number: int) -> str:
    """The number in the digits of the marker."""
    if _printed(marker).isdigit():
        return str(number)
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")


def _relation(before: Marker, marker: Marker) -> Relation:
    expected = marker.text.replace(_printed(marker), _as(marker, before.number + 1))
    kind = "重复" if marker.number == before.number else "跳号"
    title = marker.paragraph.text.strip()[:30]
    return statement(
        "编号",
        marker.value,
        False,
        f"“{title}”的编号{kind}：前一个是{before.text}；请改正编号或补上漏掉的一节。",
        expected=expected,
        evidence=(before.value,),
    )
