"""文号不规范

做什么：同一机关的文件，发文代字的首字应当一致：同一发文机关有两个以上文号用某字开头，而另一个文号用别的字，疑为笔误。

例：某市财政局的文件“某财绩〔2020〕1号”“某财绩〔2021〕1号”与“财财绩〔2020〕14号”。

怎么改：对照原文件改正。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...normalize.narrative.references import Cited, cited_documents
from ...normalize.report import Report
from ..narrative import quoted, statement
from ..relation import Relation
from ..rule import rule

LEAST = 2  # other numbers of the issuer that agree


@rule("GJ606", basis="党政机关公文格式：发文字号由发文机关代字、年份、发文顺序号组成")
def document_number(report: Report) -> Iterator[Relation]:
    issuers: dict[str, list[Cited]] = {}
    for cited in cited_documents(report.document):
        if cited.issuer:
            issuers.setdefault(cited.issuer, []).append(cited)
    for issuer, found in issuers.items():
        codes = {(c.code, c.year, c.title): c for c in found}.values()
        first = Counter(c.code[0] for c in codes)
        usual, times = first.most_common(1)[0]
        for cited in codes:
            holds = len(first) == 1 or cited.code[0] == usual or times < LEAST or times <= first[cited.code[0]]
            yield statement(
                "文号",
                cited.value,
                holds,
                f"{issuer}的其他文号以“{usual}”开头，此处为“{cited.code}”；请对照原文件核对。",
                quote=quoted(cited.sentence),
            )
