"""Folding forgets dress and nothing else; tidying forgets blanks and remembers where everything stood."""

from __future__ import annotations

import pytest
from gouji.extract.text import flat, fold, tidy
from hypothesis import given
from hypothesis import strategies as st

RUNNING = st.text(alphabet="预算执行率共名 　\u00a0\t\n0123%％.,，（）ab")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("产 出 指 标\n（37分）", "产出指标(37分)"),
        ("产出指标(37分)\t\n", "产出指标(37分)"),
        ("$\\leq 5\\%$", "≤5%"),
        ("≦5％", "≤5%"),
        ("&le;5%", "≤5%"),
        ("＞=90%", "≥90%"),
        ("═100", "=100"),
        ("深司﹝2018﹞101号", "深司(2018)101号"),
        ("［附］“优秀”", '(附)"优秀"'),
        ("2018—2020", "2018-2020"),
        ("\ufeff项目\u200b名称：", "项目名称:"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text().filter(lambda text: not set(text) & set("\\＼﹨&＆﹠")))
def test_fold_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_flat_never_moves_a_character(text: str) -> None:
    assert len(flat(text)) == len(text)


@given(RUNNING)
def test_tidy_keeps_every_character_and_its_place(text: str) -> None:
    result = tidy(text)
    assert len(result.offsets) == len(result.text)
    assert all(text[offset] == character for offset, character in zip(result.offsets, result.text, strict=True))
    assert "".join(text.split()) == "".join(result.text.split())
    assert list(result.offsets) == sorted(set(result.offsets))


def test_tidy_spans_lead_back() -> None:
    text = "共 59 名，达 100 % 。a b"
    result = tidy(text)
    assert result.text == "共59名，达100%。a b"
    start = result.text.index("100%")
    assert text[slice(*result.span(start, start + 4))] == "100 %"
    assert result.span(0, 0) == (0, 0)
    assert tidy("").span(0, 0) == (0, 0)
