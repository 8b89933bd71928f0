"""Reports for `benchmarks/archive.py`, made from their number: the same number gives the same report.

Three sizes: self-evaluation forms, evaluation reports, long ones. Words are drawn from a table with a distribution like
Zipf's, so that some pairs stand in every report and most in few, and clauses come again as they do in reports: there
are somewhat more different pairs than in real ones: 5,000 characters have 1,842 (real 5,242: 1,479), 12,000 have 4,400
(real 13,638: 3,920).
"""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Iterator
from decimal import Decimal

from gouji.archive.record import Amount, Check, Claim, FormRow, Found, Indicator, Project, Record
from gouji.archive.recording import joined
from gouji.archive.text import canonical, digest, pack, pairs
from gouji.normalize.report import Identity
from gouji.validate.finding import Finding, fingerprint
from gouji.validate.ledger import Counts
from gouji.validate.outcome import Outcome

# Up to this percentile: characters, indicators, how often a clause is one that stood there before.
SIZES = ((60, 2_000, 15, 0.4), (90, 5_000, 35, 0.3), (100, 12_000, 60, 0.1))
CITIES = [a + b for a in "临清安新永平昌宁海江" for b in "溪河州阳川宁山远城水"]
OFFICES = "公安局 教育局 民政局 司法局 财政局 水利局 农业农村局 卫生健康局 文化和旅游局 交通运输局".split()  # noqa: SIM905
TOPICS = "设备采购 信息化建设 社区矫正 道路维修 农田水利 校舍改造 公共卫生 图书购置 危房改造 人才培训".split()  # noqa: SIM905
LEVELS = ("产出指标›数量指标", "产出指标›质量指标", "产出指标›时效指标", "效益指标›社会效益指标", "效益指标›满意度指标")
RULES = ("GJ101", "GJ103", "GJ201", "GJ301", "GJ302", "GJ304", "GJ402", "GJ403", "GJ501", "GJ601")
RARE = "激光雷达"  # stands in one report of a thousand
CENT = Decimal("0.01")


class Generator:
    """Reports by number."""

    def __init__(self) -> None:
        chance = random.Random(7)
        characters = [chr(code) for code in chance.sample(range(0x4E00, 0x9000), 2_500)]
        self._words = ["".join(chance.choices(characters, k=chance.choice((1, 2, 2, 2, 3)))) for _ in range(12_000)]
        self._weights = list(itertools.accumulate((rank + 8) ** -1.4 for rank in range(len(self._words))))

    def outcome(self, number: int) -> Outcome:
        """One report."""
        chance = random.Random(number)
        _, length, leaves, again = next(size for size in SIZES if number % 100 < size[0])
        unit = f"{chance.choice(CITIES)}市{chance.choice(OFFICES)}"
        name = f"{chance.choice(TOPICS)}{self._drawn(chance, 2)}项目"
        identity = Identity(name, unit, str(2018 + number % 7))
        project = _project(chance, identity)
        passages = list(self._passages(chance, number, project, length, again))
        findings = tuple(_finding(chance, identity) for _ in range(chance.choices((0, 1, 2, 5), (40, 30, 20, 10))[0]))
        indicators = tuple(self._indicator(chance, place) for place in range(leaves))
        record = _record(chance, number, project, passages, indicators, findings)
        counts = Counts(3 * leaves, 3 * leaves - len(findings), 3, len(findings), 0, 5, 6 * leaves, 5 * leaves, 2)
        return Outcome(f"{identity.year}/{unit}/{number}.docx", findings=findings, counts=counts, record=record)

    def _drawn(self, chance: random.Random, count: int) -> str:
        return "".join(chance.choices(self._words, cum_weights=self._weights, k=count))

    def _passages(
        self, chance: random.Random, number: int, project: Project, length: int, again: float
    ) -> Iterator[tuple[str, str]]:
        yield "第1段", f"{project.organisation}{project.name}绩效自评报告"
        yield "第2段", f"本项目预算执行率为{project.rate}，资金使用合规，绩效目标基本完成，综合得分见评分表。"
        if number % 1_000 == 17:
            yield "第3段", f"购置{RARE}设备一套，已验收。"
        written, said = 60, [""]
        for paragraph in itertools.count(4):
            if written >= length:
                return
            clauses = [self._clause(chance, said, again) for _ in range(chance.randrange(3, 10))]
            body = "，".join(clauses) + "。"
            written += len(body)
            yield f"（一）项目实施情况 第{paragraph}段", body

    def _clause(self, chance: random.Random, said: list[str], again: float) -> str:
        clause = chance.choice(said) if chance.random() < again else self._drawn(chance, 6)
        said.append(clause)
        return f"{clause}{chance.randrange(1, 999)}"

    def _indicator(self, chance: random.Random, place: int) -> Indicator:
        name = f"{self._drawn(chance, 2)}完成率"
        weight = Decimal(chance.randrange(2, 11))
        score = (weight * chance.choice((100, 100, 100, 90, 60)) / 100).quantize(CENT)
        location = f"项目支出绩效自评表 第{place + 12}行“三级指标”"
        path = f"{LEVELS[place % 5]}›{name}"
        return Indicator(1, path, name, "", str(weight), str(score), "≥95%", "97.2%", place // 20 + 1, location)


def _project(chance: random.Random, identity: Identity) -> Project:
    budget = Decimal(chance.randrange(1_000_000, 90_000_000_000)) / 100
    share = chance.choices((100, 98, 93, 77, 41), (60, 20, 12, 6, 2))[0]
    executed = (budget * share / 100).quantize(CENT)
    rate = (executed / budget).quantize(Decimal("0.0001"))
    score = Decimal(chance.randrange(7_000, 10_000)) / 100
    figures = (str(budget), str(executed), str(rate), str(score))
    grade = "优" if score >= 90 else "良" if score >= 80 else "中"
    return Project(identity.project, identity.organisation, identity.year, "self_evaluation", *figures, grade)


def _finding(chance: random.Random, identity: Identity) -> Finding:
    rule = chance.choice(RULES)
    stated, expected = (Decimal(chance.randrange(100, 9_999)) / 100 for _ in range(2))
    subject = f"产出指标›数量指标›{stated}·得分"
    severity = chance.choices(("error", "warning", "info"), (3, 5, 2))[0]
    return Finding(
        rule, "分值合计不符", severity, "inconsistent", f"分值合计不符：{subject}原文为{stated}分，应为{expected}分。",
        identity, None, "2", "项目支出绩效自评表 第20行“分值”", subject, str(stated), str(expected),
        str(stated - expected), "分", "10+10+8+12.5+7.5+20+12=80", "合计｜｜｜80｜78.5", "", "“得分”列某一格",
        f"将{stated}改为{expected}", (), "财预〔2020〕10号", fingerprint(rule, identity, None, subject, str(stated)),
    )  # fmt: skip


def _record(
    chance: random.Random, number: int, project: Project, passages: list[tuple[str, str]],
    indicators: tuple[Indicator, ...], findings: tuple[Finding, ...],
) -> Record:  # fmt: skip
    form = FormRow(
        1, "self_evaluation", 1, "项目支出绩效自评表", 1, "项目支出绩效自评表", project.budget, project.executed,
        project.rate, "100", project.score,
    )  # fmt: skip
    amounts = tuple(_amounts(project))
    claim = Claim("execution_rate", "", "", project.rate, "%", f"{project.rate}", "", None, "第2段")
    checks = tuple(Check(rule, "consistent", chance.randrange(1, 30)) for rule in RULES)
    entries = [
        (
            rule,
            "consistent",
            indicator.path,
            indicator.location,
            indicator.score,
            f"{indicator.score}={indicator.score}",
        )
        for indicator in indicators
        for rule in RULES[:3]
    ]
    texts = [text for _, text in passages] + [indicator.path for indicator in indicators]
    found = pairs(map(canonical, [*texts, *(f"{finding.subject}\n{finding.message}" for finding in findings)]))
    body = pack(passages)
    return Record(
        hashlib.sha256(str(number).encode()).hexdigest(), "docx", 40_000, None, True, (project,), (form,), indicators,
        amounts, (claim,), tuple(Found() for _ in findings), checks, pack(entries), body, digest(body), joined(found),
    )  # fmt: skip


def _amounts(project: Project) -> Iterator[Amount]:
    """A fund table: total and three sources, with budget, executed and rate each."""
    for row, (subject, role) in enumerate(
        (("年度资金总额", "total"), ("当年财政拨款", "part"), ("上年结转资金", "leaf"), ("其他资金", "leaf")), 4
    ):
        for measure, header, value in (
            ("budget", "全年预算数", project.budget),
            ("executed", "全年执行数", project.executed),
            ("execution_rate", "执行率", project.rate),
        ):
            unit = "%" if measure == "execution_rate" else "元"
            yield Amount(
                1, subject, role, measure, header, value, unit, value, 1, f"项目支出绩效自评表 第{row}行“{header}”"
            )
