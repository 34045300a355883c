"""Ports for programs that are told where to listen. A port is kept for whoever chose it: no other worker chooses it,
and it is none of those that the kernel gives to connections, so that it is free again at every start of the program.
"""

from __future__ import annotations

import fcntl
import os
import random
import socket
import tempfile
from pathlib import Path

FIRST, LAST = 15_000, 32_000
OF_CONNECTIONS = Path("/proc/sys/net/ipv4/ip_local_port_range")
_kept: list[int] = []  # open files, whose locks end with this process


def free_port() -> int:
    """A port of this machine that nobody uses, now or later in this run."""
    places = range(FIRST, min(LAST, _first_of_connections()))
    return next(port for port in random.sample(places, len(places)) if _is_free(port) and _keeps(port))


def _first_of_connections() -> int:
    return int(OF_CONNECTIONS.read_text().split()[0]) if OF_CONNECTIONS.exists() else LAST


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _keeps(port: int) -> bool:
    folder = Path(tempfile.gettempdir()) / f"payung-ports-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    opened = os.open(folder / str(port), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(opened)
        return False
    _kept.append(opened)
    return True
