"""What is drawn on a page, reduced to strokes: thin boxes that may be the rules of a table.

Word draws a rule as a filled rectangle half a point thin, LibreOffice as a stroked line, reportlab as a grid in one
path, others as an image one pixel high, and all of them may sit in a form with a matrix of its own. Whatever it is, a
stroke comes out as left, bottom, right, top in the page's space. Filled areas (cell shading, highlighted text) are kept
apart: their edges are rules only on a page that has no others. White and transparent drawing is no drawing.

    Walk(library).walk(objects, matrix, 0)  →  .strokes [(57.0, 330.2, 528.1, 330.7), …], .shades []
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Final

import numpy as np

THICK: Final = 4.0  # pt; thinner is a rule
SHORT: Final = 1.5  # pt; shorter is a dot
IMAGE_RULE: Final = 2.0  # pt
WHITE: Final = 250  # of 255
MOST: Final = 20_000  # objects and segments looked at: a map or a plot stops here
DEEPEST: Final = 6  # forms within forms

_PATH, _IMAGE, _FORM = 2, 3, 5
_LINE, _BEZIER, _MOVE = 0, 1, 2

Stroke = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Walk:
    """A walk through page objects; collects strokes and shaded areas."""

    __slots__ = ("_at", "_four", "_ints", "_library", "cut", "left", "shades", "strokes")

    def __init__(self, library: Any) -> None:
        self._library = library
        self._four = np.zeros(6, np.float32)
        self._ints = np.zeros(4, np.uint32)
        start, ints = self._four.ctypes.data, self._ints.ctypes.data
        self._at = (start, start + 4, start + 8, start + 12, ints, ints + 4, ints + 8, ints + 12)
        self.left = MOST
        self.cut = False  # something was left out
        self.strokes: list[Stroke] = []
        self.shades: list[Stroke] = []

    def walk(self, objects: Iterable[int], matrix: Matrix, depth: int) -> None:
        """Look at these objects, and into forms among them."""
        kind_of = self._library.FPDFPageObj_GetType
        for item in objects:
            kind = kind_of(item)
            if kind == _PATH:
                self._path(item, matrix)
            elif kind == _FORM and depth < DEEPEST:
                self._form(item, matrix, depth)
            elif kind == _IMAGE:
                box = self._bounds(item, matrix)
                if min(box[2] - box[0], box[3] - box[1]) < IMAGE_RULE:
                    self.strokes.append(box)
            if self.left <= 0:
                self.cut = True
                return

    def _form(self, item: int, matrix: Matrix, depth: int) -> None:
        inner = _times(self._matrix(item), matrix)
        count = self._library.FPDFFormObj_CountObjects(item)
        get = self._library.FPDFFormObj_GetObject
        self.walk((get(item, index) for index in range(count)), inner, depth + 1)

    def _matrix(self, item: int) -> Matrix:
        if not self._library.FPDFPageObj_GetMatrix(item, self._at[0]):
            return IDENTITY
        a, b, c, d, e, f = self._four.tolist()
        return (a, b, c, d, e, f)

    def _bounds(self, item: int, matrix: Matrix) -> Stroke:
        left, bottom, right, top = self._at[:4]
        if not self._library.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return (0.0, 0.0, 0.0, 0.0)
        x0, y0, x1, y1 = self._four.tolist()[:4]
        return (x0, y0, x1, y1) if matrix is IDENTITY else _box([_apply(matrix, x0, y0), _apply(matrix, x1, y1)])

    def _path(self, item: int, matrix: Matrix) -> None:
        self.left -= 1
        box = self._bounds(item, matrix)
        width, height = box[2] - box[0], box[3] - box[1]
        if max(width, height) < SHORT:
            return
        count = self._library.FPDFPath_CountSegments(item)
        fill, stroke = self._visible(item)
        if min(width, height) < THICK and count <= 5:
            if fill or stroke:
                self.strokes.append(box)
            return
        if not (fill or stroke):
            return
        if count > self.left:  # a map in one path; the rules of a table beside it are still looked at
            self.cut = True
            return
        self.left -= count
        self._segments(item, count, matrix, stroke=stroke)

    def _visible(self, item: int) -> tuple[bool, bool]:
        """Whether a path is filled, and whether it is stroked, in a colour one sees on white paper."""
        ints = self._at[4:]
        self._library.FPDFPath_GetDrawMode(item, ints[0], ints[1])
        fills, strokes = self._ints.tolist()[:2]
        fill = bool(fills) and not (self._library.FPDFPageObj_GetFillColor(item, *ints) and self._is_white())
        stroke = bool(strokes) and not (self._library.FPDFPageObj_GetStrokeColor(item, *ints) and self._is_white())
        return fill, stroke

    def _is_white(self) -> bool:
        red, green, blue, alpha = self._ints.tolist()
        return alpha == 0 or (red >= WHITE and green >= WHITE and blue >= WHITE)

    def _segments(self, item: int, count: int, matrix: Matrix, *, stroke: bool) -> None:
        """Every subpath of a path: lines of a stroked one, thin or shaded areas of a filled one."""
        matrix = _times(self._matrix(item), matrix)
        points: list[tuple[float, float]] = []
        curved = False
        for index in range(count):
            segment = self._library.FPDFPath_GetPathSegment(item, index)
            kind = self._library.FPDFPathSegment_GetType(segment)
            if kind == _MOVE:
                self._subpath(points, stroke=stroke, curved=curved)
                points, curved = [], False
            curved |= kind == _BEZIER
            self._library.FPDFPathSegment_GetPoint(segment, self._at[0], self._at[1])
            x, y = self._four.tolist()[:2]
            points.append(_apply(matrix, x, y))
            if self._library.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        self._subpath(points, stroke=stroke, curved=curved)

    def _subpath(self, points: list[tuple[float, float]], *, stroke: bool, curved: bool) -> None:
        if len(points) < 2:
            return
        box = _box(points)
        thin = min(box[2] - box[0], box[3] - box[1]) < THICK
        if thin and max(box[2] - box[0], box[3] - box[1]) >= SHORT:
            self.strokes.append(box)
        elif stroke and not curved:
            edges = (_box([a, b]) for a, b in pairwise(points))
            self.strokes.extend(edge for edge in edges if min(edge[2] - edge[0], edge[3] - edge[1]) < SHORT)
        elif not curved and not stroke:
            self.shades.append(box)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first."""
    a, b, c, d, e, f = inner
    ga, gb, gc, gd, ge, gf = outer
    return (
        a * ga + b * gc,
        a * gb + b * gd,
        c * ga + d * gc,
        c * gb + d * gd,
        e * ga + f * gc + ge,
        e * gb + f * gd + gf,
    )


def _box(points: list[tuple[float, float]]) -> Stroke:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))
