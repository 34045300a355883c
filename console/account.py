"""The officer's own account: another password, another telephone, the browsers that are logged in."""

from __future__ import annotations

import asyncio

from console.answer import Answer, Go, View, said
from console.audit import kept, noted
from console.form import Form, Problem
from console.house import ROOT
from console.login import changed, flashed, new_secret, secret_of
from console.new_password import problem_of
from console.page import Guest
from console.tried import counted, right, tried
from console.visit import Visit
from console.welcome import app_page, proven
from rules.officers import Officer
from storage import officer_sessions, officers
from storage.audit import Head
from storage.passwords import fits, hashed
from storage.statement import Tx

HERE = f"{ROOT}/account"


def page(visit: Visit) -> Answer:
    """GET: all of it."""
    return account_page(visit, Form())


def account_page(visit: Visit, form: Form) -> View:
    found = officer_sessions.of_officer(visit.tx, visit.vault, visit.officer.id, visit.now)
    browsers = [
        {"agent": one.details.get("agent", ""), "since": one.created_at, "seen": one.seen_at,
         "own": one.hash == visit.session.hash}
        for one in found if one.stage == "full"
    ]  # fmt: skip
    return View("account.html", {"form": form, "browsers": browsers}, 200 if form.good else 422)


async def change_password(guest: Guest) -> Answer:
    """POST: the old one and a new one, twice. Every browser has to log in anew but this one."""
    _, officer = guest.known
    asked, house = guest.asked, guest.house
    problems = problem_of(asked.whole("password"), asked.whole("again"), officer.login)
    problems = problems or await _not_known(guest, "old")
    if problems:
        return await _again(guest, problems)
    async with house.hashing:
        made = await asyncio.to_thread(hashed, asked.whole("password"))
    return await guest.run(lambda tx: _changed(tx, guest, officer, made))


def _changed(tx: Tx, guest: Guest, officer: Officer, password: bytes) -> tuple[Answer, Head | None]:
    house = guest.house
    officers.set_password(tx, house.vault, officer.id, password, house.clock())
    officer_sessions.end_all(tx, officer.id)
    token = changed(tx, house, guest.asked, officer.id, "full")
    flashed(tx, house, token, "account.password_changed")
    return Go(HERE, token=token), noted(tx, house, officer.id, "password_changed", "officer", officer.id)


async def renew_app(guest: Guest) -> Answer:
    """POST: with the password, a secret for another app; the old one is good until the new one has shown
    a code.
    """
    session, _ = guest.known
    if problems := await _not_known(guest, "now"):
        return await _again(guest, problems)
    house, details = guest.house, {**session.details, "secret": new_secret()}

    def keep(tx: Tx) -> tuple[Answer, Head | None]:
        officer_sessions.keep(tx, house.vault, session, details)
        return Go(f"{HERE}/app"), None

    return await guest.run(keep)


def app(visit: Visit) -> Answer:
    """GET: the secret for the new app."""
    return app_page(visit, f"{HERE}/app") if secret_of(visit.session.details) else Go(HERE)


def set_app(visit: Visit) -> Answer:
    """POST: the first code of the new app takes the place of the old one."""
    if secret_of(visit.session.details) is None:
        return Go(HERE)
    step = proven(visit)
    if isinstance(step, View):
        return step
    details = {name: value for name, value in visit.session.details.items() if name != "secret"}
    officer_sessions.keep(visit.tx, visit.vault, visit.session, details)
    officer_sessions.end_others(visit.tx, visit.session)
    visit.noted("app_set", "officer", visit.officer.id)
    return Go(HERE, said("account.app_changed"))


def end_others(visit: Visit) -> Answer:
    """POST: every other browser has to log in anew."""
    count = officer_sessions.end_others(visit.tx, visit.session)
    visit.noted("sessions_ended", "officer", visit.officer.id, count=count)
    return Go(HERE, said("account.ended", count=count))


async def _not_known(guest: Guest, field: str) -> dict[str, Problem]:
    """What is the matter with the password that is asked for again; who found a browser open may not
    guess it.
    """
    _, officer = guest.known
    house, typed = guest.house, guest.asked.whole(field)
    what = tried(house, f"login:{officer.login}", guest.asked.address)

    def begin(tx: Tx) -> tuple[int | None, bytes | None]:
        known = officers.known_by_id(tx, house.vault, officer.id)
        return counted(tx, what, house.clock()), known.password

    wait, password = await house.database.run(begin)
    if wait is not None:
        return {field: ("login.locked", {"minutes": wait})}
    async with house.hashing:
        if not await asyncio.to_thread(fits, typed, password):
            head = await house.database.run(
                lambda tx: noted(tx, house, officer.id, "password_refused", "officer", officer.id)
            )
            await kept(house, head)
            return {field: ("password.unknown", {})}
    await house.database.run(lambda tx: right(tx, what))
    return {}


async def _again(guest: Guest, problems: dict[str, Problem]) -> Answer:
    return await guest.house.database.read(
        lambda tx: account_page(guest.visit(tx, writes=False), Form({}, problems))
    )
