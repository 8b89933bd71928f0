"""必填内容为空

做什么：自评表、目标表表头的项目名称、主管部门、实施单位等必填格不应为空。印“无”“—”“/”的不算空。

例：“实施单位”右边一格为空。

怎么改：补填。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...extract.document import Cell, Table
from ...extract.text import fold
from ...normalize.forms.headers import distinct
from ...normalize.lexicon import identity_field
from ...normalize.report import Form, Report, Value
from ..narrative import statement
from ..relation import Relation
from ..rule import rule


@rule("GJ603", basis="财预〔2020〕10号 项目支出绩效自评表：项目名称、主管部门、实施单位")
def blank_field(report: Report) -> Iterator[Relation]:
    for table in report.document.tables():
        forms = [form for form in report.forms if form.anchor == table.anchor]
        for form in forms[:1]:
            yield from _fields(table, form, _head(form))


def _head(form: Form) -> int:
    """The first row of the form's first block: what stands above it names the form."""
    return min((section.anchor.row or 0) for section in form.sections)


def _fields(table: Table, form: Form, head: int) -> Iterator[Relation]:
    for row, cells in enumerate(table.grid()[:head]):
        for name, content in pairwise(cell for cell in distinct(cells) if cell.row == row):
            if not identity_field(name.text) or identity_field(content.text) or not _beside(name, content):
                continue
            field = fold(name.text).strip(":：")
            yield statement(
                field,
                Value(content.anchor, content.text),
                bool(fold(content.text)),
                f"“{field}”未填写；请补填。",
                form=form,
                quote=f"{field}：（空）",
            )


def _beside(name: Cell, content: Cell) -> bool:
    return content.column == name.column + name.column_span
