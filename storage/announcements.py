"""Announcements: what is told to many, from writing until all is sent. To whom: announcement_people.py."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select, update

from rules.announcements import Segment, segment_of, state_after
from rules.officers import Spot, spot_of
from storage.statement import Row, Statement, Tx, adding, among
from storage.tables import announcements
from storage.vault import Vault

RECORD = "announcement"
PLACE = "announcements.texts"
NEVER = 2**62
_ADD = Statement(
    adding(announcements, "segment", "spot", "texts", "state", "made_by", "made_at", "taken", "look_at")
    .returning(announcements.c.id)
)  # fmt: skip
_ROW = announcements.c.id == bindparam("row")
_ONE = Statement(select(announcements).where(_ROW))
_LOCK = Statement(select(announcements).where(_ROW).with_for_update())
_PAGE = Statement(
    select(announcements)
    .where(announcements.c.id < bindparam("before"))
    .order_by(announcements.c.id.desc())
    .limit(bindparam("most"))
)
_AT_WORK = Statement(
    select(announcements)
    .where(among(announcements.c.state, ("counting", "sending", "stopping")))
    .order_by(announcements.c.id)
)
_READY = Statement(
    select(announcements)
    .where(announcements.c.state == "ready", announcements.c.counted_at >= bindparam("since"))
    .order_by(announcements.c.id)
)
_DUE = Statement(
    select(announcements).where(announcements.c.look_at <= bindparam("now")).order_by(announcements.c.id)
)
_SENT = ("sent_by", "sent_at", "ended_at", "taken", "counted", "counted_at", "look_at")
_MOVE = Statement(
    update(announcements)
    .where(_ROW)
    .values(
        state=bindparam("state"),
        **{name: func.coalesce(bindparam(name), announcements.c[name]) for name in _SENT},
    )
)
_SET = {
    name: Statement(update(announcements).where(_ROW).values({name: bindparam(name)}))
    for name in ("taken", "look_at")
}


@dataclass(frozen=True)
class Announcement:
    """`texts` by language, "id" always among them. Moments in milliseconds; `counted`: by channel, how many
    people, chats, and chats that have been silent for a day.
    """

    id: int
    segment: Segment
    spot: Spot
    texts: Mapping[str, str]
    state: str
    made_by: int
    made_at: int
    sent_by: int | None
    sent_at: int | None
    ended_at: int | None
    taken: int
    counted: Mapping[str, Mapping[str, int]] | None
    counted_at: int | None
    look_at: int

    def text(self, language: str) -> str:
        """In that language; in Indonesian where it was not written in it."""
        return self.texts.get(language) or self.texts["id"]


def add(
    tx: Tx, vault: Vault, segment: Segment, spot: Spot, texts: Mapping[str, str], officer: int, now: int
) -> int:
    """A new one, whose people are to be counted; its number."""
    row = tx.must(
        _ADD, segment=json.dumps(segment.written), spot=spot.written, made_by=officer, made_at=now,
        texts=vault.seal_json(dict(texts), PLACE), state="counting", taken=0, look_at=NEVER,
    )  # fmt: skip
    return int(row["id"])


def by_id(tx: Tx, vault: Vault, id: int) -> Announcement | None:
    return _opened(vault, tx.one(_ONE, row=id))


def page(tx: Tx, vault: Vault, before: int, most: int) -> list[Announcement]:
    """The newest of those before a number."""
    return _all(vault, tx.all(_PAGE, before=before, most=most))


def at_work(tx: Tx, vault: Vault) -> list[Announcement]:
    """Those about which something is to be done: to count, to send, to call back."""
    return _all(vault, tx.all(_AT_WORK))


def ready(tx: Tx, vault: Vault, since: int) -> list[Announcement]:
    """Those that could be sent: counted since that moment (milliseconds), and not sent."""
    return _all(vault, tx.all(_READY, since=since))


def due(tx: Tx, vault: Vault, now: int) -> list[Announcement]:
    """Those of which it is time to see what has become of them."""
    return _all(vault, tx.all(_DUE, now=now))


def move(tx: Tx, vault: Vault, id: int, act: str, **more: Any) -> bool:
    """Do an act of MOVES, and note `more` (columns) with it; False where it can't be done any more."""
    row = tx.one(_LOCK, row=id)
    after = state_after(row["state"], act) if row else None
    if after is None:
        return False
    tx.run(_MOVE, row=id, state=after, **{name: more.get(name) for name in _SENT})
    return True


def is_sending(tx: Tx, id: int, lock: bool = False) -> bool:
    """Is it going out just now? `lock`: it stays so until the commit."""
    return bool(tx.must(_LOCK if lock else _ONE, row=id)["state"] == "sending")


def taken(tx: Tx, id: int, registration: int) -> None:
    """All registrations up to this one have been looked at."""
    tx.run(_SET["taken"], row=id, taken=registration)


def look_at(tx: Tx, id: int, moment: int) -> None:
    """When to see again what has become of the messages."""
    tx.run(_SET["look_at"], row=id, look_at=moment)


def _all(vault: Vault, rows: list[Row]) -> list[Announcement]:
    return [one for one in (_opened(vault, row) for row in rows) if one]


def _opened(vault: Vault, row: Row | None) -> Announcement | None:
    if row is None:
        return None
    told = {
        "segment": segment_of(json.loads(row["segment"])), "spot": spot_of(row["spot"]),
        "texts": vault.open_json(row["texts"], PLACE),
        "counted": json.loads(row["counted"]) if row["counted"] else None,
    }  # fmt: skip
    return Announcement(**{**row, **told})
