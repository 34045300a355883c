"""payung coordinator: opens a group and invites who registers its people, lists the groups, withdraws one."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import partial

from bot.app import App
from bot.channels.telegram_name import known_name
from bot.channels.whatsapp_number import known_number, link
from bot.commands.amounts import count, day
from bot.commands.beside import program
from bot.commands.noting import noted, spot_of
from bot.complaint import Complaint, complaining
from bot.groups.inviting import CODE_LASTS, Overview, invite, overview, withdraw
from bot.settings import Settings
from bot.wishes import MOST, BadWish, Wish, group_of
from rules.groups import Group
from storage import groups
from storage.audit import Head
from storage.statement import Tx

ACTIONS = ("list", "invite", "withdraw")
OPTIONS = {
    "programme": "P", "village": "CODE", "office": "NAME", "quota": "N", "from": "D", "until": "D",
    "payer": "CODE", "category": "CODE",
}  # fmt: skip
COUNTED = ("listed", "submitted", "returned", "verified", "enrolled", "covered", "waiting_list")


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument(
        "action", nargs="?", choices=ACTIONS, default="list", help=words["coordinator.action"]
    )
    parser.add_argument("group", nargs="?", metavar="GROUP", help=words["coordinator.group"])
    for name, kind in OPTIONS.items():
        parser.add_argument(f"--{name}", metavar=kind, help=words[f"coordinator.{name}"])
    parser.set_defaults(words=words)


def run(arguments: argparse.Namespace) -> int:
    act = {"list": _list, "invite": _invite, "withdraw": _withdraw}[arguments.action]
    with complaining():
        asyncio.run(_run(act, arguments))
    return 0


async def _run(act: Callable[[App, argparse.Namespace], Awaitable[None]], given: argparse.Namespace) -> None:
    async with program() as app:
        await act(app, given)


# Invite


async def _invite(app: App, given: argparse.Namespace) -> None:
    wish = _wish(given)
    try:
        group, code, head = await app.database.run(partial(opened, app, wish))
    except BadWish as bad:
        raise Complaint(str(bad)) from None
    await app.kept(head)
    for line in await invitation(app, group, code, given.words):
        print(line)


def _wish(given: argparse.Namespace) -> Wish:
    if not given.programme or not given.quota or bool(given.village) == bool(given.office):
        raise Complaint("invite needs --programme, --quota and either --village or --office.")
    texts = {name: getattr(given, name) or "" for name in OPTIONS}
    starts, ends = (day(f"--{name}", texts[name]) if texts[name] else None for name in ("from", "until"))
    quota = count("--quota", given.quota, MOST)
    return Wish(texts["programme"], texts["village"], texts["office"], quota, starts, ends,
                texts["payer"], texts["category"])  # fmt: skip


def opened(app: App, wish: Wish, tx: Tx) -> tuple[Group, str, Head]:
    """The group, a code for its coordinator, and the row of the trail. Raises BadWish."""
    now = app.clock()
    group, code = invite(tx, app.vault, group_of(tx, wish, app.local(now).date()), now)
    spot = spot_of(tx, group.programme, group=group)
    return group, code, noted(tx, app, "group_opened", groups.RECORD, group.id, spot, quota=group.quota)


async def invitation(app: App, group: Group, code: str, words: Mapping[str, str]) -> list[str]:
    """What to pass on to who is to coordinate a group."""
    until = app.local(app.clock() + CODE_LASTS)
    told = {**vars(group), "quota": group.quota or "-", "code": code, "until": f"{until:%Y-%m-%d}"}
    links = [f"  {link}" for link in await links_of(app, code)]
    return [words["coordinator.opened"].format(**told), words["coordinator.code"].format(**told), *links]


async def links_of(app: App, code: str) -> list[str]:
    """Where the code can be followed; on a platform only where the bot's name there is known."""
    telegram, whatsapp = await telegram_name(app.settings), await whatsapp_number(app.settings)
    links = [f"https://t.me/{telegram}?start={code}"] if telegram else []
    links += [link(whatsapp, code)] if whatsapp else []
    return [*links, f"{app.settings.public_url.rstrip('/')}/?start={code}"]


async def telegram_name(settings: Settings) -> str:
    token = settings.telegram_token
    if token is None:
        return ""
    return await known_name(settings.data_dir, token.get_secret_value(), settings.telegram_api_url)


async def whatsapp_number(settings: Settings) -> str:
    token = settings.whatsapp_token
    if token is None:
        return ""
    url = f"{settings.whatsapp_api_url}/{settings.whatsapp_api_version}"
    return await known_number(
        settings.data_dir, token.get_secret_value(), url, settings.whatsapp_phone_number_id
    )


# List


async def _list(app: App, given: argparse.Namespace) -> None:
    today = app.local(app.clock()).date().isoformat()
    for line in lines(await app.database.read(lambda tx: overview(tx, app.vault, today)), app, given.words):
        print(line)


def lines(found: list[Overview], app: App, words: Mapping[str, str]) -> Iterator[str]:
    """Each group in three lines; of people only the coordinator's name."""
    if not found:
        yield words["coordinator.nobody"]
    for one in found:
        group = one.group
        days = f"{group.starts} - {group.ends}, {words[f'coordinator.status.{group.status}']}"
        yield f"{group.id:>4}  {group.programme}  {group.name}  ({days})"
        yield f"      {who(one, app, words)}"
        numbers = [f"{words[f'coordinator.count.{name}']} {getattr(one.tally, name)}" for name in COUNTED]
        yield f"      {words['coordinator.count.quota']} {group.quota or '-'}: {', '.join(numbers)}"


def who(one: Overview, app: App, words: Mapping[str, str]) -> str:
    if one.coordinator is None:
        return words["coordinator.none"]
    since = f"{app.local(one.coordinator.since):%Y-%m-%d}"
    return words["coordinator.who"].format(name=one.coordinator.name, since=since)


# Withdraw


async def _withdraw(app: App, given: argparse.Namespace) -> None:
    number = count("GROUP", given.group or "", 10**9)
    head = await app.database.run(partial(_shut_out, app, number))
    if head is None:
        raise Complaint(f"Group {number} has no coordinator; payung coordinator list shows all groups.")
    await app.kept(head)
    print(given.words["coordinator.withdrawn"].format(group=number))


def _shut_out(app: App, number: int, tx: Tx) -> Head | None:
    """The row of the trail; None where nobody coordinates the group."""
    group = groups.by_id(tx, number)
    if group is None or not withdraw(tx, app.vault, number, app.clock()):
        return None
    spot = spot_of(tx, group.programme, group=group)
    return noted(tx, app, "coordinator_withdrawn", groups.RECORD, number, spot)
