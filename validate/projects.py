"""Which form a sentence means in a report on several projects: the one whose project it names, or lists in order.

“渠道维修项目预算100万元，支出98万元”                              渠道维修's form
“自评项目2个，分别为渠道维修、校舍改造，自评得分分别为98分、95分”    98 is of 渠道维修, 95 of 校舍改造
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ..extract.text import fold
from ..normalize.narrative.sentences import KINDS, Sentence, sentences
from ..normalize.report import Form, Report, Value

_SCORES = regex.compile(
    f"(?:自评)?(?:得分|总分|分数)?分别(?:为|是|得|自评|自评得分)?(?P<list>{KINDS['score']}(?:[、，,和及]{KINDS['score']})+)"
)
_OTHER = regex.compile("上年|去年|复核|满分|权重|分值|平均|指标")
_YEAR = regex.compile(r"20\d\d")


def several(report: Report) -> bool:
    return len({form.identity.project for form in report.forms if form.identity.project}) > 1


def named_form(report: Report, subject: str, forms: list[Form]) -> Form | None:
    """The only one of the forms whose project the subject is, with 项目 or without it."""
    wanted = _bare(subject)
    found = [form for form in forms if wanted and _bare(form.identity.project) == wanted]
    return found[0] if len(found) == 1 else None


def listed_scores(report: Report, forms: list[Form]) -> Iterator[tuple[Value, Form, Sentence]]:
    """Scores listed in the order of the projects named before them in the sentence, with the form each is of."""
    if not several(report):
        return
    names = {_bare(form.identity.project): form for form in forms if form.identity.project}
    if len(names) < len(forms):
        return
    for sentence in sentences(report.document):
        match = _SCORES.search(sentence.skeleton)
        if match is None or _OTHER.search(sentence.text):
            continue
        years = set(_YEAR.findall(sentence.text)) - {report.identity.year}
        at = sentence.position(match.start())
        text = fold(sentence.text[:at])
        named = sorted((text.find(name), name) for name in names if text.count(name) == 1)
        scores = [sentence.numbers[i] for i in range(match.start("list"), match.end("list")) if i in sentence.numbers]
        if not named and "个项目" in text and len(scores) == len(forms) and not years:
            # “三个项目分别自评…”: in the order of their forms
            yield from ((value, form, sentence) for value, form in zip(scores, forms, strict=True))
        elif len(named) == len(scores) and not years:
            yield from ((value, names[name], sentence) for value, (_, name) in zip(scores, named, strict=True))


def _bare(name: str) -> str:
    return fold(name).removesuffix("项目")
