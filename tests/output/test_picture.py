"""Pages with the grid drawn over them: where the anchors say, in the colours that say what became of a number."""

from __future__ import annotations

from pathlib import Path

import pytest
from gouji.extract.reader import read
from gouji.normalize.build import build
from gouji.normalize.report import Report
from gouji.output.picture import SCALE, draw_pages
from gouji.settings import CannotRun, Settings
from PIL import Image

REPORTS = Path(__file__).parent.parent.parent / "fixtures" / "reports"


def _report(path: Path) -> Report:
    return build(read(path, path.name, Settings()))


def test_bound_numbers_are_green_within_blue(tmp_path: Path) -> None:
    path = REPORTS / "clean-mof-yuan.pdf"
    report = _report(path)
    written = draw_pages(path, report, tmp_path / "图")
    assert [picture.name for picture in written] == [
        f"clean-mof-yuan-第{page}页.png" for page in range(1, (report.document.source.pages or 0) + 1)
    ]
    value = next(row.values[index] for row in report.forms[0].sections[0].rows for index in row.values)
    assert value.anchor.bbox is not None
    left, top, right, bottom = value.anchor.bbox
    with Image.open(written[(value.anchor.page or 1) - 1]) as image:
        inside = image.getpixel((int((right - 2) * SCALE), int((bottom - 2) * SCALE)))
        edge = image.getpixel((round(left * SCALE), round((top + bottom) / 2 * SCALE)))
    assert isinstance(inside, tuple)
    assert isinstance(edge, tuple)
    assert inside[1] > inside[0]
    assert inside[1] > inside[2]
    assert edge[2] > edge[0]


def test_a_format_without_pages_is_refused(tmp_path: Path) -> None:
    path = REPORTS / "clean-mof-yuan.docx"
    with pytest.raises(CannotRun, match="只用于 PDF"):
        draw_pages(path, _report(path), tmp_path)
