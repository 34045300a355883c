"""Invented villages with coordinators, and lines of lists that never were."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from bot.groups import inviting
from bot.groups.ground import Ground
from bot.groups.taking import take
from bot.load import SHIPPED
from bot.services import Records
from handlers.group_services import Submission, Undone
from rules.groups import Group, Member
from rules.lines import Line, ReadLine, Receipt
from rules.programmes import Programme, load_all
from rules.records import Event
from rules.regions import load_regions
from storage import catalogue, chats, lists, receipts, registrations, waiting_lines
from storage.database import Database
from storage.lists import GroupList
from storage.statement import Tx
from tests.databases import NOW, VAULT

T = TypeVar("T")
PROGRAMMES = {programme.code: programme for programme in load_all(SHIPPED)}
REGIONS = list(load_regions(SHIPPED / "regions.csv").names.items())
TODAY = datetime.fromtimestamp(NOW / 1000, UTC)
TEGAL_HARUM = Group(0, "denpasar", "village", "51.71.03.2008", "Desa Tegal Harum", 100, date(2026, 1, 1),
                    date(2026, 12, 31), "village_fund")  # fmt: skip
TOLD = {"name": "I MADE SUKERTA", "phone": "+6281234567890", "position": "Kelian banjar", "duty": "duty-1"}


@dataclass(frozen=True)
class Village:
    """A group and the chat that coordinates it, on one database."""

    database: Database
    group: Group
    address: str

    async def do(self, work: Callable[[Records], T], now: int = NOW, address: str = "") -> T:
        """Something in one transaction, from the coordinator's chat or another."""
        return await self.database.run(lambda tx: work(records(tx, address or self.address, now)))

    async def bring(self, *read: ReadLine, now: int = NOW) -> Receipt:
        """A list of these lines, and its receipt."""

        def work(here: Records) -> Receipt:
            made = lists.add(here.tx, VAULT, self.group.id, here.chat.id, "daftar.xlsx", now)
            take(ground(here, self.group), made, numbered(read))
            lists.end(here.tx, made.id, "done", None, now)
            return receipts.receipt(here.tx, VAULT, made, here.groups.tally(self.group).room)

        return await self.do(work, now)

    async def begin(self) -> GroupList:
        """A list of which nothing is read yet."""
        return await self.do(lambda here: lists.add(here.tx, VAULT, self.group.id, here.chat.id, "x", NOW))

    async def go_on(self, id: int, read: Sequence[ReadLine]) -> GroupList:
        """The list after these lines of it."""

        def work(here: Records) -> GroupList:
            take(ground(here, self.group), lists.lock(here.tx, VAULT, id), read)
            return lists.lock(here.tx, VAULT, id)

        return await self.do(work)

    async def hand_in(self, now: int = NOW) -> Submission:
        """All who are listed, vouched for."""
        return await self.do(lambda here: hand_in(here, self.group), now)

    async def receipt(self, made: GroupList) -> Receipt:
        return await self.do(lambda here: receipts.receipt(here.tx, VAULT, made, None))

    async def events(self, registration: int) -> Sequence[Event]:
        """What happened to somebody of the group."""

        def work(here: Records) -> Sequence[Event]:
            found = registrations.by_id(here.tx, VAULT, registration)
            return found.events if found else ()

        return await self.do(work)

    async def members(self) -> Sequence[Member]:
        return await self.do(lambda here: here.groups.members(self.group))

    async def waiting(self) -> Sequence[Line]:
        return await self.do(lambda here: waiting_lines.some(here.tx, VAULT, self.group.id))

    async def statuses(self) -> list[str]:
        """Where everybody of the group stands, in the order they were listed."""
        return [one.status for one in await self.members()]


def records(tx: Tx, address: str, now: int = NOW) -> Records:
    chat = chats.enter(tx, VAULT, "telegram", address, now, "id")
    return Records(tx, VAULT, chat, now, datetime.fromtimestamp(now / 1000, UTC))


def ground(here: Records, group: Group) -> Ground:
    programme = here.programme(group.programme)
    return Ground(here.tx, VAULT, group, programme, here.chat.id, here.now, here.today())


async def village(database: Database, wanted: Group = TEGAL_HARUM, address: str = "made") -> Village:
    """Invited, and accepted."""

    def work(tx: Tx) -> Group:
        for programme in PROGRAMMES.values():
            catalogue.save_programme(tx, programme, NOW)
        if not catalogue.count_regions(tx):
            catalogue.save_regions(tx, REGIONS)
        _, code = inviting.invite(tx, VAULT, wanted, NOW)
        accepted = records(tx, address).groups.accept(code, TOLD)
        assert accepted
        return accepted

    return Village(database, await database.run(work), address)


def hand_in(here: Records, group: Group) -> Submission:
    """All who are listed, vouched for."""
    done = here.groups.submit(group, "attest-1", here.groups.listed(group).mark)
    assert done
    return done


def take_back(here: Records, group: Group) -> Undone:
    """What can be taken back now."""
    done = here.groups.undo(group, here.groups.undoable(group).mark)
    assert done
    return done


def with_quota(quota: int | None, **more: Any) -> Group:
    return replace(TEGAL_HARUM, quota=quota, **more)


def programme(code: str) -> Programme:
    return PROGRAMMES[code]


def nik(number: int, born: str = "170880") -> str:
    """A NIK of Denpasar Barat that nobody has."""
    return f"517103{born}{9000 + number:04}"


def line(number: int, name: str = "", **more: Any) -> ReadLine:
    """A line that is right in itself."""
    own = name or NAMES[number % len(NAMES)]
    born = f"{1970 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}"
    made = nik(number, born[8:] + born[5:7] + born[2:4])
    person = {"nik": made, "name": own, "birth_date": born, "sex": "male", **more}
    typed = {"nik": person["nik"], "name": own}
    return ReadLine(number, "Sheet1", number + 1, "accept", person=person, typed=typed)


def twins() -> list[ReadLine]:
    """Two people of one name who were born on one day."""
    return [line(number, "NI LUH SARI", nik=nik(number), birth_date="1980-08-17") for number in (1, 2)]


def of_each_other(lines: Sequence[ReadLine], reason: str) -> list[ReadLine]:
    """Two lines that wait, each because of the other."""
    return [
        replace(one, status="reject", reasons=(reason,), told={"row": "9", "number": other})
        for one, other in zip(lines, ("2", "1"), strict=True)
    ]


def rejected(number: int, *reasons: str, name: str = "NI LUH SARI", **typed: str) -> ReadLine:
    told = {"nik": "51710317088090", "name": name, **typed}
    return ReadLine(number, "Sheet1", number + 1, "reject", reasons, person={"name": name}, typed=told,
                    told={"missing": "2"})  # fmt: skip


def numbered(read: Sequence[ReadLine]) -> list[ReadLine]:
    """The lines of one list, counted from 1."""
    return [replace(one, number=place) for place, one in enumerate(read, 1)]


def registered(
    here: Records, person: dict[str, Any], programme: str = "denpasar", village: str | None = None
) -> None:
    """Somebody who registered alone, from another chat."""
    answers = {
        "for_whom": "self", "programme": programme, "category": PROGRAMMES[programme].offered[0].code,
        "village": village, **person,
    }  # fmt: skip
    done = here.submit(answers, ())
    assert done.registration and registrations.by_id(here.tx, VAULT, done.registration.id)


NAMES = ("I WAYAN SUDARMA", "NI MADE ARTINI", "I NYOMAN GEDE", "NI KETUT SUCI", "I PUTU ARDANA", "ABDUL HALIM",
         "NI LUH PUSPA", "I GUSTI RAI")  # fmt: skip
