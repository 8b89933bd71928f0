"""The canonical indicator of each row of a form: the frame the form follows, the 二级 printed beside the name.

A form with the columns 一级, 二级, 三级 gives both; one whose rows have two names prints the 二级 only. What belongs to
no frame has no indicator, and a suggestion is never an id (`indicator`):

    产出指标 › 数量指标 › 实际完成率        id SE-实际完成率, class 数量
    产出指标 › 数量指标 › 安装水标尺套数    nothing, class 数量
"""

from __future__ import annotations

from dataclasses import dataclass

from ..report import Form, Row
from .frames import Frame
from .indicator import Match, class_of, fitting, match

INDICATOR_SECTIONS = ("score", "target")


@dataclass(frozen=True, slots=True)
class Canonical:
    """What a row's name means, and the class of indicators it belongs to."""

    match: Match
    kind: str


def frame_of(form: Form) -> Frame:
    """The frame that the form's printed 二级 names fit best."""
    rows = [row for section in form.of(*INDICATOR_SECTIONS) for row in section.leaves]
    return fitting(dict.fromkeys(_levels(row)[1] for row in rows), form.title)


def canonical(row: Row, frame: Frame) -> Canonical:
    """The meaning of one row with an indicator."""
    level1, level2 = _levels(row)
    name = row.labels[-1].text if row.labels else ""
    return Canonical(match(name, frame, level2, level1), class_of(name, level2))


def _levels(row: Row) -> tuple[str, str]:
    names = [label.name for label in row.labels[:-1]]
    return (names[0], names[-1]) if len(names) > 1 else ("", names[0] if names else "")
