"""Patterns of the lexicon that only list words are looked up, not compiled; both must tell the same."""

from __future__ import annotations

from typing import Any

import pytest
import regex
from gouji.normalize.lexicon import load
from gouji.normalize.wording import _listed, fitting

PATTERNS = [
    *(pattern for patterns in load("rows").values() for pattern in patterns),
    *(pattern for entry in load("columns").values() for pattern in entry["patterns"]),
    *(entry["title"] for entry in load("kinds")["forms"]),
    "^合计|总计$",
    "(?<!不)合计",
    "^(?!不)合计$",
    "[一-三]季度$",
    "合计??",
    "(合计",
    "资金(总额)?(甲|乙)?$",
]


def _texts() -> list[str]:
    names = [name for entry in load("columns").values() for name in entry["names"]]
    listed = [word for pattern in PATTERNS for word in _listed(pattern.strip("^$"), anchored=False) or ()]
    return [text for one in [*names, *listed] for text in (one, f"本{one}", f"{one}甲", one[1:], one[:-1])]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_list_of_words_fits_what_the_pattern_would_find(pattern: str) -> None:
    try:
        known: Any = regex.compile(pattern)
    except regex.error:
        with pytest.raises(regex.error):
            fitting(pattern)("合计")
        return
    wrong = [text for text in _texts() if fitting(pattern)(text) != (known.search(text) is not None)]
    assert wrong == []


def test_most_patterns_of_rows_and_columns_are_lists_of_words() -> None:
    listed = [pattern for pattern in PATTERNS if _listed(pattern.strip("^$"), anchored=True) is not None]
    assert 2 * len(listed) > len(PATTERNS)
