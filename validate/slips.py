"""How a wrong number may have come about: digits in another order, a moved point, one digit, a copied neighbour.

    62.37 printed as 63.27   two digits swapped        14.4 printed as 1.44   the decimal point moved
    95    printed as 65      one digit wrong           19.04 beside 19.04     copied from the row above

The plainer the slip, the likelier the place: repairs that explain equally much are ranked by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ..normalize.report import Value

SWAPPED, SHIFTED, COPIED, ONE_DIGIT, DROPPED, OTHER = range(6)
PLAIN = SHIFTED  # slips up to here hardly come about by chance
LEAST_SHIFT = 3  # digits; 元 for 千元, 万元 for 元
WORDS = {
    SWAPPED: "数字前后颠倒",
    SHIFTED: "小数点或数量级错位",
    COPIED: "照抄了相邻一格",
    ONE_DIGIT: "一位数字有误",
    DROPPED: "多写或漏写一位数字",
    OTHER: "",
}


def slip(value: Value, wanted: str, neighbours: Iterable[str] = ()) -> int:
    """The kind of slip by which `wanted` may have been printed as the value's number."""
    if value.quantity is None:
        return OTHER
    printed, true = _digits(value.quantity.value, value.places), _digits(Decimal(wanted), value.places)
    if sorted(printed) == sorted(true) and _differences(printed, true) == 2:
        return SWAPPED
    if _shifted(printed, true):
        return SHIFTED
    if str(value.quantity.value) in neighbours and value.quantity.value:
        return COPIED
    if len(printed) == len(true) and _differences(printed, true) == 1:
        return ONE_DIGIT
    if abs(len(printed) - len(true)) == 1 and _contains(*sorted((printed, true), key=len)):
        return DROPPED
    return OTHER


def _digits(number: Decimal, places: int) -> str:
    return str(int(abs(number).scaleb(places)))


def _shifted(one: str, other: str) -> bool:
    """The same figures with the point elsewhere; 135 万元 for 1352000 元 has lost the last of them to its unit."""
    short, long = sorted((one.strip("0"), other.strip("0")), key=len)
    return len(short) > 1 and (short == long or (abs(len(one) - len(other)) >= LEAST_SHIFT and long.startswith(short)))


def _differences(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))


def _contains(short: str, long: str) -> bool:
    """Whether leaving out one digit of the longer gives the shorter."""
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
