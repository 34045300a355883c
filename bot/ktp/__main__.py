"""The process that reads photos: `python -m bot.ktp [how far it steps back]`, one after the other as they
come on standard input.

It has no key and no database, may use so much memory and time, lets others go first, and leaves when nobody
speaks to it any more.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from typing import IO

from bot.ktp.card import Ktp
from bot.ktp.eye import Eye, Seeing
from bot.ktp.frames import packed, received, sent
from bot.ktp.limits import allow, confine
from bot.ktp.reading import read


def main() -> None:
    confine(*map(int, sys.argv[1:2]))
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer of ours
    serve(source, sink, Seeing())


def serve(source: IO[bytes], sink: IO[bytes], eye: Eye) -> None:
    """Until the other end is closed."""
    while True:
        try:
            today, content = received(source), received(source)
        except EOFError:
            return
        allow()
        sent(sink, packed(looked(content, date.fromisoformat(today.decode()), eye)))


def looked(content: bytes, today: date, eye: Eye) -> Ktp | None:
    """The card; None for what is no picture. Out of memory ends the process."""
    try:
        return read(content, today, eye)
    except OSError:
        return None


if __name__ == "__main__":
    main()
