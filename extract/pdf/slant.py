"""Characters that do not stand upright: sideways headings are put in order, slanted watermarks taken out.

A heading turned by 90° in a narrow merged cell (绩效指标 read from below) has each character on a line of its own, and
read from the top it is 标指效绩. Its characters are exchanged among their places so that top to bottom reads as meant.
Text at any other angle is a watermark across the page, whose characters would fall into the cells they cross: 内部
over a row once made “部1,352.00”. It is left out, and a note says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from .glyphs import EM_MIDDLE, Floats, Glyphs, Ints

UPRIGHT: Final = 8.0  # degrees either side
MOST_SHOWN: Final = 20  # characters of a watermark quoted


def upright(glyphs: Glyphs, angle: Floats) -> Glyphs:
    """The characters with sideways ones in order and slanted ones left out; angles in degrees as displayed."""
    turned = np.abs((angle + 180.0) % 360.0 - 180.0) > UPRIGHT
    if not turned.any():
        return glyphs
    quarter = np.round(angle / 90.0) * 90.0
    slanted = turned & (np.abs(angle - quarter) > UPRIGHT)
    sideways = turned & ~slanted & (quarter % 180 != 0)
    code, baseline = glyphs.code.copy(), glyphs.baseline.copy()
    middle = (glyphs.box[:, 1] + glyphs.box[:, 3]) / 2
    baseline[sideways] = middle[sideways] + EM_MIDDLE * glyphs.em[sideways]
    for run in _runs(np.flatnonzero(sideways), glyphs):
        code[run[np.argsort(baseline[run], kind="stable")]] = glyphs.code[run]
    kept = replace(glyphs, code=code, baseline=baseline).take(~slanted)
    text = "".join(map(chr, glyphs.code[slanted].tolist()))
    return replace(kept, slanted=text[:MOST_SHOWN])


def _runs(sideways: Ints, glyphs: Glyphs) -> list[Ints]:
    """Sideways characters that follow each other in the file and stand above each other on the page."""
    if not len(sideways):
        return []
    x = (glyphs.box[sideways, 0] + glyphs.box[sideways, 2]) / 2
    apart = (np.diff(sideways) > 1) | (np.abs(np.diff(x)) > 0.5 * glyphs.em[sideways][1:])
    return np.split(sideways, np.flatnonzero(apart) + 1)
