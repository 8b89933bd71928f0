"""PDFium called directly: characters with boxes and baselines, drawn rules, for one page at a time.

pypdfium2 opens the document; the calls made once for every character go through ctypes with plain addresses instead of
typed pointers (0.4 µs a call instead of 0.9), because a page has a thousand of them and a report a hundred pages.
PDFium is not thread-safe: one process, one document at a time.

    with opened(data) as document:
        for number in range(1, document.page_count + 1):
            with document.page(number) as page:
                page.width, page.glyphs(), page.rules()

All coordinates come back as displayed: points from the top left, /Rotate and the crop box applied.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Final

import numpy as np

from .glyphs import Bools, Floats, Glyphs, Ints, middle, no_glyphs
from .grid import Rules, rules_of
from .slant import upright
from .strokes import IDENTITY, Walk
from .textlayer import damaged, encrypted

_PASSWORD: Final = 4  # FPDF_ERR_PASSWORD
_SECURITY: Final = 5  # FPDF_ERR_SECURITY: a handler PDFium does not know
_UNKNOWN_GLYPH: Final = 0xFFFD
_LINE_END_HYPHEN: Final = 2  # PDFium's mark for a hyphen at the end of a line
_LARGE: Final = 0.1  # of a page's area, for a picture that a ruled table may be in
_BASE_TO_TOP: Final = 0.88  # em above the baseline

_P, _I = ctypes.c_void_p, ctypes.c_int
_SIGNATURES: Final[dict[str, tuple[Any, tuple[Any, ...]]]] = {
    "FPDF_LoadPage": (_P, (_P, _I)),
    "FPDF_ClosePage": (None, (_P,)),
    "FPDF_GetPageBoundingBox": (_I, (_P, _P)),
    "FPDFPage_GetRotation": (_I, (_P,)),
    "FPDFText_LoadPage": (_P, (_P,)),
    "FPDFText_ClosePage": (None, (_P,)),
    "FPDFText_CountChars": (_I, (_P,)),
    "FPDFText_GetText": (_I, (_P, _I, _I, _P)),
    "FPDFText_GetUnicode": (ctypes.c_uint, (_P, _I)),
    "FPDFText_IsGenerated": (_I, (_P, _I)),
    "FPDFText_GetCharAngle": (ctypes.c_float, (_P, _I)),
    "FPDFText_GetLooseCharBox": (_I, (_P, _I, _P)),
    "FPDFText_GetCharBox": (_I, (_P, _I, _P, _P, _P, _P)),
    "FPDFText_GetCharOrigin": (_I, (_P, _I, _P, _P)),
    "FPDFPage_CountObjects": (_I, (_P,)),
    "FPDFPage_GetObject": (_P, (_P, _I)),
    "FPDFFormObj_CountObjects": (_I, (_P,)),
    "FPDFFormObj_GetObject": (_P, (_P, ctypes.c_ulong)),
    "FPDFPageObj_GetType": (_I, (_P,)),
    "FPDFPageObj_GetBounds": (_I, (_P, _P, _P, _P, _P)),
    "FPDFPageObj_GetMatrix": (_I, (_P, _P)),
    "FPDFPageObj_GetStrokeColor": (_I, (_P, _P, _P, _P, _P)),
    "FPDFPageObj_GetFillColor": (_I, (_P, _P, _P, _P, _P)),
    "FPDFPath_GetDrawMode": (_I, (_P, _P, _P)),
    "FPDFPath_CountSegments": (_I, (_P,)),
    "FPDFPath_GetPathSegment": (_P, (_P, _I)),
    "FPDFPathSegment_GetPoint": (_I, (_P, _P, _P)),
    "FPDFPathSegment_GetType": (_I, (_P,)),
    "FPDFPathSegment_GetClose": (_I, (_P,)),
}


@dataclass(frozen=True, slots=True)
class PdfDocument:
    """An open document."""

    handle: int
    page_count: int
    library: Any

    @contextmanager
    def page(self, number: int) -> Iterator[PdfPage]:
        """Page `number`, from 1, closed again afterwards."""
        handle = self.library.FPDF_LoadPage(self.handle, number - 1)
        if not handle:
            yield PdfPage(self.library, 0, 0, (0.0, 0.0, 0.0, 0.0), 0)
            return
        text = self.library.FPDFText_LoadPage(handle)
        try:
            bounds = np.zeros(4, np.float32)  # FS_RECTF: left, top, right, bottom
            self.library.FPDF_GetPageBoundingBox(handle, bounds.ctypes.data)
            left, top, right, bottom = bounds.tolist()
            rotation = self.library.FPDFPage_GetRotation(handle)
            yield PdfPage(self.library, handle, text, (left, top, right, bottom), rotation)
        finally:
            if text:
                self.library.FPDFText_ClosePage(text)
            self.library.FPDF_ClosePage(handle)


@contextmanager
def opened(data: bytes) -> Iterator[PdfDocument]:
    """The document in these bytes; `Unreadable` when encrypted or damaged."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY):
            raise encrypted() from error
        raise damaged() from error
    try:
        handle = ctypes.cast(document.raw, ctypes.c_void_p).value
        yield PdfDocument(handle or 0, len(document), _library())
    finally:
        document.close()


_loaded: list[Any] = []


def _library() -> Any:
    """The library pypdfium2 has loaded, with our own signatures: its own stay as they are."""
    if not _loaded:
        from pypdfium2_raw import bindings  # type: ignore[import-untyped]

        library = ctypes.PyDLL(bindings._libs["pdfium"]._name)
        for name, (result, arguments) in _SIGNATURES.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
        _loaded.append(library)
    return _loaded[0]


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A loaded page. `bounds`: left, top, right, bottom in the page's own space, y up; `rotation`: quarter turns."""

    library: Any
    handle: int
    text: int
    bounds: tuple[float, float, float, float]
    rotation: int

    @property
    def width(self) -> float:
        left, top, right, bottom = self.bounds
        return top - bottom if self.rotation % 2 else right - left

    @property
    def height(self) -> float:
        left, top, right, bottom = self.bounds
        return right - left if self.rotation % 2 else top - bottom

    def _displayed(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Coordinates of the page's own space as displayed."""
        left, top, right, bottom = self.bounds
        if self.rotation == 1:
            return y - bottom, x - left
        if self.rotation == 2:
            return right - x, y - bottom
        if self.rotation == 3:
            return top - y, right - x
        return x - left, top - y

    def _displayed_boxes(self, boxes: Floats) -> Floats:
        """Boxes given by any two opposite corners as left, top, right, bottom."""
        x0, y0 = self._displayed(boxes[:, 0], boxes[:, 1])
        x1, y1 = self._displayed(boxes[:, 2], boxes[:, 3])
        out = np.empty_like(boxes)
        np.minimum(x0, x1, out=out[:, 0])
        np.minimum(y0, y1, out=out[:, 1])
        np.maximum(x0, x1, out=out[:, 2])
        np.maximum(y0, y1, out=out[:, 3])
        return out

    def glyphs(self) -> Glyphs:
        """Printed characters in the order of the file; blanks PDFium made up are left out."""
        count = self.library.FPDFText_CountChars(self.text) if self.text else 0
        if count <= 0:
            return no_glyphs()
        code = self._codes(count)
        code[code == _LINE_END_HYPHEN] = ord("-")
        code[(code == 0) | (code == 0xFFFF)] = _UNKNOWN_GLYPH
        blank = (code == 0x20) | (code == 0xA0) | (code == 0x3000)
        which = np.flatnonzero((code > 32) & (code != 0xFFFE) & ~blank)
        boxes = self._boxes(which)
        baseline, angle = self._baselines(which, boxes)
        box = self._displayed_boxes(boxes)
        spaced = np.zeros(count + 1, bool)
        for index in np.flatnonzero(blank).tolist():  # PDFium makes up blanks of its own
            spaced[index + 1] = not self.library.FPDFText_IsGenerated(self.text, index)
        code, spaced = code[which], spaced[which]
        if not (drawn := box[:, 2] > box[:, 0]).all():
            code, box, baseline, spaced, angle = code[drawn], box[drawn], baseline[drawn], spaced[drawn], angle[drawn]
        return upright(_with_em(code, box, baseline, spaced), angle)

    def _codes(self, count: int) -> Ints:
        buffer = np.zeros(count + 2, np.uint16)
        written = self.library.FPDFText_GetText(self.text, 0, count, buffer.ctypes.data)
        codes = buffer[:count]
        # One UTF-16 unit per character only if nothing was left out and nothing needs two.
        if written == count + 1 and not ((codes >= 0xD800) & (codes < 0xE000)).any():
            return codes.astype(np.int64)
        return np.array([self.library.FPDFText_GetUnicode(self.text, k) for k in range(count)], np.int64)

    def _boxes(self, which: Ints) -> Floats:
        """Advance boxes; of a character drawn sideways in the page's own space the box of its ink."""
        boxes = np.zeros((len(which), 4), np.float32)
        start = boxes.ctypes.data
        places = range(start, start + 16 * len(which), 16)
        deque(map(self.library.FPDFText_GetLooseCharBox, repeat(self.text), which.tolist(), places), maxlen=0)
        exact = boxes.astype(np.float64)
        flat = np.flatnonzero((exact[:, 2] == exact[:, 0]) | (exact[:, 1] == exact[:, 3]))
        if len(flat):
            ink = np.zeros((len(flat), 4))
            address = ink.ctypes.data
            for index in which[flat].tolist():  # left, right, bottom, top
                self.library.FPDFText_GetCharBox(self.text, index, address, address + 16, address + 8, address + 24)
                address += 32
            exact[flat] = ink
        return exact

    def _baselines(self, which: Ints, boxes: Floats) -> tuple[Floats, Floats]:
        """Where each character stands and how it is turned, asked once for all that share both edges of their box."""
        if not len(which):
            return np.zeros(0), np.zeros(0)
        edges = boxes[:, 0::2] if self.rotation % 2 else boxes[:, 1::2]
        key = edges[:, 0] * 4096.0 + edges[:, 1]
        order = np.argsort(key)
        begins = np.ones(len(key), bool)
        begins[1:] = np.diff(key[order]) != 0
        same = np.empty(len(key), np.int64)
        same[order] = np.cumsum(begins) - 1
        first = which[order[begins]]
        origins = np.zeros((len(first), 2))
        start = origins.ctypes.data
        xs, ys = range(start, start + 16 * len(first), 16), range(start + 8, start + 8 + 16 * len(first), 16)
        deque(map(self.library.FPDFText_GetCharOrigin, repeat(self.text), first.tolist(), xs, ys), maxlen=0)
        _, baseline = self._displayed(origins[:, 0], origins[:, 1])
        turns = list(map(self.library.FPDFText_GetCharAngle, repeat(self.text), first.tolist()))
        angle = np.degrees(turns) - 90.0 * self.rotation
        return baseline[same], angle[same]

    def rules(self) -> tuple[Rules, Floats]:
        """Rules as drawn, and the edges of filled areas, which are rules only where there are no others."""
        if not self.handle:
            return rules_of(np.zeros((0, 4)), cut=False), np.zeros((0, 4))
        walk = Walk(self.library)
        count = self.library.FPDFPage_CountObjects(self.handle)
        walk.walk(map(self.library.FPDFPage_GetObject, repeat(self.handle), range(count)), IDENTITY, 0)
        strokes = self._displayed_boxes(np.array(walk.strokes, np.float64).reshape(-1, 4))
        shades = self._displayed_boxes(np.array(walk.shades, np.float64).reshape(-1, 4))
        edges = shades[:, [[0, 1, 2, 1], [0, 3, 2, 3], [0, 1, 0, 3], [2, 1, 2, 3]]].reshape(-1, 4)
        return rules_of(strokes, cut=walk.cut), edges

    def has_image(self) -> bool:
        """Whether the page shows a picture, on its own or in a form."""
        kind, item = self.library.FPDFPageObj_GetType, self.library.FPDFPage_GetObject
        count = self.library.FPDFPage_CountObjects(self.handle) if self.handle else 0
        return any(kind(item(self.handle, index)) in (3, 5) for index in range(count))

    def has_large_image(self) -> bool:
        """Whether a picture takes up a good part of the page: rules may be drawn in it."""
        kind, item = self.library.FPDFPageObj_GetType, self.library.FPDFPage_GetObject
        sides = np.zeros(4, np.float32)  # left, bottom, right, top
        at = sides.ctypes.data
        for index in range(self.library.FPDFPage_CountObjects(self.handle) if self.handle else 0):
            thing = item(self.handle, index)
            if kind(thing) == 3 and self.library.FPDFPageObj_GetBounds(thing, at, at + 4, at + 8, at + 12):
                left, bottom, right, top = sides.tolist()
                if (right - left) * (top - bottom) > _LARGE * self.width * self.height:
                    return True
        return False


def _with_em(code: Ints, box: Floats, baseline: Floats, spaced: Bools) -> Glyphs:
    """em = the largest of box height, advance and 3/4 of the page's usual: a font without ascent has tiny boxes."""
    if not len(code):
        return no_glyphs()
    em = np.maximum(box[:, 3] - box[:, 1], box[:, 2] - box[:, 0])
    em = np.maximum(em, 0.75 * middle(em))
    framed = box.copy()
    framed[:, 1] = baseline - _BASE_TO_TOP * em
    framed[:, 3] = baseline + (1 - _BASE_TO_TOP) * em
    return Glyphs(code, framed, baseline, em, spaced)
