"""What every PDF reader says of a PDF it cannot read, or not all of: encrypted, damaged, too long, a scan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...settings import Limits
from ..document import Note, Unreadable
from .pages import Page

UNKNOWN: Final = "\ufffd"  # a character whose font does not say what it is


def encrypted() -> Unreadable:
    """A password is needed."""
    return Unreadable("GJ002", "文件已加密，请提供无密码的版本后重新核对。")


def damaged() -> Unreadable:
    """Not a PDF any engine opens."""
    return Unreadable("GJ001", "PDF 文件已损坏或不完整，无法读取；请从原文件重新导出，或向提交单位重新索取。")


def check_pages(count: int, limits: Limits) -> None:
    """Refuse a document of no pages or too many."""
    if count == 0:
        raise damaged()
    if count > limits.pages:
        raise Unreadable("GJ008", f"文件有 {count} 页，超过上限 {limits.pages} 页；请拆分后再核对。")


def check_text_layer(pages: Sequence[Page], images: Sequence[int], broken: Sequence[int] = ()) -> tuple[Note, ...]:
    """What was not read. `images` are pages without text that show a picture: a scan when no page has text.

    `broken` are pages the engine could not open.
    """
    if not any(page.size for page in pages):
        if broken and not images:
            raise damaged()
        raise Unreadable(
            "GJ006",
            "这是扫描件或图片型 PDF，没有文字层；本版本不含文字识别（OCR），未核对。"
            "请提交由 Word 或 WPS 直接导出的 PDF，或先用 OCR 软件识别后再核对。",
        )
    marked = [page for page in pages if page.slanted]
    quoted = f"（如“{marked[0].slanted}”，多为水印）" if marked else ""
    crowded = [page.number for page in pages if page.crowded]
    unknown = [page.number for page in pages if UNKNOWN in page.text]
    said = (
        (images, "页是图片，没有文字层，未读取；请人工核对这些页，或提交带文字层的版本。"),
        (broken, "页已损坏，未能读取；请从原文件重新导出后再核对。"),
        (unknown, "页有无法识别的字符（字体缺少编码），以 \ufffd 代替；请人工核对，或提交重新导出的 PDF。"),
        ([page.number for page in marked], f"页有斜排文字{quoted}，未计入正文；如含正文请人工核对。"),
        (crowded, "页图形线条过多，只读取了文字和部分表格线；请人工核对这些页的表格。"),
    )
    return tuple(Note("GJ010", f"第 {'、'.join(map(str, numbers))} {message}") for numbers, message in said if numbers)
