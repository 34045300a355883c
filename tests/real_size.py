"""The five founding programmes at their real size, of invented people: what tests of speed run on.

`make_programme` puts people, chats, registrations, memberships and cases straight into the tables, sealed as the
program seals them; SQLite takes about 5,000 people a second. `founding` makes all five in a folder.
"""

from __future__ import annotations

import asyncio
import base64
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from pydantic import SecretStr

from bot.app import App, open_app
from bot.conversation.session import Session
from bot.load import SHIPPED, load_programmes
from bot.settings import Bare
from rules.cases import KINDS
from rules.groups import Group
from rules.programme import Period, Programme
from rules.programmes import load_all
from rules.records import Event
from rules.regions import load_regions
from storage import groups, tables
from storage.likenesses import kept
from storage.migrate import migrate
from storage.postgres import plain_url
from storage.statement import Statement, Tx, adding
from storage.vault import Vault

KEY = base64.b64encode(bytes(32)).decode()  # of what `founding` makes
AT_ONCE = 500
HOUR = 3600 * 1000
DAY = 24 * HOUR
SERIALS = 1_000  # 9000-9999: invented
BIRTHDAYS = 11_987  # a prime number of them: the same serial comes back with another day
FIRST_BORN = date(1963, 2, 1)
MEN = ("AGUS", "BUDI", "DARMA", "HAMZAH", "IRFAN", "JOKO", "KADEK", "LUKMAN", "MADE", "RAHMAT", "SYARIF")
WOMEN = ("AISYAH", "DEWI", "FITRI", "HASNAH", "KETUT", "LINDA", "MARLINA", "PUTU", "RATNA", "SITI", "YANI")
LAST = ("ANSHARI", "BAHRI", "DARMAWAN", "FAUZI", "HALIM", "ISKANDAR", "KUSUMA", "LESTARI", "MAULANA", "NURDIN",
        "PRATAMA", "RAHMAN", "SAPUTRA", "SUARDANA", "SULAIMAN", "UTAMI", "WIJAYA", "YUSUF", "ZAINUDDIN")  # fmt: skip
# How a hundred people stand: most are covered, some wait, a few were refused.
STANDING = (
    *("covered",) * 88, "lapsed", *("verified",) * 4, *("submitted",) * 3, "rejected", "rejected",
    "waiting_list", "withdrawn",
)  # fmt: skip
HAPPENED = {
    "covered": ("submitted", "verified", "enrolled"), "lapsed": ("submitted", "verified", "enrolled"),
    "verified": ("submitted", "verified"), "submitted": ("submitted",), "rejected": ("submitted", "rejected"),
    "waiting_list": ("put_on_list",), "withdrawn": ("submitted", "withdrawn"),
}  # fmt: skip
STATUS = {"covered": "enrolled", "lapsed": "enrolled"}
REASONS = ("NAME_MISMATCH", "NIK_NOT_FOUND", "ALREADY_PU", "MOVED")
EVERY_CHAT, EVERY_CASE = 10, 400  # one person in so many has a chat, has had a case
CASE_EVENTS = ("reported", "completed", "sent", "accepted", "paid")
CASE_STATUS = ("reported", "complete", "with_branch", "accepted", "paid")
CASE_DAYS = (1, 4, 6, 7, 9)  # after the event
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "people": ("id", "nik_hash", "details", "created_at", "changed_at"),
    "likenesses": ("hash", "person_id"),
    "chats": ("id", "channel", "address", "session", "step", "pending", "reminded", "blocked", "talked_at",
              "created_at"),
    "links": ("chat_id", "person_id", "role", "at"),
    "consents": ("id", "chat_id", "person_id", "purpose", "version", "language", "channel", "given_at"),
    "registrations": ("id", "number", "programme", "person_id", "category", "village", "status", "listed",
                      "details", "created_at", "group_id", "unit"),
    "memberships": ("id", "person_id", "programme", "kpj_hash", "kpj", "package", "payer", "since", "paid_from",
                    "paid_until", "created_at"),
    "cases": ("id", "number", "kind", "nik_hash", "person_id", "status", "details", "created_at"),
    "case_chats": ("chat_id", "case_id", "role", "at"),
    "events": ("id", "record", "record_id", "kind", "at", "actor", "chat_id", "reason", "details"),
}  # fmt: skip
ADD = {
    name: Statement(adding(tables.metadata.tables[name], *columns).on_conflict_do_nothing())
    for name, columns in COLUMNS.items()
}
NUMBERED = tuple(name for name, columns in COLUMNS.items() if "id" in columns)
GO_ON = "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), MAX({column})) FROM {table}"


@dataclass(frozen=True)
class Size:
    """`people` of a programme, `of` some kinds of work so many; the other kinds share what is left. `groups`:
    a group for each "village", for each kind of work an "office", or none.
    """

    programme: str
    people: int
    of: Mapping[str, int] = field(default_factory=dict)
    groups: str = ""


FOUNDING = (
    Size("banjarmasin", 4_404 + 3_210, {"private_firefighter": 3_210}),
    Size("samarinda", 19_000, {"informal_worker": 17_000}),
    Size("makassar", 35_000),
    Size("paser", 32_268, groups="office"),
    Size("denpasar", 27 * 100, groups="village"),
)


async def make_programme(app: App, size: Size) -> None:
    """The people of a programme that is loaded, on whatever database the program stands."""
    programme = next(one for one in load_all(SHIPPED) if one.code == size.programme)
    crowd = await app.database.run(lambda tx: Crowd(app, programme, size, _groups(tx, app, programme, size)))
    for first in range(0, size.people, AT_ONCE):
        upto = min(first + AT_ONCE, size.people)
        await app.database.run(lambda tx, part=range(first, upto): _stored(tx, crowd, part))
        await asyncio.sleep(0)
    await app.database.run(_numbers_go_on)


async def founding(folder: Path, share: int = 1, sizes: tuple[Size, ...] = FOUNDING) -> None:
    """All five in `folder`/payung.db, for the program with the data key KEY; of each one person in `share`."""
    url = f"sqlite:///{folder / 'payung.db'}"
    app = await open_app(Bare(database_url=url, data_dir=folder, data_key=SecretStr(KEY)), only=frozenset())
    try:
        await load_programmes(app, load_all(SHIPPED))
        for size in sizes:
            of = {code: people // share for code, people in size.of.items()}
            await make_programme(app, Size(size.programme, size.people // share, of, size.groups))
    finally:
        await app.stop()


def copied(file: Path, url: str) -> None:
    """The same rows in an empty PostgreSQL: ten times as fast as making them there. As the server's own cleaning
    leaves them, which comes to every such table within a minute.
    """
    migrate(url)
    every = tables.metadata.sorted_tables
    with closing(sqlite3.connect(file)) as made, psycopg.connect(plain_url(url)) as server:
        for table in every:
            names = ", ".join(column.name for column in table.columns)
            with server.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN".encode()) as rows:
                for row in made.execute(f"SELECT {names} FROM {table.name}"):
                    rows.write_row(row)
        for table in every:
            if (column := table.autoincrement_column) is not None:
                server.execute(GO_ON.format(table=table.name, column=column.name).encode())
    with psycopg.connect(plain_url(url), autocommit=True) as server:
        for table in every:
            server.execute(f"VACUUM (ANALYZE) {table.name}".encode())


def _stored(tx: Tx, crowd: Crowd, part: range) -> None:
    """Some people with all that is known of them."""
    rows = Rows({name: _last(tx, name) for name in NUMBERED})
    for number in part:
        crowd.add(rows, number)
    for name, values in rows.added.items():
        tx.each(ADD[name], values)


def _last(tx: Tx, name: str) -> int:
    row = tx.execute(f"SELECT COALESCE(MAX(id), 0) AS last FROM {name}", {}).fetchone()
    return int(row["last"])


def _numbers_go_on(tx: Tx) -> None:
    """PostgreSQL counts apart from what was given a number here."""
    if tx.dialect == "postgresql":
        for name in NUMBERED:
            tx.execute(GO_ON.format(table=name, column="id"), {})


def _groups(tx: Tx, app: App, programme: Programme, size: Size) -> dict[str, int]:
    """A group by the code of its village or kind of work."""
    period, now = _period(app, programme), app.clock()
    kinds = {"village": [(code, name) for code, name in _villages(programme)],
             "office": [(one.code, f"Dinas {one.label.id}") for one in programme.offered]}  # fmt: skip
    made: dict[str, int] = {}
    for code, name in kinds.get(size.groups, ()):
        place, quota = (
            (code, programme.quota_per_village) if size.groups == "village" else (f"dinas-{code}", None)
        )
        wanted = Group(0, programme.code, size.groups, place, name, quota, period.start, period.until,
                       programme.payer.code)  # fmt: skip
        made[code] = groups.add(tx, app.vault, wanted, Event("opened", now, "system"), None).id
    return made


def _period(app: App, programme: Programme) -> Period:
    today = app.local(app.clock()).date()
    return programme.period_on(today) or Period(
        today.replace(month=1, day=1), today.replace(month=12, day=31), "demo"
    )


def _villages(programme: Programme) -> list[tuple[str, str]]:
    found = load_regions(SHIPPED / "regions.csv").villages_of(programme.region)
    return [(code, name) for code, name in found if programme.has_village(code)]


@dataclass
class Rows:
    """What is to be stored, by table; `last` is the newest number of each."""

    last: dict[str, int]
    added: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: str, *values: Any) -> int:
        """One more row, its number before the values where it has one."""
        numbered = table in self.last
        if numbered:
            self.last[table] += 1
            values = (self.last[table], *values)
        self.added[table].append(dict(zip(COLUMNS[table], values, strict=True)))
        return self.last.get(table, 0)


class Crowd:
    """The people of one programme, made one by one by their number."""

    def __init__(self, app: App, programme: Programme, size: Size, groups: Mapping[str, int]) -> None:
        self.vault: Vault = app.vault
        self.programme, self.size, self.groups = programme, size, groups
        self.now, self.period = app.clock(), _period(app, programme)
        self.today = app.local(self.now).date()
        self.villages = [code for code, _ in _villages(programme)]
        self.kinds = list(_kinds(programme, size))
        self.prefix = programme.code[:3].upper()
        self.session = app.vault.seal_json(Session(known={"consent": "2026-11"}), "chats.session")

    def add(self, rows: Rows, number: int) -> None:
        """One person, and how they stand."""
        standing = STANDING[(number * 37 + number // 100) % len(STANDING)]
        village = self.villages[number % len(self.villages)]
        at = self.now - (20 + (number * 13) % 300) * DAY
        details = self.details(number, village)
        person = rows.add(
            "people", self.vault.find(details["nik"], "nik"), self.sealed(details, "people"), at, at
        )
        for hash in kept(self.vault, details):
            rows.add("likenesses", hash, person)
        chat = self.chat(rows, person, number, at) if number % EVERY_CHAT == 0 else None
        self.registration(rows, person, chat, number, standing, village, at)
        if standing in ("covered", "lapsed"):
            self.membership(rows, person, number, standing)
        if standing == "covered" and chat and number % EVERY_CASE == 0:
            self.case(rows, person, chat, number, details)

    def sealed(self, details: Mapping[str, Any], table: str) -> bytes:
        return self.vault.seal_json(details, f"{table}.details")

    def details(self, number: int, village: str) -> dict[str, Any]:
        """As a chat would have asked it; the same number is the same person."""
        woman, serial = number % 2, 9000 + number % SERIALS
        born = FIRST_BORN + timedelta((number * 37 + number // SERIALS) % BIRTHDAYS)
        day = f"{born.day + 40 * woman:02}{born:%m%y}"
        first = (WOMEN if woman else MEN)[number % 11]
        return {
            "nik": f"{village[:8].replace('.', '')}{day}{serial}", "name": f"{first} {LAST[number // 11 % 19]}",
            "birth_place": self.programme.region_name.split(" ", 1)[1], "birth_date": born.isoformat(),
            "mother_name": f"{WOMEN[number % 7]} {LAST[number % 19]}", "address": f"Jl. Melati No. {number % 200}",
            "phone": f"+62812{number % 10_000_000 + 10_000_000}", "income": 1_000_000,
        }  # fmt: skip

    def chat(self, rows: Rows, person: int, number: int, at: int) -> int:
        address = f"{self.programme.code}-{number}"
        chat = rows.add("chats", "telegram", address, self.session, 9, 0, 0, 0, at, at)
        rows.add("links", chat, person, "self", at)
        rows.add("consents", chat, person, "registration", "2026-11", "id", "telegram", at)
        return chat

    def registration(
        self, rows: Rows, person: int, chat: int | None, number: int, standing: str, village: str, at: int
    ) -> None:
        kind = self.kinds[number % len(self.kinds)]
        told = self.sealed(
            {"category": kind, "work_place": "Pasar", "work_hours": "05.00-13.00"}, "registrations"
        )
        registration, listed = rows.last["registrations"] + 1, rows.last["events"] + 1
        rows.add(
            "registrations", f"{self.prefix}-{registration:06}", self.programme.code, person, kind, village,
            STATUS.get(standing, standing), listed, told, at, self.groups.get(village, self.groups.get(kind)), None,
        )  # fmt: skip
        for step, event in enumerate(HAPPENED[standing]):
            reason = REASONS[number % len(REASONS)] if event == "rejected" else None
            moment = at + step * (HOUR + number % 17 * DAY)
            by = "officer" if step else "person"
            rows.add(
                "events",
                "registration",
                registration,
                event,
                moment,
                by,
                None if step else chat,
                reason,
                None,
            )

    def membership(self, rows: Rows, person: int, number: int, standing: str) -> None:
        """Paid since two, five or eight months, to the end of the period; or until a month ago."""
        kpj = f"88{person:09}"
        since = (self.today - timedelta((60, 150, 240)[number % 3])).replace(day=1)
        until = self.today - timedelta(30) if standing == "lapsed" else self.period.until
        rows.add(
            "memberships", person, self.programme.code, self.vault.find(kpj, "kpj"),
            self.vault.seal(kpj.encode(), "memberships.kpj"), ",".join(self.programme.package),
            self.programme.payer.code, since.isoformat(), min(since, until).isoformat(), until.isoformat(), self.now,
        )  # fmt: skip

    def case(self, rows: Rows, person: int, chat: int, number: int, details: Mapping[str, Any]) -> None:
        """From reported to paid, each as far as its number tells."""
        turn = number // EVERY_CASE
        kind, far = KINDS[turn % 3], turn % len(CASE_EVENTS)
        happened = self.now - (15 + turn % 90) * DAY
        moment = datetime.fromtimestamp(happened / 1000).isoformat()[:16]
        told = {"nik": details["nik"], "name": details["name"], **TOLD_OF.get(kind, {})}
        told |= {} if kind == "scholarship" else {"happened": moment}
        case, nik_hash = rows.last["cases"] + 1, self.vault.find(details["nik"], "nik")
        rows.add("cases", f"{PREFIXES[kind]}-{case:06}", kind, nik_hash, person, CASE_STATUS[far],
                 self.sealed(told, "cases"), happened + DAY)  # fmt: skip
        rows.add("case_chats", chat, case, "reporter", happened + DAY)
        for step in range(far + 1):
            at = happened + CASE_DAYS[step] * DAY
            rows.add(
                "events",
                "case",
                case,
                CASE_EVENTS[step],
                at,
                "officer" if step > 1 else "person",
                None,
                None,
                None,
            )


TOLD_OF = {"death": {"cause": "illness"}, "scholarship": {"child_name": "WAYAN", "born": "2014-05-17"}}
PREFIXES = {"accident": "KEC", "death": "DUK", "scholarship": "SEK"}


def _kinds(programme: Programme, size: Size) -> Iterator[str]:
    """A thousand kinds of work in the proportions that are wanted, mixed evenly."""
    others = [one.code for one in programme.offered if one.code not in size.of]
    left = size.people - sum(size.of.values())
    shares = {**size.of, **{code: left / len(others) for code in others}}
    owed = dict.fromkeys(shares, 0.0)
    for _ in range(SERIALS):
        owed = {code: owed[code] + share / size.people for code, share in shares.items()}
        most = max(owed, key=lambda code: owed[code])
        owed[most] -= 1
        yield most
