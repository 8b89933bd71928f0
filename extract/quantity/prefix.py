"""What stands around a number and changes what it says: bounds, hedges, signs, currencies and "per" phrases.

不低于95%    comparator >=            约37人       hedge 约   (but 节约37万元 saves exactly 37)
8分及以上    comparator >=            下降-3.5%    negative   (but 表1-2 and 项目决策-3 are not)
¥1,200.00    unit 元                  每人每月500元 unit 元/人/月
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .units import dimension

# Words by what they mean; blanks part them.
_BOUNDS = {
    ">=": r"≥ >= => ≥= 不低于 不少于 不小于 不得低于 不得少于 不能低于 未低于 至少 最少 大于等于 大于或等于 高于或等于 "
    r"\geqslant \geq \ge &ge; &gt;=",
    "<=": r"≤ <= =< ≤= 不高于 不大于 不超过 不多于 不超 不得超过 不得高于 不能超过 未超过 至多 最多 小于等于 "
    r"小于或等于 低于或等于 控制在 \leqslant \leq \le &le; &lt;=",
    ">": r"> 大于 高于 超过 多于 \gt &gt;",
    "<": r"< 小于 低于 少于 不足 不到 未满 \lt &lt;",
    "=": "= == 等于",
}
_SUFFIXES = {"以上": ">=", "之上": ">=", "以下": "<=", "之下": "<=", "以内": "<=", "之内": "<=", "内": "<="}
# Last characters of anything the prefix matches: most numbers follow none of them, and skip the search.
_ENDS = frozenset("≥≤><=于过少多到足满超约为占合近逾¥-+±;tqelg在达")
_REACH = 14  # characters before a number in which its prefix must stand
_PER = "|".join(
    (
        "人次|人|户|亩|学年|学期|年|月|日|天|小时|次|个|家|名",
        "平方米|公里|件|份|套|生|吨|例|场|期|课时|学时|辆|台|村|床|位|只|头|篇",
    )
)


class Prefix(NamedTuple):
    start: int
    comparator: str = ""
    hedge: str = ""
    negative: bool = False
    currency: bool = False
    per: str = ""  # "/人/月"


class Suffix(NamedTuple):
    end: int
    comparator: str = ""
    hedge: str = ""


@cache
def comparators() -> dict[str, str]:
    """Every printed bound with its sign."""
    return {word: sign for sign, words in _BOUNDS.items() for word in words.split()}


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, comparators()), key=len, reverse=True))
    hedge = "(?<![节预合签制公条契违履特])约[为占达合]?|大约|将近|接近|(?<![附最临靠亲贴将接])近|逾|(?<![不未])超"
    return re.compile(
        rf"(?:(?:\$ ?)?(?P<comparator>{words}|(?P<reach>达到|达)) ?)?(?:(?P<hedge>{hedge}) ?)?"
        r"(?P<currency>¥ ?)?(?P<sign>[-+±] ?)?$"
    )


@cache
def _per_pattern() -> re.Pattern[str]:
    # 每名学生资助1000元: the noun and verb between may be anything short that no mark or digit interrupts.
    return re.compile(rf"(?P<per>(?:每(?:{_PER}))+)[\u4e00-\u9fff]{{0,6}} ?$")


@cache
def _suffix_pattern() -> re.Pattern[str]:
    inclusive = r"\((?:不含|含)[0-9.]{0,12}+[^()0-9\n]{0,4}\)|不含|含"  # （含）, （含80%）
    return re.compile(rf" ?(?P<strict>{inclusive})?(?:及|或|和)?(?P<word>以[上下内]|之[上下内]|左右|上下|前后|内)")


def suffix_at(plain: str, end: int, measure: str) -> Suffix:
    """What follows a number's unit at `end`: 以上, (含)以下, 左右; 内 only bounds durations."""
    if plain[end : end + 1] not in (" ", "(", "不", "含", "及", "或", "和", "以", "之", "左", "上", "前", "内"):
        return Suffix(end)
    match = _suffix_pattern().match(plain, end)
    if match is None or (match["word"] == "内" and measure != "time"):
        return Suffix(end)
    bound = _SUFFIXES.get(match["word"], "")
    if not bound:
        return Suffix(match.end(), hedge=match["word"])
    strict = "不含" in (match["strict"] or "")
    return Suffix(match.end(), bound[0] if strict else bound)


def prefix_at(plain: str, at: int, floor: int, unit: str, places: int, *, cell: bool) -> Prefix:
    """What precedes the number at `at`, not before `floor`; `unit` and `places` are the number's own."""
    measure = dimension(unit, money=True)
    found = Prefix(at)
    last = plain[at - 1] if at > floor else ""
    if last == " " and at - 1 > floor:
        last = plain[at - 2]
    if last in _ENDS and last:
        floor_here = max(floor, at - _REACH)
        match = _pattern().search(plain[floor_here:at])
        if match is not None and match[0].strip():
            found = _weigh(plain, floor_here, match, measure, places, cell=cell)
    if measure == "money" and "每" in plain[max(floor, found.start - _REACH) : found.start]:
        floor_here = max(floor, found.start - _REACH)
        each = _per_pattern().search(plain[floor_here : found.start])
        if each is not None:
            found = found._replace(start=floor_here + each.start(), per=each["per"].replace("每", "/"))
    return found


def _weigh(plain: str, floor: int, match: re.Match[str], measure: str, places: int, *, cell: bool) -> Prefix:
    """Takes a matched prefix over, as far as it means what it usually means; nearest to the number first."""
    found = Prefix(floor + match.end())
    sign = (match["sign"] or "").strip()
    if sign:
        at = floor + match.start("sign")
        if not cell and not _owns(plain, at, measure, places):
            return found  # the dash of 项目决策-3 or 5-3 joins, and what stands before it is not ours
        found = found._replace(start=at, negative=sign == "-", hedge="±" if sign == "±" else "")
    if match["currency"]:
        found = found._replace(start=floor + match.start("currency"), currency=True)
    hedge = match["hedge"]
    if hedge == "近" and measure == "time":
        hedge = None  # 近3年 are exactly three
    if hedge == "超" and measure == "point":
        return found
    if hedge:
        found = found._replace(start=floor + match.start("hedge"), hedge=hedge)
    word = match["comparator"]
    if word is None or (match["reach"] and not cell):
        return found  # 达到100% states, in running text; as a target it bounds
    if measure == "point" and word in ("超过", "高于", "低于", "大于", "小于", "多于", "少于"):
        return found  # 超过3.91个百分点 tells the gap, not a bound
    return found._replace(start=floor + match.start(), comparator=">=" if match["reach"] else comparators()[word])


def _owns(plain: str, at: int, measure: str, places: int) -> bool:
    """Whether the sign at `at` of running text is the number's own."""
    if plain[at] == "±":
        return True
    before = plain[max(0, at - 8) : at].rstrip(" ")[-1:]
    if plain[at] == "+" or (before and before in ")%‰_-〕") or (before.isascii() and before.isalnum()):
        return False
    if not "\u4e00" <= before <= "\u9fff" or plain[at - 1] == " ":
        return True
    return measure in ("money", "ratio", "point") or places > 0
