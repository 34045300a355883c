"""What is held until people write, by chat: what is said to one person. Announcements have their own page.

Thousands may be held where many are told of a decision: what of them lies in an officer's areas is sorted
out here, and read a page at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    Text,
    and_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
)

from bot.conversation.messages import Reply
from rules.officers import Area
from storage.outbox import BROADCAST, PLACE
from storage.statement import Row, Statement, Tx
from storage.tables import (
    TROUBLE,
    case_chats,
    cases,
    group_chats,
    groups,
    links,
    outbox,
    registrations,
)
from storage.vault import Vault

# Literals, as in tables.py: the small index of what is in trouble serves.
_HELD = (
    TROUBLE, outbox.c.state == literal_column("'held'"), outbox.c.priority < literal_column(str(BROADCAST)),
)  # fmt: skip
_BY_CHAT = (
    select(
        outbox.c.chat_id, outbox.c.channel, func.count().label("count"), func.min(outbox.c.at).label("since"),
        func.min(outbox.c.id).label("first"),
    )
    .where(*_HELD)
    .group_by(outbox.c.chat_id, outbox.c.channel)
)  # fmt: skip
_CHATS: Subquery = _BY_CHAT.subquery()
_CHAT, _AREAS = _CHATS.c.chat_id, bindparam("areas", type_=Text)


def _in(kind: str, place: ColumnElement[str]) -> ColumnElement[bool]:
    """Is that place one of the areas, as `_written` writes them?"""
    return _AREAS.like(literal(f"%|{kind}:").concat(place).concat("|%"))


def _there(
    programme: ColumnElement[str], village: ColumnElement[str], office: ColumnElement[str]
) -> ColumnElement[bool]:
    return or_(_in("programme", programme), _in("village", village), _in("office", office))


def _of_group(kind: str, place: ColumnElement[str]) -> ColumnElement[str]:
    """That place, of a group of the kind; of others none."""
    return case((groups.c.kind == kind, place), else_="-")


_OFFICE = groups.c.programme.concat("/").concat(groups.c.place)
_REGISTERED = (
    select(literal(1))
    .select_from(
        links.join(registrations, registrations.c.person_id == links.c.person_id)
        .outerjoin(groups, groups.c.id == registrations.c.group_id)
    )
    .where(links.c.chat_id == _CHAT)
)  # fmt: skip
_REPORTED = (
    select(literal(1))
    .select_from(case_chats.join(cases, cases.c.id == case_chats.c.case_id))
    .where(case_chats.c.chat_id == _CHAT)
)
_LEADS = (
    select(literal(1))
    .select_from(group_chats.join(groups, groups.c.id == group_chats.c.group_id))
    .where(group_chats.c.chat_id == _CHAT, group_chats.c.until.is_(None), groups.c.status == "open")
)
_LIES = _there(cases.c.programme, cases.c.village, cases.c.office)
_NOWHERE = and_(cases.c.city == "", cases.c.programme == "")
_SEEN = or_(
    _REGISTERED.where(
        _there(registrations.c.programme, registrations.c.village, _of_group("office", _OFFICE))
    ).exists(),
    _REPORTED.where(or_(_NOWHERE, _in("city", cases.c.city), _LIES)).exists(),
    _LEADS.where(
        _there(groups.c.programme, _of_group("village", groups.c.place), _of_group("office", _OFFICE))
    ).exists(),
    and_(~_REGISTERED.exists(), ~_REPORTED.exists(), ~_LEADS.exists()),
)


def _page(*where: ColumnElement[bool]) -> Statement:
    chats = select(_CHATS).where(*where).order_by(_CHATS.c.since, _CHAT)
    return Statement(chats.limit(bindparam("most")).offset(bindparam("start")))


def _count(chats: Select[int]) -> Statement:
    return Statement(select(func.count().label("count")).select_from(chats.subquery()))


_EVERYWHERE, _THERE = "everywhere", "there"
_PAGE = {_EVERYWHERE: _page(), _THERE: _page(_SEEN)}
_COUNT = {_EVERYWHERE: _count(select(_CHAT)), _THERE: _count(select(_CHAT).where(_SEEN))}
_ONE = Statement(_BY_CHAT.where(outbox.c.chat_id == bindparam("chat")))
_FIRST = Statement(select(outbox.c.reply).where(outbox.c.id == bindparam("row")))


@dataclass(frozen=True)
class HeldChat:
    """`since` in milliseconds; `text` of the first message."""

    chat: int
    channel: str
    count: int
    since: int
    text: str


def page(
    tx: Tx, vault: Vault, areas: Iterable[Area], cities: Mapping[str, str], start: int, most: int
) -> list[HeldChat]:
    """Some of the chats for which something is held and that lie there, or nowhere; who has waited longest
    first. `cities`: the region of each programme.
    """
    part, asked = _asked(areas, cities)
    return [_told(tx, vault, row) for row in tx.all(_PAGE[part], **asked, start=start, most=most)]


def count(tx: Tx, areas: Iterable[Area], cities: Mapping[str, str]) -> int:
    """How many there are."""
    part, asked = _asked(areas, cities)
    return int(tx.must(_COUNT[part], **asked)["count"])


def of_chat(tx: Tx, vault: Vault, chat: int) -> HeldChat | None:
    """What is held for a chat, wherever it lies."""
    row = tx.one(_ONE, chat=chat)
    return _told(tx, vault, row) if row else None


def _asked(areas: Iterable[Area], cities: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    every = list(areas)
    if any(area.kind == "all" for area in every):
        return _EVERYWHERE, {}
    return _THERE, {"areas": _written(every, cities)}


def _written(areas: Iterable[Area], cities: Mapping[str, str]) -> str:
    """The areas, and the programmes of each city among them."""
    places = [(area.kind, area.place) for area in areas]
    known = {("programme", code) for code, city in cities.items() if ("city", city) in places}
    return "".join(f"|{kind}:{place}|" for kind, place in (*places, *sorted(known)))


def _told(tx: Tx, vault: Vault, row: Row) -> HeldChat:
    reply = vault.open_as(Reply, tx.must(_FIRST, row=row["first"])["reply"], PLACE)
    return HeldChat(row["chat_id"], row["channel"], row["count"], row["since"], reply.text)
