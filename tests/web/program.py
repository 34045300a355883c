"""The real program as people start it, `payung serve --demo`, in a folder of its own; it can be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib import request
from urllib.error import URLError

from tests.ports import free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0


@dataclass
class Program:
    """Started and stopped any number of times on the same folder and port."""

    folder: Path
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """All it has written, to both its outputs."""
        return (self.folder / "log").read_text()

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Returns when it answers."""
        with (self.folder / "log").open("ab") as log:
            command = [sys.executable, "-m", "bot", "serve", "--demo"]
            self._process = subprocess.Popen(
                command, cwd=self.folder, env=self._environment(), stdout=log, stderr=log
            )
        until = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._process.poll() is None, self.log
            assert time.monotonic() < until, self.log
            time.sleep(0.02)

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(PATIENCE)

    def kill(self) -> None:
        """Pull the plug."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(PATIENCE)

    def _environment(self) -> dict[str, str]:
        """Nothing of the one who runs the tests."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith("PAYUNG_")}
        own = {"PAYUNG_PORT": str(self.port), "PAYUNG_PUBLIC_URL": self.url, "PYTHONPATH": str(ROOT)}
        return {**plain, **own, **self.settings}

    def _answers(self) -> bool:
        try:
            with request.urlopen(f"{self.url}/healthz", timeout=PATIENCE):
                return True
        except (URLError, OSError):
            return False
