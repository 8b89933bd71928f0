"""How a wrong number comes about: what is printed in a place instead of the true text. Imports nothing of gouji.

digit  92.31 -> 92.81        swap  92.31 -> 93.21        point  12.50 -> 1.25
copy   a neighbour of the same kind                      unit   120.50 (万元) -> 1205000.00
base   the rate by the budget of the year's beginning    stale  a total before one of its parts was changed
"""

from __future__ import annotations

import random
import re
from decimal import ROUND_HALF_UP, Decimal

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
GRADES = ("优", "良", "中", "差")


def value(text: str) -> Decimal:
    match = NUMBER.search(text)
    return Decimal(match[0].replace(",", "")) if match else Decimal(0)


def replaced(text: str, number: str) -> str:
    """The text with its number replaced."""
    match = NUMBER.search(text)
    assert match is not None
    return text[: match.start()] + number + text[match.end() :]


def digit(number: str, chance: random.Random) -> str:
    at = chance.choice([i for i, mark in enumerate(number) if mark.isdigit()])
    least = "1" if at == 0 and len(number) > 1 and number[1].isdigit() else "0"
    other = chance.choice([d for d in "0123456789" if d != number[at] and d >= least])
    return number[:at] + other + number[at + 1 :]


def swap(number: str, chance: random.Random) -> str:
    pairs = [i for i in range(len(number) - 1) if number[i : i + 2].isdigit() and number[i] != number[i + 1]]
    pairs = [i for i in pairs if i > 0 or number[1] != "0"]
    if not pairs:
        return ""
    at = chance.choice(pairs)
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def point(number: str) -> str:
    if "." not in number or "," in number or len(number.split(".")[0]) < 2:
        return ""
    whole, part = number.split(".")
    return f"{whole[:-1]}.{whole[-1]}{part}"[: len(number)]


def unit(number: str) -> str:
    """An amount in 元 where 万元 is meant, or the other way round."""
    plain = Decimal(number.replace(",", ""))
    if not plain:
        return ""
    places = len(number.partition(".")[2])
    moved = plain * 10000 if plain < 100000 else plain / 10000
    moved = moved.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return str(moved) if moved else ""


def stale(number: str, parts: list[str], chance: random.Random) -> str:
    """The total with one of its parts as it was before."""
    moving = [text for text in parts if value(text)]
    if not moving:
        return ""
    places = len(number.partition(".")[2])
    old = value(number) - (value(chance.choice(moving)) * chance.choice((Decimal("0.5"), Decimal("0.1"))))
    return str(old.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
