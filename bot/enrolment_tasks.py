"""The jobs of enrolment lists: fill, write for the branch, take in answers, pay, tell, look for lapses."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.delivery.worker import Kind
from bot.enrolment import filling, lapsing, paying, taking_in, telling, unpaying, whole
from rules.enrolment import Enrolment
from rules.records import Event, NotAllowed
from storage import enrolment, enrolment_review
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

HOUR = 3600 * 1000
EXPORT = "export_enrolment"


def of_enrolment(app: App) -> Mapping[str, Kind]:
    """What the worker knows how to do for lists."""
    return {
        filling.JOB: Kind(
            lambda payload: filling.fill(app, payload["list"]),
            give_up=lambda payload: filling.given_up(app, payload["list"]),
        ),
        EXPORT: Kind(lambda payload: export(app, payload)),
        taking_in.JOB: Kind(
            lambda payload: taking_in.read_answers(app, payload),
            give_up=lambda payload: taking_in.given_up(app, payload),
        ),
        whole.WHOLE: Kind(lambda payload: paying.pay_enrolment(app, payload)),
        whole.UNPAY: Kind(lambda payload: unpaying.unpay_enrolment(app, payload)),
        telling.JOB: Kind(lambda payload: telling.said(app, payload)),
        "lapses": Kind(lambda payload: lapsing.lapses_told(app), every=6 * HOUR),
    }


async def export(app: App, payload: Any) -> None:
    """Write the list for the branch; from then on it is sent."""
    one = await app.database.read(lambda tx: enrolment.by_id(tx, payload["list"]))
    if one and one.state in ("fixed", "sent"):
        await exported(app, one, payload.get("officer"))


async def exported(app: App, one: Enrolment, officer: int | None) -> bytes:
    """The file, kept on the shelf and noted. `officer`: None for the command line."""
    from bot.enrolment.exporting import exported as written  # its library is slow to import

    content = await written(app, one)
    file = await asyncio.to_thread(app.shelf.put, content)

    def noted(tx: Tx) -> None:
        held = sum(enrolment_review.held(tx, one.id).values())
        event = Event("sent", app.clock(), "officer", details={"officer": officer, "held": held})
        with contextlib.suppress(NotAllowed):  # cancelled meanwhile
            enrolment.happen(tx, app.vault, one.id, event)
            enrolment.set_file(tx, one.id, file)

    await app.database.run(noted)
    return content
