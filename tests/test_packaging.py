"""What ships is what the repository holds: packages, data files, no strays at the root, the README's commands."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NOT_SHIPPED = {"tests", "fixtures", "benchmarks", "build", "dist"}


def _shipped_folders() -> set[str]:
    return {
        ".".join(("gouji", *path.parent.relative_to(ROOT).parts))
        for path in ROOT.glob("*/**/__init__.py")
        if path.relative_to(ROOT).parts[0] not in NOT_SHIPPED and not path.relative_to(ROOT).parts[0].startswith(".")
    } | {"gouji"}


def test_every_package_is_listed() -> None:
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == _shipped_folders()


def test_every_data_file_is_covered() -> None:
    covered: set[Path] = set()
    for package, patterns in PROJECT["tool"]["setuptools"]["package-data"].items():
        folder = ROOT.joinpath(*package.split(".")[1:])
        for pattern in patterns:
            found = set(folder.glob(pattern))
            assert found, f"{package}: {pattern} matches nothing"
            covered |= found
    shipped = [ROOT.joinpath(*package.split(".")[1:]) for package in _shipped_folders() if package != "gouji"]
    data = {
        path for folder in shipped for path in folder.rglob("*") if path.suffix in (".yaml", ".html", ".json", ".toml")
    }
    assert data <= covered, sorted(str(path.relative_to(ROOT)) for path in data - covered)


def test_root_holds_no_stray_modules() -> None:
    allowed = {"__init__.py", "__main__.py", "cli.py", "settings.py", "version.py"}
    assert {path.name for path in ROOT.glob("*.py")} == allowed
    assert not (ROOT / "tests" / "__init__.py").exists()
    assert not (ROOT / "gouji").exists()


def test_constraints_pin_every_dependency() -> None:
    pinned = {
        re.split(r"==", line)[0].strip().lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    wanted = PROJECT["project"]["dependencies"] + [
        name for names in PROJECT["project"]["optional-dependencies"].values() for name in names
    ]
    names = {re.split(r"[<>=\[; ]", name)[0].lower().replace("_", "-") for name in wanted}
    assert names <= pinned, sorted(names - pinned)


def test_both_readmes_show_the_same_commands() -> None:
    commands = [
        [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line.startswith("python3 -m venv")]
        for name in ("README.md", "README.zh-CN.md")
    ]
    assert len(commands[0]) == 2
    assert commands[0] == commands[1]
