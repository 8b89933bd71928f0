"""What a report says, bound to meaning: forms with sections, rows and columns; claims of the narrative; identity.

Every printed number is a `Value`: the quantity as printed, the unit that applies to it (its own, its column's, or that
of the line above the table), the decimals its column prints, and its anchor. 12 in a column that also prints 22.76
under “单位：万元” is

    Value(quantity=Quantity(12, places=0), unit="万元", places=2)      base = 120000 (元), step = 100 (元)

Nothing here is computed from other numbers; that is validate's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from ..extract.document import Anchor, Document
from ..extract.quantity import Missing, Quantity, dimension
from ..extract.quantity.units import resolve, shift
from .profiles import Profile, profile, profile_of

Key = tuple[int, int, int, int]  # block, row, column, character: a printed place

FEN = Fraction(1, 100)
TEXT = "text"  # a value read from running text
TABLE = "table"  # from a cell of its own
HEADING = "heading"  # from a name that carries a number: 产出指标（37分）


@dataclass(frozen=True)
class Value:
    """A printed place that should hold a number. `quantity` is None where it holds words or nothing."""

    anchor: Anchor
    text: str
    quantity: Quantity | None = None
    missing: Missing | None = None
    unit: str = ""
    places: int = 0
    origin: str = TABLE

    @cached_property
    def key(self) -> Key:
        """Identity of the printed place: a merged cell is one place however many rows it serves."""
        return self.anchor.order

    @cached_property
    def dimension(self) -> str:
        return "ratio" if self.unit == DECIMAL else dimension(self.unit)

    @cached_property
    def base(self) -> Fraction:
        """The number, exact, in the base unit of its dimension (元, 1 for ratios). Raises ValueError without one."""
        if self.quantity is None:
            raise ValueError(f"no number at {self.anchor}")
        return Fraction(to_base(self.quantity.value, self.unit))

    @cached_property
    def step(self) -> Fraction:
        """One unit of the last place that counts, in the base unit: 0.01 万元 is 100."""
        return Fraction(to_base(Decimal(1).scaleb(-self.places), self.unit))

    @cached_property
    def exact(self) -> bool:
        """Whether the number has no digits beyond those printed: counts, weights, scores, amounts to the fen."""
        if self.dimension == "money":
            return self.step <= FEN
        if self.dimension == "":
            return self.places == 0
        # 35 people are 35; 1.3 万人 were counted to the thousand
        return self.dimension == "score" or (self.dimension.startswith("count") and self.step <= 1)

    @cached_property
    def certain(self) -> bool:
        """An exact mention: neither hedged (约92万元) nor a bound (≥90%) nor a range."""
        quantity = self.quantity
        return quantity is not None and not quantity.hedge and not quantity.comparator and quantity.upper is None


DECIMAL = "小数"  # the unit of a rate printed without a sign: 0.90
_ONE_BASE = ("money", "count", "rate:", "length", "mass")  # 亩 and 公顷, 天 and 月 have bases of their own
_RATIO_SCALE = {"%": -2, "‰": -3}


def to_base(number: Decimal, unit: str) -> Decimal:
    """Exactly converts to the base unit of the unit's dimension; a dimension without one base stays as printed."""
    if unit in _RATIO_SCALE:
        return number.scaleb(_RATIO_SCALE[unit])
    found = resolve(unit) if unit and unit != DECIMAL else None
    return shift(number, found.power) if found is not None and found.dimension.startswith(_ONE_BASE) else number


@dataclass(frozen=True, slots=True)
class Label:
    """A printed name. `name` is folded and without its weight; `weight` is the 37 of 产出指标（37分）."""

    text: str
    name: str
    anchor: Anchor
    weight: Value | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column's meaning: its role, the header as printed, the unit that the header prints."""

    index: int
    role: str
    header: str
    unit: str = ""


LEAF, SUBTOTAL, TOTAL, PART = "leaf", "subtotal", "total", "part"
NESTED = "nested"  # a part of a part: no sum needs it


@dataclass(frozen=True)
class Row:
    """One row: its role, its labels from the outermost in, one value for each column that is not a label."""

    index: int
    role: str
    labels: tuple[Label, ...]
    values: dict[int, Value]
    columns: tuple[Column, ...] = field(repr=False)
    repaired: bool = False  # printed one column off, and put back

    def value(self, role: str) -> Value | None:
        """The row's value in the first column of that role."""
        for column in self.columns:
            if column.role == role and column.index in self.values:
                return self.values[column.index]
        return None

    def number(self, role: str) -> Value | None:
        """The same, only if a number stands there."""
        value = self.value(role)
        return value if value is not None and value.quantity is not None else None

    def text(self, role: str) -> str:
        value = self.value(role)
        return "" if value is None or value.missing else value.text

    @cached_property
    def name(self) -> str:
        return self.labels[-1].name if self.labels else ""

    @property
    def path(self) -> str:
        names = list(dict.fromkeys(label.name for label in self.labels if label.name))
        return "›".join(names)


@dataclass(frozen=True)
class Group:
    """Rows under one 一级 or 二级 name. `weight` is the number in that name; `subtotal` its 小计 row."""

    level: int
    label: Label
    rows: tuple[Row, ...]
    parent: str = ""
    subtotal: Row | None = None

    @property
    def path(self) -> str:
        return f"{self.parent}›{self.label.name}" if self.parent else self.label.name


@dataclass(frozen=True)
class Section:
    """A block of rows under one header: score, fund, series, detail, goal, target or other."""

    kind: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    anchor: Anchor
    unit: str = ""
    title: str = ""
    closed: bool = True  # the parts of a fund section are all its parts
    weight: Value | None = None  # printed in the block's head: 得分（20分*执行率）

    def column(self, role: str) -> Column | None:
        return next((column for column in self.columns if column.role == role), None)

    def of(self, *roles: str) -> list[Row]:
        return [row for row in self.rows if row.role in roles]

    @property
    def leaves(self) -> list[Row]:
        return self.of(LEAF)

    @property
    def total(self) -> Row | None:
        return next(iter(self.of(TOTAL)), None)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        return tuple(_groups(self))


def _groups(section: Section) -> Iterator[Group]:
    """一级 and 二级 groups in printed order; a label printed again after a page break continues its group."""
    for level in (1, 2):
        gathered: dict[tuple[str, str], list[Row]] = {}
        labels: dict[tuple[str, str], Label] = {}
        subtotals: dict[tuple[str, str], Row] = {}
        for row in section.rows:
            if row.role not in (LEAF, SUBTOTAL) or len(row.labels) < level + (row.role == LEAF):
                continue
            label = row.labels[level - 1]
            key = (row.labels[0].name if level == 2 else "", label.name)
            if row.role == SUBTOTAL:
                if len(row.labels) == level:
                    subtotals[key] = row
                continue
            gathered.setdefault(key, []).append(row)
            if key not in labels or (labels[key].weight is None and label.weight is not None):
                labels[key] = label
        for key, rows in gathered.items():
            yield Group(level, labels[key], tuple(rows), key[0], subtotals.get(key))


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose report: names as printed (folded only for comparison), the year under review, "" where unknown."""

    project: str = ""
    organisation: str = ""
    year: str = ""


@dataclass(frozen=True)
class Form:
    """One form or table: its kind and number among its kind, identity, sections."""

    kind: str  # self_evaluation, evaluation, goal, fund, detail, other
    ordinal: int
    title: str
    identity: Identity
    sections: tuple[Section, ...]
    anchor: Anchor

    def of(self, *kinds: str) -> list[Section]:
        return [section for section in self.sections if section.kind in kinds]

    @property
    def score(self) -> Section | None:
        """The section with indicators, weights and scores."""
        return next(iter(self.of("score")), None)

    @property
    def funds(self) -> Section | None:
        return next(iter(self.of("fund")), None)


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact of the narrative: a measure of a subject, with its sentence. Facts of one statement share `group`.

    `subject` is "" for the document's project as a whole, or who scored it (自评, 评价, 复核); else a printed name.
    """

    measure: str
    value: Value
    subject: str = ""
    year: str = ""
    sentence: str = ""
    group: int = 0
    pattern: str = ""

    @property
    def whole(self) -> bool:
        """Whether it speaks of the document's project as a whole, and not of a part, a source or another project."""
        return self.subject in WHOLE


WHOLE = ("", "自评", "评价", "复核")


@dataclass(frozen=True)
class Report:
    """Everything read from one document, for the rules."""

    document: Document
    identity: Identity
    forms: tuple[Form, ...]
    claims: tuple[Claim, ...]
    profile: str = ""  # named by --profile

    def claims_of(self, *measures: str) -> list[Claim]:
        return [claim for claim in self.claims if claim.measure in measures]

    @cached_property
    def conventions(self) -> Profile:
        """What differs by province and year: of the profile asked for, else of the one the report says it follows."""
        if self.profile:
            return profile(self.profile)
        return profile_of(self.identity.organisation, self.identity.year)

    @property
    def recognised(self) -> bool:
        """False: neither a form nor a conclusion was found, so nothing was checked."""
        return bool(self.forms or self.claims)
