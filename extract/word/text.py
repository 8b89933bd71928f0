"""The text of one Word paragraph as a person reads it, and what else was met on the way.

Text sits in w:t, but which w:t count depends on what stands around them:

    kept     runs, hyperlinks, smart tags, content controls, insertions, the destination of a move, field results,
             the base of a ruby, a drawing's first choice
    left out deletions, the origin of a move, field codes ("TOC \\o 1-3"), a drawing's fallback (the same text again)
    made     signs of symbol fonts, check boxes of form fields, formulas, automatic numbers

Content that is no part of the line is queued (`pending`: text boxes; `cited`: footnotes) or counted (`met`: pictures,
embedded objects, revisions, with the place of the first), never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from ..document import Anchor
from .marks import M, is_symbol_font, math_text, sign, signs
from .numbering import Numbering, W

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_OFFICE: Final = "{urn:schemas-microsoft-com:office:office}"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DIAGRAM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_PLACED: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VAL: Final = W + "val"

# 12 × 15 cm in EMU: a picture this large is a scanned page or a table, not a photograph beside the text.
_PAGE_WIDTH: Final = 12 * 360_000
_PAGE_HEIGHT: Final = 15 * 360_000

_T, _R, _PPR, _RPR = W + "t", W + "r", W + "pPr", W + "rPr"
_MARKS_DELETED: Final = (f"{_RPR}/{W}del", f"{_RPR}/{W}moveFrom")


class Met(NamedTuple):
    """How often something was met, and in which block first."""

    times: int
    first: Anchor


class TextReader:
    """Reads paragraphs of one document in order; `met` counts, `pending` and `cited` queue what is not on the line."""

    __slots__ = (
        "_carried",
        "_codes",
        "_inline",
        "_numbering",
        "_revised",
        "_runs",
        "_symbols",
        "at",
        "cited",
        "in_table",
        "met",
        "pending",
    )

    def __init__(self, numbering: Numbering | None, symbols: bool, revised: bool) -> None:
        self._numbering = numbering
        self._revised = revised  # whether anything is deleted or moved in a tracked change
        self._carried = ""
        self._symbols = symbols  # whether any run may be in a symbol font; looking at every font costs time
        self._codes: list[bool] = []  # open fields of the paragraph, True while in the code
        self.at = Anchor(0)  # the block being read; whoever walks the blocks keeps it
        self.in_table = False
        self.met: dict[str, Met] = {}
        self.pending: list[Any] = []
        self.cited: list[tuple[str, str]] = []
        self._inline = {
            _R: self._run,
            W + "ins": self._inserted,
            W + "moveTo": self._inserted,
            W + "del": self._deleted,
            W + "moveFrom": self._deleted,
            W + "sdt": self._control,
            _MC + "AlternateContent": self._alternate,
            M + "oMath": self._math,
            M + "oMathPara": self._math,
        } | {W + name: self._inside for name in ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo")}
        self._runs = {
            W + "tab": lambda _, out: out.append("\t"),
            W + "ptab": lambda _, out: out.append("\t"),
            W + "cr": lambda _, out: out.append("\n"),
            W + "noBreakHyphen": lambda _, out: out.append("-"),
            W + "br": self._break,
            W + "sym": self._sym,
            W + "fldChar": self._field,
            W + "ruby": self._ruby,
            W + "footnoteReference": lambda mark, _: self.cited.append(("footnotes", mark.get(W + "id", ""))),
            W + "endnoteReference": lambda mark, _: self.cited.append(("endnotes", mark.get(W + "id", ""))),
            W + "drawing": self._graphic,
            W + "pict": self._graphic,
            W + "object": self._graphic,
            _MC + "AlternateContent": self._alternate,
        }

    @property
    def reads_fonts(self) -> bool:
        """Whether the font of a run may change what its letters mean."""
        return self._symbols

    @property
    def listed_styles(self) -> frozenset[str]:
        """Paragraph styles that bring a number; "" among them when a paragraph without a style has one too."""
        if self._numbering is None:
            return frozenset()
        listed = self._numbering.listed
        return listed | {""} if self._numbering.default_style in listed else listed

    def count(self, kind: str, times: int = 1) -> None:
        """Note that something was met that is not in the text, or not as it stands."""
        before = self.met.get(kind)
        self.met[kind] = Met(times, self.at) if before is None else Met(before.times + times, before.first)

    def rest(self) -> str:
        """Text of paragraphs whose mark is deleted and that no paragraph followed."""
        text, self._carried = self._carried, ""
        return text

    def paragraph(self, element: Any) -> tuple[str, str] | None:
        """The automatic number of a w:p, with the gap after it, and its text; None when it runs on into the next."""
        out: list[str] = []
        self._codes.clear()
        properties = None
        inline = self._inline
        for child in element:
            tag = child.tag
            if tag == _R:
                self._run(child, out)
            elif tag == _PPR:
                properties = child
            elif tag in inline:
                inline[tag](child, out)
        text = "".join(out)
        if self._revised:
            text = self.rest() + text
            if _mark_deleted(properties):
                self._carried = text
                return None
        place = None if self._numbering is None else self._numbering.place(properties)
        if self._numbering is None or place is None:
            return "", text
        return self._numbering.advance(*place), text

    def _run(self, run: Any, out: list[str]) -> None:
        font = ""
        for child in run:
            tag = child.tag
            if tag == _T:
                text = child.text
                if text and not (self._codes and True in self._codes):
                    out.append(self._signs(font, text) if font else text)
            elif tag == _RPR:
                if self._symbols:
                    font = _symbol_font(child)
            elif tag in self._runs and (tag == W + "fldChar" or True not in self._codes):
                self._runs[tag](child, out)

    def _signs(self, font: str, text: str) -> str:
        drawn = signs(font, text)
        if "\ufffd" in drawn:
            self.count("sign", drawn.count("\ufffd"))
        return drawn

    def _inside(self, element: Any, out: list[str]) -> None:
        inline = self._inline
        for child in element:
            handler = inline.get(child.tag)
            if handler is not None:
                handler(child, out)

    def _inserted(self, element: Any, out: list[str]) -> None:
        self.count("inserted")
        self._inside(element, out)

    def _deleted(self, element: Any, _: list[str]) -> None:
        self.count("deleted")

    def _control(self, element: Any, out: list[str]) -> None:
        for content in element.iterchildren(W + "sdtContent"):
            self._inside(content, out)

    def _alternate(self, element: Any, out: list[str]) -> None:
        for child in first_choice(element):
            handler = self._runs.get(child.tag) or self._inline.get(child.tag)
            if handler is not None:
                handler(child, out)
            elif child.tag == _T:
                out.append(child.text or "")

    def _math(self, element: Any, out: list[str]) -> None:
        out.append(math_text(element))

    def _break(self, element: Any, out: list[str]) -> None:
        if element.get(W + "type", "textWrapping") == "textWrapping":
            out.append("\n")

    def _sym(self, element: Any, out: list[str]) -> None:
        try:
            drawn = sign(element.get(W + "font", ""), int(element.get(W + "char", ""), 16))
        except ValueError:
            drawn = "\ufffd"
        if drawn == "\ufffd":
            self.count("sign")
        out.append(drawn)

    def _field(self, element: Any, out: list[str]) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            if True not in self._codes:
                out.append(_form_field(element))
            self._codes.append(True)
        elif kind == "separate" and self._codes:
            self._codes[-1] = False
        elif kind == "end" and self._codes:
            self._codes.pop()

    def _ruby(self, element: Any, out: list[str]) -> None:
        for base in element.iterchildren(W + "rubyBase"):
            self._inside(base, out)

    def _graphic(self, element: Any, _: list[str]) -> None:
        """Queue text boxes; count what only a picture shows."""
        for node in _unfolded(element):
            tag = node.tag
            if tag == W + "txbxContent":
                self.pending.append(node)
            elif tag in (_DRAWING + "blip", _VML + "imagedata"):
                if element.tag != W + "object":  # there it is only the preview of the object
                    kind = "table picture" if self.in_table else "page picture" if _fills_page(element) else "picture"
                    self.count(kind)
            elif tag == _OFFICE + "OLEObject":
                self.count("sheet" if node.get("ProgID", "").startswith(("Excel", "ET.", "KET")) else "object")
            elif tag in (_CHART + "chart", _DIAGRAM + "relIds"):
                self.count("chart")


def first_choice(alternate: Any) -> Any:
    """What counts of an AlternateContent: children of the first choice, of the fallback only where there is none."""
    for name in ("Choice", "Fallback"):
        found = alternate.find(_MC + name)
        if found is not None:
            return found
    return ()


def _unfolded(element: Any) -> Iterator[Any]:
    """Descendants in order, without fallbacks and without the inside of text boxes (read as paragraphs later)."""
    for child in element:
        if child.tag == _MC + "AlternateContent":
            yield from _unfolded(first_choice(child))
            continue
        yield child
        if child.tag != W + "txbxContent":
            yield from _unfolded(child)


def _mark_deleted(properties: Any) -> bool:
    """Whether accepting all changes deletes the mark of a paragraph."""
    return properties is not None and any(properties.find(path) is not None for path in _MARKS_DELETED)


def _symbol_font(properties: Any) -> str:
    for fonts in properties.iterchildren(W + "rFonts"):
        for slot in ("ascii", "hAnsi"):
            font = fonts.get(W + slot, "")
            if is_symbol_font(font):
                return str(font)
    return ""


def _form_field(begin: Any) -> str:
    """What a legacy form field draws by itself: a check box, or the chosen entry of a list."""
    data = begin.find(W + "ffData")
    if data is None:
        return ""
    box = data.find(W + "checkBox")
    if box is not None:
        state = box.find(W + "checked")
        state = box.find(W + "default") if state is None else state
        return "☐" if state is None or state.get(_VAL, "1") in ("0", "false", "off") else "☑"
    choices = data.find(W + "ddList")
    if choices is None:
        return ""
    entries = [entry.get(_VAL, "") for entry in choices.iterchildren(W + "listEntry")]
    result = choices.find(W + "result")
    chosen = 0 if result is None else int(result.get(_VAL, "0"))
    return entries[chosen] if 0 <= chosen < len(entries) else ""


def _fills_page(element: Any) -> bool:
    for extent in element.iter(_PLACED + "extent"):
        return int(extent.get("cx", "0")) >= _PAGE_WIDTH and int(extent.get("cy", "0")) >= _PAGE_HEIGHT
    return False
