"""定性得分不在所属档次

做什么：定性指标的完成情况写明“达成预期指标”“部分达成”“未达成”的，得分应在该档范围内：达成为分值的80%至100%，部分达成为60%
至80%，未达成为0至60%（2019年及以前的表为80%、50%）；界上的数归哪一档都算对。

例：完成值为“部分达成预期指标并具有一定效果”，分值10，得分10。

怎么改：按档次改得分，或改完成情况的档次。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...extract.text import fold
from ...normalize.lexicon import compiled
from ...normalize.report import Report
from ..accepted import subject_of
from ..leaf import Leaf, leaves
from ..relation import Number, Product, Relation, at_least, at_most
from ..rule import rule

BANDS = {  # the words of the three bands, alone in their cell
    "部分达成": r"^(?:基本)?部分(?:达成|实现|完成)(?:预期)?(?:指标|目标)?(?:并具有一定效果)?$",
    "未达成": r"^未(?:达成|实现|完成)(?:预期)?(?:指标|目标)?(?:且效果较差)?$",
    "达成": r"^(?:全部或基本|全部|基本)?(?:达成|实现|完成)(?:预期)?(?:指标|目标)$|^达成$",
}


@rule("GJ319", basis="财预〔2020〕10号：定性指标按达成、部分达成、未达成三档分别记分")
def judged_band(report: Report) -> Iterator[Relation]:
    bands = report.conventions.qualitative
    for leaf in leaves(report, "self_evaluation"):
        band = next((name for name, words in BANDS.items() if compiled(words).match(fold(leaf.row.text("actual")))), "")
        if band and leaf.scored and not leaf.ruled:
            low, high = (Fraction(bound) / 100 for bound in bands[band])
            yield from _relations(leaf, low, min(high, Fraction(1)))


def _relations(leaf: Leaf, low: Fraction, high: Fraction) -> Iterator[Relation]:
    weight, score = leaf.weight, leaf.score
    assert weight is not None and score is not None  # noqa: S101  scored leaves only
    for relation, share in ((at_least, low), (at_most, high)):
        limit = Product(weight, Number(share, f"{float(share * 100):g}%"))
        if 0 < share < 1:
            yield relation(subject_of(leaf), score, limit, form=leaf.form)
