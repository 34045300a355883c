"""The end of the year: a death, from the report to the payment, and what is looked back on."""

from __future__ import annotations

import re

from storage import audit
from tests.browser.seats import done
from tests.browser.waiting import follow
from tests.browser.year import Year
from tests.browser.year_branch import good, kpj
from tests.browser.year_chats import Person
from tests.browser.year_steps import heard
from tests.browser.year_village import DIES, PEOPLE
from tests.chaos.process import payung


def reported(year: Year) -> Person:
    """His wife, with her case."""
    year.step("one of them dies; his wife reports it from her own phone")
    dead = PEOPLE[DIES]
    year.calendar.on("2026-07-20")
    chat = year.crowd.phone()
    chat.begin()
    chat.tap("Keluarga meninggal")
    chat.tap("Suami atau istri")
    chat.write(dead.nik)
    chat.tap("Benar")
    chat.write(dead.name)
    chat.write("18-7-2026")
    chat.tap("Sakit")
    chat.write("Ni Made Ayu")
    chat.write("0813 4567 8901")
    number = re.search(r"DUK-\d+", chat.tap("Kirim"))
    assert number
    chat.write("kasus")
    chat.tap("Tambah keterangan")
    chat.tap("Ibu atau nomor kartu")
    chat.write(kpj(dead))
    chat.tap("Cukup dulu")
    about = {"dead": dead.name, "nik": re.sub(r"(\d{4})(?=\d)", r"\1 ", dead.nik)}
    return Person("NI MADE AYU", "heir", year.crowd.talker_of(chat), number[0], about, chat)


def paid(year: Year, widow: Person) -> None:
    year.step("the case is handed in, accepted and paid")
    who = year.officer("cases")
    for day, act, button, step in (
        ("2026-07-22", "Diserahkan kepada kantor cabang", "Catat penyerahan", "sent"),
        ("2026-07-24", "Disetujui kantor cabang", "Catat persetujuan", "accepted"),
        ("2026-07-27", "Sudah dibayar", "Catat pembayaran", "paid"),
    ):
        year.calendar.on(day)
        page = year.at(who, "/cases")
        follow(page.get_by_role("link", name=widow.number))
        page.locator("summary", has_text=act).click()
        if act == "Sudah dibayar":
            page.get_by_label("Jumlah yang dibayar").fill("42.000.000")
            page.get_by_label("Dibayar kepada").fill("NI MADE AYU")
        follow(page.get_by_role("button", name=button))
        year.work()
        heard(year, [widow], step)


def ending(year: Year, people: dict[int, Person]) -> None:
    """What a death changes: one fewer is protected, the card is good no more, nobody writes to that chat."""
    year.step("in December whoever is covered hears that it ends; the family is left in peace")
    year.calendar.on("2026-12-05")
    assert not good(year, people[DIES]) and good(year, people[2])
    page = year.at(year.officer("verifier"), "/groups")
    cells = page.locator("tbody tr", has_text="Desa Tegal Harum").locator("td").all_inner_texts()
    assert cells[3:6] == ["100", "97", "96"]  # places, taken, protected today
    page.goto(f"{year.url}/console/enrolment")
    assert "96 orang" in page.inner_text("section[aria-labelledby=endings]")
    year.periodic("lapses")


def whole(year: Year) -> None:
    """Every act has its row, and the rows hang together up to the head that is kept apart, as the operator's
    command finds.
    """
    year.step("the audit trail is whole")
    settings = year.app.settings
    assert settings.data_key
    key = settings.data_key.get_secret_value()
    said = payung(settings.data_dir, "verify", database_url=settings.database_url, data_key=key)
    assert re.match(r"The audit trail is whole: \d+ rows\.", said.stdout), said.stderr
    noted = done(year.app.database.read(lambda tx: audit.before(tx, year.app.vault, audit.NEWEST, 10_000)))
    acts = [one.entry.act for one in noted]
    for act, times in {"group_opened": 1, "registration_returned": 2, "registration_verified": 100,
                       "registration_rejected": 3, "matching_out": 1, "matching_in": 1, "enrolment_made": 1,
                       "enrolment_checked": 1, "enrolment_fixed": 1, "enrolment_downloaded": 1,
                       "enrolment_answers": 2, "case_sent": 1, "case_accepted": 1, "case_paid": 1}.items():  # fmt: skip
        assert acts.count(act) == times, act
