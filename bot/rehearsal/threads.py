"""What an officer does in the middle of a transcript, and what happens when nobody does anything.

-- the officer answers: Kartunya bisa diambil besok. --
-- the officer closes --
-- the quiet threads end -- (the job, after "-- 25 hours later --")
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from bot.app import App
from bot.thread_tasks import end_quiet
from rules.officers import ALL, Officer
from rules.threads import STATES, Thread
from storage import chats, jobs, officer_words, officers, threads
from storage.officer_words import Word
from storage.statement import Tx

LOGIN = "petugas"
Way = Callable[[App, str], Awaitable[None]]


async def answer(app: App, text: str) -> None:
    """Some sentences to the chat that has waited longest, else to the newest."""
    await app.database.run(lambda tx: _answer(tx, app, text))


def _answer(tx: Tx, app: App, text: str) -> None:
    thread, now, officer = _thread(tx, app), app.clock(), _officer(tx, app)
    officer_words.send(tx, app.vault, Word(0, thread.chat, officer, threads.RECORD, thread.id, text, now))
    threads.answered(tx, thread.id, officer, now)


async def close(app: App, text: str) -> None:
    """The officer has nothing more to say."""
    await app.database.run(lambda tx: _close(tx, app))


def _close(tx: Tx, app: App) -> None:
    thread = _thread(tx, app)
    threads.end(tx, thread.id, "officer", app.clock())
    channel, address = chats.where(tx, thread.chat)
    about = f"thread:{thread.id}"
    payload = {"channel": channel, "address": address, "news": about, "key": about}
    jobs.add(tx, app.vault, "tell", payload, app.clock())


async def quiet(app: App, text: str) -> None:
    """The job that looks for silence."""
    await end_quiet(app)


def _thread(tx: Tx, app: App) -> Thread:
    found = [one for state in STATES for one, _ in threads.listed(tx, app.vault, state, 1)]
    return found[0]


def _officer(tx: Tx, app: App) -> int:
    known = next((one.id for one in officers.everyone(tx, app.vault) if one.login == LOGIN), None)
    wanted = Officer(0, LOGIN, "Petugas", "", frozenset({"cases"}), (ALL,))
    made = None if known else officers.add(tx, app.vault, wanted, app.clock())
    return known or (made.id if made else 0)


WAYS: tuple[tuple[re.Pattern[str], Way], ...] = (
    (re.compile(r"the officer answers: (.+)"), answer),
    (re.compile(r"the (officer closes)"), close),
    (re.compile(r"the (quiet threads end)"), quiet),
)


async def act(app: App, directive: str) -> bool:
    """Do what an officer does; False where the directive is none of these."""
    for pattern, way in WAYS:
        if found := pattern.fullmatch(directive):
            await way(app, found[1])
            return True
    return False
