"""gouji.toml: what it may say, what is refused and with which words, and that the command line wins."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from gouji.settings import CannotRun, Limits, read_file


def _file(folder: Path, text: str) -> Path:
    path = folder / "gouji.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_kind_of_value(tmp_path: Path) -> None:
    found = read_file(
        _file(
            tmp_path,
            'lang = "en"\nfail-on = "warning"\nselect = ["GJ1", "GJ301"]\nignore = "GJ8"\njobs = 2\ntimeout = 30.5\n'
            'exit_zero = true\nbaseline = "基线.csv"\n[limits]\npages = 500\nfile_bytes = 1000\n',
        )
    )
    assert found.options == {
        "lang": "en", "fail_on": "warning", "select": "GJ1,GJ301", "ignore": "GJ8", "jobs": 2, "timeout": 30.5,
        "exit_zero": True, "baseline": str(tmp_path / "基线.csv"),
    }  # fmt: skip
    assert found.limits == Limits(pages=500, file_bytes=1000)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('ignor = ["GJ8"]', "您是不是想写“ignore”？"),
        ("pages = 5", "写在 [limits] 一节中"),
        ("[limits]\npagez = 5", "您是不是想写“pages”？"),
        ("qqq = 5", "可写的有：reader、"),
        ("[output]\nlang = 'zh'", "没有“output”这一项"),
        ("jobs = true", "jobs 的值不对：应为整数，不小于 1"),
        ("jobs = '4'", "jobs 的值不对"),
        ("jobs = 0", "不小于 1"),
        ("lang = 'fr'", "应为zh、en之一"),
        ("select = [1]", "应为规则编号的列表"),
        ("exit-zero = 1", "应为true 或 false"),
        ("limits = 5", "[limits]"),
        ("lang = zh", "写法不对"),
    ],
)
def test_what_would_not_have_its_effect_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(CannotRun, match=re.escape(words)):
        read_file(_file(tmp_path, text))


def test_files_as_windows_saves_them(tmp_path: Path) -> None:
    path = tmp_path / "gouji.toml"
    path.write_bytes(b"\xef\xbb\xbf" + "profile = '四川'\r\n".encode())
    assert read_file(path).options == {"profile": "四川"}
    path.write_bytes("profile = '四川'".encode("gbk"))
    with pytest.raises(CannotRun, match="UTF-8"):
        read_file(path)
    with pytest.raises(CannotRun, match="--config"):
        read_file(tmp_path / "没有.toml")
