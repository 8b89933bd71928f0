"""What is walked: folders, archives and e-mails, with the names people gave, within limits."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from gouji.batch.containers import entries, load
from gouji.batch.documents import documents
from gouji.batch.task import check_target
from gouji.batch.walk import walk
from gouji.extract.document import Unreadable
from gouji.settings import Limits, Settings

LIMITS = Limits()


class _Bare(zipfile.ZipInfo):
    """An entry whose name is stored as the bytes given, without the flag for UTF-8."""

    raw = b""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.raw, self.flag_bits & ~0x800


def packed(files: dict[str, bytes], encoding: str = "utf-8") -> bytes:
    """A zip as most tools write it: names as bare bytes of an encoding it does not tell."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for number, (name, data) in enumerate(files.items()):
            info = _Bare(str(number))
            info.raw, info.compress_type = name.encode(encoding), zipfile.ZIP_DEFLATED
            package.writestr(info, data)
    return buffer.getvalue()


def names(path: Path, limits: Limits = LIMITS) -> list[str]:
    found = entries(path, limits)
    assert found is not None
    return [entry.name + (f" {entry.problem[0]}" if entry.problem else "") for entry in found]


def test_folders_in_order_without_hidden_files(reports: Path) -> None:
    assert [target.name for target in walk([reports])] == [
        "乙/报告.docx", "信.docx", "坏.docx", "甲/报告.docx", "空.docx"
    ]  # fmt: skip
    assert "信.docx" not in [target.name for target in walk([reports], [reports / "信.docx"])]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_of_an_archive(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "甲.zip"
    path.write_bytes(packed({"绩效评价报告.docx": b"a"}, encoding))
    assert names(path) == ["绩效评价报告.docx"]
    assert load(path, (0,), LIMITS) == b"a"


def test_names_with_the_utf8_flag_and_what_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "甲.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.mkdir("乙")
        for name in ("乙/表.xlsx", "../../甲\n.txt", "__MACOSX/._x", "丙/~$锁.docx", ".DS_Store", "C:\\丁\\x.doc"):
            package.writestr(name, name)
    assert names(path) == ["C:/丁/x.doc", "乙/表.xlsx", "甲□.txt"]


def test_archives_in_archives_and_their_limits(tmp_path: Path) -> None:
    path = tmp_path / "甲.zip"
    inner = packed({"b.txt": b"bb", "c.txt": b"c" * 3000})
    path.write_bytes(packed({"内.zip": inner, "z.txt": b"z", "d.zip": packed({"in.zip": packed({"deep.zip": inner})})}))
    assert names(path) == ["d.zip/in.zip/deep.zip GJ008", "z.txt", "内.zip/b.txt", "内.zip/c.txt"]
    assert load(path, (0, 0), LIMITS) == b"bb"
    assert names(path, Limits(zip_entries=2))[0] == " GJ008"
    assert "z.txt" in names(path, Limits(zip_entries=4))
    assert names(path, Limits(container_bytes=1000))[-1] == "内.zip GJ008"
    with pytest.raises(Unreadable, match="上限") as refusal:
        load(path, (0, 1), Limits(file_bytes=2000))
    assert refusal.value.code == "GJ008"


def test_an_archive_that_lies_about_its_size(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": bytes(5_000_000)}))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with pytest.raises(Unreadable):
        load(path, (0,), LIMITS)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"PK\x03\x04" + bytes(100), "GJ001"), (packed({}), "GJ003"), (packed({"a.txt": b"a"})[:-30], "GJ001")],
)
def test_archives_that_cannot_be_opened_are_rows(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "坏.zip"
    path.write_bytes(data)
    (target,) = documents([tmp_path], Settings())
    assert target.name == "坏.zip"
    (finding,) = check_target(target, Settings(), False).outcome.findings
    assert finding.rule == code


def test_a_word_file_that_calls_itself_zip_is_a_document(reports: Path) -> None:
    path = reports / "甲" / "报告.docx"
    path.rename(path.with_suffix(".zip"))
    (target,) = documents([path.with_suffix(".zip")], Settings())
    assert target.inside == ()
    assert check_target(target, Settings(), False).outcome.counts.checked


def test_attachments_of_a_mail(tmp_path: Path, reports: Path) -> None:
    mail = EmailMessage()
    mail["Subject"] = "报送绩效材料"
    mail.set_content("请查收。")
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="评价报告.pdf")
    mail.add_attachment(packed({"报告.docx": b"d"}, "gbk"), maintype="application", subtype="zip", filename="材料.zip")
    mail.add_attachment(b"logo", maintype="image", subtype="png", disposition="inline", cid="<1>", filename="logo.png")
    (tmp_path / "甲.eml").write_bytes(mail.as_bytes())
    assert names(tmp_path / "甲.eml") == ["材料.zip/报告.docx", "评价报告.pdf"]
    assert load(tmp_path / "甲.eml", (1, 0), LIMITS) == b"d"


@pytest.mark.parametrize(
    "header",
    [
        b"=?gb2312?B?0+vrtC54bHM=?=",
        b"=?GBK?Q?=D3=EB=EB=B4.xls?=",
        "与氪.xls".encode("gbk").replace("氪".encode("gbk"), b"\xeb\xb4"),
        b"\xe4\xb8\x8e\xe6\xb0\xaa.xls",
    ],
)
def test_names_of_attachments_in_old_encodings(tmp_path: Path, header: bytes) -> None:
    body = (
        b'Content-Type: application/octet-stream; name="x"\r\nContent-Disposition: attachment; filename="%s"\r\n\r\nA'
    )
    (tmp_path / "a.eml").write_bytes(b"From: a@example.org\r\n" + body % header)
    (name,) = names(tmp_path / "a.eml")
    assert name in ("与氪.xls", "与氪.xls".replace("氪", b"\xeb\xb4".decode("gbk")))


def test_a_mail_without_attachments_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"Subject: x\r\n\r\nhello")
    assert names(tmp_path / "a.eml") == [" GJ003"]


def test_a_report_in_an_archive_is_checked_like_a_file(reports: Path) -> None:
    report = reports / "甲" / "报告.docx"
    archive = reports.parent / "材料.zip"
    archive.write_bytes(packed({"甲/报告.docx": report.read_bytes()}, "gbk"))
    (target,) = documents([archive], Settings())
    inside = check_target(target, Settings(), True).outcome
    alone = check_target(next(walk([report])), Settings(), True).outcome
    assert inside.name == "材料.zip/甲/报告.docx"
    assert inside.findings == alone.findings
    assert inside.ledger == alone.ledger
