"""What all child processes have in common: where they run, what they are told, how they are kept modest."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
# A child needs nothing of our environment, and learns none of our keys.
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


def step_back(nicer: int, memory: int | None = None) -> None:
    """Let those who chat go first, leave Ctrl-C to the parent, and be refused more than `memory` bytes of
    addresses.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource

        os.nice(nicer)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
