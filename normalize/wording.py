"""Whether words fit a pattern of the lexicon, without compiling a pattern that only lists words.

    ^(合计|总计)[:：]?$      four words, looked up in a set
    (编码|代码)$             a text that ends in one of two words
    ^占.*(比例|比重)$        no list of words: a regular expression, compiled when first asked

A regular expression takes a thousand times as long to compile as to search for: most of the time of a first document.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import regex

Fits = Callable[[str], bool]

MOST = 400  # words that a pattern may list
_SPECIAL = frozenset("\\.*+{}^$")


@cache
def fitting(pattern: str) -> Fits:
    """Whether a text holds what the pattern describes, as `regex.search` would tell."""
    start, end = pattern.startswith("^"), pattern.endswith("$")
    words = _listed(pattern.removeprefix("^").removesuffix("$"), anchored=start or end)
    if words is None:
        return _compiled(pattern)
    if start and end:
        return frozenset(words).__contains__
    if start:
        return lambda text: text.startswith(words)
    if end:
        return lambda text: text.endswith(words)
    return lambda text: any(word in text for word in words)


def _compiled(pattern: str) -> Fits:
    found: list[regex.Pattern[str]] = []

    def fits(text: str) -> bool:
        if not found:
            found.append(regex.compile(pattern))
        return found[0].search(text) is not None

    return fits


def _listed(body: str, anchored: bool) -> tuple[str, ...] | None:
    """All words that a pattern without its anchors describes, None where it is no list of words."""
    if not body or _SPECIAL & set(body):
        return None
    read = _branches(body, 0)
    if read is None or read[1] < len(body) or len(read[0]) > MOST:
        return None
    if anchored and _divided(body):
        return None  # ^a|b: an anchor belongs to one of them
    return tuple(dict.fromkeys(read[0]))


def _divided(body: str) -> bool:
    depth = 0
    for mark in body:
        depth += {"(": 1, ")": -1}.get(mark, 0)
        if mark == "|" and not depth:
            return True
    return False


def _branches(body: str, at: int) -> tuple[list[str], int] | None:
    """The words of alternatives from a place on, and where they end: at a closing bracket or the end."""
    found: list[str] = []
    words = [""]
    while at < len(body) and body[at] != ")":
        if body[at] == "|":
            found, words, at = found + words, [""], at + 1
            continue
        read = _piece(body, at)
        if read is None or len(words) * len(read[0]) > MOST:
            return None
        pieces, at = read
        words = [word + piece for word in words for piece in pieces]
    return found + words, at


def _piece(body: str, at: int) -> tuple[list[str], int] | None:
    """One character, bracket or set of characters, and a question mark behind it."""
    if body[at] in "?]":
        return None
    if body[at] == "(":
        inner = at + 3 if body.startswith("(?:", at) else at + 1
        read = None if body.startswith("?", inner) else _branches(body, inner)
        if read is None or read[1] >= len(body):
            return None
        pieces, at = read[0], read[1] + 1
    elif body[at] == "[":
        close = body.find("]", at)
        inside = body[at + 1 : close]
        if close < at + 2 or "-" in inside or "[" in inside:
            return None
        pieces, at = list(inside), close + 1
    else:
        pieces, at = [body[at]], at + 1
    if body.startswith("?", at):
        pieces, at = [*pieces, ""], at + 1
    return pieces, at
