"""What an officer does at the console between two lines of a transcript.

    -- officer: sent DUK-000001, benefit jkm --
    -- officer: paid DUK-000001, amount 42000000, to NI MADE AYU --
    -- officer: written DUK-000001, text Kami turut berduka. --

The act is the last part of its page's address, the rest is filled into its form; the day is today's unless
"on" says another. It is the page itself that does it: with a session, the audit trail and the news.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.officers import ALL, Officer
from storage import case_queue, cases, officer_sessions, officer_words, officers
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

LINE = re.compile(r"officer: (\w+) ([A-Z]{3}-\d+)((?:, .+)?)")
LOGIN = "petugas"
TEXT = ", text "  # goes on to the end, with whatever commas it has


async def officer_acts(app: App, directive: str) -> bool:
    """Do it; False where the directive is something else. Raises ValueError where the page would not."""
    match = LINE.fullmatch(directive)
    if match is None:
        return False
    await app.database.run(lambda tx: _act(tx, app, directive, *match.groups()))
    return True


def _act(tx: Tx, app: App, directive: str, act: str, number: str, rest: str) -> None:
    from console.answer import Go  # the pages are slow to import
    from console.asked import Asked
    from console.house import House
    from console.pages import ROUTES

    case = cases.numbered(tx, app.vault, number)
    page = next(
        (one for one in ROUTES if (one.method, one.path) == ("POST", f"/cases/{{id:int}}/{act}")), None
    )
    if case is None or page is None or page.handle is None:
        raise ValueError(f"-- {directive} --: there is no such case or act")
    parts = (
        app.database,
        app.vault,
        app.clock,
        app.local,
        app.settings.public_url or "",
        app.settings.data_dir,
    )
    word = officer_words.newest(tx, app.vault, cases.RECORD, case.id)  # of which the page's form tells
    form = {"seen": case.status, "on": app.local(app.clock()).date().isoformat(),
            "base": str(word.id if word else 0), **fields(rest)}  # fmt: skip
    form.setdefault("chat", str(next(iter(case_queue.chats_with(tx, case.id)))["id"]))
    filled = {name: (value,) for name, value in form.items()}
    asked = Asked("POST", page.path, {"id": str(case.id)}, form=filled, token=_token(tx, app))
    answer = page.handle(page.visit(tx, House(*parts, app.languages), asked))
    if not isinstance(answer, Go) or not answer.flash or answer.flash[0] != f"case.done.{act}":
        raise ValueError(f"-- {directive} --: the page does not do this")


def fields(rest: str) -> dict[str, str]:
    """ ", amount 42000000, to AYU" as a form."""
    plain, _, text = rest.partition(TEXT)
    pairs = [part.partition(" ")[::2] for part in plain.split(", ")[1:]]
    return {**dict(pairs), **({"text": text} if text else {})}


def _token(tx: Tx, app: App) -> str:
    """The session of an officer of cases who sees everything."""
    who = officers.by_login(tx, app.vault, LOGIN) or _hired(tx, app)
    return officer_sessions.begin(tx, app.vault, who.id, "full", {}, app.clock())


def _hired(tx: Tx, app: App) -> Officer:
    wanted = Officer(0, LOGIN, "Petugas", "", frozenset({"cases"}), (ALL,))
    made = officers.add(tx, app.vault, wanted, app.clock())
    if made is None:
        raise ValueError(f"there is an officer {LOGIN} already")
    officers.set_state(tx, made.id, "active", app.clock())
    return made
