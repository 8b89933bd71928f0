"""单位名称前后不一

做什么：公司、服务中心、事务所、社会组织的名称，两处首尾相同而一处多出中间几个字（如区名），疑为同一单位写了两种名称。机关、
学校、医院同名而级别不同的很多，不核对。

例：“江州市启明社会服务中心”与“江州市东城区启明社会服务中心”。

怎么改：以合同、登记证书为准统一。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ...normalize.lexicon import compiled
from ...normalize.narrative.references import inserted
from ...normalize.narrative.sentences import sentences
from ...normalize.report import Report, Value
from ..narrative import statement
from ..relation import Relation
from ..rule import rule

HEAD, TAIL, MOST = 2, 6, 5
_NAME = (
    r"(?:(?:(?![由对与和向为受的交给从在及是])\p{Han}){2,4}?(?:省|市|自治区))(?:\p{Han}{2,4}?(?:市|县|区))?\p{Han}{2,14}?"
    r"(?:有限责任公司|股份有限公司|有限公司|服务中心|服务社|事务所|协会|基金会|促进会|研究院有限公司)"
)
_PUBLIC = "政务|养老|便民|就业|行政|卫生|公共|人才|文化|体育|供水|法律援助|公证|消费者"
_AFFILIATE = "分|第[一二三四五六七八九十]|集团|控股|子公司"


@rule("GJ805", basis="单位名称应当前后一致")
def organisation_name(report: Report) -> Iterator[Relation]:
    names: dict[str, Value] = {}
    for sentence in sentences(report.document):
        if compiled("公司|中心|服务社|事务所|会").search(sentence.text):
            for match in compiled(_NAME).finditer(sentence.text):
                names.setdefault(match[0], sentence.words(*match.span()))
    for one, other in combinations(names, 2):
        shorter, longer = sorted((one, other), key=len)
        extra = inserted(shorter, longer, HEAD, TAIL)
        if not extra or len(extra) > MOST or compiled(_AFFILIATE).search(extra) or compiled(_PUBLIC).search(shorter):
            continue
        yield statement(
            "单位名称",
            names[shorter],
            False,
            f"“{shorter}”与“{longer}”只差“{extra}”，疑为同一单位；请以合同或登记名称统一。",
            expected=longer,
            evidence=(names[longer],),
        )
