"""The stand-in as a program of its own: `python -m bot.rehearsal.telegram --port N --record FILE`.

Prints its address, then serves until told to stop; it survives the bot and is driven through /control/.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import time
from pathlib import Path

from bot.rehearsal.telegram.server import TOKEN, FakeTelegram


def arguments() -> argparse.ArgumentParser:
    """What can be given on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.rehearsal.telegram",
        description="A stand-in of the Telegram Bot API on this machine.",
    )
    parser.add_argument("--port", type=int, default=0, help="the port to listen on; a free one by default")
    parser.add_argument("--record", type=Path, help="a file to append every call to, a JSON line each")
    parser.add_argument("--token", default=TOKEN, help="the token that the bot uses")
    parser.add_argument("--fast", action="store_true", help="check and keep nothing of a sendMessage")
    return parser


async def serve(port: int, record: Path | None, token: str, fast: bool) -> None:
    """Serves until SIGINT or SIGTERM. Update ids rise over restarts: they begin at the time."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    first = int(time.time())
    async with FakeTelegram(token, port=port, strict=not fast, record=record, first_update_id=first) as fake:
        print(fake.url, flush=True)
        await stopped.wait()


def main() -> None:
    """Reads the command line and serves."""
    given = arguments().parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(given.port, given.record, given.token, given.fast))


if __name__ == "__main__":
    main()
