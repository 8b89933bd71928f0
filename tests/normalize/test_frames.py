"""The frames as data: every name means one indicator, every example matches, every 二级 has its 一级."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from gouji.normalize.indicators.frames import ORDER, Frame, fitting, frame, frames
from gouji.normalize.indicators.indicator import match
from gouji.normalize.indicators.naming import key, stem
from gouji.normalize.profiles import profile, profile_of, profiles

FRAMES = [pytest.param(frame(name), id=name) for name in ORDER]


@pytest.mark.parametrize("own", FRAMES)
def test_ids_are_unique(own: Frame) -> None:
    ids = [indicator.id for indicator in own.indicators]
    assert len(ids) == len(set(ids))


def test_ids_are_unique_over_all_frames() -> None:
    own = [item.id for name in ORDER if name != "cost_first" for item in frame(name).indicators]
    assert len(own) == len(set(own))


@pytest.mark.parametrize("own", FRAMES)
def test_no_name_means_two_indicators(own: Frame) -> None:
    """Except names printed under two 二级, which only their printed 二级 can tell apart."""
    for indicator in own.indicators:
        for name in indicator.names:
            found = own.known(key(name), "")
            scoped = all(item.scoped for item in found) and len({item.level2 for item in found}) == len(found)
            assert len(found) == 1 or scoped, (name, [item.id for item in found])


@pytest.mark.parametrize("own", FRAMES)
def test_no_alias_is_described_by_another_indicator(own: Frame) -> None:
    for indicator in own.indicators:
        for name in indicator.names:
            others = [item.id for item in own.described(key(name), "") if item is not indicator]
            assert not others, (name, others)


@pytest.mark.parametrize("own", FRAMES)
def test_names_within_are_unique_in_their_level2(own: Frame) -> None:
    names = [(key(name), item.level2) for item in own.indicators for name in item.within]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("own", FRAMES)
def test_every_name_and_example_matches_its_indicator(own: Frame) -> None:
    for indicator in own.indicators:
        assert indicator.example
        assert indicator.example != indicator.name
        for name in (*indicator.names, *indicator.within, indicator.example):
            assert match(name, own, indicator.level2).id == indicator.id, name


@pytest.mark.parametrize("own", FRAMES)
def test_places_and_sources_are_known(own: Frame) -> None:
    assert own.source
    for level2 in own.level2.values():
        assert level2.level1 in own.level1
    for indicator in own.indicators:
        assert indicator.level2 in own.level2, indicator.id
        assert indicator.source.startswith("财预"), indicator.id
        assert indicator.direction in ("up", "down", "judged", "interval")
        assert bool(indicator.formula) or indicator.unit != "%", indicator.id


@pytest.mark.parametrize("own", FRAMES)
def test_no_printed_level2_means_two(own: Frame) -> None:
    meant: dict[str, set[str]] = {}
    for level2 in own.level2.values():
        for name in (level2.name, *level2.aliases):
            meant.setdefault(key(name), set()).add(level2.name)
    assert not {name: places for name, places in meant.items() if len(places) > 1}


def test_the_frame_of_2020_is_complete() -> None:
    own = frame("project_evaluation")
    assert len(own.level1) == 4
    assert len(own.level2) == 10
    assert len(own.indicators) == 17
    assert {item.same_as for name in ("self_evaluation", "cost_first") for item in frame(name).indicators} - {""} <= {
        item.id for item in own.indicators
    }


def test_legal_weight_vectors_add_up() -> None:
    vectors = [weights for own in frames().values() for weights in own.weights]
    assert len(vectors) == 4
    for vector in vectors:
        assert sum(vector.weights.values()) == Decimal(100)
        assert vector.source


def test_cost_as_level1_replaces_the_class_of_that_name() -> None:
    own = frame("cost_first")
    assert own.kind_of(own.level2_of("成本指标")) == ("成本指标", "成本")
    assert own.kind_of(own.level2_of("数量指标")) == ("产出指标", "数量")
    assert "SE-成本节约率" not in {item.id for item in own.indicators}


@pytest.mark.parametrize(
    ("level2", "title", "expected"),
    [
        (["项目立项", "绩效目标", "资金投入", "产出数量", "项目效益"], "评分表", "project_evaluation"),
        (["项目立项", "资金管理", "组织实施", "数量指标", "质量指标", "社会效益指标"], "", "project_evaluation"),
        (["数量指标", "质量指标", "社会效益指标", "服务对象满意度指标"], "项目支出绩效自评表", "self_evaluation"),
        (["经济成本指标", "社会成本指标", "数量指标", "社会效益指标"], "", "cost_first"),
        (["项目立项", "资金落实", "业务管理", "财务管理", "项目产出"], "", "old_project"),
        (["预算配置", "预算执行", "资产管理", "职责履行"], "", "department"),
        ([], "部门整体支出绩效自评表", "department"),
        (["数量指标", "社会效益指标"], "部门整体支出绩效自评表", "self_evaluation"),
    ],
)
def test_fitting(level2: list[str], title: str, expected: str) -> None:
    assert fitting(level2, title).id == expected


def test_stems_need_four_characters() -> None:
    assert stem(key("资金到位率")) == stem(key("资金到位情况")) == "资金到位"
    assert stem(key("到位率")) == ""


def test_profiles_hold_what_differs() -> None:
    assert profile("湖北").execution == Decimal(20)
    assert (profile("湖北").sums[0].indicators, profile("湖北").sums[0].execution) == (Decimal(80), Decimal(20))
    assert profile("江西").reverse == ("ratio",)
    assert profile("江西").qualitative["部分达成"] == (Decimal(50), Decimal(80))
    assert profile("广西").over_completion == Decimal("1.3")
    assert profile("云南").sums == profile().sums


def test_bands_leave_no_gap() -> None:
    for item in profiles().values():
        assert item.source
        for bands in (item.grades, item.qualitative):
            ordered = sorted(bands.values())
            assert ordered[0][0] == 0
            assert all(low[1] == high[0] for low, high in pairwise(ordered)), item.name
        for total in item.sums:
            assert total.indicators + total.execution == Decimal(100)


@pytest.mark.parametrize(
    ("text", "year", "name"),
    [
        ("四川省某县财政局关于……", "2023", "四川"),
        ("深圳市某局", "", "深圳"),
        ("某局", "2018", "before_2020"),
        ("某局", "2021", "default"),
        ("", "", "default"),
    ],
)
def test_profile_by_what_the_document_says(text: str, year: str, name: str) -> None:
    assert profile_of(text, year).name == name
