"""The bot with many short lives: each is forked from a process that has everything imported, has met somebody in a
database of its own, and is soon ready.

`python -m tests.chaos.nursery [BOOK]`: whenever a life is killed the next begins, until one ends in peace.
With BOOK the lives kill themselves (crashing.py). A life knows of those before it only what is on the disk.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import uvloop
from pydantic import SecretStr

from bot.app import open_app
from bot.channels import telegram, telegram_start
from bot.commands.serve import listen, serve
from bot.conversation.messages import Said
from bot.delivery.channel import Inbound
from bot.load import SHIPPED, load_programmes
from bot.logs import set_up
from bot.settings import Bare, load
from rules.programmes import load_all
from tests.chaos.crashing import Fate, opened

KEY = SecretStr("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
IMPORTED = (telegram, telegram_start)  # the program itself imports them only where they are needed


async def grow_up() -> None:
    """Words are parsed and statements compiled when they are needed first: not in every life again."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Bare(database_url=f"sqlite:///{folder}/payung.db", data_dir=Path(folder), data_key=KEY)
        app = await open_app(settings)
        await load_programmes(app, load_all(SHIPPED))
        for number, text in enumerate(("halo", "1", "apa ini")):
            await app.inbox.receive(Inbound("web", str(number), "1", Said(text)))
        await app.stop()


def live(book: Path | None) -> int:
    """One life, to its end; the exit code of one that ended in peace."""
    settings = load()
    set_up(settings.log_level, settings.log_format)
    with listen(settings) as listening:
        return uvloop.run(serve(opened(settings, Fate(book)) if book else open_app(settings), listening))


class Nursery:
    """Has one life at a time. SIGTERM is passed on to it, and to the next where it dies over it; SIGUSR1 kills
    it.
    """

    def __init__(self, book: Path | None) -> None:
        self._book = book
        self._life = 0
        self._stopping = False

    def main(self) -> int:
        """One life after the other; the exit code of the last."""
        uvloop.run(grow_up())
        signal.signal(signal.SIGTERM, lambda which, frame: self._stop())
        signal.signal(signal.SIGUSR1, lambda which, frame: self._kill())
        while True:
            self._bear()
            code = os.waitstatus_to_exitcode(os.waitpid(self._life, 0)[1])
            if code != -signal.SIGKILL:
                return code

    def _stop(self) -> None:
        self._stopping = True
        os.kill(self._life, signal.SIGTERM)

    def _kill(self) -> None:
        """One that is just being buried has nothing left to kill."""
        with suppress(ProcessLookupError):
            os.kill(self._life, signal.SIGKILL)

    def _bear(self) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        born = os.fork()
        if born == 0:
            wait_until_heard()
            os._exit(live(self._book))
        self._life = born
        if self._stopping:
            os.kill(born, signal.SIGTERM)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])


def wait_until_heard() -> None:
    """A SIGTERM that comes before the program listens comes again in a moment."""
    signal.signal(signal.SIGTERM, lambda which, frame: signal.setitimer(signal.ITIMER_REAL, 0.05))
    signal.signal(signal.SIGALRM, lambda which, frame: os.kill(os.getpid(), signal.SIGTERM))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])


if __name__ == "__main__":
    sys.exit(Nursery(Path(sys.argv[1]) if sys.argv[1:] else None).main())
