"""What an officer does at the console between two lines of a transcript.

    -- officer: sent DUK-000001, benefit jkm --
    -- officer: paid DUK-000001, amount 42000000, to NI MADE AYU --
    -- officer: written DUK-000001, text Kami turut berduka. --
    -- officer: return DEN-000001, field mother_name, field address --
    -- officer: reject DEN-000001, reason NIK_INACTIVE --

The act is the last part of its page's address, the rest is filled into its form; the day is today's unless
"on" says another. It is the page itself that does it: with a session, the audit trail and the news.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.officers import ALL, Officer
from storage import case_queue, cases, officer_sessions, officer_words, officers, registrations
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App


@dataclass(frozen=True)
class Known:
    """The record: where its pages are, what their forms have in them, how what they say begins."""

    id: int
    paths: tuple[str, ...]
    form: Mapping[str, tuple[str, ...]]
    says: tuple[str, ...]

    def did(self, act: str, said: str) -> bool:
        """Does the page say that this is done?"""
        return any(said.startswith(f"{one}{act}" if one.endswith("done.") else one) for one in self.says)


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

    known = _on_case(tx, app, number) or _on_registration(tx, app, number)
    paths = [path.format(act=act) for path in known.paths] if known else []
    page = next((one for one in ROUTES if one.method == "POST" and one.path in paths), None)
    if known is None or page is None or page.handle is None:
        raise ValueError(f"-- {directive} --: there is no such record or act")
    parts = (
        app.database,
        app.vault,
        app.clock,
        app.local,
        app.settings.public_url or "",
        app.settings.data_dir,
    )
    form = {**known.form, **fields(rest)}
    asked = Asked("POST", page.path, {"id": str(known.id)}, form=form, token=_token(tx, app))
    answer = page.handle(page.visit(tx, House(*parts, app.languages), asked))
    if not isinstance(answer, Go) or not answer.flash or not known.did(act, answer.flash[0]):
        raise ValueError(f"-- {directive} --: the page does not do this")


def _on_case(tx: Tx, app: App, number: str) -> Known | None:
    case = cases.numbered(tx, app.vault, number)
    if case is None:
        return None
    word = officer_words.newest(tx, app.vault, cases.RECORD, case.id)  # of which the page's form tells
    chat = next((row["id"] for row in case_queue.chats_with(tx, case.id)), "")
    form = {"seen": case.status, "on": app.local(app.clock()).date().isoformat(),
            "base": word.id if word else 0, "chat": chat,
            "times": sum(event.kind == "notified" for event in case.events)}  # fmt: skip
    paths = ("/cases/{{id:int}}/{act}",)
    return Known(case.id, paths, {name: (str(value),) for name, value in form.items()}, ("case.done.",))


def _on_registration(tx: Tx, app: App, number: str) -> Known | None:
    one = registrations.numbered(tx, app.vault, number)
    if one is None:
        return None
    paths = ("/registrations/{{id:int}}/{act}", "/registrations/{act}")
    done = ("registration.returned.", "registration.verified", "registration.rejected")
    return Known(one.id, paths, {"id": (str(one.id),)}, done)


def fields(rest: str) -> dict[str, tuple[str, ...]]:
    """ ", amount 42000000, to AYU" as a form; what is named twice is ticked twice."""
    plain, _, text = rest.partition(TEXT)
    found: dict[str, tuple[str, ...]] = {"text": (text,)} if text else {}
    for part in plain.split(", ")[1:]:
        name, _, value = part.partition(" ")
        found[name] = (*found.get(name, ()), value)
    return found


def _token(tx: Tx, app: App) -> str:
    """The session of an officer who sees everything."""
    who = officers.by_login(tx, app.vault, LOGIN) or _hired(tx, app)
    return officer_sessions.begin(tx, app.vault, who.id, "full", {}, app.clock())


def _hired(tx: Tx, app: App) -> Officer:
    wanted = Officer(0, LOGIN, "Petugas", "", frozenset({"cases", "verifier", "decider"}), (ALL,))
    made = officers.add(tx, app.vault, wanted, app.clock())
    if made is None:
        raise ValueError(f"there is an officer {LOGIN} already")
    officers.set_state(tx, made.id, "active", app.clock())
    return made
