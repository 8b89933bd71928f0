"""A folder of a few small documents of every fate."""

import sys
from pathlib import Path

import docx
import pytest

sys.path.append(str(Path(__file__).parent))  # workers import odd_tasks by name


def word(*paragraphs: str) -> docx.document.Document:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Two readable reports with an error each, in two folders; a letter, a broken and an empty file; hidden ones."""
    folder = tmp_path / "送审"
    for name in ("甲/报告", "乙/报告"):
        path = folder / f"{name}.docx"
        path.parent.mkdir(parents=True)
        claim = "全年预算数100万元，执行数80万元，预算执行率为90%。"
        word("某项目支出绩效评价报告", "一、基本情况", claim).save(str(path))
    word("各位同事：请查收附件。").save(str(folder / "信.docx"))
    (folder / "坏.docx").write_bytes((folder / "信.docx").read_bytes()[:2000])
    (folder / "空.docx").write_bytes(b"")
    (folder / "~$信.docx").write_bytes(b"lock")
    (folder / ".DS_Store").write_bytes(b"x")
    return folder
