"""What a Word reader says of content it met and could not, or did not, put into the text.

two pictures inside tables            → GJ010 表格中有 2 张图片，其中的文字未读取；…
three insertions, one deletion, one comment → GJ011 文中有修订（插入 3 处、删除 1 处）和 1 条批注；…
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ..document import Block, Note, Paragraph
from ..spans import covered_note
from .text import Met

_UNREAD: Final = {
    "table picture": "表格中有 {} 张图片，其中的文字未读取；请把图片里的数字录入表格后再核对。",
    "page picture": "有 {} 张占满版面的图片，其中的文字未读取；请提交文字版，或识别文字后再核对。",
    "sheet": "有 {} 个嵌入的 Excel 表格未读取；请把它粘贴为 Word 表格，或另附 Excel 文件。",
    "object": "有 {} 个嵌入对象（公式、文档等）未读取；请在原文中核实。",
    "chart": "有 {} 个图表或图示未读取；请核实其中的数字与正文一致。",
    "chunk": "有 {} 段由其他文件插入的内容未读取；请用 Word 打开并另存为 docx 后再核对。",
    "sign": "有 {} 个特殊字体的符号无法识别，以 \ufffd 代替；请在原文中核实。",
    "part": "文件里有 {} 个部件（样式、编号或脚注）已损坏，未读取；请用 Word 打开并另存后再核对。",
}
_FEW_CHARACTERS: Final = 100


def notes_of(met: Mapping[str, Met], blocks: Iterable[Block]) -> tuple[Note, ...]:
    """The notes for what was met in a document of these blocks."""
    found = dict(met)
    if "picture" in found and _characters(blocks) < _FEW_CHARACTERS:  # then the pictures are the document
        found.setdefault("page picture", found["picture"])
    unread = [
        Note("GJ010", message.format(found[kind].times), found[kind].first)
        for kind, message in _UNREAD.items()
        if kind in found
    ]
    covered = covered_note(found["covered"].times) if "covered" in found else ()
    return (*unread, *covered, *_revisions(found))


def _characters(blocks: Iterable[Block]) -> int:
    return sum(
        len(block.text) if isinstance(block, Paragraph) else sum(len(cell.text) for cell in block.cells)
        for block in blocks
    )


def _revisions(met: Mapping[str, Met]) -> tuple[Note, ...]:
    changes = [(met[kind], word) for kind, word in (("inserted", "插入"), ("deleted", "删除")) if kind in met]
    told = [f"修订（{'、'.join(f'{word} {seen.times} 处' for seen, word in changes)}）"] if changes else []
    if "comment" in met:
        told.append(f"{met['comment'].times} 条批注")
    if not told:
        return ()
    reading = "；已按接受全部修订后的文字读取" if changes else ""
    first = min((seen.first for seen, _ in changes), key=lambda at: at.block, default=None)
    return (Note("GJ011", f"文中有{'和 '.join(told)}{reading}；请确认是定稿。", first),)
