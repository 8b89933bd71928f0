"""正文其中各项之和不符

做什么：“共A，其中：甲a、乙b、其他c”各项相加应等于 A；“甲a、乙b，共计A”同样。只有能够断定各项列全（最后一项是“其他”、
成对的分类如人员经费与公用经费、或句中自己相加）的才判为错误；写“主要包括”“等”的不要求相加；没有写明是否列全的，各项之和超过
总数，或只差一个数字就正好相加的，提请核对。各项都经取整的，允许差 n 个半单位。

例：支出 56.3 万元，其中：委托业务费 40 万元，差旅费 6.3 万元，其他费用 10 万元。

怎么改：核对各项和总数，改正错的一个；没有列全的，加“主要”或“等”。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from ...normalize.narrative.listing import ADDED, CLOSED, OPEN, Listing, listings
from ...normalize.narrative.portions import complete
from ...normalize.report import Claim, Key, Report, Value
from ..narrative import quoted, settled, short, statement
from ..relation import Relation, any_of, at_least, decimal_text, equal, total
from ..rule import rule
from ..said import same_sentence
from ..slips import SWAPPED, slip
from ..tolerance import INCONSISTENT, compare

DIGITS = 4  # of a number in which one wrong digit can be told from chance
PARTS = 3  # of a list that is probably complete


@rule("GJ111", basis="总数等于各项之和")
def text_parts(report: Report) -> Iterator[Relation]:
    done: set[Key] = set()
    for listing in listings(report.document):
        values = (listing.total, *listing.parts)
        if all(value.certain for value in values):
            done.update(value.key for value in values)
            yield _relation(listing)
    yield from _of_claims(report, done)


def _of_claims(report: Report, done: set[Key]) -> Iterator[Relation]:
    """Lists with more than the parts in them: 其中：甲40万元，占43%；乙52万元，占57%."""
    groups: dict[int, list[Claim]] = {}
    for claim in report.claims_of("part", "part_total"):
        groups.setdefault(claim.group, []).append(claim)
    for claims in groups.values():
        parts = [claim.value for claim in claims if claim.measure == "part"]
        wholes = [claim for claim in claims if claim.measure == "part_total"]
        kinds = {value.dimension for value in (*parts, *(whole.value for whole in wholes))}
        if len(wholes) != 1 or len(parts) < 2 or len(kinds) > 1 or any(part.key in done for part in parts):
            continue
        if all(claim.value.certain for claim in claims) and kinds == {"money"}:
            yield _sum_or_other(report, wholes[0], parts)


def _sum_or_other(report: Report, whole: Claim, parts: list[Value]) -> Relation:
    """The parts add up to their total or to another amount before them: 决算18.6万元，为预算20万元的93%，其中：…"""
    others = [
        claim.value
        for claim in report.claims_of("executed", "budget", "arrived", "initial_budget")
        if same_sentence(claim, whole)
        and claim.value.key != whole.value.key
        and claim.value.certain
        and claim.value.anchor.order < parts[0].anchor.order
    ]
    subject, quote = "各项之和", short(whole.sentence)
    ways = [equal(subject, value, total(parts), severity="warning", quote=quote) for value in (whole.value, *others)]
    shares = [claim.value for claim in report.claims_of("share") if same_sentence(claim, whole)]
    if len(shares) == len(parts) and complete(shares):
        return any_of(subject, ways, severity="warning", quote=quote)
    holding = next((way for way in ways if compare(way, {})[0] != INCONSISTENT), None)
    if holding is not None:
        return settled(holding)
    slip = any(_one_digit(value, parts) for value in (whole.value, *others))
    return any_of(subject, ways, severity="warning", quote=quote) if slip else statement(subject, whole.value, None, "")


def _relation(listing: Listing) -> Relation:
    subject = "、".join(listing.labels) + "之和"
    # numbers of one list share the largest printed places: 40 beside 6.3 is 40.0
    places = max(part.places for part in listing.parts)
    sums = total([replace(part, places=places) for part in listing.parts])
    quote = quoted(listing.sentence)
    if listing.state in (CLOSED, ADDED):
        relation = equal(subject, listing.total, sums, quote=quote)
        return relation if listing.total.places >= places else settled(relation)
    exact = equal(subject, listing.total, sums, severity="warning", quote=quote)
    if compare(exact, {})[0] != INCONSISTENT:
        return settled(exact)
    if listing.state != OPEN and len(listing.parts) >= PARTS and _one_digit(listing.total, listing.parts):
        return exact
    if _swapped(listing.total, listing.parts):
        return exact
    if listing.total.dimension not in ("money", "score"):
        return statement(subject, listing.total, None, "")  # people and things may be counted twice
    return any_of(subject, [at_least(subject, listing.total, sums), exact], severity="warning", quote=quote)


def _one_digit(whole: Value, parts: Sequence[Value]) -> bool:
    """Whether one wrong digit, or two swapped ones, in one number explain why the parts do not add up."""
    gap = whole.base - sum((part.base for part in parts), Fraction(0))
    wanted = [(whole, whole.base - gap), *((part, part.base + gap) for part in parts)]
    return any(_slip(value, number) for value, number in wanted)


def _swapped(whole: Value, parts: Sequence[Value]) -> bool:
    """Whether two swapped digits of one number explain it: hardly by chance, even in a list of two."""
    gap = whole.base - sum((part.base for part in parts), Fraction(0))
    wanted = [(whole, whole.base - gap), *((part, part.base + gap) for part in parts)]
    return any(
        number > 0 and slip(value, decimal_text(number, value.step, value.places)) == SWAPPED
        for value, number in wanted
        if value.quantity is not None and len(value.quantity.value.as_tuple().digits) >= PARTS
    )


def _slip(value: Value, number: Fraction) -> bool:
    assert value.quantity is not None  # noqa: S101  certain values only
    own, other = str(value.quantity.value), decimal_text(number, value.step, value.places)
    if number <= 0 or len(own) != len(other) or sum(map(str.isdigit, own)) < DIGITS:
        return False
    differing = [at for at, (a, b) in enumerate(zip(own, other, strict=True)) if a != b]
    if len(differing) == 1:
        return True
    return len(differing) == 2 and [own[at] for at in differing] == [other[at] for at in reversed(differing)]
