"""What documents can do to a worker, as tasks: the content of a file says what happens. Imported by workers by name."""

import os
import signal
import time
from pathlib import Path

from gouji.batch.task import Checked, check_target, refused
from gouji.batch.walk import Target
from gouji.extract.progress import advance
from gouji.settings import Settings


def obey(target: Target, settings: Settings, ledger: bool) -> Checked:
    """Does what the file says: “sleep 9”, “walk 9” (sleeps, advancing), “die”, “die once”, “take 900” (MB), “raise”."""
    verb, *rest = target.path.read_text().split()
    if verb == "sleep":
        time.sleep(float(rest[0]))
    elif verb == "walk":
        for _ in range(int(float(rest[0]) * 10)):
            time.sleep(0.1)
            advance()
    elif verb == "die":
        _die(target.path, once=bool(rest))
    elif verb == "take":
        held = bytearray(int(rest[0]) * 2**20)
        del held
    elif verb == "raise":
        raise SystemExit(3)
    return Checked.of(refused(target, "GJ003", f"{verb} in {os.getpid()}"), verb)


def _die(path: Path, once: bool) -> None:
    mark = path.with_suffix(".dead")
    if not (once and mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def count(target: Target, settings: Settings, ledger: bool) -> Checked:
    """A row that depends on the content only, and a line in a file beside the folder for every call."""
    data = target.path.read_bytes()
    with (target.path.parent.parent / "calls").open("a") as calls:
        calls.write(f"{target.name}\n")
    time.sleep(float(data) if data[:1].isdigit() else 0)
    import hashlib

    return Checked.of(refused(target, "GJ003", f"{len(data)} 字节"), hashlib.sha256(data).hexdigest())


def never_ready(*_: object) -> None:
    """In place of what prepares a worker."""
    time.sleep(600)


def fragile(target: Target, settings: Settings, ledger: bool) -> Checked:
    """As ever, but a case that holds a file of a certain name ends its worker."""
    if any("致命" in member.name for member in target.members):
        os.kill(os.getpid(), signal.SIGKILL)
    return check_target(target, settings, ledger)
