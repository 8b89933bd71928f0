"""The words of the field, loaded from `schema/*.yaml`: which header means which column, which first cell which row.

Data, not code: a form that prints “权数” for the weight needs one word in `columns.yaml`. A header is looked up by its
whole folded text first and by pattern only then:

    "年初\n预算数（万元）"  ->  Column role initial_budget, unit 万元
    "得分（20分*执行率）"   ->  score
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import regex
import yaml

from ..extract.quantity import dimension
from ..extract.text import fold
from .wording import Fits, fitting

_SCHEMA = Path(__file__).parent / "schema"
MONEY_UNITS = ("万元", "亿元", "千元", "百万元", "元")
_MONEY_UNITS = "|".join(MONEY_UNITS)
_BRACKETS = regex.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_ANY_UNIT = regex.compile(r"\((?:单位[:：])?([^()]{1,4})\)$")
_UNIT = regex.compile(
    rf"\(?(?:单位[:：]?)?(?:人民币)?({_MONEY_UNITS}|%|户|人|个|分|天|亩|公里|人次|名)\)?$|\(({_MONEY_UNITS}|%)\)"
)
_UNIT_LINE = regex.compile(rf"单位[:：]?(?:人民币)?({_MONEY_UNITS})")
_PERIOD = regex.compile("^(?:20[0-9]{2}年度?|本年度?|当年|上年度?|上一年度?|去年)")
_BEFORE = regex.compile("^(?:上|去)")
_YEAR = regex.compile("(?<![0-9])((?:19|20)[0-9]{2})年")
_LAST = regex.compile("(?:^|›)(?:上年|上一年|去年|上期)")
_CHANGE = regex.compile("[与比较同].*(?:差额|差异|差|增减|增加|减少|变动|增长)(?:额|数|情况)?$|^增减")
_CODED = r"^(?P<code>\d{3}(?:\d{2}){0,2})[-.、: ]?(?P<name>[\p{Han}][\p{Han}()、，,“”\" ]{2,})$"
_COUNTED = "^(?:[万亿]?元|个|人|台|套|辆|户|亩|件|名|年|月|日|次|项)"
_SUMS = {"total", "subtotal", "sum", "sum_all", "bare_sum"}  # 合计（万元） is 合计
_EACH = regex.compile(r"[(/](?:万?元|块)/|^每(?:人|户|亩|件|次|台|套|个|平方米|公里)")
_DATED = {"initial_budget", "budget", "arrived", "executed"}  # what 上年… may be of
_WEIGHT_IN_NAME = regex.compile(r"^(?P<name>.*?)[\(（]?\s*(?P<number>\d+(?:\.\d+)?)\s*分\s*[\)）]?\s*$", regex.DOTALL)


@cache
def load(name: str) -> Any:
    """The parsed `schema/<name>.yaml`."""
    with (_SCHEMA / f"{name}.yaml").open(encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  a safe loader


@cache
def _columns() -> tuple[dict[str, str], list[tuple[str, Fits]]]:
    names: dict[str, str] = {}
    patterns = []
    for role, entry in load("columns").items():
        names.update({fold(name): role for name in entry["names"]})
        patterns += [(role, fitting(pattern)) for pattern in entry["patterns"]]
    return names, patterns


@lru_cache(maxsize=1 << 14)
def column_role(header: str, *, names_only: bool = False) -> str:
    """The role of a column by its printed header, "" when the words are unknown."""
    folded = fold(header)
    bare = _BRACKETS.sub("", folded).strip(":：*")
    if not bare or _CHANGE.search(bare):
        return ""  # 决算数与年初预算数差额 is neither of the two
    role = _role(bare, names_only)
    if role in ("", "amount") and not names_only and _EACH.search(folded):
        return "unit_price"
    if not role and (undated := _PERIOD.sub("", bare)) != bare:
        role = _role(undated, names_only)
        return role if role in _DATED or not _BEFORE.match(bare) else ""
    return role


def _role(bare: str, names_only: bool) -> str:
    names, patterns = _columns()
    if bare in names or names_only:
        return names.get(bare, "")
    return next((role for role, fits in patterns if fits(bare)), "")


def head_year(header: str) -> int:
    """The year a header prints, -1 for the year before (上年决算数), 0 where it says none."""
    found = _YEAR.search(header)
    return int(found[1]) if found is not None else -1 if _LAST.search(header) else 0


@lru_cache(maxsize=1 << 14)
def header_unit(header: str) -> str:
    """The unit a header prints: 万元 of “项目资金（万元）”, "" for none."""
    folded = fold(header)
    match = _UNIT.search(folded)
    if match is not None:
        return str(match[1] or match[2])
    last = _ANY_UNIT.search(folded)
    return str(last[1]) if last is not None and dimension(last[1]) else ""


def line_unit(line: str) -> str:
    """The money unit of a line such as “单位：万元”."""
    match = _UNIT_LINE.search(fold(line))
    return "" if match is None else str(match[1])


@cache
def _rows() -> dict[str, list[Fits]]:
    return {role: [fitting(pattern) for pattern in patterns] for role, patterns in load("rows").items()}


@lru_cache(maxsize=1 << 14)
def row_word(text: str, role: str) -> bool:
    """Whether a first cell's words mark a row of that role: total, subtotal, part, closing, placeholder."""
    folded = fold(text)
    if role in _SUMS:
        folded = _BRACKETS.sub("", folded)
    return any(fits(folded) for fits in _rows()[role])


@lru_cache(maxsize=1 << 14)
def coded_name(text: str) -> tuple[str, str] | None:
    """Code and name of a subject printed in one cell: 20132 组织事务; 100万元以上 is none."""
    found = compiled(_CODED).match(fold(text))
    return None if found is None or compiled(_COUNTED).match(found["name"]) else (found["code"], found["name"])


def weight_in_name(text: str) -> tuple[str, tuple[int, int]] | None:
    """The name and the characters of the number in “产出指标（37分）” or “产出指标 40 分”, None where there is none."""
    match = _WEIGHT_IN_NAME.match(text)
    if match is None or not match["name"].strip() or match["name"].rstrip()[-1:] in "每扣得加减":
        return None
    return match["name"].rstrip(" （("), match.span("number")


@cache
def compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)


@lru_cache(maxsize=1 << 14)
def identity_field(key: str) -> str:
    """The identity field a key cell such as “项目名称” names, "" for none."""
    folded = _BRACKETS.sub("", fold(key)).strip(":：")
    for name, words in load("kinds")["identity"].items():
        if folded in words:
            return str(name)
    return ""


@cache
def identity_rank(key: str) -> int:
    """How near a key comes to naming its field, 0 the nearest: 实施单位 before 单位名称 before 填报单位."""
    folded = _BRACKETS.sub("", fold(key)).strip(":：")
    return next((words.index(folded) for words in load("kinds")["identity"].values() if folded in words), 0)


def identity_pair(text: str) -> tuple[str, str]:
    """The identity field and its content in one cell such as “项目名称：春季绿化”, empty for none."""
    key, colon, content = fold(text).partition(":")
    name = identity_field(key) if colon and content else ""
    return (name, content) if name else ("", "")


def section_kind(roles: set[str]) -> str:
    """The kind of a block of rows by its column roles."""
    for entry in load("kinds")["sections"]:
        if not set(entry.get("all", ())) <= roles or roles & set(entry.get("not", ())):
            continue
        if "any" not in entry or roles & set(entry["any"]):
            return str(entry["kind"])
    return "other"


def form_kind(title: str) -> str:
    """The kind of a form by its printed title, "" when it does not say."""
    folded = fold(title)
    return next((str(e["kind"]) for e in load("kinds")["forms"] if fitting(e["title"])(folded)), "")
