"""What `gouji doctor` says of a whole machine and of one that lacks something."""

import pytest
from gouji.batch import doctor


def test_every_part_says_what_it_is_for_and_how_to_get_it() -> None:
    parts = {part.name: part for part in doctor.diagnose()}
    assert parts["lxml"].found
    assert parts["pebble"].needed
    assert not parts["distributed"].needed
    assert "gouji[dask]" in parts["distributed"].remedy
    assert {"LibreOffice", "中文字体"} <= parts.keys()


def test_a_machine_without_libreoffice_or_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_SOFFICE", "/nowhere")
    monkeypatch.setenv("PATH", "")
    lines = doctor.report(doctor.diagnose())
    assert any(line.startswith("– LibreOffice  没有") for line in lines)
    assert any("apt install libreoffice" in line for line in lines)
    assert "没有网络" in lines[-1]


def test_a_missing_package_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "requires", lambda name: ["lxml>=5", "nothing-there>=1", 'also-not>=1; extra == "x"'])
    lines = doctor.report(doctor.diagnose())
    assert "✗ nothing-there  没有" in lines
    assert "– also-not  没有" in lines
    assert any("pip install 'gouji[x]'" in line for line in lines)
