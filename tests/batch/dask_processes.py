"""A Dask scheduler and its workers, each a process of its own and talking TCP, as they would on several machines."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = str(Path(__file__).parent)


class Cluster:
    """A scheduler and workers, each a process of its own, as on several machines."""

    def __init__(self, folder: Path, daemon: str = "False") -> None:
        self._folder = folder
        path = os.pathsep.join(filter(None, (HERE, os.environ.get("PYTHONPATH"))))
        self._environment = os.environ | {"PYTHONPATH": path, "DASK_DISTRIBUTED__WORKER__DAEMON": daemon}
        file = folder / "scheduler.json"
        options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        self._processes = [self._start("distributed.cli.dask_scheduler", *options)]
        self.address = self._address(file)

    def add_worker(self, *options: str) -> subprocess.Popen[bytes]:
        place = ("--host", "127.0.0.1", "--local-directory", str(self._folder), "--no-dashboard")
        worker = self._start("distributed.cli.dask_worker", self.address, "--nthreads", "1", *place, *options)
        self._processes.append(worker)
        return worker

    def close(self) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()

    def _start(self, module: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", module, *options]
        return subprocess.Popen(  # noqa: S603
            command, env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def _address(self, file: Path) -> str:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if file.exists() and file.stat().st_size:
                return str(json.loads(file.read_text())["address"])
            time.sleep(0.1)
        raise AssertionError("no scheduler")
