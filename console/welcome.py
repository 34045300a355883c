"""Following a one-time link: a password, then the app on one's telephone. Also after both were lost."""

from __future__ import annotations

import asyncio

from console.answer import Answer, Go, View
from console.asked import Asked
from console.audit import noted
from console.form import Form, Problem
from console.house import ROOT, House
from console.login import changed, flashed, secret_of
from console.new_password import problem_of
from console.page import Guest
from console.qr import picture
from console.tried import counted, right, tried
from console.visit import STAGES, Visit
from console.welcoming import officer_of
from rules import totp
from rules.officers import Officer
from storage import codes, officer_sessions, officers
from storage.audit import Head
from storage.passwords import hashed
from storage.statement import Tx

ISSUER = "Payung"


async def door(guest: Guest) -> Answer:
    """GET: the form. The code stands behind the # of the link, which only the browser knows."""
    return View("welcome.html", {"form": Form()})


async def follow(guest: Guest) -> Answer:
    """POST: the code and a password of one's own."""
    asked, house = guest.asked, guest.house
    wait, officer = await house.database.run(lambda tx: _whose(tx, house, asked))
    if wait is not None:
        return _again(asked, {"code": ("login.locked", {"minutes": wait})})
    if officer is None:
        return _again(asked, {"code": ("welcome.unknown", {})})
    password = asked.whole("password")
    if problems := problem_of(password, asked.whole("again"), officer.login):
        return _again(asked, problems)
    async with house.hashing:
        made = await asyncio.to_thread(hashed, password)
    return await guest.run(lambda tx: _settled(tx, house, asked, officer, made))


def _whose(tx: Tx, house: House, asked: Asked) -> tuple[int | None, Officer | None]:
    """In how many minutes it may be tried again, else whose code it is."""
    now = house.clock()
    what = tried(house, f"link:{asked.address}", asked.address)
    wait = counted(tx, what, now)
    officer = officer_of(tx, house.vault, asked.one("code"), now) if wait is None else None
    if officer:
        right(tx, what)
    return wait, officer


def _again(asked: Asked, problems: dict[str, Problem]) -> View:
    return View("welcome.html", {"form": Form({"code": asked.one("code")}, problems)}, 422)


def _settled(
    tx: Tx, house: House, asked: Asked, officer: Officer, password: bytes
) -> tuple[Answer, Head | None]:
    """The code is spent and the password set; every browser has to log in anew, with an app set up anew."""
    now = house.clock()
    if not codes.use(tx, house.vault, asked.one("code"), None, now):
        return _again(asked, {"code": ("welcome.unknown", {})}), None
    officers.set_password(tx, house.vault, officer.id, password, now)
    officers.set_totp(tx, house.vault, officer.id, None, 0, now)
    officer_sessions.end_all(tx, officer.id)
    for account in (f"login:{officer.login}", f"code:{officer.id}"):
        right(tx, tried(house, account, ""))
    token = changed(tx, house, asked, officer.id, "setup")
    return Go(STAGES["setup"], token=token), noted(tx, house, officer.id, "welcomed", "officer", officer.id)


def app(visit: Visit) -> Answer:
    """GET: the secret for the app, as a QR and as text."""
    return app_page(visit, f"{ROOT}/welcome/app")


def app_page(visit: Visit, path: str, problem: Problem | None = None) -> View:
    """`path`: where its form goes."""
    secret = secret_of(visit.session.details) or b""
    told = totp.address(secret, visit.officer.login, ISSUER)
    form = Form({}, {"code": problem} if problem else {})
    values = {"form": form, "qr": picture(told), "secret": totp.written(secret), "action": path,
              "login": visit.officer.login}  # fmt: skip
    return View("app.html", values, 422 if problem else 200)


def set_up(visit: Visit) -> Answer:
    """POST: the first code of the app; from here on the officer is in."""
    step = proven(visit)
    if isinstance(step, View):
        return step
    visit.noted("app_set", "officer", visit.officer.id)
    if visit.officer.state == "invited":
        officers.set_state(visit.tx, visit.officer.id, "active", visit.now)
    token = changed(visit.tx, visit.house, visit.asked, visit.officer.id, "full")
    flashed(visit.tx, visit.house, token, "welcome.done", name=visit.officer.name)
    return Go(f"{ROOT}/", token=token)


def proven(visit: Visit) -> int | View:
    """The step whose code proves that the app has the secret, which is kept from now on; else the page
    again.
    """
    what = tried(visit.house, f"code:{visit.officer.id}", visit.asked.address)
    wait = counted(visit.tx, what, visit.now)
    if wait is not None:
        return app_page(visit, visit.asked.path, ("login.locked", {"minutes": wait}))
    secret = secret_of(visit.session.details)
    step = totp.step_of(secret, visit.asked.one("code"), visit.now, 0) if secret else None
    if secret is None or step is None:
        return app_page(visit, visit.asked.path, ("code.unknown", {}))
    right(visit.tx, what)
    officers.set_totp(visit.tx, visit.vault, visit.officer.id, secret, step, visit.now)
    return step
