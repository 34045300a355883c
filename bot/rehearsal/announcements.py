"""What an officer does about announcements between two lines of a transcript.

    -- an announcement: Kantor pindah mulai Senin. --
    -- an officer wants to try announcements out --

The first is told to everybody who is registered in Denpasar, the other makes the code (<code>) of an officer.
"""

from __future__ import annotations

from functools import partial

from bot.announcing import announce
from bot.app import App
from rules.announcements import Segment
from rules.officers import ALL, Officer, Spot
from storage import announcements, jobs, officer_chats, officers
from storage.statement import Tx

TOLD = "an announcement: "
TRY_OUT = "an officer wants to try announcements out"
PROGRAMME, CITY = "denpasar", "51.71"
WHO = Officer(0, "made.sukerta", "I MADE SUKERTA", "", frozenset({"verifier"}), (ALL,))


async def acted(app: App, directive: str) -> str | None:
    """Do it; the code that came of it, if one did. None where it is none of these."""
    if directive == TRY_OUT:
        return await app.database.run(partial(_code, app))
    if not directive.startswith(TOLD):
        return None
    id = await app.database.run(partial(_written, app, directive.removeprefix(TOLD)))
    await announce(app)  # counts
    await app.database.run(partial(_sent, app, id))
    return ""


def _code(app: App, tx: Tx) -> str:
    return officer_chats.code(tx, app.vault, _officer(app, tx), app.clock())


def _written(app: App, text: str, tx: Tx) -> int:
    now, spot = app.clock(), Spot(CITY, PROGRAMME)
    by = _officer(app, tx)
    return announcements.add(tx, app.vault, Segment(PROGRAMME), spot, {"id": text}, by, now)


def _sent(app: App, id: int, tx: Tx) -> None:
    """The job that sends it is done with the others."""
    now = app.clock()
    announcements.move(tx, app.vault, id, "send", sent_at=now, look_at=now)
    jobs.add(tx, app.vault, "announce", {}, now)


def _officer(app: App, tx: Tx) -> int:
    known = {one.login: one for one in officers.everyone(tx, app.vault)}
    made = known.get(WHO.login) or officers.add(tx, app.vault, WHO, app.clock())
    assert made
    return made.id
