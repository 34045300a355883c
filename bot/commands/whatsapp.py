"""payung whatsapp: what is missing at Meta's end, the templates to hand in, the form for the registration."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from bot.catalogues import languages
from bot.channels.whatsapp_account import account
from bot.channels.whatsapp_checkup import APPROVED, MISSING, Checkup, Compared
from bot.channels.whatsapp_flow import LANGUAGE
from bot.channels.whatsapp_form import form
from bot.channels.whatsapp_graph import Graph
from bot.channels.whatsapp_templates import Wanted, wanted
from bot.complaint import Complaint, complaining
from bot.conversation.words import Words
from bot.delivery.channel import ChannelError
from bot.settings import load
from handlers.register import register

CHANNEL = "whatsapp"
Act = Callable[[Checkup, argparse.Namespace], Awaitable[int]]


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("action", choices=("check", "templates", "flow"), help=words["whatsapp.action"])
    parser.add_argument("--write", metavar="FILE", type=Path, help=words["whatsapp.write"])
    parser.add_argument("--submit", action="store_true", help=words["whatsapp.submit"])
    parser.set_defaults(words=words)


def run(arguments: argparse.Namespace) -> int:
    with complaining():
        match arguments.action:
            case "flow":
                return flow(arguments)
            case "templates":
                return asyncio.run(_asking(templates, arguments))
        return asyncio.run(_asking(check, arguments))


async def _asking(act: Act, given: argparse.Namespace) -> int:
    """Do what has to be asked of Meta."""
    settings = load()
    if settings.whatsapp_token is None:
        raise Complaint("PAYUNG_WHATSAPP_TOKEN is not set.")
    ours = account(settings)
    graph = Graph(ours.token, ours.url)
    ids = (ours.number, settings.whatsapp_business_account_id)
    try:
        return await act(Checkup(graph, *ids, settings.public_url, ours.flow), given)
    except ChannelError as error:
        raise Complaint(f"WhatsApp does not answer as it should ({error.problem}).") from None
    finally:
        await graph.close()


async def check(checkup: Checkup, given: argparse.Namespace) -> int:
    """A sentence for all that is missing; 1 where there is something."""
    words, found = given.words, 0
    async for finding in checkup.findings(all_wanted()):
        found += 1
        print(words[f"whatsapp.missing.{finding.name}"].format_map(finding.details))
    if not found:
        print(words["whatsapp.all_well"])
    return 1 if found else 0


async def templates(checkup: Checkup, given: argparse.Namespace) -> int:
    """How every template stands; those that have to be handed in are written down or handed in."""
    if not checkup.account:
        raise Complaint("PAYUNG_WHATSAPP_BUSINESS_ACCOUNT_ID is not set.")
    compared = await checkup.compared(all_wanted())
    for one in compared:
        print(_line(one, given.words))
    lacking = [one.wanted for one in compared if one.state != APPROVED]
    if given.write:
        _write(given.write, [one.submitted for one in lacking])
    if given.submit:
        for one in compared:
            if one.state == MISSING:
                await checkup.submit(one.wanted)
                print(
                    given.words["whatsapp.submitted"].format(
                        name=one.wanted.name, language=one.wanted.language
                    )
                )
    return 1 if lacking else 0


def _line(one: Compared, words: Mapping[str, str]) -> str:
    known = f"whatsapp.state.{one.state}" in words
    state = words[f"whatsapp.state.{one.state}"] if known else one.state
    return f"{one.wanted.name:<22} {one.wanted.language:<3} {state}"


def flow(given: argparse.Namespace) -> int:
    """The form of the registration, as Flow JSON."""
    language = languages()[LANGUAGE]
    made = form(register, Words(language, register.name), Words(language, CHANNEL))
    if given.write:
        _write(given.write, made)
    else:
        json.dump(made, sys.stdout, ensure_ascii=False, indent=2)
        print()
    return 0


def all_wanted() -> list[Wanted]:
    """Every template in every language."""
    return [one for language in languages().values() for one in wanted(Words(language, CHANNEL))]


def _write(file: Path, what: Any) -> None:
    try:
        file.write_text(json.dumps(what, ensure_ascii=False, indent=2) + "\n", "utf-8")
    except OSError as error:
        raise Complaint(f"{file} cannot be written: {error.strerror}.") from None
