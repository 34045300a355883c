"""The life of a group: somebody is replaced, the next one moves up, a worker says yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.groups.room import Room
from handlers.group_services import Listing
from handlers.listed import VERSION
from rules.groups import Group, Member
from rules.left_list import SPOKEN_OF
from rules.records import RUNNING, Event, Registration
from rules.returned import RETURNED
from storage import catalogue, chats, codes, groups, jobs, left_lists, members, people, registrations
from storage.statement import Tx
from storage.vault import Vault

if TYPE_CHECKING:
    from bot.services import Records

WHY = {"died": "DECEASED", "moved": "MOVED", "job": "ALREADY_PU", "other": "OTHER"}
AGREE = "listed"  # the kind of a code with which a worker says yes or no
ASKED = ("submitted", "returned", "verified")  # handed in, and not a member yet
AGREE_LASTS = 14 * 24 * 3600 * 1000
NIK = 16
MOST_LOOKED_AT, MOST_NAMED = 20_000, 10


def replace_member(records: Records, group: Group, member: Member, why: str) -> Member | None:
    """Take somebody off; who moved up from the waiting list, if anybody."""
    known = registrations.by_id(records.tx, records.vault, member.registration)
    if known is None or known.group != group.id or known.status not in RUNNING:
        return None
    event = Event("replaced", records.now, "coordinator", WHY[why])
    registrations.happen(records.tx, records.vault, known, event, records.chat.id)
    return moved_up(records.tx, records.vault, group, records.now)


def moved_up(tx: Tx, vault: Vault, group: Group, now: int) -> Member | None:
    """The first on the group's waiting list gets the place; None where nobody waits, or a quota is full."""
    programme = catalogue.programme(tx, group.programme)
    registrations.lock(tx, programme.code)
    row = members.next_on_list(tx, group.id)
    known = registrations.by_id(tx, vault, row["id"]) if row else None
    if known is None or not Room(tx, programme, group).take(known.category, known.village):
        return None
    registrations.happen(tx, vault, known, Event("moved_up", now, "system"), None)
    return members.one(tx, vault, group.id, known.id)


def found(records: Records, group: Group, text: str) -> list[Member]:
    """The members with that NIK or number, else those with all these words in their name."""
    tx, vault, said = records.tx, records.vault, " ".join(text.split())
    numbers = "".join(sign for sign in said if sign.isdigit())
    if len(numbers) == NIK:
        return members.by_nik(tx, vault, group.id, numbers)
    if by_number := members.by_number(tx, vault, group.id, said.upper()):
        return by_number
    return named(records, group, frozenset(said.upper().split()))


def named(records: Records, group: Group, words: frozenset[str]) -> list[Member]:
    """Names are sealed, so that they are looked through; only so many, as somebody waits for the answer."""
    tx, vault = records.tx, records.vault
    everyone = members.names(tx, vault, group.id, MOST_LOOKED_AT) if words else []
    meant = [id for id, name in everyone if words <= frozenset(name.upper().split())]
    return [one for id in meant[:MOST_NAMED] if (one := members.one(tx, vault, group.id, id))]


def refusal(records: Records, group: Group, registration: int) -> str:
    """The reason with which somebody of the group was not accepted, as long as that stands; whom a chat
    speaks for hears it there, and the coordinator does not.
    """
    known = _unheard(records, group, registration)
    if known is None or known.status != "rejected":
        return ""
    return next((one.reason or "" for one in reversed(known.events) if one.kind == "rejected"), "")


def left_list(records: Records, group: Group, registration: int) -> str:
    """The same of who is not paid for, as long as no list takes them again."""
    known = _unheard(records, group, registration)
    event = left_lists.left(records.tx, records.vault, known) if known and known.status in SPOKEN_OF else None
    return (event.reason or "") if event else ""


def _unheard(records: Records, group: Group, registration: int) -> Registration | None:
    """A registration of the group of which the person has no chat."""
    known = registrations.by_id(records.tx, records.vault, registration)
    if known is None or known.group != group.id or people.chats_of(records.tx, known.person):
        return None
    return known


def code_for(records: Records, group: Group, member: Member) -> str:
    """The code that a coordinator hands on to the person. Raises LookupError for another group's."""
    known = registrations.by_id(records.tx, records.vault, member.registration)
    if known is None or known.group != group.id:
        raise LookupError("not a member of the group")
    return agree_code(records.tx, records.vault, known, records.now)


def agree_code(tx: Tx, vault: Vault, known: Registration, now: int) -> str:
    """A one-time code with which the person says yes or no on a phone of their own, good for two weeks."""
    return codes.make(tx, vault, AGREE, known.person, now + AGREE_LASTS, str(known.id))


def of_code(records: Records, code: str) -> Listing | None:
    """The listing that a code is for, while it is good and nobody has answered."""
    found = codes.look(records.tx, records.vault, code, records.now)
    if found is None or (found.kind, found.state) != (AGREE, "good") or found.payload is None:
        return None
    known = registrations.by_id(records.tx, records.vault, int(found.payload))
    return listing(records, known) if known else None


def listings(records: Records) -> list[Listing]:
    """Who of this chat's people was listed and handed over, and has not answered."""
    found = (listing(records, one) for person in records.people() for one in records.registrations(person))
    return [one for one in found if one]


def listing(records: Records, known: Registration) -> Listing | None:
    """None where there is nothing to ask: listed by nobody, not handed over yet, answered, or over; and where
    it is the coordinator who asks, who has no say for the worker.
    """
    asks = known.group is not None and known.agreed is None and known.status in ASKED
    group = groups.by_id(records.tx, known.group) if asks and known.group else None
    person = people.by_id(records.tx, records.vault, known.person)
    if group is None or person is None:
        return None
    if any(own.id == group.id for own in groups.of_chat(records.tx, records.chat.id)):
        return None
    now = groups.coordinator(records.tx, records.vault, group.id)
    born = str(person.details.get("birth_date") or "")
    return Listing(known.id, person.name, group, now.name if now else "", person.nik, born)


def answer(records: Records, one: Listing, agrees: bool) -> None:
    """What the worker said is kept; who says no is off the list, and the next one moves up.

    The chat in which a worker says yes, having shown that it is theirs, hears from now on what becomes of it.
    """
    known = registrations.by_id(records.tx, records.vault, one.registration)
    if known is None or listing(records, known) is None:
        return
    members.agreed(records.tx, known.id, "yes" if agrees else "no")
    event = Event("agreed" if agrees else "objected", records.now, "person", None if agrees else "NO_CONSENT")
    registrations.happen(records.tx, records.vault, known, event, records.chat.id)
    if agrees:
        people.link(records.tx, records.chat.id, known.person, "self", records.now)
        consented(records, known)
        if known.status == RETURNED:  # the coordinator was asked until now
            tell(records, records.chat.id, f"{RETURNED}:{known.id}")
        return
    people.withdraw_consents(records.tx, known.person, records.now)
    place_free(records, one.group)


def place_free(records: Records, group: Group) -> None:
    """Somebody left: the next one moves up, and the coordinator hears of it; not after the group's period,
    as nobody could be handed in any more.
    """
    if group.over(records.today()):
        return
    next = moved_up(records.tx, records.vault, group, records.now)
    now = groups.coordinator(records.tx, records.vault, group.id)
    if now and next:
        tell(records, now.chat, f"moved_up:{next.registration}")


def consented(records: Records, known: Registration) -> None:
    """The worker's own consent stands beside the coordinator's word."""
    session = records.chat.session
    people.consent(records.tx, {
        "chat_id": records.chat.id, "person_id": known.person, "purpose": "registration",
        "version": VERSION, "language": session.language, "channel": records.chat.channel,
        "given_at": records.now,
    })  # fmt: skip


def tell(records: Records, chat: int, about: str) -> None:
    """Let another chat hear of something."""
    channel, address = chats.where(records.tx, chat)
    payload = {"channel": channel, "address": address, "news": about, "key": about}
    jobs.add(records.tx, records.vault, "tell", payload, records.now)
