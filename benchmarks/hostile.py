"""Files made to break readers: flipped and cut samples, bombs, loops, depths, liars. All from a seed.

write(Path("/tmp/敌"), 5000, seed=1)  →  how many documents a batch over the folder must account for
"""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLES = [path for name in ("reports", "broken") for path in sorted((ROOT / "fixtures" / name).iterdir())]
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def write(folder: Path, damaged: int, seed: int, bomb_bytes: int = 3 << 29) -> int:
    """Writes `damaged` damaged samples and one of every special kind; returns the number of documents."""
    chance = random.Random(seed)
    samples = [(path.name, path.read_bytes()) for path in SAMPLES if path.suffix in (".docx", ".pdf", ".xlsx", ".txt")]
    for number in range(damaged):
        name, data = chance.choice(samples)
        path = folder / "damaged" / f"{number // 500:03d}" / f"{number:05d}-{name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_damage(data, chance))
    special = folder / "special"
    special.mkdir(parents=True, exist_ok=True)
    for name, data in _special(samples[0][1], bomb_bytes).items():
        (special / name).write_bytes(data)
    return damaged + len(list(special.iterdir()))


def _damage(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    if chance.random() < 0.3:
        return data[: chance.randrange(len(data))]
    flipped = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 10, 100))):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def _special(sample: bytes, bomb_bytes: int) -> dict[str, bytes]:
    """Each is one document of the batch, archives included: none of them opens."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    laughs = f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>' + _body("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>")
    outside = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + _body("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>")
    wide = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    return {
        "空.docx": b"",
        "空白.txt": b" \r\n",
        "其实是文字.docx": "预算数100万元".encode(),
        "其实是word.pdf": sample,
        "其实是pdf.xlsx": b"%PDF-1.7\n%%EOF",
        "实体炸弹.docx": docx(laughs),
        "外部实体.docx": docx(outside),
        "表中表200.docx": docx(_body(_nested(200))),
        "表中表5000.docx": docx(_body(_nested(5000))),
        "宽表.docx": docx(_body(wide)),
        "压缩炸弹.docx": _bomb("word/document.xml", bomb_bytes),
        "压缩炸弹.xlsx": _bomb("xl/worksheets/sheet1.xml", bomb_bytes),
        "谎称大小.zip": _claiming(sample),
        "套娃.zip": _dolls(6),
        "页树循环.pdf": _pdf("<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        "页树自含.pdf": _pdf("<</Type/Pages/Kids[3 0 R 3 0 R 2 0 R]/Count 99999999>>"),
        "图形循环.pdf": _pdf("<</Type/Pages/Kids[3 0 R]/Count 1>>"),
    }


def _body(inner: str) -> str:
    return f"<w:document {WORD}><w:body>{inner}</w:body></w:document>"


def _nested(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth


def docx(document: str) -> bytes:
    """A Word file of one part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", document)
    return buffer.getvalue()


def _bomb(part: str, size: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", TYPES)
        with package.open(part, "w", force_zip64=True) as stream:
            for _ in range(size >> 24):
                stream.write(bytes(1 << 24))
    return buffer.getvalue()


def _claiming(sample: bytes) -> bytes:
    """An archive whose directory claims 4 GB a file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for number in range(8):
            package.writestr(f"{number}.docx", sample)
    data = bytearray(buffer.getvalue())
    at = 0
    while (at := data.find(b"PK\x01\x02", at + 1)) > 0:
        data[at + 24 : at + 28] = b"\xfe\xff\xff\xff"
    return bytes(data)


def _dolls(depth: int) -> bytes:
    data, name = b"x", "x.txt"
    for _ in range(depth):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            package.writestr(name, data)
        data, name = buffer.getvalue(), "x.zip"
    return data


def _pdf(pages: str) -> bytes:
    """No table of objects, so that a reader has to rebuild it; the page draws a form that draws itself."""
    stream = "/X Do"
    form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        pages,
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</XObject<</X 4 0 R>>>>/Contents 5 0 R>>",
        f"{form}/Length {len(stream)}>>stream\n{stream}\nendstream",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
    )
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in enumerate(objects, 1))
    return f"%PDF-1.7\n{body}trailer<</Root 1 0 R>>\n%%EOF".encode()
