"""Word files by our own reader: what a person sees is read, what is not read is said."""

import io
import zipfile
from typing import Any

import docx
import pytest
from gouji.extract.document import Document, Source, Table, Unreadable
from gouji.extract.readers import from_docx
from gouji.settings import Limits

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str, **parts: str | bytes) -> bytes:
    """A docx of this body; further parts by name of their relationship (numbering, styles, footnotes, comments …)."""
    relations, out = "", io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        for kind, content in parts.items():
            relations += f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
            root = content if isinstance(content, bytes) else f"<w:{kind} {NAMESPACES}>{content}</w:{kind}>"
            archive.writestr(f"word/{kind}.xml", root)
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
        )
    return out.getvalue()


def read(body: str, **parts: str | bytes) -> Document:
    return from_docx.read(package(body, **parts), Source("a.docx", "docx"), Limits())


def lines(body: str, **parts: str | bytes) -> list[str]:
    return [block.text for block in read(body, **parts).paragraphs()]


def codes(document: Document) -> list[str]:
    return [note.code for note in document.notes]


def spans(table: Table) -> list[tuple[str, int, int, int, int]]:
    return [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(run(text))}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def sdt(inner: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


SHAPE = "<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>"
PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="{}" cy="{}"/><a:graphic><a:blip r:embed="x"/></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("执行") + run("率"), "执行率"),
        ("<w:hyperlink>" + run("链接") + "</w:hyperlink>", "链接"),
        ("<w:smartTag>" + run("2021年") + "</w:smartTag>", "2021年"),
        ("<w:customXml>" + run("自定义") + "</w:customXml>", "自定义"),
        (sdt(run("控件")), "控件"),
        ("<w:ins>" + run("插入") + "</w:ins>", "插入"),
        ("<w:moveTo>" + run("移入") + "</w:moveTo>", "移入"),
        (run("留") + "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>", "留"),
        (run("留") + "<w:moveFrom>" + run("移走") + "</w:moveFrom>", "留"),
        ("<w:fldSimple w:instr='PAGE'>" + run("3") + "</w:fldSimple>", "3"),
        (
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>SUM(ABOVE)</w:instrText></w:r>"
            + run("码")
            + "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
            + run("92")
            + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
            + run("万元"),
            "92万元",
        ),
        ("<w:r><w:fldChar w:fldCharType='begin'/></w:r>" + run("失") + "</w:p><w:p>" + run("后"), "后"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:br w:type='page'/></w:r>", "甲\t乙\n丙"),
        ("<w:r><w:t>2020</w:t><w:noBreakHyphen/><w:t>2022</w:t><w:cr/><w:t>年</w:t></w:r>", "2020-2022\n年"),
        (run("隐藏", "<w:vanish/>"), "隐藏"),
        ("<w:r><w:sym w:font='Wingdings 2' w:char='F052'/></w:r>" + run("是"), "☑是"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0A8'/></w:r>" + run("否"), "☐否"),
        ("<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>" + run("95%"), "≥95%"),
        (run("R", "<w:rFonts w:ascii='Wingdings 2'/>") + run("是"), "☑是"),
        (run("\uf052 是", "<w:rFonts w:ascii='Wingdings 2'/>"), "☑ 是"),
        (
            "<w:r><w:ruby><w:rt>" + run("jī") + "</w:rt><w:rubyBase>" + run("绩") + "</w:rubyBase></w:ruby></w:r>",
            "绩",
        ),
        (
            "<m:oMath><m:r><m:t>执行率=</m:t></m:r><m:f><m:fPr><m:ctrlPr/></m:fPr><m:num><m:r><m:t>支出</m:t></m:r></m:num>"
            "<m:den><m:r><m:t>a+b</m:t></m:r></m:den></m:f></m:oMath>",
            "执行率=支出/(a+b)",
        ),
        (
            "<m:oMathPara><m:oMath><m:rad><m:deg/><m:e><m:r><m:t>x</m:t></m:r></m:e></m:rad><m:sSup><m:e><m:r><m:t>y"
            "</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></m:oMathPara>",
            "√xy^2",
        ),
        (
            "<w:r><mc:AlternateContent><mc:Choice Requires='x'><w:t>选</w:t></mc:Choice>"
            "<mc:Fallback><w:t>备</w:t></mc:Fallback></mc:AlternateContent></w:r>",
            "选",
        ),
        (
            "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default w:val='0'/><w:checked/>"
            "</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>" + run("优"),
            "☑优",
        ),
    ],
)
def test_text_of_a_paragraph(inner: str, text: str) -> None:
    assert lines(f"<w:p>{inner}</w:p>") == [text]


@pytest.mark.parametrize(
    "wrapped", [sdt(p(run("段"))), f"<w:customXml>{p(run('段'))}</w:customXml>", f"<w:ins>{p(run('段'))}</w:ins>"]
)
def test_wrapped_paragraphs(wrapped: str) -> None:
    assert lines(wrapped) == ["段"]


MARK_DELETED = "<w:rPr><w:del w:id='1' w:author='甲'/></w:rPr>"


def test_a_deleted_paragraph_mark_joins_the_next() -> None:
    deleted = p("<w:del w:id='2'><w:r><w:delText>删</w:delText></w:r></w:del>", MARK_DELETED)
    assert lines(p(run("共92"), MARK_DELETED) + deleted + p(run("万元")) + p(run("后"))) == ["共92万元", "后"]
    cell = f"<w:tc>{p(run('前'))}{deleted}{p(run('中'), MARK_DELETED)}{p(run('后'))}</w:tc>"
    document = read(p(run("表前"), MARK_DELETED) + tbl(tr(cell)) + p(run("末"), MARK_DELETED))
    assert [block.text for block in document.paragraphs()] == ["表前", "末"]
    assert [table.cells[0].text for table in document.tables()] == ["前\n中后"]


CHECKED = [("产出", 0, 0, 2, 1), ("10", 0, 1, 1, 1), ("20", 1, 1, 1, 1)]
DELETED = tr(tc("删"), tc("删"), properties="<w:del/>")
START, GO_ON = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"


@pytest.mark.parametrize(
    "table",
    [
        tbl(tr(tc("产出", START), tc("10")), tr(tc("", GO_ON), tc("20"))),
        sdt(tbl(tr(tc("产出", START), tc("10")), tr(tc("", GO_ON), tc("20")))),
        tbl(sdt(tr(tc("产出", START), tc("10"))), tr(tc("", GO_ON), tc("20"))),
        tbl(tr(sdt(tc("产出", START)), tc("10")), tr(sdt(tc("", GO_ON)), tc("20"))),
        tbl(tr(tc("产出", START), f"<w:tc>{sdt(p(run('10')))}</w:tc>"), tr(tc("", GO_ON), tc("20"))),
        tbl(tr(tc("产出", START), f"<w:tc><w:p>{sdt(run('10'))}</w:p></w:tc>"), tr(tc("", GO_ON), tc("20"))),
        tbl(f"<w:customXml>{tr(tc('产出', START), tc('10'))}</w:customXml>", tr(tc("", GO_ON), tc("20"))),
        tbl(
            tr(tc("产出", START), tc("10")), tr(tc("删"), tc("删"), properties="<w:del/>"), tr(tc("", GO_ON), tc("20"))
        ),
    ],
)
def test_wrappers_shift_nothing(table: str) -> None:
    (found,) = read(table).tables()
    assert spans(found) == CHECKED


def test_spans_of_every_kind() -> None:
    (found,) = read(
        tbl(
            tr(tc("a", "<w:hMerge w:val='restart'/>"), tc("", "<w:hMerge w:val='continue'/>"), tc("b")),
            tr(tc("c", "<w:gridSpan w:val='2'/>"), tc("d"), properties="<w:gridBefore w:val='1'/>"),
            tr(tc("e", GO_ON), tc("f", "<w:gridSpan w:val='x'/>")),
        )
    ).tables()
    assert spans(found) == [
        ("a", 0, 0, 1, 2),
        ("b", 0, 2, 1, 1),
        ("c", 1, 1, 1, 2),
        ("d", 1, 3, 1, 1),
        ("e", 2, 0, 1, 1),
        ("f", 2, 1, 1, 1),
    ]
    assert (found.row_count, found.column_count) == (3, 4)


def test_a_cell_of_several_lines() -> None:
    (found,) = read(tbl(tr(f"<w:tc>{p(run('年初'))}{p(run('预算'))}{p('')}</w:tc>"))).tables()
    assert found.cells[0].text == "年初\n预算"


def test_nested_tables_and_text_boxes_follow_their_block_once() -> None:
    inner = tbl(tr(tc("内")))
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{SHAPE.format(p(run('框')))}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{p(run('框'))}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read(p(run("前") + box) + tbl(tr(f"<w:tc>{p(run('外'))}{inner}</w:tc>")) + p(run("后")))
    texts = [block.cells[0].text if isinstance(block, Table) else block.text for block in document.blocks]
    assert texts == ["前", "框", "外", "内", "后"]
    assert [block.anchor.block for block in document.blocks] == [0, 1, 2, 3, 4]


def test_footnotes_follow_at_the_end_under_their_part() -> None:
    cite = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    notes = f"<w:footnote w:id='0'>{p(run('线'))}</w:footnote><w:footnote w:id='2'>{p(run('注释'))}</w:footnote>"
    document = read(p(run("92万元") + cite) + tbl(tr(tc("表"))), footnotes=notes)
    assert [block.anchor.part for block in document.blocks] == ["body", "body", "footnotes"]
    assert [block.text for block in document.paragraphs()] == ["92万元", "注释"]


def test_revisions_and_comments_are_counted_in_one_note() -> None:
    body = p("<w:ins>" + run("新") + "</w:ins>" + "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>")
    document = read(body, comments="<w:comment/><w:comment/>")
    assert codes(document) == ["GJ011"]
    assert "插入 1 处、删除 1 处" in document.notes[0].message
    assert "2 条批注" in document.notes[0].message


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (tbl(tr(f"<w:tc>{p(PICTURE.format(100, 100))}</w:tc>")), "表格中有 1 张图片"),
        (p(PICTURE.format(5_400_000, 7_200_000)), "占满版面"),
        (p(PICTURE.format(100, 100)), "占满版面"),  # the only content there is
        (p(run("甲" * 200)) + p("<w:r><w:object><o:OLEObject ProgID='Excel.Sheet.12'/></w:object></w:r>"), "Excel"),
        (p(run("甲" * 200)) + p("<w:r><w:object><o:OLEObject ProgID='Equation.3'/></w:object></w:r>"), "嵌入对象"),
        (p("<w:r><w:drawing><a:graphic><c:chart r:id='x'/></a:graphic></w:drawing></w:r>"), "图表"),
        (p(run("甲")) + "<w:altChunk r:id='none'/>", "其他文件插入"),
        (p("<w:r><w:sym w:font='Webdings' w:char='F0FF'/></w:r>"), "无法识别"),
        (p(run("Z", "<w:rFonts w:ascii='Wingdings'/>")), "无法识别"),
        (tbl(tr(tc("a", START)), tr(tc("遮", GO_ON))), "遮住"),
    ],
)
def test_what_is_not_read_is_said(body: str, says: str) -> None:
    document = read(body)
    assert codes(document) == ["GJ010"]
    assert says in document.notes[0].message


def test_a_photograph_beside_text_is_no_loss() -> None:
    assert codes(read(p(run("甲" * 200)) + p(PICTURE.format(3_000_000, 2_000_000)))) == []


def test_inserted_web_page_is_read() -> None:
    page = b"<html><body><p>\xe7\xbd\x91\xe9\xa1\xb5</p><table><tr><td>1</td></tr></table></body></html>"
    document = read(p(run("前")) + "<w:altChunk r:id='aFChunk'/>" + p(run("后")), aFChunk=page)
    assert [block.text for block in document.paragraphs()] == ["前", "网页", "后"]
    assert len(list(document.tables())) == 1
    assert document.notes == ()


def document_only(xml: str) -> bytes:
    """A package of nothing but its main part, or of something else."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml" if xml else "word/other.xml", xml)
    return out.getvalue()


def test_the_strict_variant() -> None:
    root = "<w:document xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'>"
    data = document_only(f"{root}<w:body>{p(run('严格'))}</w:body></w:document>")
    document = from_docx.read(data, Source("a.docx"), Limits())
    assert [block.text for block in document.paragraphs()] == ["严格"]


@pytest.mark.parametrize("data", [package("<w:p><w:r>"), document_only(""), document_only("<x/>")])
def test_broken_packages(data: bytes) -> None:
    with pytest.raises(Unreadable) as error:
        from_docx.read(data, Source("a.docx"), Limits())
    assert error.value.code == "GJ001"


def test_a_broken_styles_part_costs_only_a_note() -> None:
    document = read(p(run("正文")), numbering="", styles=b"<w:styles")
    assert [block.text for block in document.paragraphs()] == ["正文"]
    assert codes(document) == ["GJ010"]


def test_deep_nesting_ends_as_damage_not_as_a_crash() -> None:
    deep = "<w:sdt><w:sdtContent>" * 400 + p(run("深")) + "</w:sdtContent></w:sdt>" * 400
    with pytest.raises(Unreadable):
        read(deep)


def test_headers_and_footers_are_not_body() -> None:
    made: Any = docx.Document()
    made.sections[0].header.paragraphs[0].text = "页眉"
    made.sections[0].footer.paragraphs[0].text = "页脚"
    made.add_paragraph("正文")
    buffer = io.BytesIO()
    made.save(buffer)
    document = from_docx.read(buffer.getvalue(), Source("a.docx"), Limits())
    assert [block.text for block in document.paragraphs()] == ["正文"]
