"""The jobs of cards: tell of one that was issued, print sheets part by part, drop what was printed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.cards.apart import Print, printed_apart
from bot.case_tasks import AWAKE, morning
from bot.conversation.messages import Said
from bot.delivery.channel import Inbound
from bot.delivery.worker import Kind
from storage import card_batches, cards, catalogue, inbox, jobs
from storage.card_batches import Batch, Part
from storage.cards import Held
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

DAY = 24 * 3600 * 1000
MINUTE = 60 * 1000
PATIENCE = 60  # minutes for which a card waits for the news before it
PART = 500  # cards of one PDF: fifty sheets, some seconds of work
KEPT = 14 * DAY  # printed by then, or asked for again: names need not lie about
LOOKED_AT = 20  # batches at once, whether their files are to be dropped
OVER = ("ended", "failed")


def of_cards(app: App) -> dict[str, Kind]:
    """The kinds of jobs about cards."""
    return {
        "tell_card": Kind(lambda payload: tell_card(app, payload)),
        "card_sheets": Kind(
            lambda payload: sheets(app, payload), give_up=lambda payload: given_up(app, payload)
        ),
        "card_tidy": Kind(lambda payload: tidy(app), every=DAY),
    }


async def tell_card(app: App, payload: Any) -> None:
    """A chat hears of its card in waking hours, once; whether it still is one is seen in its turn.

    What is put off to the morning keeps its place behind the others, and behind the news of the cover.
    """
    now = app.local(app.clock())
    if now.hour not in AWAKE:
        due = int(morning(now).timestamp() * 1000) + payload.get("spread", 0)
        key = f"{payload['key']}:{due}"
        await app.database.run(lambda tx: jobs.add(tx, app.vault, "tell_card", payload, due, key))
        return
    if await app.database.run(partial(_behind, app, payload)):
        return
    said = Said(news=payload["about"])
    await app.inbox.receive(Inbound(payload["channel"], payload["key"], payload["address"], said))


def _behind(app: App, payload: Mapping[str, Any], tx: Tx) -> bool:
    """Has the chat not heard yet what comes first? Then the card is looked at again in a minute, for an hour:
    news that can't be told at all does not keep the card back for ever.
    """
    first, waited = payload.get("behind"), payload.get("waited", 0)
    if not first or waited >= PATIENCE or inbox.heard(tx, payload["channel"], first):
        return False
    rest = {**payload, "waited": waited + 1}
    jobs.add(tx, app.vault, "tell_card", rest, app.clock() + MINUTE, f"{payload['key']}:behind:{waited}")
    return True


async def sheets(app: App, payload: Any, most: int = PART) -> None:
    """One more part of a batch, of at most so many cards.

    Whoever is killed over it does it again, and who does it at the same time makes it once.
    """
    batch = await app.database.read(lambda tx: card_batches.by_id(tx, app.vault, payload["batch"]))
    if batch is None or batch.state != "making":
        return
    held = await app.database.read(
        lambda tx: cards.some(tx, app.vault, batch.chosen, batch.today, batch.last, most)
    )
    if held:
        content = await printed(app, batch, held)
        file = await asyncio.to_thread(app.shelf.put, content)
        people = tuple(one.membership.person for one in held)
        part = Part(file, len(held), len(content), held[-1].place, people)
        await app.database.run(lambda tx: _made(tx, app, batch, part, most))
    if len(held) < most:
        await app.database.run(lambda tx: _ended(tx, app, batch.id))


async def printed(app: App, batch: Batch, held: Sequence[Held]) -> bytes:
    """A part as PDF, drawn in a process apart. Raises NotPrinted."""
    programmes, villages = await app.database.read(lambda tx: _known(tx, held))
    title = app.cards.words("sheet.title", batch=batch.id, part=len(batch.parts) + 1)
    headings = [f"{title} · {villages[one.village]}" if one.village else title for one in held]
    headed = list(zip(headings, app.cards.faces(held, programmes), strict=True))
    return await printed_apart(Print(title, app.local(batch.at).replace(tzinfo=None), headed))


def _known(tx: Tx, held: Sequence[Held]) -> Any:
    """The programmes, and the names of the villages."""
    codes = sorted({one.village for one in held if one.village})
    return catalogue.all_programmes(tx), {code: catalogue.region_name(tx, code) for code in codes}


def _made(tx: Tx, app: App, batch: Batch, part: Part, most: int) -> None:
    """The part, and the wish for the next one, in one commit."""
    if card_batches.made(tx, app.vault, batch, part, app.clock()) and part.cards == most:
        card_batches.print_next(tx, app.vault, batch.id, len(batch.parts) + 2, app.clock())


def _ended(tx: Tx, app: App, id: int) -> None:
    batch = card_batches.by_id(tx, app.vault, id)
    if batch and batch.state == "making":
        card_batches.finish(tx, app.vault, batch, "ended", app.clock())


async def given_up(app: App, payload: Any) -> None:
    """It did not work again and again: the page says so; the parts that are there stay."""

    def failed(tx: Tx) -> None:
        batch = card_batches.by_id(tx, app.vault, payload["batch"])
        if batch and batch.state == "making":
            card_batches.finish(tx, app.vault, batch, "failed", app.clock())

    await app.database.run(failed)


async def tidy(app: App) -> None:
    """Take old sheets from the shelf: they are printed, and can be made again."""
    before = card_batches.NEWEST
    while some := await app.database.read(partial(_before, app, before)):
        for batch in (one for one in some if one.at < app.clock() - KEPT and one.state in OVER):
            for part in batch.parts:
                await asyncio.to_thread(app.shelf.drop, part.file)
            await app.database.run(partial(_dropped, app, batch))
        before = some[-1].id


def _before(app: App, before: int, tx: Tx) -> list[Batch]:
    return card_batches.newest(tx, app.vault, LOOKED_AT, before)


def _dropped(app: App, batch: Batch, tx: Tx) -> None:
    card_batches.finish(tx, app.vault, batch, "dropped", app.clock())
