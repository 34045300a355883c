"""What officers see where money or places are short, and what is already paid."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from psycopg import AsyncConnection

from bot.app import App
from bot.enrolment.whole import WHOLE, key_of
from bot.lists.titled import read_titled
from bot.lists.writing import sheet
from bot.rehearsal.work import done
from rules.enrolment import Enrolment
from rules.officers import Area
from rules.programme import Payer, Wording
from rules.records import Registration
from storage import catalogue, enrolment, enrolment_rows
from storage.postgres import plain_url
from storage.statement import Tx
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.enrolment_room import NUMBERS, decided, made, sent_file, state, verified, with_quota
from tests.console.fresh import site
from tests.console.test_registration_pages import VILLAGE, registered
from tests.web.site import standing

__all__ = ["site"]


async def list_of(app: App, id: int) -> Enrolment:
    found = await app.database.read(lambda tx: enrolment.by_id(tx, id))
    assert found
    return found


async def sent(desk: Desk) -> int:
    """A list of all who are verified, made and decided by two, sent; the decider sits there."""
    await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
    id = await made(desk)
    await decided(desk, id, await officer(desk.app, "decider", areas=(CITY,)))
    await desk.post(f"/enrolment/{id}/send")
    await done(desk.app)
    await desk.get(f"/enrolment/{id}")
    return id


async def numbered(desk: Desk, id: int, *rows: list[str]) -> None:
    """A file of numbers is taken in; its page is open."""
    await sent_file(desk, id, "kpj", sheet(rows, NUMBERS, "S"))
    await done(desk.app)
    (file,) = re.findall(r"/console(/enrolment/answers/\d+)\"", desk.page)[-1:]
    await desk.get(file)


def row(one: Registration, kpj: str, status: str = "") -> list[str]:
    return [str(one.details["nik"]), str(one.details["name"]), kpj, status, ""]


async def paid(desk: Desk, one: Enrolment) -> str:
    """What the page says after both steps, or after the first where it does not come to the second."""
    path = f"/enrolment/{one.id}/pay"
    fields = {"receipt": "B1", "first": one.starts.isoformat(), "last": one.ends.isoformat()}
    text = await desk.post(path, fields)
    return await desk.post(path, {**fields, "sure": "yes"}) if "Ya, catat" in text else text


async def payments(app: App, id: int) -> int:
    events = await app.database.read(lambda tx: enrolment.history(tx, app.vault, id))
    return [event.kind for event in events].count("paid")


def test_no_list_is_revoked_while_its_payment_is_noted_and_twice_is_once(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        (who,) = await verified(desk.app)
        id = await sent(desk)
        one = await list_of(desk.app, id)
        assert "Tidak ada yang baru untuk dicatat" in await paid(desk, one)  # nobody has a number yet
        await numbered(desk, id, row(who, "99000000001"))
        await desk.get(f"/enrolment/{id}")
        assert "Pembayaran sedang dicatat" in await paid(desk, one)
        assert "Pembayaran sedang dicatat" in await paid(desk, one)
        told = await desk.post(f"/enrolment/{id}/revoke")
        assert "Masih ada pembayaran yang sedang dicatat" in told and await state(desk.app, id) == "sent"
        await done(desk.app)
        assert "Sudah ada yang dibayar" in await desk.post(f"/enrolment/{id}/revoke")
        assert "Tidak ada yang baru untuk dicatat" in await paid(desk, one)
        assert await payments(desk.app, id) == 1

    at_desks(site, scene)


def test_a_payment_that_another_program_notes_meanwhile_is_not_noted_twice(
    postgres_database: str, tmp_path: Path
) -> None:
    """Its list is locked before it is seen whether the same payment waits."""

    async def scene(desk: Desk) -> None:
        (who,) = await verified(desk.app)
        id = await sent(desk)
        await numbered(desk, id, row(who, "99000000001"))
        await desk.get(f"/enrolment/{id}")
        one = await list_of(desk.app, id)
        async with await AsyncConnection.connect(plain_url(postgres_database)) as other:
            await other.execute("SELECT id FROM enrolment_lists FOR UPDATE")
            await other.execute(
                "INSERT INTO jobs (kind, key, payload, due_at, attempts) VALUES (%s, %s, %s, %s, 0)",
                (WHOLE, key_of(id, (one.starts, one.ends)), b"", 2**62),
            )
            asked = asyncio.create_task(paid(desk, one))
            await asyncio.sleep(0.5)
            assert not asked.done()
        assert "Pembayaran sedang dicatat" in await asked
        assert await payments(desk.app, id) == 0  # the other one's, that was not written here

    with standing(tmp_path, database_url=postgres_database) as site:
        at_desks(site, scene)


def test_what_the_branch_writes_is_shown_without_the_numbers_of_people(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        (one,) = await verified(desk.app)
        id = await sent(desk)
        nik = str(one.details["nik"])
        why = f"ganda dengan {nik[:6]} {nik[6:12]} {nik[12:]}"
        await numbered(desk, id, [*row(one, "", "ditolak")[:-1], why])
        text = await desk.get(f"/enrolment/{id}?tab=refused")
        assert f"(ganda dengan •••• {nik[-4:]})" in text and nik[6:12] not in desk.page

    at_desks(site, scene)


def test_who_is_beyond_the_quota_is_named_on_the_list_and_in_the_file(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        first, second = await verified(desk.app, 2)
        id = await sent(desk)
        await numbered(desk, id, row(first, "99000000001"), row(second, "", "ditolak"))
        assert "alasan lain" in await desk.get(f"/enrolment/{id}?tab=refused")
        await with_quota(desk.app, quota=1, quota_per_village=None)
        await desk.get(f"/enrolment/{id}")
        await numbered(desk, id, row(second, "99000000002"))
        assert "Dicatat, tetapi melebihi kuota 1" in desk.text and "Mohon tambah kuota" in desk.text
        text = await desk.get(f"/enrolment/{id}")
        assert "Dicatat cabang melebihi kuota 1" in text and "melebihi kuota ketika dicatat cabang" in text
        await desk.get(f"/enrolment/{id}?language=en")

    at_desks(site, scene)


def test_an_overspent_budget_is_enough_for_nobody(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await verified(desk.app, 2)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
        first = await made(desk, most="1")
        decider = await officer(desk.app, "decider", areas=(CITY,))
        await decided(desk, first, decider)
        one = await list_of(desk.app, first)

        def short(tx: Tx) -> Any:
            known = next(one for one in catalogue.all_programmes(tx) if one.code == "denpasar")
            others = [p for p in known.periods if p.until < one.starts or p.start > one.ends]
            period = replace(known.periods[-1], start=one.starts, until=one.ends, budget=1000)
            periods = tuple(sorted((*others, period), key=lambda it: it.start))
            catalogue.save_programme(tx, replace(known, periods=periods), desk.app.clock())

        await desk.app.database.run(short)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
        second = await made(desk)
        text = await desk.get(f"/enrolment/{second}")
        assert "Anggaran cukup untuk 3 bulan bagi 0 orang" in text and "Kekurangan anggaran Rp99.800" in text

    at_desks(site, scene)


def test_a_list_that_somebody_else_pays_for_says_so_instead_of_a_budget(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await verified(desk.app)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
        id = await made(desk)
        other = Payer("csr", Wording("Perusahaan", "A company"))
        await with_quota(desk.app, payer=other)
        assert "daftar ini dibayar pihak lain" in await desk.get(f"/enrolment/{id}")
        assert "somebody else pays for this list" in await desk.get(f"/enrolment/{id}?language=en")

    at_desks(site, scene)


def test_what_a_longer_list_costs_stands_in_a_table(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await verified(desk.app, 2)
        await desk.sit_down(await officer(desk.app, "verifier", areas=(CITY,)))
        id = await made(desk)
        await desk.get(f"/enrolment/{id}")
        await desk.post(f"/enrolment/{id}/budget", {"budget": "200.000"})
        await desk.get(f"/enrolment/{id}")
        one = await list_of(desk.app, id)
        table = re.search(r'aria-label="Kalau diperpanjang">.*?</table>', desk.page, re.DOTALL)
        assert table
        cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in table[0].split("<tr>")[2:]]
        own = len(one.months) * 2 * 16_800
        assert [row[0] for row in cells] == [f"{more} bulan lagi" for more in (1, 3, 6, 12)]
        for row, more in zip(cells, (1, 3, 6, 12), strict=True):
            left = 200_000 - own - more * 33_600
            told = f"Rp{left:,}" if left >= 0 else f"kurang Rp{-left:,}"
            assert row[1:4] == ["2", money(more * 33_600), money(own + more * 33_600)]
            assert row[4] == told.replace(",", ".")
            assert (row[5] == "cukup") == (left >= 0)
        assert cells[-1][5].startswith("tidak cukup mulai ")
        await desk.get(f"/enrolment/{id}?language=en")
        assert "If it goes on" in desk.text and "12 more months" in desk.text

    at_desks(site, scene)


def money(rupiah: int) -> str:
    return f"Rp{rupiah:,}".replace(",", ".")


def test_a_file_tells_a_village_nothing_of_people_elsewhere(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        other = await registered(desk.app, programme="makassar", village="73.71.01.1001")
        await verified(desk.app)
        area = (Area("village", VILLAGE),)
        await desk.sit_down(await officer(desk.app, "verifier", areas=area))
        id = await made(desk, village=VILLAGE)
        await decided(desk, id, await officer(desk.app, "decider", areas=area))
        await desk.post(f"/enrolment/{id}/send")
        await done(desk.app)
        await desk.get(f"/enrolment/{id}")
        unknown = ["5171010101859876", "", "99000000002", "", ""]
        await numbered(desk, id, row(other, "99000000001"), unknown, [unknown[0], "X Y LAIN", *unknown[2:]])
        (file,) = re.findall(r"/console(/enrolment/answers/\d+/file)", desk.page)
        content = (await desk.browser.get("/console" + file)).content
        found = list(read_titled(content, {"told": "hasil di payung", "nik": "nik"}, ["nik"]))
        told = {one.cells.get("told") for one in found if not one.titles}
        assert told == {"Belum dicatat: orangnya tidak ada di daftar ini."}
        rows = await desk.app.database.read(lambda tx: enrolment_rows.counts(tx, id))
        assert rows == {"listed": 1}

    at_desks(site, scene)
