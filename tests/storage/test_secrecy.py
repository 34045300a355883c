"""Whoever gets hold of the disk reads nothing personal: not in the database, its log, or the files."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.conversation.messages import Reply, Said
from bot.conversation.session import Session, Talk
from bot.groups import inviting
from bot.load import SHIPPED
from bot.services import Records
from rules.announcements import Segment
from rules.enrolment import Enrolment
from rules.groups import Group
from rules.matching import Answer, Member
from rules.matching_advice import advise
from rules.officers import Area, Officer
from rules.programmes import load_all
from rules.records import Event, Membership, Registration
from storage import (
    announcement_filling,
    announcement_stops,
    announcements,
    answer_files,
    audit,
    catalogue,
    chats,
    contacts,
    documents,
    enrolment,
    enrolment_filling,
    enrolment_rows,
    inbox,
    jobs,
    matching_files,
    matching_questions,
    matching_sources,
    matchings,
    memberships,
    officer_chats,
    officer_sessions,
    officer_words,
    officers,
    outbox,
    people,
    registrations,
)
from storage.answer_files import Verdict
from storage.audit import Entry
from storage.database import Database
from storage.documents import Document, Shelf
from storage.enrolment_filling import Source
from storage.matching_files import MatchingFile
from storage.matching_sources import Office
from storage.officer_words import Word
from storage.open import open_database
from storage.outbox import Queued
from storage.postgres import plain_url
from storage.statement import Tx
from storage.tables import metadata
from tests.databases import NOW, VAULT

PROGRAMME = load_all(SHIPPED)[0]
LISTED = "6371011503909078"
ANSWERS = {
    "for_whom": "self", "nik": "6371015708859077", "name": "NURHAYATI BINTI SYAHRANI",
    "birth_place": "Martapura Lama", "birth_date": "1985-08-17", "mother_name": "GALUH ACIL RUSMINI",
    "address": "Gang Kenanga Merah 77", "phone": "+6281255507788", "phone_owner": "tetangga sebelah",
    "work_place": "Pasar Terapung Lokbaintan", "income": 1_734_512, "heir_name": "ANANG HERMANSYAH",
    "heir_phone": "+6285248809911", "children": [{"name": "UTUH FADILLAH", "born": "2015-03-09"}],
}  # fmt: skip
SECRETS = (
    "6371015708859077", "6371011503909078", "NURHAYATI", "SYAHRANI", "Martapura Lama", "1985-08-17", "RUSMINI", "Kenanga Merah",
    "81255507788", "tetangga sebelah", "Lokbaintan", "1734512", "HERMANSYAH", "85248809911", "FADILLAH",
    "2015-03-09", "99000077077", "1791750", "ktp nurhayati.jpg", "berkas-rahasia-7", "jatuh dari sepeda", "suami saya",
)  # fmt: skip


def lives(tx: Tx) -> None:
    """One person's whole life with the bot, in every table that has something of hers."""
    mine = chats.enter(tx, VAULT, "telegram", "555", NOW, "id")
    session = Session("id", (Talk("register", dict(ANSWERS)),), 9, known={"first": "suami saya jatuh"})
    chats.save(tx, VAULT, mine, session, NOW)
    said = Said("saya NURHAYATI, jatuh dari sepeda", phone="+6281255507788")
    inbox.first_time(tx, VAULT, "telegram", "k1", mine.id, said, NOW)
    inbox.set_aside(tx, VAULT, "telegram", "k2", "555", {"said": said}, "ValueError at x.py:1", NOW)
    contacts.note_phone(tx, VAULT, mine.id, "+6281255507788", NOW)
    reply = Reply("Terima kasih, Ibu NURHAYATI (6371015708859077)")
    outbox.add(tx, VAULT, Queued(0, mine.id, "telegram", "555", reply, at=NOW), "waiting", 0)
    jobs.add(tx, VAULT, "fetch", {"document": "d1", "name": "ktp nurhayati.jpg"}, NOW)
    noted = Document("d1", mine.id, "photo", "ktp nurhayati.jpg", "waiting", "berkas-rahasia-7")
    documents.add(tx, VAULT, noted, NOW)
    records = Records(tx, VAULT, replace(mine, session=session), NOW, datetime.fromtimestamp(NOW / 1000))
    answers = {**ANSWERS, "programme": PROGRAMME.code, "category": PROGRAMME.categories[0].code}
    registered = records.submit(answers, ["NAME_MISMATCH"]).registration
    siti = people.by_id(tx, VAULT, registered.person) if registered else None
    assert siti and registered
    records.correct(siti, {"address": "Gang Kenanga Merah 77 B"})
    records.wrong_try(siti.nik)
    records.join_code(siti)
    records.ask_officer("register/nik", "suami saya jatuh dari sepeda")
    records.not_understood("NURHAYATI SYAHRANI 6371015708859077 Gang Kenanga Merah 77, 081255507788")
    span = (date(2026, 1, 1), date(2026, 1, 1), date(2026, 12, 31))
    cover = Membership(0, siti.id, PROGRAMME.code, "99000077077", ("jkk", "jkm"), "self", *span)
    memberships.add(tx, VAULT, replace(cover, income=1_791_750), NOW)
    told = {
        "nik": siti.nik,
        "name": siti.name,
        "happened": "2026-10-20T05:00",
        "place": "Gang Kenanga Merah 9",
    }
    case = records.report("accident", told).case
    records.add_document(case, "worker_ktp", "d1")
    coordinates(records)
    listed(tx, registered)


def listed(tx: Tx, registered: Registration) -> None:
    """She is on a list for the branch, which answers."""
    registrations.happen(tx, VAULT, registered, Event("verified", NOW, "officer"), None)
    days = date(2027, 1, 1), date(2027, 12, 31)
    wanted = Enrolment(0, PROGRAMME.code, "new", *days, "city_budget")
    one = enrolment.add(tx, VAULT, wanted, Event("made", NOW, "officer", details={"officer": 1}))
    assert enrolment_filling.fill(tx, Source(one, "2026-12-31"), "verified", 0, 9)
    (row,) = enrolment_rows.page(tx, VAULT, one.id, "", 0, 9)
    enrolment_rows.number(tx, VAULT, row["id"], "99000077077")
    enrolment_rows.refuse(tx, VAULT, row["id"], "OTHER", "suami saya, NURHAYATI")
    file = answer_files.begin(tx, VAULT, "kpj", one.id, None, "f" * 64, "ktp nurhayati.jpg", NOW)
    answer_files.settle(tx, file.id, [Verdict(1, "error", "NIK_FORMAT")])


def coordinates(records: Records) -> None:
    """The same person coordinates a group, lists somebody, and vouches for the list."""
    place = f"{PROGRAMME.region}.01.1001"
    wanted = Group(
        0,
        PROGRAMME.code,
        "village",
        place,
        "Kelurahan Contoh",
        9,
        date(2026, 1, 1),
        date(2026, 12, 31),
        "csr",
    )
    _, code = inviting.invite(records.tx, VAULT, wanted, NOW)
    told = {"name": "HERMANSYAH", "phone": "+6281255507788", "position": "tetangga sebelah", "duty": "1"}
    group = records.groups.accept(code, told)
    assert group
    category = PROGRAMME.categories[0].code
    person = {"nik": LISTED, "name": "UTUH FADILLAH", "unit": "RT 3", "category": category}
    assert records.groups.add(group, person).status == "accepted"
    records.groups.add(group, {"nik": LISTED, "name": "GALUH ACIL RUSMINI"})
    records.groups.take_file(group, "d1", "ktp nurhayati.jpg")
    records.groups.submit(group, "1", records.groups.listed(group).mark)


def is_matched(tx: Tx) -> None:
    """Other offices are asked about the same person, and answer."""
    matchings.add_lacking(tx, PROGRAMME.code, "population", NOW, 10)
    answer = Answer("11", {"name": "NURHAYATI", "mother_name": "GALUH ACIL RUSMINI"}, "2015-03-09", 3, "",
                    (Member("99000077077", payer="tetangga sebelah"),))  # fmt: skip
    (row,) = matchings.of_nik(tx, VAULT, "6371015708859077", "population")
    facts = matching_questions.facts_of(VAULT, row)
    matchings.answered(tx, VAULT, row, answer, advise("population", facts, answer), NOW)
    wish = MatchingFile(0, "in", "population", PROGRAMME.code, "ktp nurhayati.jpg", "waiting", NOW)
    done = replace(wish, id=matching_files.add(tx, VAULT, wish), report=((7, "bad_code"),), state="done")
    matching_files.end(tx, VAULT, done)
    matching_files.stand_in(tx, done.id, people.numbers(tx, VAULT, ["6371015708859077"]))
    matching_sources.save(tx, Office("population").failed(NOW, "timeout"))


def works(tx: Tx) -> None:
    """The same person is an officer, logged in, and noted in the audit trail."""
    areas = (Area("city", PROGRAMME.region),)
    wanted = Officer(0, "petugas.satu", "NURHAYATI SYAHRANI", "", frozenset({"cases"}), areas)
    officer = officers.add(tx, VAULT, wanted, NOW)
    assert officer
    officers.set_password(tx, VAULT, officer.id, b"Gang Kenanga Merah 77", NOW)
    officers.set_totp(tx, VAULT, officer.id, b"tetangga sebelah", 1, NOW)
    chat = chats.enter(tx, VAULT, "telegram", "555", NOW, "id").id
    officer_words.send(tx, VAULT, Word(0, chat, officer.id, "thread", 1, "Ibu NURHAYATI, mohon datang", NOW))
    details = {"agent": "browser Lokbaintan", "address": "Martapura Lama"}
    token = officer_sessions.begin(tx, VAULT, officer.id, "full", details, NOW)
    hash = officer_sessions.hash_of(VAULT, token)
    officer_sessions.leave(tx, VAULT, hash, "welcome.done", {"name": "NURHAYATI"})
    audit.note(tx, VAULT, Entry(NOW, officer.id, "refused", "person", "7", "", {"path": "ktp nurhayati.jpg"}))


def tells_many(tx: Tx) -> None:
    """An officer forgets that no name belongs into an announcement, and tries it out; one who gets it stops them."""
    officer, chat = (
        officers.everyone(tx, VAULT)[0].id,
        chats.enter(tx, VAULT, "telegram", "555", NOW, "id").id,
    )
    officer_chats.join(tx, officer, chat, NOW)
    segment = Segment(PROGRAMME.code)
    told = {"id": "Selamat kepada Ibu NURHAYATI dari Gang Kenanga Merah 77"}
    id = announcements.add(tx, VAULT, segment, segment.spot(PROGRAMME.region), told, officer, NOW)
    announcement_filling.fill(tx, id, segment, 0, date(2026, 11, 18), 60)
    announcement_stops.stop(tx, chat, NOW)


async def write_all(url: str) -> Database:
    database = await open_database(url)
    await database.run(lambda tx: catalogue.save_programme(tx, PROGRAMME, NOW))
    await database.run(lives)
    await database.run(is_matched)
    await database.run(works)
    await database.run(tells_many)
    return database


def spilt(content: bytes) -> list[str]:
    """What of the secrets can be read in there, as text in any case or as PostgreSQL writes bytes."""
    lower = content.lower()
    return [
        secret
        for secret in SECRETS
        if secret.lower().encode() in lower or secret.encode().hex().encode() in lower
    ]


def test_what_is_looked_for_would_be_found() -> None:
    clear = b"\xff".join(secret.encode() for secret in SECRETS)
    assert spilt(clear) == list(SECRETS)
    assert spilt(clear.hex().encode()) == list(SECRETS)


def test_nothing_personal_is_in_the_files_of_sqlite_nor_on_the_shelf(tmp_path: Path) -> None:
    async def run() -> None:
        database = await write_all(f"sqlite:///{tmp_path / 'payung.db'}")
        Shelf(tmp_path / "documents", VAULT).put(b"\xff\xd8\xff" + "\n".join(SECRETS).encode())
        found = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        assert {"payung.db", "payung.db-wal"} < set(found) and len(found) >= 4
        assert len(found["payung.db-wal"]) > 10_000
        assert {name: spilt(content) for name, content in found.items()} == {name: [] for name in found}
        await database.close()
        assert spilt((tmp_path / "payung.db").read_bytes()) == []

    asyncio.run(run())


@pytest.mark.postgres
def test_nothing_personal_is_in_a_dump_of_postgresql(postgres_url: str) -> None:
    async def run() -> None:
        await (await write_all(postgres_url)).close()

    asyncio.run(run())
    dump = subprocess.run([pg_dump(), plain_url(postgres_url)], capture_output=True, check=True).stdout
    assert all(f"COPY public.{name} ".encode() in dump for name in metadata.tables)
    assert spilt(dump) == []


def pg_dump() -> str:
    """The newest one: an older one refuses a newer server."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"), key=lambda path: path.parts[4])
    return str(installed[-1]) if installed else shutil.which("pg_dump") or "pg_dump"


def test_every_table_had_something_to_hide_or_nothing_personal_at_all() -> None:
    """A new table must be added to the life above, or be said to hold nothing of a person."""
    touched = {
        "chats", "inbox", "outbox", "quarantine", "jobs", "people", "links", "consents", "registrations",
        "events", "memberships", "documents", "tries", "codes", "threads", "officer_words",
        "cases", "case_chats", "case_files", "contacts",
        "likenesses", "groups", "group_chats", "lists", "list_lines", "submissions",
        "enrolment_lists", "enrolment_months", "enrolment_rows", "answer_files", "answer_lines",
        "officers", "officer_roles", "officer_areas", "officer_sessions", "audit", "audit_seen",
        "matchings", "matching_files", "matching_file_people", "matching_advice", "matching_sources", "unknown",
        "announcements", "announcement_people", "announcement_stops", "officer_chats",
    }  # fmt: skip
    told = {
        "programmes", "regions", "programme_versions", "city_words", "offices", "progress", "made_reports",
    }  # fmt: skip
    assert touched | told == set(metadata.tables)
