"""Sentences with their numbers taken out, and every place they name."""

from __future__ import annotations

import pytest
from gouji.extract.document import Anchor, Document, Paragraph, Source
from gouji.normalize.narrative.claims import read_claims
from gouji.normalize.narrative.sentences import KINDS, find, kind_of, sentences_of


def test_numbers_become_one_character_of_their_kind() -> None:
    (sentence,) = sentences_of(Paragraph("产出指标共 39 分，得分37分，得分率为94.87%。", Anchor(0)))
    score, ratio = KINDS["score"], KINDS["ratio"]
    assert sentence.skeleton == f"产出指标共{score}，得分{score}，得分率为{ratio}。"


def test_values_point_at_the_paragraph_as_printed() -> None:
    paragraph = Paragraph("先说一句。产出指标共 39 分，得分37分。", Anchor(3))
    sentence = sentences_of(paragraph)[1]
    for value in sentence.numbers.values():
        start, end = value.anchor.span or (0, 0)
        assert paragraph.text[start:end].replace(" ", "") == value.text.replace(" ", "")
    at = sentence.skeleton.index("得分")
    word = sentence.words(sentence.position(at), sentence.position(at + 2))
    start, end = word.anchor.span or (0, 0)
    assert paragraph.text[start:end] == word.text == "得分"


def test_a_template_binds_by_words() -> None:
    (sentence,) = sentences_of(Paragraph("聘用8名社工，预算135.2万元。", Anchor(0)))
    (found,) = find("聘用{count:n}[^，]*，预算{money:amount}", sentence)
    assert [value.text for value in found.values()] == ["8名", "135.2万元"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("92万元", "money"), ("8名", "count"), ("90%", "ratio"), ("2.5个百分点", "point"), ("16.9万元/人/年", "price")],
)
def test_kinds(text: str, kind: str) -> None:
    (sentence,) = sentences_of(Paragraph(f"共{text}。", Anchor(0)))
    assert [kind_of(quantity) for quantity in sentence.quantities] == [kind]


def test_a_private_character_of_the_text_is_no_number() -> None:
    """GB18030 files and symbol fonts print characters from the range that stands for numbers."""
    (sentence,) = sentences_of(Paragraph("\ue001预算92万元，执行率\ue002为90%。", Anchor(0)))
    assert sorted(sentence.numbers) == [at for at, mark in enumerate(sentence.skeleton) if mark in KINDS.values()]
    assert list(read_claims(Document(Source("a"), (Paragraph("\ue001\ue002为\ue005分。", Anchor(0)),)), "", ())) == []
