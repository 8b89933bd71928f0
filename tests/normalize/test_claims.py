"""Sentences and what they claim; more important, sentences that claim nothing about this project and this year."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from gouji.extract.document import Document
from gouji.normalize import lexicon
from gouji.normalize.narrative.claims import read_claims
from gouji.normalize.narrative.subjects import names_project, subject
from gouji.normalize.report import Claim

Build = Callable[[Any], Document]
LIMIT = 5.0  # seconds; minutes where a pattern backtracks

# What the `example` of each template says: measure and number (or word).
EXAMPLES: dict[str, dict[str, str]] = {
    "budget_changed": {"initial_budget": "52", "budget": "46.8"},
    "cost_saving": {"planned_cost": "80", "actual_cost": "76", "saving_rate": "5"},
}
# Measures of measures.yaml under the names that a score gets from its subject.
NAMED = {"weight": "group_weight", "score": "group_score", "total": "total_score"}


def templates() -> list[Any]:
    return [pytest.param(entry, id=str(entry["id"])) for entry in lexicon.load("claims")]


def word_examples() -> list[Any]:
    return [pytest.param(m, entry, id=m) for m, entry in lexicon.load("measures")["examples"].items()]


def reader_examples() -> list[Any]:
    return [
        pytest.param(entry["text"], entry["facts"], id=f"{schema}-{name}")
        for schema in ("counts", "grades_said")
        for name, entry in lexicon.load(schema)["examples"].items()
    ]


def read(document: Build, text: str, year: str = "2022", projects: tuple[str, ...] = ()) -> list[Claim]:
    return read_claims(document({"text": text}), year, projects)


def shown(claim: Claim) -> str:
    return str(claim.value.quantity.value) if claim.value.quantity else claim.value.text


def said(claims: list[Claim]) -> dict[str, str]:
    return {claim.measure: shown(claim) for claim in claims}


def whole(claims: list[Claim]) -> dict[str, str]:
    return said([claim for claim in claims if claim.whole])


AROUND = ["{}。", "（三）评价情况。经核查，{}；其余见附件。", "{}"]


@pytest.mark.parametrize("entry", templates())
@pytest.mark.parametrize("around", AROUND)
def test_every_example_is_read(document: Build, entry: dict[str, Any], around: str) -> None:
    claims = read(document, around.format(entry["example"]))
    assert entry["id"] in {claim.pattern for claim in claims}
    assert said(claims) == EXAMPLES[entry["id"]]
    assert len(claims) == len(EXAMPLES[entry["id"]]), "each fact once"


@pytest.mark.parametrize(("measure", "entry"), word_examples())
@pytest.mark.parametrize("around", AROUND)
def test_every_measure_is_read(document: Build, measure: str, entry: dict[str, str], around: str) -> None:
    assert said(read(document, around.format(entry["text"]))) == {measure: entry["value"]}


def test_every_measure_has_an_example() -> None:
    schema = lexicon.load("measures")
    kinds = [schema[kind] for kind in ("money", "ratio", "point", "score")]
    measures = {NAMED.get(measure, measure) for kind in kinds for measure in kind} - {"none"}
    assert measures <= set(schema["examples"])


def test_no_word_means_two_measures() -> None:
    for kind in ("money", "ratio", "point", "score"):
        words = [word for entries in lexicon.load("measures")[kind].values() for word in entries]
        assert len(set(words)) == len(words), sorted({word for word in words if words.count(word) > 1})


@pytest.mark.parametrize(("text", "facts"), reader_examples())
@pytest.mark.parametrize("around", AROUND)
def test_every_reader_reads_its_example(document: Build, text: str, facts: list[str], around: str) -> None:
    claims = read(document, around.format(text))
    assert [f"{claim.measure} {shown(claim)}" for claim in claims] == facts


@pytest.mark.parametrize("entry", lexicon.load("subjects")["examples"], ids=lambda entry: str(entry["phrase"]))
def test_whose_a_phrase_is(entry: dict[str, str]) -> None:
    assert subject(entry["phrase"]) == entry["subject"]


@pytest.mark.parametrize("entry", [*templates(), *[pytest.param(p.values[1]) for p in word_examples()]])
def test_no_example_speaks_of_another_year(document: Build, entry: dict[str, Any]) -> None:
    for before in ("2019年，", "去年，", "上一年度，", "前年，"):
        assert said(read(document, f"{before}{entry.get('example') or entry['text']}。")) == {}, before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "项目 产出 指标共 39 分，得分 37 分，得分率为 94.87%。",
            {"group_weight": "39", "group_score": "37", "group_rate": "94.87"},
        ),
        ("决策类指标满分20分，实际得分17.5分。", {"group_weight": "20", "group_score": "17.5"}),
        ("效益指标得21分（满分25分）。", {"group_weight": "25", "group_score": "21"}),
        ("经综合评定，自评总分98.6分，自评等级为“优秀”。", {"total_score": "98.6", "grade": "优秀"}),
        ("本次绩效评价综合得分：86.45分，评价等级为“良”。", {"total_score": "86.45", "grade": "良"}),
        ("评价结果为良好。", {"grade": "良好"}),
        ("该项目总得分为88.50分，绩效评定级别为“良”。", {"total_score": "88.50", "grade": "良"}),
        (
            "项目年初预算数为120万元，全年实际支出108万元，执行率90%。",
            {"initial_budget": "120", "executed": "108", "execution_rate": "90"},
        ),
        ("2022年度项目预算总额为3.86亿元。", {"budget": "3.86"}),
        ("项目预算资金共1,352,000.00元。", {"budget": "1352000.00"}),
        ("其中教师满意度96%，决策指标得分14分。", {"satisfaction": "96", "group_score": "14"}),
        ("年度目标值为300户，实际完成312户。", {"count": "300", "count_done": "312"}),
        ("预算资金执行率达到96.28 %。", {"execution_rate": "96.28"}),
        ("截至2022年12月31日，项目累计支出57.05万元。", {"executed": "57.05"}),
        ("实际到位资金180万元，资金到位率为90%。", {"arrived": "180", "arrival_rate": "90"}),
    ],
)  # fmt: skip
def test_what_sentences_say(document: Build, text: str, expected: dict[str, str]) -> None:
    assert said(read(document, text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2021年该项目综合得分为84分。",
        "上年综合得分84分，等级上升一档。",
        "同类项目平均得分88.3分。",
        "综合得分不低于90分的单位给予奖励。",
        "2020年项目预算总额为98万元，实际支出95万元，执行率96.94%。",
        "全市预算执行率为93%。",
        "预算执行率目标值为100%。",
        "每培训1人补助预算标准为1200元。",
        "其中设备购置实际支出31万元。",
        "6月向承建单位支付工程款22.5万元。",
        "项目总投资3年共计1.2亿元，其中2021年3000万元，2022年5000万元。",
        "项目总投资1200万元，建设期三年，安排项目预算400万元，实际支出380万元，执行率95%。",
        "参评的6个子项目中，优2个、良3个、中1个。",
        "资金使用每发现一处不合规扣1分，扣完为止。",
        "年度绩效目标：满意度达到95%，完成率100%。",
        "下一步拟申请预算80万元。",
        "同类项目预算执行率为93%。",
        "全省共安排该项资金12亿元，覆盖88个县。",
        "覆盖3个县，其中甲县12个村、乙县8个村。",
        "安排资金使用计划3份。",
        "补助标准为2500元/户。",
        "产出指标每低于目标1个百分点扣0.5分。",
        "培训共3期，得到好评。",
        "等级保护测评结果为合格标准以上的系统有5个。",
        "得分90分以上的为优，80分至90分的为良。",
    ],
)
def test_what_sentences_do_not_say(document: Build, text: str) -> None:
    assert said(read(document, text)) == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("项目产出指标共39分，得分35分。", "项目产出"),
        ("过程类指标共20分，得分20分。", "过程"),
        ("满意度指标得分9分（满分10分）。", "满意度"),
        ("（二）过程管理（满分20分，得分17.5分）", "过程管理"),
        ("时效分值10分，因工期延误扣2分，得8分。", "时效"),
        ("档案管理评定为“优”，得分9分。", "档案管理"),
        ("堤防项目预算总额为80万元，实际支出76万元，执行率为95%。", "堤防项目"),
        ("堤防项目：预算80万元，实际支出76万元。", "堤防项目"),
        ("第一批预算安排80万元，实际支出60万元，执行率75%。", "第一批"),
        ("截至2022年6月底，项目累计支出30万元，预算执行率48%。", "2022年6月底"),
        ("上半年预算执行率为48%。", "上半年"),
        ("市财政预算安排60万元。", "市财政"),
        ("教育支出（类）年初预算为85.5万元，支出决算为94.05万元。", "教育支出"),
        ("举办培训班3期，支出12万元。", "举办培训班"),
        ("部门整体预算执行率为91.27%。", "部门整体"),
        ("甲单位自评得分96分。", "甲单位"),
    ],
)
def test_whose_facts(document: Build, text: str, name: str) -> None:
    assert {claim.subject for claim in read(document, text)} == {name}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("财政资金预算执行率为92%，自筹资金执行率为80%，综合预算执行率为90%。", {"execution_rate": "90"}),
        ("本项目预算92万元，与2019年保持一致。", {"budget": "92"}),
        ("截至2022年12月底，项目累计支出57.05万元。", {"executed": "57.05"}),
        ("12个项目平均得分92.37分，其中甲单位自评得分96分。", {}),
        ("满分120分，项目综合得分为102分，折算为百分制后综合得分为85分。", {}),
        ("项目预算100万元，其中中央财政预算80万元。", {"budget": "100"}),
        (
            "支出合计90万元，其中：基本支出60万元，占66.7%；项目支出30万元，占33.3%。",
            {"executed": "90"},
        ),
        ("泵站项目预算40万元，支出40万元，资金执行率100%。", {}),
        ("基本支出860万元，项目支出310万元。", {}),
        ("经综合评定，本项目评价等级为“优”，信用评价等级为“良”。", {"grade": "优"}),
    ],
)
def test_what_is_said_of_the_whole_project(document: Build, text: str, expected: dict[str, str]) -> None:
    assert whole(read(document, text)) == expected


@pytest.mark.parametrize(
    ("name", "project", "same"),
    [
        ("堤防加固项目", "堤防加固", True),
        ("市体育局全民健身专项", "全民健身专项资金", True),
        ("全民健身项目", "2022年度市体育局全民健身经费", True),
        ("社矫项目", "社区矫正经费项目", True),
        ("堤防项目", "堤防加固及泵站维修项目", False),
        ("泵站项目", "堤防加固项目", False),
        ("培训项目", "教师培训楼改造项目", False),
    ],
)
def test_the_documents_own_project(name: str, project: str, same: bool) -> None:
    assert names_project(name, project) is same


def test_the_named_project_is_the_whole(document: Build) -> None:
    [claim] = read(document, "堤防加固项目预算总额为80万元。", projects=("堤防加固",))
    assert claim.whole
    [claim] = read(document, "泵站项目预算总额为80万元。", projects=("堤防加固",))
    assert not claim.whole


@pytest.mark.parametrize(
    "text",
    [
        "项目预算100万元，追加20万元，实际支出110万元，执行率91.67%。",
        "项目预算100万元，实际到位80万元，支出80万元，执行率100%。",
        "共安排资金500万元，应支付450万元，实际支付445万元，执行率98.89%。",
        "项目预算100万元，上年结转20万元，实际支出110万元，执行率91.67%。",
    ],
)
def test_a_rate_whose_base_is_open_stands_alone(document: Build, text: str) -> None:
    """Between budget and rate stands another amount that may be its base: no rule may divide."""
    claims = read(document, text)
    rate = next(claim for claim in claims if claim.measure == "execution_rate")
    assert all(claim.measure != "budget" for claim in claims if claim.group == rate.group)


def test_no_group_has_a_measure_twice(document: Build) -> None:
    claims = read(document, "预算80万元，支出76万元，执行率95%；预算40万元，支出40万元，执行率100%。")
    keys = [(claim.group, claim.measure) for claim in claims]
    assert len(set(keys)) == len(keys) == 6


def test_self_evaluation_is_told_from_evaluation(document: Build) -> None:
    claims = read(document, "单位自评得分98分。评价得分91分。综合得分91分。")
    assert [(claim.subject, str(claim.value.text)) for claim in claims] == [
        ("自评", "98分"), ("评价", "91分"), ("", "91分"),
    ]  # fmt: skip


def test_facts_of_one_sentence_share_a_group(document: Build) -> None:
    claims = read(document, "产出指标共39分，得分35分。效益指标共21分，得分19分。")
    assert [claim.group for claim in claims] == [1, 1, 2, 2]


def test_a_hedged_amount_is_not_certain(document: Build) -> None:
    [claim] = read(document, "项目预算总额约92万元。")
    assert not claim.value.certain


def test_the_place_of_a_number(document: Build) -> None:
    """The characters of the printed text, blanks between Chinese and digits included."""
    text = "一、基本情况。项目 预算总额为 135.20 万元。"
    [claim] = read(document, text)
    assert claim.value.anchor.span is not None
    start, end = claim.value.anchor.span
    assert text[start:end] == "135.20 万元"
    assert claim.value.base == 1352000
    assert claim.value.quantity is not None and claim.value.quantity.value == Decimal("135.20")


def test_the_place_of_a_grade(document: Build) -> None:
    text = "优先保障民生。综合得分92分，评价等级为“优”。"
    grade = next(claim for claim in read(document, text) if claim.measure == "grade")
    assert grade.value.anchor.span == (text.rindex("优"), text.rindex("优") + 1)


def test_one_sentence_takes_no_time(document: Build) -> None:
    """A long sentence of numbers and names ends within the templates' time limit."""
    text = "项目产出指标数量指标" * 40 + "共39分，" * 40 + "，".join(f"预算{n}万元" for n in range(200)) + "。"
    assert read(document, text) is not None


WORDS = (
    "预算 支出 决算 由 调整为 分别为 各 其中 共计 占 的比重 比上年 增加 得分 满分 扣 每 等级为优 完成率 满意度 截至 "
    "2021年 项目 本 （ ） ， 、 ； ： 80万元 95% 20分 300人 12个 1.9个百分点 = ÷ × 和 "
)


def test_no_arrangement_of_words_stops_the_reader(document: Build) -> None:
    """Sentences put together by chance: none takes long, and every number has its place."""
    chance = random.Random(20)  # noqa: S311  no secret
    texts = ["".join(chance.choices(WORDS.split(), k=size)) for size in [20] * 200 + [400] * 10]
    start = time.process_time()
    for text in texts:
        claims = read(document, text)
        for claim in claims:
            assert claim.value.anchor.span is not None
    assert time.process_time() - start < LIMIT


@pytest.mark.parametrize(
    "piece", ["占", "由", "的", "较上年", "其中：", "（", "预算", "分别", "每", "本年度", "截至2022年"]
)
def test_time_grows_with_length_only(document: Build, piece: str) -> None:
    start = time.process_time()
    read(document, f"{piece * 4000}92万元，得分{piece * 4000}95%。")
    assert time.process_time() - start < LIMIT


def test_the_schema_says_what_each_template_is_for() -> None:
    for entry in lexicon.load("claims"):
        assert {"id", "example", "pattern", "word"} <= set(entry), entry
        assert entry["word"] in entry["example"]
    assert len({entry["id"] for entry in lexicon.load("claims")}) == len(lexicon.load("claims"))


def test_a_score_behind_a_rate_is_no_total(document: Build) -> None:
    assert said(read(document, "项目预算执行率98.5%，得9.85分。")) == {
        "execution_rate": "98.5",
        "group_score": "9.85",
    }


def test_a_second_whole_behind_a_semicolon_is_no_part_of_the_first(document: Build) -> None:
    text = "编制数86人，其中：行政编30人、事业编56人；实有人数82人，其中：行政28人、事业54人。"
    totals = [claim.value.text for claim in read(document, text) if claim.measure == "part_total"]
    assert totals == ["86人", "82人"]
