"""Runs the bots one after the other, twice round, and writes docs/benchmarks.md."""

from __future__ import annotations

import argparse
import asyncio
import base64
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import uvloop

from bot.rehearsal.telegram import TOKEN, FakeTelegram
from tests.bench.beside import beside, told_beside
from tests.bench.big import start_with_many_chats
from tests.bench.bytes import measure_bytes, told_bytes
from tests.bench.ktp import measure_photos, told_photos
from tests.bench.lists import measure_lists, told
from tests.bench.measure import SECRET, Figures, measure
from tests.bench.process import Running, free_port, running
from tests.bench.report import write
from tests.bench.wants import told as told_wants
from tests.chaos.long_list import Seen
from tests.postgres import fresh_database, server

KEY = base64.b64encode(bytes(32)).decode()
BOTS = ("echo", "echo-aiohttp", "payung-sqlite", "payung-postgres")


async def main(chats: int, seconds: float, rounds: int) -> None:
    found: dict[str, Figures] = {}
    for _ in range(rounds):
        for name in BOTS:
            figures = await one(name, chats, seconds)
            print(figures, flush=True)
            found[name] = found[name].best(figures) if name in found else figures
    start, lists = await start_with_many_chats(), await measure_lists()
    others = {name: await long_list(name) for name in BOTS if name.startswith("payung")}
    costs = await asyncio.to_thread(measure_bytes)
    photos = await asyncio.to_thread(measure_photos)
    more = [*told(lists), *told_beside(others), *told_wants(), *told_bytes(costs), *told_photos(photos)]
    write(found, start, more, chats, seconds)
    if any(one.wrong for one in photos.levels.values()):
        raise SystemExit("A card was filled in wrongly.")


async def long_list(name: str) -> Seen:
    """What a long list costs those who chat meanwhile."""
    with tempfile.TemporaryDirectory(dir=".") as folder, database(name, folder) as url:
        return await asyncio.to_thread(beside, folder, url)


async def one(name: str, chats: int, seconds: float) -> Figures:
    """Measure one bot against a stand-in of its own."""
    async with FakeTelegram(strict=False) as fake, started(name, fake) as bot:
        return await measure(name, fake, bot, chats, seconds)


@asynccontextmanager
async def started(name: str, fake: FakeTelegram) -> AsyncIterator[Running]:
    port = free_port()
    if name.startswith("echo"):
        arguments = [str(port), fake.url, *name.split("-")[1:]]
        async with running("tests.bench.echo", arguments, {}, port) as bot:
            yield bot
        return
    with tempfile.TemporaryDirectory(dir=".") as folder, database(name, folder) as url:
        async with running("bot", ["serve", "--demo"], settings(folder, url, port, fake), port) as bot:
            yield bot


@contextmanager
def database(name: str, folder: str) -> Iterator[str]:
    """The URL of a fresh database, for as long as it is needed."""
    if name.endswith("sqlite"):
        yield f"sqlite:///{Path(folder).resolve()}/payung.db"
        return
    found = server()
    if found is None:
        raise SystemExit("make bench needs a PostgreSQL server on the local socket or 127.0.0.1:5432.")
    with fresh_database(found) as url:
        yield url


def settings(folder: str, url: str, port: int, fake: FakeTelegram) -> dict[str, str]:
    return {
        "PAYUNG_DATABASE_URL": url,
        "PAYUNG_DATA_DIR": folder,
        "PAYUNG_DATA_KEY": KEY,
        "PAYUNG_PORT": str(port),
        "PAYUNG_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PAYUNG_TELEGRAM_TOKEN": TOKEN,
        "PAYUNG_TELEGRAM_API_URL": fake.url,
        "PAYUNG_TELEGRAM_MODE": "webhook",
        "PAYUNG_TELEGRAM_SECRET": SECRET,
        "PAYUNG_TELEGRAM_CHAT_PACE": "1000",  # the people here read fast
        "PAYUNG_LOG_LEVEL": "ERROR",
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--chats", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=2)
    chosen = parser.parse_args()
    uvloop.run(main(chosen.chats, chosen.seconds, chosen.rounds))
