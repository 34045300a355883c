"""payung officer: lets officers into the console, the first administrator above all; keeps one out, or lets
one who has mistyped try again.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping

from bot.app import App
from bot.commands.beside import program
from bot.commands.noting import noted
from bot.complaint import Complaint, complaining
from console.tried import lifted
from console.welcoming import KIND, LOGIN, link, link_code
from rules.officers import ALL, ROLES, Area, Officer
from rules.offices import code_of, tidy
from rules.programme import Programme
from rules.records import Event
from storage import catalogue, codes, officer_sessions, officers, offices
from storage.audit import Head
from storage.statement import Tx

ACTIONS = ("list", "add", "link", "disable", "unlock")
AREAS = {"city": "51.71", "programme": "P", "village": "CODE", "office": "NAME"}


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("action", nargs="?", choices=ACTIONS, default="list", help=words["officer.action"])
    parser.add_argument("login", nargs="?", metavar="NAME", help=words["officer.login"])
    parser.add_argument("--role", action="append", default=[], metavar="ROLE", help=words["officer.role"])
    parser.add_argument("--name", metavar="NAME", help=words["officer.name"])
    for name, kind in AREAS.items():
        parser.add_argument(
            f"--{name}", action="append", default=[], metavar=kind, help=words[f"officer.{name}"]
        )
    parser.add_argument("--address", metavar="ADDRESS", help=words["officer.address"])
    parser.set_defaults(words=words)


def run(arguments: argparse.Namespace) -> int:
    acts = {"list": _list, "add": _add, "link": _link, "disable": _disable, "unlock": _unlock}
    act = acts[arguments.action]
    with complaining():
        asyncio.run(_run(act, arguments))
    return 0


async def _run(act: Callable[[App, argparse.Namespace], Awaitable[None]], given: argparse.Namespace) -> None:
    if given.action == "unlock" and not (given.login or given.address):
        raise Complaint("payung officer unlock needs the officer's login name, or --address of the office.")
    if given.action not in ("list", "unlock") and not given.login:
        raise Complaint(f"payung officer {given.action} needs the officer's login name.")
    async with program() as app:
        await act(app, given)


# Add, link


async def _add(app: App, given: argparse.Namespace) -> None:
    _checked(given)

    def work(tx: Tx) -> tuple[str, Head]:
        wanted = Officer(
            0, given.login, given.name or given.login, "", frozenset(given.role), areas(tx, app, given)
        )
        officer = officers.add(tx, app.vault, wanted, app.clock())
        if officer is None:
            raise Complaint(
                f"There is an officer {given.login} already; payung officer link makes a new link."
            )
        told = {"roles": sorted(officer.roles), "areas": [f"{a.kind}:{a.place}" for a in officer.areas]}
        noted(tx, app, "officer_added", "officer", officer.id, after=told)
        return _linked(tx, app, officer)

    await _told(app, given, *await app.database.run(work))


def _checked(given: argparse.Namespace) -> None:
    if not LOGIN.fullmatch(given.login):
        raise Complaint(
            "A login name has 3 to 40 small letters, digits, dots or dashes, such as made.sukerta."
        )
    if not given.role or not set(given.role) <= ROLES.keys():
        raise Complaint(f"add needs --role; there is {', '.join(ROLES)}.")


def areas(tx: Tx, app: App, given: argparse.Namespace) -> tuple[Area, ...]:
    """What was asked for; everything where nothing was. Raises Complaint for what does not exist."""
    programmes = {one.code: one for one in catalogue.all_programmes(tx)}
    for code in given.programme:
        if code not in programmes:
            raise Complaint(f"There is no programme {code}; there is {', '.join(programmes) or 'none yet'}.")
    for code in (*given.city, *given.village):
        if catalogue.region_name(tx, code) == code:
            how = (
                "codes are such as 51.71 or 51.71.03.2008"
                if programmes
                else "`payung programmes load` brings them"
            )
            raise Complaint(f"There is no region {code}; {how}.")
    if given.office:
        if len(given.programme) != 1 or given.city or given.village:  # two cities may have one of that name
            raise Complaint("--office needs --programme, and no other area.")
        return tuple(sorted(_offices(tx, app, given, programmes[given.programme[0]])))
    wanted = [
        Area(kind, place) for kind in ("city", "programme", "village") for place in getattr(given, kind)
    ]
    return tuple(sorted(set(wanted))) or (ALL,)


def _offices(tx: Tx, app: App, given: argparse.Namespace, programme: Programme) -> Iterator[Area]:
    """One that the city does not know yet is one of its offices from now on."""
    for name in given.office:
        known = offices.found(tx, programme, tidy(name))
        code = known.code if known else code_of(name)
        if not code:
            raise Complaint(f'"{name}" is no name of an office.')
        added = Event("added", app.clock(), "system")
        offices.kept(tx, app.vault, programme.code, code, tidy(name), added)
        yield Area("office", f"{programme.code}/{code}")


async def _link(app: App, given: argparse.Namespace) -> None:
    def work(tx: Tx) -> tuple[str, Head]:
        officer = _found(tx, app, given)
        if officer.state == "disabled":
            raise Complaint(f"{given.login} is disabled; an administrator can enable them in the console.")
        return _linked(tx, app, officer)

    await _told(app, given, *await app.database.run(work))


def _linked(tx: Tx, app: App, officer: Officer) -> tuple[str, Head]:
    code = link_code(tx, app.vault, officer, app.clock())
    return code, noted(tx, app, "officer_link", "officer", officer.id)


async def _told(app: App, given: argparse.Namespace, code: str, head: Head) -> None:
    await app.kept(head)
    print(given.words["officer.linked"].format(login=given.login))
    print(f"  {link(app.settings.public_url, code)}")


# List, disable


async def _list(app: App, given: argparse.Namespace) -> None:
    found = await app.database.read(lambda tx: officers.everyone(tx, app.vault))
    if not found:
        print(given.words["officer.nobody"])
    for one in found:
        places = ", ".join(f"{area.kind} {area.place}".strip() for area in one.areas)
        print(f"{one.login:<20} {one.state:<9} {', '.join(sorted(one.roles))}  ({places})")


async def _disable(app: App, given: argparse.Namespace) -> None:
    def work(tx: Tx) -> Head:
        officer = _found(tx, app, given)
        officers.set_state(tx, officer.id, "disabled", app.clock())
        officer_sessions.end_all(tx, officer.id)
        codes.revoke(tx, KIND, str(officer.id), app.clock())
        return noted(tx, app, "officer_disabled", "officer", officer.id)

    await app.kept(await app.database.run(work))
    print(given.words["officer.disabled"].format(login=given.login))


async def _unlock(app: App, given: argparse.Namespace) -> None:
    """Whoever has mistyped too often, or sits in an office where somebody has, need not wait any more."""

    def work(tx: Tx) -> Head:
        officer = _found(tx, app, given) if given.login else None
        lifted(tx, app.vault, officer, given.address or "")
        return noted(tx, app, "officer_unlocked", "officer" if officer else "", officer.id if officer else "")

    await app.kept(await app.database.run(work))
    print(given.words["officer.unlocked"])


def _found(tx: Tx, app: App, given: argparse.Namespace) -> Officer:
    officer = officers.by_login(tx, app.vault, given.login)
    if officer is None:
        raise Complaint(f"There is no officer {given.login}; payung officer list shows all.")
    return officer
