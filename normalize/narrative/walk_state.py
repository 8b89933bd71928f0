"""Where a reader stands while it goes through a sentence: whose money, whose score, what thing comes next.

堤防项目预算80万元，支出76万元      topic 堤防项目, which the 76 has as well
过程管理（满分20分，得分18分）      group 过程管理, of which both scores are
"""

from __future__ import annotations

from dataclasses import dataclass

from .passage import Passage
from .scope import pattern
from .slots import Slot

MONEY = {"budget", "initial_budget", "due", "executed", "arrived", "balance", "execution_rate", "arrival_rate"}


@dataclass
class Walk:
    passage: Passage
    topic: str = ""  # whose money the next measure is
    group: str = ""  # the group of indicators the next score belongs to
    noun: str = ""  # the thing last measured, for changes and shares
    spoken: bool = False  # an amount of this sentence was understood


def names_other_year(walk: Walk, slot: Slot) -> bool:
    """比2021年的预算98万元增加: the amount of the year compared with."""
    own = {year for _, year in walk.passage.scope.years}
    if pattern("other_year").search(slot.phrase):
        return True
    return any(match[0] not in own for match in pattern("year").finditer(slot.phrase))
