"""How much a photo may ask of whoever reads it."""

from __future__ import annotations

import sys

from bot.child import step_back

MEMORY = 2_000_000_000  # bytes of addresses; 0.5 GB are in use when the model is loaded and at work
PROCESSOR = 45  # seconds of processor time for one photo
WAIT = 60.0  # seconds by the clock for one photo, the loading of the model too
IDLE = 300.0  # seconds without a photo after which the process leaves
NICER = 5  # it gives way to those who chat, and still gets its share where they never pause


def confine(nicer: int = NICER) -> None:
    """Set the limits of this process: it steps back, and is refused memory."""
    step_back(nicer, MEMORY)
    allow()


def allow() -> None:
    """So much time for the photo that begins; then the process is ended."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        until = int(used.ru_utime + used.ru_stime) + PROCESSOR
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))
