"""The kinds of jobs: fetch a file, tell of it, remind of a question that waits, tidy up; those of cases."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from bot import (
    announcing,
    card_tasks,
    case_tasks,
    enrolment_tasks,
    group_tasks,
    ktp_tasks,
    list_tasks,
    matching_tasks,
    places,
    thread_tasks,
)
from bot import cases as case_work
from bot.conversation.messages import Said
from bot.conversation.session import THREAD
from bot.delivery import progress
from bot.delivery.channel import OVER_LIMIT, ChannelError, Inbound
from bot.delivery.worker import Kind
from bot.files import Unreadable
from bot.keeping import Kept
from bot.services import Records
from handlers.case_papers import missing_of
from storage import (
    cases,
    chats,
    codes,
    documents,
    inbox,
    jobs,
    likenesses,
    lists,
    officer_sessions,
    outbox,
    tries,
    unknown,
)
from storage.chats import Silent
from storage.coordinating import coordinates
from storage.progress import fold
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

HOUR = 3600 * 1000
DAY = 24 * HOUR
REMIND_AFTER = DAY
KEEP_KEYS = 30 * DAY  # no platform delivers again after a week
KEEP_SENT = 90 * DAY


def kinds(app: App) -> Mapping[str, Kind]:
    """What the worker knows how to do."""
    return {
        "fetch": Kind(lambda payload: fetch(app, payload), give_up=lambda payload: lost(app, payload)),
        "tell": Kind(lambda payload: tell(app, payload)),
        "paper": Kind(lambda payload: case_tasks.paper(app, payload)),
        "case_reminder": Kind(lambda payload: case_tasks.remind(app, payload)),
        **of_groups(app),
        **card_tasks.of_cards(app),
        **matching_tasks.kinds(app),
        "announce": Kind(lambda payload: announcing.announce(app), every=announcing.EVERY),
        **enrolment_tasks.of_enrolment(app),
        "fill_places": Kind(lambda payload: places.fill_places(app, payload)),
        "look_for_places": Kind(lambda payload: places.fill_places(app, payload), every=10 * 60 * 1000),
        **ktp_tasks.kinds(app),
        "remind": Kind(lambda payload: remind(app), every=10 * 60 * 1000),
        "end_threads": Kind(lambda payload: thread_tasks.end_quiet(app), every=10 * 60 * 1000),
        "tidy": Kind(lambda payload: tidy(app), every=DAY),
    }


def of_groups(app: App) -> Mapping[str, Kind]:
    """Those of groups and their lists."""
    return {
        "read_list": Kind(
            lambda payload: list_tasks.read_list(app, payload),
            give_up=lambda payload: list_tasks.given_up(app, payload),
        ),
        "submit_group": Kind(lambda payload: group_tasks.submit_group(app, payload)),
        "undo_group": Kind(lambda payload: group_tasks.undo_group(app, payload)),
        "forget_renewed": Kind(lambda payload: group_tasks.forget_renewed(app, payload)),
        "ask_listed": Kind(lambda payload: group_tasks.ask_listed(app, payload)),
        "group_reminder": Kind(lambda payload: group_tasks.remind_group(app, payload)),
        "export_group": Kind(lambda payload: group_tasks.export_group(app, payload)),
    }


async def fetch(app: App, payload: Any) -> None:
    """Bring the bytes of a file that a person sent, and keep them encrypted."""
    noted = await app.database.read(lambda tx: documents.get(tx, app.vault, payload["document"]))
    channel = app.channel(payload["channel"])
    if noted is None or noted.state != "waiting" or noted.source is None or channel is None:
        return
    try:
        content = await channel.fetch(noted.source)
    except ChannelError as error:
        if error.kind != "refused":
            raise
        await lost(app, payload, "too_large" if error.problem == OVER_LIMIT else "gone")
        return
    await keep(app, payload, content)


async def keep(app: App, payload: Any, content: bytes) -> None:
    """Put the bytes on the shelf, if they are what we can open; a photo that is hard to read is told of."""
    wanted = await app.database.read(lambda tx: _may_be_list(tx, app, payload))
    try:
        kept = await app.keeper.keep(content, lists=wanted)
    except Unreadable as unreadable:
        await lost(app, payload, unreadable.reason)
        return
    await app.database.run(lambda tx: _filed(tx, app, payload, kept))


def _may_be_list(tx: Tx, app: App, payload: Any) -> bool:
    """Was it sent as a list, whoever coordinates the group by now; or does its sender coordinate one?"""
    brought = lists.of_document(tx, app.vault, payload["document"])
    return brought is not None or coordinates(tx, payload["channel"], payload["address"])


def _filed(tx: Tx, app: App, payload: Any, kept: Kept) -> None:
    """Noted with what was seen, also in the case it was sent for; the person is told of it afterwards."""
    document = payload["document"]
    if ktp_tasks.filed(tx, app, payload, kept.file):
        return
    documents.filed(tx, document, kept.file, kept.size, kept.kind)
    if brought := lists.of_document(tx, app.vault, document):
        lists.filed(tx, brought.id, kept.file)
        jobs.add(tx, app.vault, "read_list", {"list": brought.id}, app.clock())
        return
    if kept.problem is None:
        return
    documents.seen(tx, document, kept.problem)
    case = cases.of_file(tx, app.vault, document)
    if case:
        case_work.noted(tx, app.vault, case, "unclear", document, app.clock(), kept.problem)
        _settle(tx, app, case.id, payload)
        news = {**payload, "news": f"photo:{document}", "key": f"photo:{document}"}
        jobs.add(tx, app.vault, "tell", news, app.clock())


async def tell(app: App, payload: Any) -> None:
    """Let a chat hear of something, through the inbox like any other message."""
    said = Said(news=payload["news"])
    await app.inbox.receive(Inbound(payload["channel"], payload["key"], payload["address"], said))


async def lost(app: App, payload: Any, reason: str = "gone") -> None:
    """The file can't be had or opened: the person is told; of a list whoever coordinates the group.

    Told first: whoever is killed in between does it again, and the same key is not told twice.
    """
    if not await list_tasks.lost(app, payload["document"], reason):
        key = f"lost:{payload['document']}"
        await ktp_tasks.lost(app, payload)
        await tell(app, {**payload, "news": f"file:{reason}", "key": key})
    await app.database.run(lambda tx: _lost(tx, app, payload))


def _lost(tx: Tx, app: App, payload: Any) -> None:
    documents.lost(tx, payload["document"])
    case = cases.of_file(tx, app.vault, payload["document"])
    if case:
        case_work.noted(tx, app.vault, case, "lost", payload["document"], app.clock())
        _settle(tx, app, case.id, payload)


def _settle(tx: Tx, app: App, id: int, payload: Any) -> None:
    """A case that was complete is not any more, where its last paper can't be read or was lost."""
    now = app.clock()
    chat = chats.enter(tx, app.vault, payload["channel"], payload["address"], now, "id")
    records, case = Records(tx, app.vault, chat, now, app.local(now)), cases.by_id(tx, app.vault, id)
    if case:
        case_work.settle(records, case, missing_of(records, case, records.today()))


async def remind(app: App) -> None:
    """Ask again, once and in waking hours, where a question has waited for a day."""
    now = app.clock()
    if app.local(now).hour not in case_tasks.AWAKE:
        return
    for silent in await app.database.read(lambda tx: chats.silent_since(tx, now - REMIND_AFTER)):
        await remind_one(app, silent)


async def remind_one(app: App, silent: Silent) -> None:
    """The reminder takes the same way as a message; it is out of date if the person was faster. Who waits for
    an officer has given up nothing, and is reminded of nothing.
    """
    left = await app.database.run(lambda tx: _left(tx, app, silent))
    if not left or silent.channel == "web":  # nobody would see it: the page shows the question anyway
        return
    said = Said(remind=silent.step)
    key = f"remind:{silent.id}:{silent.step}"
    await app.inbox.receive(Inbound(silent.channel, key, silent.address, said))


def _left(tx: Tx, app: App, silent: Silent) -> bool:
    """Reminded once; where it stands is counted for the reports. False while an officer has the chat, and
    where the person was faster.
    """
    now = app.clock()
    day = app.local(now).date().isoformat()
    chat = chats.enter(tx, app.vault, silent.channel, silent.address, now, "id")
    if chat.session.known.get(THREAD) or chat.session.step != silent.step:
        return False
    chats.say_first(tx, app.vault, chat, progress.left_on(chat.session, day))
    chats.reminded(tx, chat.id, silent.step)
    progress.left(tx, app.dialogue, chat.id, chat.session, day)
    return True


async def tidy(app: App) -> None:
    """Drop what nobody needs any more, a little at a time, so that no message waits long for it."""
    now = app.clock()
    for forget, before in (
        (inbox.forget, now - KEEP_KEYS),
        (inbox.forget_settled, now - KEEP_KEYS),
        (outbox.forget, now - KEEP_SENT),
        (tries.forget, now - 2 * DAY),
        (codes.forget, now - KEEP_KEYS),
        (unknown.forget, now - KEEP_KEYS),
        (officer_sessions.forget, now - officer_sessions.ABSOLUTE),
    ):
        while await app.database.run(partial(forget, before=before)):
            await asyncio.sleep(0)
    while await app.database.run(lambda tx: likenesses.catch_up(tx, app.vault)):
        await asyncio.sleep(0)
    await case_tasks.reckon(app)
    while await app.database.run(lambda tx: fold(tx, app.local(now).date().isoformat())):
        await asyncio.sleep(0)
    await asyncio.to_thread(app.shelf.sweep)
