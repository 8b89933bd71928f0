"""Grade words and score bands: “优秀” is 优, and 88.5 lies in 良 unless the report or its profile says otherwise.

“评价等级分为优（80分及以上）、良（70（含）-80分）、中（60-70分）、差（60分以下）” gives 优 80, 良 70, 中 60, 差 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ...extract.text import fold
from ..lexicon import compiled, load
from ..profiles import Profile
from ..report import Form, Value

_WORD = "(?P<word>优秀|优|良好|良|中等|合格|一般|中|较差|不合格|差)"
_LOW = r"(?P<low>\d+(?:\.\d+)?)"
_INCLUDED = r"(?:[（(]不?含[^，。；、]{0,4}[)）])?(?P<below>分?以下)?"
# a word with its bounds in brackets behind it, or bounds and the word behind them
_BEHIND = rf"[“\"]?{_WORD}[”\"]?(?:等?级?|档)?[（(\[]{_LOW}分?{_INCLUDED}"
_BEFORE = rf"{_LOW}分?{_INCLUDED}[^，。；、]{{0,12}}?(?:为|评为|属于?)[“\"]?{_WORD}[”\"]?"

Bands = dict[str, Fraction]  # grade -> lower bound, included


def grade_of(word: str) -> str:
    """优, 良, 中 or 差 for a printed grade word, "" for none."""
    return next((str(grade) for grade, words in load("grades")["words"].items() if word in words), "")


def profile_bands(conventions: Profile) -> Bands:
    """The bands of a province or template, by their lower bounds."""
    return {grade: Fraction(low) for grade, (low, _) in conventions.grades.items()}


def own_bands(texts: Iterable[str]) -> Bands:
    """The bands a report prints itself, empty where it prints none; three grades make a scale."""
    for text in texts:
        for pattern in (_BEHIND, _BEFORE):
            bands = {
                grade_of(match["word"]): Fraction(0) if match["below"] else Fraction(match["low"])
                for match in compiled(pattern).finditer(text)
            }
            if len(bands) >= 3 and len(set(bands.values())) == len(bands):
                return bands
    return {}


def band_of(score: Fraction, bands: Bands) -> str:
    """The grade with the highest lower bound that the score reaches, "" when it reaches none."""
    reached = [(low, grade) for grade, low in bands.items() if low <= score]
    return max(reached)[1] if reached else ""


def form_grade(form: Form) -> Value | None:
    """A grade printed in a form's total row, beside the total score."""
    total = form.score.total if form.score is not None else None
    values = total.values.values() if total is not None else ()
    return next((value for value in values if value.quantity is None and grade_of(fold(value.text))), None)
