"""Logging in: name and password first, then the code of the app. The same answer whoever is not known."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from console.answer import Answer, Go, View, said
from console.asked import Asked, safe_path
from console.audit import noted
from console.form import Form, Problem
from console.house import ROOT, House
from console.page import Guest
from console.tried import Tried, code_door, counted, login_door, right, tried
from console.visit import STAGES, Visit
from rules import totp
from storage import officer_sessions, officers
from storage.audit import Head
from storage.officers import Known
from storage.passwords import fits
from storage.statement import Tx

UNKNOWN = "login.unknown"


async def door(guest: Guest) -> Answer:
    """GET: the form; who is in already goes on."""
    asked, house = guest.asked, guest.house
    onward = await house.database.read(lambda tx: _inside(tx, house, asked))
    if onward:
        return Go(onward)
    return form(asked, Form({"to": asked.query.get("to", "")}), left="left" in asked.query)


def _inside(tx: Tx, house: House, asked: Asked) -> str:
    """Where somebody goes on who is in, or half in; "" for everybody else."""
    session = officer_sessions.find(tx, house.vault, asked.token, house.clock())
    officer = officers.by_id(tx, house.vault, session.officer) if session else None
    return STAGES[session.stage] if session and officer and officer.state != "disabled" else ""


def form(asked: Asked, filled: Form, left: bool = False, status: int = 200) -> View:
    return View("login.html", {"form": filled, "left": left}, status)


async def log_in(guest: Guest) -> Answer:
    """POST: the first half. A wrong name costs as much time as a wrong password."""
    asked, house = guest.asked, guest.house
    login = asked.one("login").lower()
    what = tried(house, login_door(login), asked.address)
    wait, known = await house.database.run(lambda tx: _begun(tx, house, what, login))
    if wait is not None:
        return _again(asked, ("login.locked", {"minutes": wait}))
    password = known.password if known else None
    async with house.hashing:
        fitting = await asyncio.to_thread(fits, asked.whole("password"), password)
    if not fitting or known is None:
        return await guest.run(lambda tx: (_again(asked, (UNKNOWN, {})), _unknown(tx, house, known)))
    return await guest.run(lambda tx: _half(tx, house, asked, what, known))


def _begun(tx: Tx, house: House, what: Tried, login: str) -> tuple[int | None, Known | None]:
    """In how many minutes it may be tried again, else by what the officer is known, if there is one."""
    known = officers.known(tx, house.vault, login)
    wait = counted(tx, what, house.clock())
    return wait, known if known and known.officer.state != "disabled" else None


def _unknown(tx: Tx, house: House, known: Known | None) -> Head:
    officer = known.officer if known else None
    return noted(
        tx, house, None, "login_refused", "officer" if officer else "", officer.id if officer else ""
    )


def _again(asked: Asked, problem: Problem) -> View:
    filled = Form({"login": asked.one("login"), "to": asked.one("to")}, {"login": problem})
    return form(asked, filled, status=422)


def _half(tx: Tx, house: House, asked: Asked, what: Tried, known: Known) -> tuple[Answer, Head | None]:
    """The password was right, if it still is the same: on to the app, under another cookie."""
    if officers.known_by_id(tx, house.vault, known.officer.id) != known:
        return _again(asked, (UNKNOWN, {})), None
    right(tx, what)
    stage = "code" if known.totp else "setup"
    token = changed(tx, house, asked, known.officer.id, stage)
    onward = urlencode({"to": safe_path(asked.one("to"))})
    return Go(f"{STAGES[stage]}?{onward}", token=token), None


def changed(tx: Tx, house: House, asked: Asked, officer: int, stage: str) -> str:
    """Another session in the place of the browser's own: who knew the old cookie has nothing of the new
    one.
    """
    officer_sessions.end(tx, officer_sessions.hash_of(house.vault, asked.token))
    details = {"agent": asked.agent, "address": asked.address}
    if stage == "setup":
        details["secret"] = new_secret()
    return officer_sessions.begin(tx, house.vault, officer, stage, details, house.clock())


def code(visit: Visit) -> Answer:
    """GET: the form for the code of the app."""
    return View("code.html", {"form": Form({"to": visit.asked.query.get("to", "")})})


def give_code(visit: Visit) -> Answer:
    """POST: the second half."""
    house, asked, officer = visit.house, visit.asked, visit.officer
    what = tried(house, code_door(officer.id), asked.address)
    wait = counted(visit.tx, what, visit.now)
    if wait is not None:
        return _code_again(asked, ("login.locked", {"minutes": wait}))
    if not _right_code(visit):
        visit.noted("code_refused", "officer", officer.id)
        return _code_again(asked, ("code.unknown", {}))
    right(visit.tx, what)
    token = changed(visit.tx, house, asked, officer.id, "full")
    visit.noted("login", "officer", officer.id)
    return Go(safe_path(asked.one("to")), token=token)


def _right_code(visit: Visit) -> bool:
    """The code of now, for the first time."""
    known = officers.known_by_id(visit.tx, visit.vault, visit.officer.id)
    if known.totp is None:
        return False
    step = totp.step_of(known.totp, visit.asked.one("code"), visit.now, known.totp_step)
    return step is not None and officers.used_step(visit.tx, visit.officer.id, step)


def _code_again(asked: Asked, problem: Problem) -> View:
    return View("code.html", {"form": Form({"to": asked.one("to")}, {"code": problem})}, 422)


def log_out(visit: Visit) -> Answer:
    """POST: this browser has to log in again."""
    officer_sessions.end(visit.tx, visit.session.hash)
    visit.noted("logout", "officer", visit.officer.id)
    return Go(f"{ROOT}/login?left=1", token="")


def flashed(tx: Tx, house: House, token: str, key: str, **details: Any) -> None:
    """What the first page of a new session says."""
    key, told = said(key, **details)
    hash = officer_sessions.hash_of(house.vault, token)
    officer_sessions.leave(tx, house.vault, hash, key, told)


def new_secret() -> str:
    """For an app that is to be set up, as it is written."""
    return totp.written(secrets.token_bytes(totp.SECRET))


def secret_of(details: Mapping[str, str]) -> bytes | None:
    """The secret of the app that is being set up in a session."""
    return totp.read(details["secret"]) if "secret" in details else None
