"""Whose a number is: the words before its measure without time, adverbs and links; "" for the whole project.

    subject("2022年度该项目累计")      ""
    subject("城乡医疗救助项目全年")    城乡医疗救助项目
    subject("市财政")                  市财政

The words are data (`schema/subjects.yaml`). A subject that names the document's own project is the whole as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import regex

from ...extract.text import fold
from ..indicators.levels import core as level_core
from ..lexicon import compiled, load

_ROUNDS = 12  # words that may stand before or behind one subject
_JOINED = "、和及与"


@cache
def data() -> Any:
    return load("subjects")


@cache
def _ends() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    return regex.compile(f"^(?:{data()['before']})"), regex.compile(f"(?:{data()['behind']})$")


@lru_cache(maxsize=4096)
def subject(words: str, *, score: bool = False) -> str:
    """The subject that some words name, "" for the whole project or for none."""
    text = _without_brackets(words.strip('“”"，,、。：: '))
    if _is_whole(text, score):
        return ""
    before, behind = _ends()
    for _ in range(_ROUNDS):
        shorter = behind.sub("", before.sub("", text, 1), 1).strip('“”"，,、：: ')
        if _is_whole(shorter, score):
            return ""
        if shorter == text:
            break
        text = shorter
    return text.replace("”", "").replace("“", "")


def _without_brackets(text: str) -> str:
    """教育支出（类） without the bracket at its end, （二）过程管理 without that at its head."""
    text = compiled(r"^[（(][^（()）]{0,6}[)）]").sub("", text)
    return compiled(r"[（(](?:类|款|项|[A-Z/×%\d]{1,8})[)）]$").sub("", text)


def _is_whole(text: str, score: bool) -> bool:
    if not text:
        return True
    if compiled(data()["not_whole"]).fullmatch(text):
        return False
    name = "score_whole" if score else "whole"
    return compiled(data()[name]).fullmatch(text) is not None or (score and _is_whole(text, False))


@lru_cache(maxsize=1024)
def names_project(name: str, project: str) -> bool:
    """Whether a subject is the document's project: its name, its name behind its owner's, or a short form of it."""
    one, whole = _short(name), _short(project)
    if not one or not whole:
        return False
    if one == whole:
        return True
    if one.endswith(whole) and len(whole) >= 4:
        return compiled(data()["owners"]).match(one[: -len(whole)]) is not None
    if whole.endswith(one) and len(one) >= 4:
        return compiled(data()["owners"]).match(whole[: -len(one)]) is not None
    return _abbreviates(one, whole)


def _short(name: str) -> str:
    return compiled(data()["short"]).sub("", compiled(r"20\d\d年度?").sub("", fold(name)))


def _abbreviates(one: str, whole: str) -> bool:
    """社矫 of 社区矫正: its characters in order, from the first on, but not as one piece, which may be a part."""
    if len(one) < 2 or one[0] not in whole or any(mark in one for mark in _JOINED):
        return False
    if one in whole:
        return not any(mark in whole for mark in _JOINED) and whole.startswith(one)
    rest = iter(whole)
    return all(character in rest for character in one)


def items(words: str, most: int = 0) -> list[str]:
    """The names of a list: 中央、省、市三级资金 -> 中央, 省, 市; 收、支总计 -> 收总计, 支总计.

    With `most` numbers to pair, 和 parts names only where 、 does not part enough: 工资支出、商品和服务支出 are two.
    """
    text = compiled(data()["tally"]).sub("", words.strip("，,、：: "))
    parts = [part for part in compiled(data()["split"]).split(text) if part]
    if len(parts) > most > 1:
        parts = next((few for few in _fewer(text) if len(few) == most), parts)
    if len(parts) > 1 and all(len(part) == 1 for part in parts[:-1]) and len(parts[-1]) > 2:
        parts[:-1] = [part + parts[-1][1:] for part in parts[:-1]]
    before, _ = _ends()
    return [before.sub("", part) or part for part in parts]


def _fewer(text: str) -> Iterator[list[str]]:
    """Names parted by marks alone, and by marks and one 和."""
    yield [part for part in compiled("[、，,]").split(text) if part]
    for match in compiled("和|及(?!时|格)|与|以及").finditer(text):
        parted = f"{text[: match.start()]}、{text[match.end() :]}"
        yield [part for part in compiled("[、，,]").split(parted) if part]


def uncompared(words: str) -> str:
    """Words without what a change is compared with: 本年收入较上年 -> 本年收入."""
    return compiled(data()["compared"]).sub("", words).strip("，, ")


def is_named(name: str) -> bool:
    """Whether a subject is a project, an organisation or a place rather than a group of indicators."""
    return compiled(data()["named"]).search(name) is not None


def assessor(words: str) -> str:
    """Who gave a score, by its words: 自评, 评价, 复核, "" where they do not say."""
    match = compiled(data()["assessor"]).search(words)
    return "" if match is None else match[0].replace("自我评价", "自评")


def group_name(words: str) -> str:
    """A printed group as its name: 过程类指标 -> 过程, 效益指标分析 -> 效益."""
    return level_core(compiled("分析$").sub("", words)) or words
