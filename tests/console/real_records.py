"""One record of each kind that a page of the console shows, on the programmes at their real size: made as officers
and people make them, and as large as they become. `made` tells which page shows which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.announcing import announce
from bot.app import App
from bot.conversation.messages import Reply
from bot.lists.writing import sheet
from bot.matching_tasks import note_lacking
from bot.rehearsal.work import done
from rules.officers import ROLES, Officer
from storage import cases, documents, enrolment_rows, outbox
from storage.documents import Document
from storage.outbox import BROADCAST, NOTIFICATION, Queued
from storage.statement import Statement, Tx
from storage.tables import chats, metadata
from tests.console.case_room import records
from tests.console.city_room import kept
from tests.console.desk import Desk, officer
from tests.console.enrolment_room import NUMBERS, decided, sent_file
from tests.console.setup_room import filled
from tests.console.test_case_pages import papers
from tests.console.test_registration_pages import registered
from tests.console.test_thread_pages import asked, says

CHATS = Statement(chats.select().with_only_columns(chats.c.id, chats.c.address))
# A picture as large as a telephone sends, which no page may look into.
PICTURE = b"\xff\xd8\xff" + bytes(range(256)) * 4_000
WORDS = 60  # of a person, each with an answer
QUESTIONS = 40  # that wait beside theirs
OFFICES = 26
TOLD = 3  # of so many chats one is told of a decision and has not written since
MISTAKES = 1_000  # lines of the branch office that fit nobody


@dataclass(frozen=True)
class Maker:
    """An officer who sits at a desk and may do everything, and another one who decides on what they made."""

    desk: Desk
    who: Officer
    other: Officer

    @property
    def app(self) -> App:
        return self.desk.app

    async def sent(self, form: str, path: str, **fields: Any) -> int:
        """A form, filled in; the number of what is made, as the trail has it."""
        await self.desk.get(form)
        await self.desk.post(path, {**filled(self.desk), **fields})
        return int((await self.desk.last()).entry.id)

    def linked(self, path: str) -> str:
        """The link of the page that begins so and has the highest number."""
        found = re.findall(rf'"/console{re.escape(path)}(\d+)', self.desk.page)
        return f"{path}{max(map(int, found))}"


async def made(desk: Desk, who: Officer) -> dict[str, str]:
    """By the path in the table of routes: the path of a page with a record that there is. `who` sits at the desk."""
    maker = Maker(desk, who, await officer(desk.app, *ROLES))
    code, found = "makassar", dict[str, str]()
    for make in (
        _matching,
        _cards,
        _report,
        _announcement,
        _thread,
        _held,
        _case,
        _people,
        _proof,
        _offices,
        _enrolment,
    ):
        found |= await make(maker, code)
    return found | _programme(code)


def _programme(code: str) -> dict[str, str]:
    of = "/setup/programmes/{code}"
    pages = ("", "/edit", "/villages", "/file", "/versions/{number}")
    found = {f"{of}{page}": f"{of}{page}".format(code=code, number=1) for page in pages}
    found[f"{of}/edit"] += "?part=names"
    return found | {"/setup/cities/{region}": "/setup/cities/73.71"}


async def _matching(maker: Maker, code: str) -> dict[str, str]:
    """Every registration waits for every office; a file asks the one for a whole programme."""
    await note_lacking(maker.app)
    id = await maker.sent("/matching", "/matching/out", programme=code, source="population")
    return {"/matching/files/{id:int}": f"/matching/files/{id}"}


async def _cards(maker: Maker, code: str) -> dict[str, str]:
    """Of a village of some hundred: as many as a part has."""
    form = "/cards?programme=samarinda"
    id = await maker.sent(form, "/cards", programme="samarinda", village="64.72.01.1001")
    await done(maker.app)
    return {"/cards/{id:int}": f"/cards/{id}", "/cards/{id:int}/part": f"/cards/{id}/part?part=1"}


async def _report(maker: Maker, code: str) -> dict[str, str]:
    await maker.desk.get("/reports")
    await maker.desk.post("/reports/make", {"programme": "", "month": "", "format": "pdf"})
    return {"/reports/files/{id:int}": maker.linked("/reports/files/")}


async def _announcement(maker: Maker, code: str) -> dict[str, str]:
    """To all of the largest programme."""
    form = f"/announcements/new?programme={code}"
    id = await maker.sent(form, "/announcements/new", programme=code, text="Kantor pindah ke Jl. Melati 5.")
    await announce(maker.app)
    return {"/announcements/{id:int}": f"/announcements/{id}"}


async def _thread(maker: Maker, code: str) -> dict[str, str]:
    """Somebody who has written and been answered many times, and others who wait."""
    for number in range(QUESTIONS):
        await asked(maker.app, f"waits-{number}", f"Apakah kartu saya sudah jadi? Nomor saya {number}.")
    id = await asked(maker.app, "writes", "Bagaimana dengan kartu saya?")
    file = maker.app.shelf.put(PICTURE)
    for number in range(WORDS):
        await says(maker.app, "writes", f"Saya masih menunggu kabar dari kantor, ini yang ke-{number}.")
        await maker.desk.get(f"/threads/{id}")
        await maker.desk.post(f"/threads/{id}/answer", {"text": f"Mohon ditunggu, kami lihat dulu. {number}"})
    assert f"yang ke-{WORDS - 1}." in await maker.desk.get(f"/threads/{id}")
    await maker.app.database.run(lambda tx: _sent_along(tx, maker.app, "thread-picture", file))
    return {"/threads/{id:int}": f"/threads/{id}",
            "/threads/{id:int}/files/{document}": f"/threads/{id}/files/thread-picture"}  # fmt: skip


async def _held(maker: Maker, code: str) -> dict[str, str]:
    """An announcement to everybody and, to many of them, a decision; WhatsApp holds both."""
    await maker.app.database.run(lambda tx: _kept_back(tx, maker.app))
    return {}


def _kept_back(tx: Tx, app: App) -> None:
    now = app.clock()
    for row in tx.all(CHATS):
        for priority in (BROADCAST, NOTIFICATION) if row["id"] % TOLD == 0 else (BROADCAST,):
            reply = Reply("Kabar untuk Anda: data Anda sudah diperiksa dan sudah lengkap.")
            queued = Queued(0, row["id"], "whatsapp", row["address"], reply, priority, at=now)
            outbox.add(tx, app.vault, queued, "held", 0)


def _sent_along(tx: Tx, app: App, id: str, file: str) -> None:
    chat = records(tx, app, "writes").chat.id
    documents.add(tx, app.vault, Document(id, chat, "photo", "kartu.jpg", "waiting"), app.clock())
    documents.filed(tx, id, file, len(PICTURE), "photo")


async def _case(maker: Maker, code: str) -> dict[str, str]:
    """A report with its papers, and a long talk about it."""
    id = await maker.app.database.read(lambda tx: _middle(tx, "cases"))
    one = await maker.app.database.read(lambda tx: cases.by_id(tx, maker.app.vault, id))
    assert one
    await papers(maker.app, one, ("case-picture", "worker_ktp", PICTURE))
    await says(maker.app, "sender", *(f"Apakah suratnya sudah lengkap? {number}" for number in range(WORDS)))
    await maker.desk.get(f"/cases/{id}")
    return {"/cases/{id:int}": f"/cases/{id}",
            "/cases/{id:int}/talk": maker.linked(f"/cases/{id}/talk?chat="),
            "/cases/{id:int}/files/{document}": f"/cases/{id}/files/case-picture"}  # fmt: skip


async def _people(maker: Maker, code: str) -> dict[str, str]:
    """Whom there are many of already."""
    return {f"/{name}/{{id:int}}": f"/{name}/{await maker.app.database.read(lambda tx, of=name: _middle(tx, of))}"
            for name in ("registrations", "groups", "officers")}  # fmt: skip


async def _proof(maker: Maker, code: str) -> dict[str, str]:
    """The photo of a KTP that somebody has sent along."""
    one = await registered(maker.app, code, "73.71.04.1001", ktp_photo="proof")
    await kept(maker.app, one, "proof")
    return {"/registrations/{id:int}/files/{document}": f"/registrations/{one.id}/files/proof"}


async def _offices(maker: Maker, code: str) -> dict[str, str]:
    """As many as a large city has."""
    here = "/setup/cities/73.71/offices"
    for number in range(OFFICES):
        await maker.desk.get(here)
        await maker.desk.post(here, {"name": f"Dinas {chr(65 + number)}", "other": "yes"})
    of = "/setup/cities/{region}/offices"
    return {of: here, f"{of}/{{code}}": f"{here}/dinas-a"}


def _middle(tx: Tx, table: str) -> int:
    rows = tx.all(Statement(metadata.tables[table].select().with_only_columns(metadata.tables[table].c.id)))
    return int(rows[len(rows) // 2]["id"])


async def _enrolment(maker: Maker, code: str) -> dict[str, str]:
    """All who are verified in the largest programme, sent to the branch office, and its answer with mistakes; and a
    list of all who are covered, which is a draft.
    """
    form = f"/enrolment/new?programme={code}&kind=new"
    id = await maker.sent(form, "/enrolment/new")
    await done(maker.app)
    await decided(maker.desk, id, maker.other)
    await maker.desk.post(f"/enrolment/{id}/send")
    await done(maker.app)
    await maker.desk.get(f"/enrolment/{id}")
    await sent_file(maker.desk, id, "kpj", await _answers(maker.app, id))
    await done(maker.app)
    file = int((await maker.desk.last()).entry.id)
    await maker.desk.sit_down(maker.who)
    large = await maker.sent("/enrolment/new?programme=paser&kind=renewal", "/enrolment/new")
    await done(maker.app)
    return {"/enrolment/{id:int}": f"/enrolment/{large}", "/enrolment/{id:int}/file": f"/enrolment/{id}/file",
            "/enrolment/answers/{id:int}": f"/enrolment/answers/{file}",
            "/enrolment/answers/{id:int}/file": f"/enrolment/answers/{file}/file"}  # fmt: skip


async def _answers(app: App, id: int) -> bytes:
    rows = await app.database.read(lambda tx: enrolment_rows.page(tx, app.vault, id, "on", 0, 100_000))
    given = [[row["nik"], row["name"], f"77{row['id']:09}", "", ""] for row in rows]
    wrong = [[f"737101570885{9000 + number % 1000}", "SIAPA", f"78{number:09}", "", ""]
             for number in range(MISTAKES)]  # fmt: skip
    return sheet([*given, *wrong], NUMBERS, "S")
