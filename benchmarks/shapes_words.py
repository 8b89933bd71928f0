"""What generated reports are made of: words, drawn indicators, points in parts. Imports nothing of gouji."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import yaml

Spec = dict[str, Any]
WORDS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("shapes.yaml").read_text(encoding="utf-8"))
HEADS: dict[str, list[str]] = WORDS["heads"]
LOST = ["受天气影响进度推迟，已督促赶工", "个别任务推进较慢，下一步加强调度", "前期准备不足，已调整计划"]


def indicator(chance: random.Random, item: list[Any], weight: Decimal, reasons: bool) -> dict[str, str]:
    _, name, unit, low, high = item
    rate = unit == "%"
    target = Decimal(chance.randint(low, high))
    row = {"level3": name, "measure_unit": unit, "operator": "≥", "weight": short(weight), "reason": ""}
    if rate and target == 100:
        row["operator"] = chance.choice(("≥", "=", ""))
    missed = reasons and chance.random() < 0.2
    if missed:
        actual = target * Decimal(chance.randint(80, 96)) / 100
        actual = actual.quantize(Decimal("0.1") if rate else Decimal(1))
        score = (weight * actual / target).quantize(Decimal("0.01"), ROUND_HALF_UP)
        row |= {"actual": short(actual), "score": short(score), "reason": chance.choice(LOST)}
    else:
        most = 100 - target if rate else target / 10
        actual = target + (Decimal(chance.randint(0, int(most))) if chance.random() < 0.6 else Decimal(0))
        row |= {"actual": short(actual), "score": short(weight)}
    return row | {"number": short(target)}


def parted(chance: random.Random, whole: int, count: int) -> list[Decimal]:
    """`whole` points in `count` parts: equal ones where that is even, else whole ones."""
    if count and whole * 10 % count == 0 and chance.random() < 0.5:
        return [Decimal(whole) / count] * count
    cuts = sorted(chance.sample(range(2, whole - 1), count - 1)) if count > 1 else []
    return [Decimal(b - a) for a, b in zip([0, *cuts], [*cuts, whole], strict=True)]


def fixed(value: Decimal, places: int) -> str:
    return str(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def short(value: Decimal) -> str:
    return format(value.normalize(), "f")
