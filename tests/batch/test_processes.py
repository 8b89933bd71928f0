"""A command starts fast: the server of workers is started first, and nobody imports what one small file never needs."""

import subprocess
import sys
from multiprocessing import get_all_start_methods
from pathlib import Path

import pytest

HEAVY = ("numpy", "pandas", "jieba", "sqlalchemy", "openpyxl", "pypdfium2", "pdfplumber", "camelot", "docx", "dask")

REPORT = str(Path(__file__).parents[2] / "fixtures" / "reports" / "clean-mof-wan.docx")


def modules_after(code: str) -> set[str]:
    show = "import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{show}"], check=True, capture_output=True, text=True)  # noqa: S603
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "code",
    [
        "import gouji.batch.warm",
        "import gouji.output.console, gouji.output.writers, gouji.batch.runner, gouji.batch.documents",
        f"import gouji; gouji.check({REPORT!r})",
    ],
)
def test_a_word_file_needs_no_library_of_other_formats(code: str) -> None:
    assert not modules_after(code) & set(HEAVY)


def test_asking_for_the_version_reads_no_rules_and_no_schemas() -> None:
    loaded = modules_after("import gouji.cli")
    assert "gouji.batch.processes" in loaded
    assert not {name for name in loaded if name.startswith(("gouji.extract", "gouji.normalize", "gouji.validate"))}
    assert not loaded & {"yaml", "rich", "regex", "lxml"}


@pytest.mark.skipif("forkserver" not in get_all_start_methods(), reason="this system has no fork server")
def test_workers_come_from_the_server_started_ahead() -> None:
    code = """
from multiprocessing import forkserver
from gouji.batch.processes import context, start_ahead
start_ahead()
ahead = forkserver._forkserver._forkserver_pid
assert ahead
process = context().Process(target=print)
process.start(); process.join()
assert process.exitcode == 0
assert forkserver._forkserver._forkserver_pid == ahead
assert forkserver._forkserver._preload_modules == ["gouji.batch.warm"]
"""
    modules_after(code)
