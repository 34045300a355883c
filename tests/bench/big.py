"""How fast the program is ready, and how large, with a hundred thousand conversations open."""

from __future__ import annotations

import base64
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.conversation.session import Session, Talk
from storage.migrate import migrate
from storage.sqlite import connect
from storage.vault import Vault
from tests.bench.process import free_port, running

CHATS = 100_000
ANSWERS = {"for_whom": "self", "programme": "banjarmasin", "nik": "6371015708859001", "name": "SITI AMINAH"}
KEY = bytes(32)


@dataclass(frozen=True)
class Start:
    """Seconds until /readyz answered, and resident memory in MB."""

    seconds: float
    memory: float


async def start_with_many_chats(count: int = CHATS) -> Start:
    """Three starts on the same database; the fastest counts."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        url = f"sqlite:///{Path(folder).resolve()}/payung.db"
        migrate(url)
        fill(Path(folder) / "payung.db", count)
        starts = [await start(folder, url) for _ in range(3)]
    return min(starts, key=lambda one: one.seconds)


async def start(folder: str, url: str) -> Start:
    port = free_port()
    env = {
        "PAYUNG_DATABASE_URL": url,
        "PAYUNG_DATA_DIR": folder,
        "PAYUNG_DATA_KEY": base64.b64encode(KEY).decode(),
        "PAYUNG_PORT": str(port),
    }
    async with running("bot", ["serve"], env, port) as bot:
        return Start(bot.started_in, bot.memory())


def fill(file: Path, count: int) -> None:
    """So many chats, each in the middle of a registration."""
    vault = Vault(KEY)
    talk = Talk("register", answers=dict(ANSWERS))
    sealed = vault.seal_json(Session(talks=(talk,), step=9, known={"consent": "2026-11"}), "chats.session")
    connection = connect(str(file))
    connection.execute("BEGIN")
    connection.executemany(INSERT, ((f"{number}", sealed) for number in range(count)))
    connection.execute("COMMIT")
    connection.close()


INSERT = (
    "INSERT INTO chats (channel, address, session, step, pending, reminded, blocked, talked_at, created_at) "
    "VALUES ('telegram', ?, ?, 9, 1, 9, 0, 1, 1)"
)
