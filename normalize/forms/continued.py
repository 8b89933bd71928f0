"""A form printed as two tables: 项目资金 on one, its indicators on the next, nothing between them.

A page break before the indicators, or a table that Word holds in two, leaves the second without a name. It belongs to
the form right above it, if that one names its project and has no indicators with points yet.

    第1个表  项目名称 … | 项目资金 | 年度总体目标        第2个表  一级指标 | … | 分值 | 得分        one form
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ..report import Form


def joined(forms: list[Form]) -> list[Form]:
    """The forms of a document in order, those in two tables as one."""
    if not forms:
        return []
    found = [forms[0]]
    for above, below in pairwise(forms):
        if _opens(above) and _follows(above, below):
            # what both hold keeps the kind that the first says by its title, else that of a form with funds
            kind = above.kind if above.kind != "fund" else "self_evaluation"
            found[-1] = replace(found[-1], kind=kind, sections=(*found[-1].sections, *below.sections))
        else:
            found.append(below)
    return found


def _opens(form: Form) -> bool:
    return bool(form.identity.project) and bool(form.of("fund", "goal")) and not form.of("score", "target")


def _follows(above: Form, below: Form) -> bool:
    nameless = not below.title and not below.identity.project and not below.identity.organisation
    return nameless and below.anchor.block == above.anchor.block + 1 and below.sections[0].kind in ("score", "target")
