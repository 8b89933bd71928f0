"""Three ways to the same cells: the flat sweep, the full walk and python-docx agree on plain documents."""

import io
from typing import Any

import docx
import pytest
from gouji.extract.document import Source
from gouji.extract.readers import from_docx, from_docx_python
from gouji.extract.word import table as docx_table
from gouji.settings import Limits
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TEXT = st.text(st.sampled_from("指标得分 100.5%≥—、\t\n"), max_size=8)


@st.composite
def documents(draw: st.DrawFn) -> tuple[bytes, dict[tuple[int, int], tuple[str, int, int]]]:
    """A Word file of a paragraph and a table with disjoint merges, and the truth: place → text, spans."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    owner = {(row, column): (row, column) for row in range(rows) for column in range(columns)}
    boxes: dict[tuple[int, int], tuple[int, int]] = {}
    for _ in range(draw(st.integers(0, 4))):
        top, left = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
        height, width = draw(st.integers(1, rows - top)), draw(st.integers(1, columns - left))
        places = [(row, column) for row in range(top, top + height) for column in range(left, left + width)]
        if any(owner[place] != place or place in boxes for place in places):
            continue
        boxes[top, left] = (height, width)
        owner.update(dict.fromkeys(places, (top, left)))
    made: Any = docx.Document()
    made.add_paragraph(draw(TEXT))
    table = made.add_table(rows, columns)
    truth: dict[tuple[int, int], tuple[str, int, int]] = {}
    for place in sorted(set(owner.values())):
        height, width = boxes.get(place, (1, 1))
        text = draw(TEXT)
        first = table.cell(*place)
        cell = first.merge(table.cell(place[0] + height - 1, place[1] + width - 1)) if place in boxes else first
        cell.text = text
        truth[place] = (text.strip(), height, width)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue(), truth


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents())
def test_readers_agree(monkeypatch: pytest.MonkeyPatch, made: tuple[bytes, Any]) -> None:
    data, truth = made
    source = Source("a.docx")
    fast = from_docx.read(data, source, Limits())
    (table,) = fast.tables()
    assert {(c.row, c.column): (c.text, c.row_span, c.column_span) for c in table.cells} == truth
    assert fast == from_docx_python.read(data, source, Limits())
    with monkeypatch.context() as patched:
        patched.setattr(docx_table, "_plain_rows", lambda *_: None)
        assert fast == from_docx.read(data, source, Limits())
