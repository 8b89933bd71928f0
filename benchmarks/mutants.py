"""Broken files by the hundred: every one must end as a Document or an Unreadable, in time, in one piece.

    python benchmarks/mutants.py                 1,000 mutants
    python benchmarks/mutants.py --count 200     for CI
    python benchmarks/mutants.py --seed 7        other mutants; the same seed gives the same files

Seeds (docx, pdf, xlsx, doc or rtf, txt, html) are made here, then flipped, cut, overwritten or doubled in places. A
flip inside a zip mostly trips its checksum, so half of the mutants of packages are made inside: a part is changed and
the package is written anew. Each batch is read in a process of its own with a time limit per file; a traceback, a
killed process or a time-out is printed with the seed that makes the file again, and fails the run.
"""

from __future__ import annotations

import argparse
import io
import random
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import openpyxl
from reportlab.pdfgen.canvas import Canvas

BATCH = 20
SECONDS_PER_FILE = 20.0


def seed_docx() -> bytes:
    document = docx.Document()
    document.add_heading("项目支出绩效自评表", 1)
    document.add_paragraph("全年预算数100万元，执行数92万元，执行率92%。", style="List Number")
    table = document.add_table(6, 5)
    for row in range(6):
        for column in range(5):
            table.cell(row, column).text = f"指标{row}-{column}"
    table.cell(1, 0).merge(table.cell(4, 0))
    table.cell(5, 0).merge(table.cell(5, 2))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def seed_xlsx() -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in range(8):
        sheet.append([f"指标{row}", row, row / 7, f"=B{row + 1}*2"])
        sheet.cell(row + 1, 3).number_format = "0.00%"
    sheet.merge_cells("A1:A3")
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def seed_pdf() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for page in range(2):
        canvas.grid([50, 150, 250, 350], [500, 550, 600, 650])
        for row in range(3):
            for column in range(3):
                canvas.drawString(60 + 100 * column, 520 + 50 * row, f"{page}{row}{column}.50")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def seed_rtf() -> bytes:
    letters = "".join(f"\\u{ord(letter)}?" for letter in "执行率为百分之九十")
    return ("{\\rtf1\\ansi\\uc1 " + (letters + "\\par ") * 20 + "}").encode()


def seed_doc() -> bytes:
    """A real doc where LibreOffice can write one, else none."""
    from gouji.extract.word.libreoffice import find_soffice

    program = find_soffice()
    if program is None:
        return seed_rtf()
    with TemporaryDirectory() as folder:
        source = Path(folder, "a.docx")
        source.write_bytes(seed_docx())
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "doc", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return Path(folder, "a.doc").read_bytes()


def seed_txt() -> bytes:
    rows = "\n".join(f"一级{row}\t二级\t{row}.5\t{row}" for row in range(6))
    return f"一、基本情况\n\n全年预算数100万元。\n\n表1 评分表\n{rows}\n合计\t\t15\t15\n".encode()


def seed_html() -> bytes:
    rows = "".join(f"<tr><td rowspan=2>产出{row}</td><td>{row}</td></tr><tr><td>2</td></tr>" for row in range(4))
    return f"<html><body><p>自评表</p><table>{rows}</table></body></html>".encode()


SEEDS: dict[str, Callable[[], bytes]] = {
    "docx": seed_docx,
    "pdf": seed_pdf,
    "xlsx": seed_xlsx,
    "txt": seed_txt,
    "html": seed_html,
    "rtf": seed_rtf,
    "doc": seed_doc,
}
# Files that start LibreOffice cost a second each: fewer of them.
SHARES = {"docx": 30, "pdf": 25, "xlsx": 20, "txt": 10, "html": 10, "rtf": 2, "doc": 3}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to a few wounds."""
    wounded = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(wounded) or 1)
        kind = chance.randrange(6)
        if kind <= 1 and wounded:
            wounded[at] ^= 1 << chance.randrange(8)
        elif kind == 2 and wounded:
            wounded[at : at + chance.randrange(1, 64)] = chance.randbytes(chance.randrange(64))
        elif kind == 3:
            del wounded[at : len(wounded) if chance.random() < 0.3 else at + chance.randrange(1, 200)]
        elif kind == 4:
            wounded[at:at] = wounded[at : at + chance.randrange(1, 400)]
        else:
            numbers = (b"-1", b"99999999999", b"", b"\x00", b"<", b"&amp", b"NaN", "。".encode())
            wounded[at : at + 1] = chance.choice(numbers)
    return bytes(wounded)


def mutant(data: bytes, chance: random.Random) -> bytes:
    """A damaged file; of a package, half of the time one whose parts are damaged inside a sound zip."""
    if not data.startswith(b"PK") or chance.random() < 0.5:
        return damaged(data, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        wounded = set(chance.sample(names, chance.choice((1, 1, 2))))
        for name in names:
            content = source.read(name)
            target.writestr(name, damaged(content, chance) if name in wounded else content)
    return out.getvalue()


def read_batch(paths: list[str]) -> None:
    """In a process of its own: one line per file, before and after, so that a crash names its file."""
    from gouji.extract.document import Document, Unreadable
    from gouji.extract.reader import read
    from gouji.settings import Limits, Settings

    settings = Settings(limits=Limits(seconds=SECONDS_PER_FILE))
    for name in paths:
        print("begin", name, flush=True)
        began = time.monotonic()
        try:
            document = read(Path(name), Path(name).name, settings)
            outcome = "document" if isinstance(document, Document) else "nothing"
        except Unreadable as error:
            outcome = error.code if error.message.endswith("。") else "mute"
        except BaseException as error:  # what this hunts
            outcome = f"CRASH {type(error).__name__}: {error}"
        print("end", name, f"{time.monotonic() - began:.2f}", outcome, flush=True)


def run_batch(paths: list[Path]) -> dict[str, tuple[float, str]]:
    """Name → seconds, outcome. A process that dies or hangs is taken up again after the file that did it."""
    found: dict[str, tuple[float, str]] = {}
    left = [str(path) for path in paths]
    while left:
        command = [sys.executable, __file__, "--read", *left]
        try:
            ran = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS_PER_FILE * len(left))
            output, ended = ran.stdout, f"CRASH process ended with {ran.returncode}"
        except subprocess.TimeoutExpired as error:
            output, ended = (error.stdout or b"").decode(), "HANG"
        begun = ""
        for line in output.splitlines():
            word, name, *rest = line.split(" ", 3)
            if word == "begin":
                begun = name
            elif word == "end":
                found[name] = (float(rest[0]), rest[1])
        if begun and begun not in found:
            found[begun] = (SECONDS_PER_FILE, ended)
        elif not begun:
            found[left[0]] = (0.0, ended)
        left = [name for name in left if name not in found]
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--keep", type=Path, help="folder for the files that fail")
    options.add_argument("--read", nargs="+", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.read:
        read_batch(chosen.read)
        return
    chance = random.Random(chosen.seed)
    seeds = {form: make() for form, make in SEEDS.items()}
    forms = chance.choices(list(SHARES), list(SHARES.values()), k=chosen.count)
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number:05d}.{form}") for number, form in enumerate(forms)]
        for path, form in zip(paths, forms, strict=True):
            path.write_bytes(mutant(seeds[form], chance))
        batches = [paths[at : at + BATCH] for at in range(0, len(paths), BATCH)]
        found: dict[str, tuple[float, str]] = {}
        with ThreadPoolExecutor(chosen.jobs) as pool:
            for part in pool.map(run_batch, batches):
                found.update(part)
        failed = report(found)
        if chosen.keep and failed:
            chosen.keep.mkdir(parents=True, exist_ok=True)
            for name in failed:
                (chosen.keep / Path(name).name).write_bytes(Path(name).read_bytes())
    sys.exit(bool(failed))


def report(found: dict[str, tuple[float, str]]) -> list[str]:
    """Print counts; the names of the files that failed."""
    counts = Counter((Path(name).suffix, outcome.split(" ", 1)[0]) for name, (_, outcome) in found.items())
    for (suffix, outcome), count in sorted(counts.items()):
        print(f"{suffix:6} {outcome:10} {count}")
    slowest = max(found.items(), key=lambda item: item[1][0])
    print(f"{len(found)} files, slowest {slowest[1][0]:.1f} s ({Path(slowest[0]).name})")
    bad = ("CRASH", "HANG", "nothing", "mute")
    failed = [name for name, (_, outcome) in sorted(found.items()) if outcome.startswith(bad)]
    for name in failed:
        print(f"FAILED {Path(name).name}: {found[name][1]}")
    return failed


if __name__ == "__main__":
    main()
