"""Promises 1 and 4 on random reports: numbers that agree give no error, one wrong number gives one, at its place.

Forms are built from true values, printed with the roundings that offices use, in header variants of several provinces.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from gouji.extract.document import Document
from gouji.normalize.build import build
from gouji.validate.examine import examine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LAW = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
Build = Callable[[Any], Document]
LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("社会效益指标",),
    "满意度指标": ("服务对象满意度指标",),
}
NAMES = ("巡查次数", "合格率", "按期完成率", "受益人数", "居民满意度")


def printed(number: Decimal, places: int) -> str:
    return str(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


@dataclass(frozen=True)
class Truth:
    """A project's true figures: amounts to the fen by source, weights and scores of five leaves."""

    sources: tuple[Decimal, Decimal, Decimal]
    spent: tuple[Decimal, Decimal, Decimal]
    scores: tuple[Decimal, ...]
    weights: tuple[int, ...] = (30, 20, 10, 20, 10)

    @property
    def budget(self) -> Decimal:
        return sum(self.sources, Decimal(0))

    @property
    def executed(self) -> Decimal:
        return sum(self.spent, Decimal(0))

    @property
    def execution_score(self) -> Decimal:
        return min(self.executed / self.budget, Decimal(1)) * 10


@st.composite
def truths(draw: st.DrawFn) -> Truth:
    fen = st.integers(0, 5 * 10**8).map(lambda n: Decimal(n).scaleb(-2))
    first = draw(st.integers(10**6, 5 * 10**8).map(lambda n: Decimal(n).scaleb(-2)))
    sources = (first, draw(fen), draw(fen))
    shares = [draw(st.integers(0, 100)) for _ in sources]
    spent = [(amount * share / 100).quantize(Decimal("0.01")) for amount, share in zip(sources, shares, strict=True)]
    scores = tuple(Decimal(draw(st.integers(0, weight * 4))) / 4 for weight in Truth.weights)
    return Truth(sources, (spent[0], spent[1], spent[2]), scores)


@st.composite
def sound_truths(draw: st.DrawFn) -> Truth:
    """Projects in which every source has money and every score leaves something to lose."""
    sources = [draw(st.integers(10**7, 5 * 10**8).map(lambda n: Decimal(n).scaleb(-2))) for _ in range(3)]
    spent = [(amount * draw(st.integers(5, 95)) / 100).quantize(Decimal("0.01")) for amount in sources]
    scores = tuple(Decimal(draw(st.integers(weight * 2, weight * 4 - 8))) / 4 for weight in Truth.weights)
    return Truth((sources[0], sources[1], sources[2]), (spent[0], spent[1], spent[2]), scores)


@dataclass(frozen=True)
class Layout:
    """How an office prints its form."""

    unit: str  # 元 or 万元
    places: int
    percent: bool
    rate_places: int
    score_places: int
    labelled: bool  # the unit in a tall label beside the block, or in the head of the names
    weighted_names: bool
    dash: str


layouts = st.builds(
    Layout,
    st.sampled_from(["元", "万元"]),
    st.sampled_from([2, 4]),
    st.booleans(),
    st.sampled_from([0, 1, 2]),
    st.sampled_from([2, 3]),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["—", "/", "-", ""]),
)


def rate(part: Decimal, whole: Decimal, layout: Layout) -> str:
    if whole == 0:
        return layout.dash
    share = part / whole
    return f"{printed(share * 100, layout.rate_places)}%" if layout.percent else printed(share, layout.rate_places + 2)


def fund_rows(truth: Truth, layout: Layout) -> list[str]:
    def amount(number: Decimal) -> str:
        return printed(number / (10000 if layout.unit == "万元" else 1), layout.places)

    lead = "^ | " if layout.labelled else ""
    head = f"项目资金\\n（{layout.unit}） | < | " if layout.labelled else f"项目资金（{layout.unit}） | "
    rows = [head + "年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分" + ("" if layout.labelled else " | <")]
    whole = [("年度资金总额", truth.budget, truth.executed)]
    names = ("其中：当年财政拨款", "上年结转资金", "其他资金")
    whole += list(zip(names, truth.sources, truth.spent, strict=True))
    for at, (name, budget, spent) in enumerate(whole):
        weight, score = ("10", printed(truth.execution_score, layout.score_places)) if at == 0 else (layout.dash,) * 2
        cells = [name, amount(budget), amount(budget), amount(spent), weight, rate(spent, budget, layout), score]
        rows.append(lead + " | ".join(cells) + ("" if layout.labelled else " | <"))
    return rows


def score_rows(truth: Truth, layout: Layout) -> list[str]:
    rows = ["一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因"]
    at = 0
    for level, classes in LEVELS.items():
        weight = sum(truth.weights[at : at + len(classes)])
        for number, second in enumerate(classes):
            first = "^" if number else f"{level}（{weight}分）" if layout.weighted_names else level
            score = printed(truth.scores[at], layout.score_places)
            rows.append(
                f"{first} | {second} | {NAMES[at]} | {layout.dash} | {layout.dash} | {truth.weights[at]} | {score} |"
            )
            at += 1
    total = sum(truth.scores, Decimal(0)) + Decimal(printed(truth.execution_score, layout.score_places))
    rows.append(f"总分 | < | < | < | < | 100 | {printed(total, layout.score_places)} |")
    return rows


def case(truth: Truth, layout: Layout) -> list[dict[str, Any]]:
    rows = ["项目名称 | 网格巡查 | < | < | < | < | < | <", *fund_rows(truth, layout), *score_rows(truth, layout)]
    in_wan = printed(truth.budget / 10000, 2), printed(truth.executed / 10000, 2)
    share = printed(truth.executed / truth.budget * 100, 2)
    score = sum(truth.scores, Decimal(0)) + Decimal(printed(truth.execution_score, layout.score_places))
    produce = sum(truth.scores[:3], Decimal(0))
    text = (
        f"2022年度网格巡查项目绩效自评报告\n项目全年预算数为{in_wan[0]}万元，实际支出{in_wan[1]}万元，执行率为{share}%。\n"
        f"产出指标共60分，得分{produce.normalize():f}分，得分率为{printed(produce / 60 * 100, 2)}%。\n"
        f"自评得分{printed(score, layout.score_places)}分。"
    )
    return [{"text": text}, {"table": {"caption": "项目支出绩效自评表", "rows": "\n".join(rows)}}]


@LAW
@given(truth=truths(), layout=layouts)
def test_a_consistent_form_has_no_error(truth: Truth, layout: Layout, document: Build) -> None:
    examination = examine(build(document(case(truth, layout))))
    found = [(f.rule, f.subject, f.stated, f.expected) for f in examination.findings if f.severity == "error"]
    assert found == []
    assert examination.counts.held >= 8, "nothing was compared"


NUMBER = re.compile(r"\d+(\.\d+)?%?")


def wrong(text: str, up: bool) -> str:
    """Another number of the same form, too far off for any rounding to explain."""
    sign = "%" if text.endswith("%") else ""
    number = Decimal(text.rstrip("%"))
    unit = Decimal(1).scaleb(-max(-int(number.as_tuple().exponent), 0))
    if number > 10000:
        other = number + (4321 if up else -4321)
    elif number > 100:
        other = number + (9 if up else -9)
    elif number <= 1:
        other = number / 2 if number else Decimal("0.4")
    else:
        other = number - (1 if up else 2) if number > 3 else number + 4
    return f"{other.quantize(unit)}{sign}"


seeded_layouts = layouts.filter(lambda layout: layout.rate_places > 0)


@settings(LAW, max_examples=60)
@given(truth=sound_truths(), layout=seeded_layouts, data=st.data(), up=st.booleans())
def test_one_wrong_number_is_one_error(
    truth: Truth, layout: Layout, data: st.DataObject, up: bool, document: Build
) -> None:
    """Whichever number of the form is wrong: one row, and it stands there or names it."""
    blocks = case(truth, layout)
    rows = [line.split(" | ") for line in blocks[1]["table"]["rows"].split("\n")]
    places = [(r, c) for r, row in enumerate(rows) for c, text in enumerate(row) if NUMBER.fullmatch(text.strip())]
    row, column = data.draw(st.sampled_from(places))
    rows[row][column] = wrong(rows[row][column].strip(), up)
    blocks[1]["table"]["rows"] = "\n".join(" | ".join(line) for line in rows)
    findings = examine(build(document(blocks))).findings
    [error] = [finding for finding in findings if finding.severity == "error"]
    assert error.anchor is not None
    at = (error.anchor.row, error.anchor.column) == (row, column)
    assert at or f"第{row + 1}行" in error.cause


# Parted by commas; the last is a blank cell.
POOL = (
    "一级指标,三级指标,分值,得分,合计,总分,小计,其中：甲,年度资金总额,全年预算数,全年执行数,执行率,占比,项目名称,"
    "产出（50分）,—,12,12.50,95%,≥3,0.9,万元,3万,-5,无,累计支出数,季度,^,<,"
)
WORDS = st.sampled_from(POOL.split(","))


@LAW
@given(rows=st.lists(st.lists(WORDS, min_size=4, max_size=4), min_size=1, max_size=7))
def test_any_table_is_judged_without_an_exception(rows: list[list[str]], document: Build) -> None:
    rows[0] = [cell if cell not in "^<" else "" for cell in rows[0]]
    grid = [["" if row[0] == "<" else row[0], *row[1:]] for row in rows]
    examine(build(document({"table": {"unit": "单位：万元", "rows": "\n".join(" | ".join(row) for row in grid)}})))
