"""Grade words and score bands: “优秀” is 优, and 88.5 lies in 良."""

from __future__ import annotations

from fractions import Fraction

from .lexicon import load


def grade_of(word: str) -> str:
    """优, 良, 中 or 差 for a printed grade word, "" for none."""
    return next((str(grade) for grade, words in load("grades")["words"].items() if word in words), "")


def band_of(score: Fraction) -> str:
    """The default band of a total score of 100: lower bound included."""
    return next(str(grade) for grade, (low, high) in load("grades")["bands"].items() if low <= score < high)
