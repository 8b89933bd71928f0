"""Scoring rules as printed: what each means, and the scores it allows."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from gouji.normalize.indicators.marks import Achieved, Mark, marks, reachable
from gouji.normalize.indicators.scoring import AllOrNone, Deduct, Levels, Points, read_rule
from hypothesis import given, settings
from hypothesis import strategies as st

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "scoring.yaml").read_text(encoding="utf-8"))
CENT = Fraction(1, 10000)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24].replace("\n", " "))
def test_meaning(case: dict[str, Any]) -> None:
    rule = read_rule(case["text"])
    if case["kind"] == "none":
        assert rule is None
        return
    assert rule is not None
    assert type(rule.kind).__name__ == case["kind"]
    for trial in case.get("trials", ()):
        assert _rounded(marks(rule.kind, _achieved(trial))) == sorted({_exact(n) for n in trial["gives"]}), trial
    if "reach" in case:
        found = reachable(rule.kind, _exact(case["reach"]["w"]))
        assert found is not None
        assert sorted(set(found)) == sorted({_exact(n) for n in case["reach"]["gives"]})
    if isinstance(rule.kind, Levels):
        assert rule.kind.most == case.get("most")
    if isinstance(rule.kind, Points):
        assert list(rule.kind.points) == [_exact(n) for n in case.get("points", ())]
        assert (rule.kind.count, rule.kind.veto, rule.kind.hard) == (
            case.get("count", len(rule.kind.points)), case.get("veto", False), case.get("hard", False),
        )  # fmt: skip


def _exact(number: Any) -> Fraction:
    return Fraction(str(number))


def _achieved(trial: dict[str, Any]) -> Achieved:
    target = _exact(trial["t"]) if "t" in trial else None
    return Achieved(_exact(trial["w"]), _exact(trial["a"]), target, "u" not in trial, trial.get("u", ""))


def _rounded(found: list[Mark]) -> list[Fraction]:
    return sorted({Fraction(round(mark.score / CENT)) * CENT for mark in found})


def test_the_span_is_that_of_the_printed_rule() -> None:
    text = "  每低1%扣0.5分，扣完为止 "
    rule = read_rule(text)
    assert rule is not None
    assert text[slice(*rule.span)] == rule.text == text.strip()


LAW = settings(deadline=None, derandomize=True, database=None)
RATES = st.fractions(0, Fraction(3, 2), max_denominator=10000)
WEIGHTS = st.integers(1, 40).map(Fraction)
POINTS = st.integers(1, 300).map(lambda n: Fraction(n, 100))


@LAW
@given(st.integers(1, 100), POINTS, WEIGHTS, RATES, RATES)
def test_a_higher_rate_never_scores_less(
    limit: int, points: Fraction, weight: Fraction, one: Fraction, two: Fraction
) -> None:
    rule = read_rule(f"完成率≥{limit}%得满分；每降低1%扣{float(points):g}分，扣完为止")
    assert rule is not None
    low, high = (marks(rule.kind, Achieved(weight, rate)) for rate in sorted((one, two)))
    assert min(mark.score for mark in low) <= min(mark.score for mark in high)
    assert max(mark.score for mark in low) <= max(mark.score for mark in high)
    assert all(0 <= mark.score <= weight for mark in (*low, *high))


@LAW
@given(WEIGHTS, RATES, RATES)
def test_proportion_is_monotonous_and_capped(weight: Fraction, one: Fraction, two: Fraction) -> None:
    rule = read_rule("得分=完成率×分值")
    assert rule is not None
    low, high = (marks(rule.kind, Achieved(weight, rate))[0].score for rate in sorted((one, two)))
    assert 0 <= low <= high <= weight


@LAW
@given(WEIGHTS, RATES, RATES)
def test_lateness_and_excess_score_no_more(weight: Fraction, one: Fraction, two: Fraction) -> None:
    rule = read_rule("变动率≤10%得满分；每超过1%扣0.5分，扣完为止")
    assert rule is not None
    low, high = (marks(rule.kind, Achieved(weight, rate)) for rate in sorted((one, two)))
    assert max(mark.score for mark in high) <= max(mark.score for mark in low)


@LAW
@given(RATES)
def test_closed_levels_give_one_score_inside(rate: Fraction) -> None:
    rule = read_rule("满意度≥90%得10分；80%≤满意度<90%得8分；低于80%得0分")
    assert rule is not None
    assert len(marks(rule.kind, Achieved(Fraction(10), rate))) == 1


@LAW
@given(st.text(alphabet="①②每低高于1%扣得满分，。；（）=×年完成率率95", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    rule = read_rule(text)
    assert rule is None or rule.text == text.strip()
    if rule is not None and isinstance(rule.kind, Deduct | AllOrNone):
        marks(rule.kind, Achieved(Fraction(5), Fraction(1, 2), Fraction(9, 10)))
