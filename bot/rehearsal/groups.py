"""Groups that were opened before a transcript begins, with who coordinates them and who is on their lists.

    Coordinator: denpasar 51.71.03.2008 quota 100
    Coordinator: denpasar 51.71.03.2008 quota 100, then accepted by I MADE SUKERTA
    Coordinator: paser office DINAS PENDIDIKAN quota 500, work honorary_teacher, then accepted by ERNAWATI
    Coordinator: ..., then accepted by I MADE SUKERTA, then brought tegal harum 97.xlsx, then submitted
    Coordinator: denpasar 51.71.03.2008 quota 100, until 2026-03-31, then accepted by I MADE SUKERTA
    Group: denpasar 51.71.03.2009 quota 50, elsewhere, listed 5171034107859001 NI WAYAN SARI

Who has accepted speaks through phone A. Where nobody has, <code> is the invitation: (link <code>). "work"
is the kind of work of everybody in it, "until" its last day; "listed" and "brought" are people on the list,
"submitted" hands them to the officers. "elsewhere" is coordinated from a phone that the transcript never
sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from bot.app import App
from bot.conversation.session import Session
from bot.groups import inviting
from bot.groups.desk import Desk
from bot.rehearsal.cast import NOBODY_SEES, first_chat
from bot.rehearsal.lists import listed
from bot.services import Records
from bot.wishes import BadWish, Wish, group_of
from handlers.coordinate import DUTY
from handlers.welcome import VERSION
from rules.groups import Group
from storage import chats, groups
from storage.chats import Chat
from storage.statement import Tx

KEYS = ("Coordinator", "Group")
LINE = re.compile(r"(\w+) (?:(\d\d\.\d\d\.\d\d\.\d{4})|office ([^,]+?)) quota (\d+)((?:, [^,]+)*)")
ACCEPTED, WORK, UNTIL, LISTED, BROUGHT, SUBMITTED, ELSEWHERE = (
    "accepted by", "work", "until", "listed", "brought", "submitted", "elsewhere",
)  # fmt: skip
STEPS = (LISTED, BROUGHT, SUBMITTED)
ANOTHER = "NI KETUT DARMI"  # who coordinates what is elsewhere, where no name is given
PHONE, POSITION = "+6281234567890", "Kaur Kesra"


@dataclass(frozen=True)
class Told:
    """One line: the group, who has accepted it ("": nobody), seen by phone A or not, what happened since."""

    wish: Wish
    accepted: str
    elsewhere: bool
    steps: tuple[tuple[str, str], ...]


def read(line: str) -> Told:
    """The line as facts; raises ValueError."""
    match = LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"Coordinator: {line}: expected PROGRAMME VILLAGE quota N[, then accepted by NAME]")
    programme, village, office, quota, rest = match.groups()
    parts = [_part(part.removeprefix("then ")) for part in rest.split(", ")[1:]]
    found = dict(parts)
    elsewhere = ELSEWHERE in found
    ends = date.fromisoformat(found[UNTIL]) if UNTIL in found else None
    work = found.get(WORK, "")
    wish = Wish(programme, village or "", office or "", int(quota), ends=ends, category=work)
    accepted = found.get(ACCEPTED, ANOTHER if elsewhere else "")
    return Told(wish, accepted, elsewhere, tuple(part for part in parts if part[0] in STEPS))


def _part(text: str) -> tuple[str, str]:
    """What it is about, and the rest. Raises ValueError."""
    for about in (ACCEPTED, WORK, UNTIL, *STEPS, ELSEWHERE):
        if text == about or text.startswith(f"{about} "):
            return about, text.removeprefix(about).strip()
    raise ValueError(f"Coordinator: nobody knows what {text!r} is")


async def open_all(app: App, lines: Iterable[str]) -> str:
    """Open them, and let those elsewhere be coordinated; the code of the last that nobody has accepted."""
    code = ""
    for one in map(read, lines):
        group, made = await app.database.run(partial(_opened, app, one.wish))
        if one.elsewhere:
            await _begun(app, one, group, made)
        elif not one.accepted:
            code = made
    return code


async def accept_all(app: App, lines: Iterable[str]) -> None:
    """Phone A, which has said hello, coordinates those that it has accepted."""
    for one in map(read, lines):
        if one.accepted and not one.elsewhere:
            group, code = await app.database.run(partial(_opened, app, one.wish))
            await _begun(app, one, group, code)


def _opened(app: App, wish: Wish, tx: Tx) -> tuple[Group, str]:
    now = app.clock()
    try:
        wanted = group_of(tx, wish, app.local(now).date())
    except BadWish as bad:
        raise ValueError(f"Coordinator: {bad}") from None
    return inviting.invite(tx, app.vault, wanted, now)


async def _begun(app: App, one: Told, group: Group, code: str) -> None:
    await app.database.run(partial(_accepted, app, one, code))
    for about, value in one.steps:
        if about == BROUGHT:
            await brought(app, group, value)
        else:
            await app.database.run(partial(_happened, app, one, group, about, value))


def _accepted(app: App, one: Told, code: str, tx: Tx) -> None:
    details = {"name": one.accepted, "phone": PHONE, "position": POSITION, "duty": DUTY}
    inviting.accept(_records(tx, app, one), code, details)


def _happened(app: App, one: Told, group: Group, about: str, value: str, tx: Tx) -> None:
    desk = Desk(_records(tx, app, one))
    if about == SUBMITTED:
        desk.submit(group, DUTY, desk.listed(group).mark)
        return
    nik, _, name = value.partition(" ")
    desk.add(group, {"nik": nik, "name": name})


def _records(tx: Tx, app: App, one: Told) -> Records:
    now = app.clock()
    return Records(tx, app.vault, _chat(tx, app, one, now), now, app.local(now))


def _chat(tx: Tx, app: App, one: Told, now: int) -> Chat:
    if not one.elsewhere:
        return first_chat(tx, app, now)
    chat = chats.enter(tx, app.vault, NOBODY_SEES, NOBODY_SEES, now, "id")
    return Chat(chat.id, chat.channel, chat.address, Session(known={"consent": VERSION}))


async def brought(app: App, group: Group, file: str) -> None:
    """A list of theirs was taken in."""
    from bot.list_tasks import import_now

    who = await app.database.read(lambda tx: groups.coordinator(tx, app.vault, group.id))
    if who is None:
        raise ValueError(f"Coordinator: nobody has accepted, so that nobody can have brought {file}")
    await import_now(app, group.id, who.chat, listed(file), file, lambda lines: None)
