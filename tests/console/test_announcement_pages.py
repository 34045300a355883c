"""An announcement at the console: one officer writes, another sends; paused, stopped, and what came of it."""

from __future__ import annotations

import asyncio

from bot.announcing import announce
from bot.announcing_people import look
from console.announcement_list import SIZE as LISTED
from console.announcement_page import SIZE
from rules.announcements import LIMITS, MOVES, RESULTS, STATUSES
from rules.officers import Spot
from storage import chats, jobs, officer_chats, people
from storage.audit_seen import keys_of
from storage.statement import Tx
from tests.console.announcement_room import FAST, add, now, written
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.fresh import site
from tests.console.test_registration_pages import registered

__all__ = ["site"]


def test_one_officer_writes_and_another_sends(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        for _ in range(3):
            await registered(desk.app)
        maker, sender = await officer(desk.app, "verifier", areas=(CITY,)), await officer(desk.app, "decider")
        one = await written(desk, maker)
        text = await desk.get(f"/announcements/{one.id}")
        assert "menunggu dikirim petugas lain" in text and "Semua 3 3" in text
        assert "Kirim 3" not in text and "/send" not in desk.page
        await desk.post(f"/announcements/{one.id}/send", status=403)
        await desk.sit_down(sender)
        text = await desk.get(f"/announcements/{one.id}")
        assert "Dikirim kepada 3 orang di 3 chat." in text
        await desk.post(f"/announcements/{one.id}/send")
        assert (await now(desk.app, one.id)).state == "sending"
        await announce(desk.app, FAST)
        text = await desk.get(f"/announcements/{one.id}")
        assert "sudah dikirim" in text and "terkirim (3)" in text
        read = "announcement_read"
        assert await desk.acts(maker) == ["announcement_made", read, read, "refused"]
        assert await desk.acts(sender) == [read, "announcement_sent", read, read]

    at_desks(site, scene)


def test_who_wrote_it_does_not_send_it_whatever_the_roles(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await registered(desk.app)
        both = await officer(desk.app, "verifier", "decider")
        one = await written(desk, both)
        text = await desk.get(f"/announcements/{one.id}")
        assert "Anda yang menulis pengumuman ini" in text and "/send" not in desk.page
        text = await desk.post(f"/announcements/{one.id}/send")
        assert "Anda yang menulis" in text and (await now(desk.app, one.id)).state == "ready"

    at_desks(site, scene)


def test_paused_continued_and_stopped(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        for _ in range(2):
            await registered(desk.app)
        one = await written(desk, await officer(desk.app, "verifier"))
        await desk.sit_down(await officer(desk.app, "decider"))
        here = f"/announcements/{one.id}"
        await desk.get(here)
        for act, state in (
            ("send", "sending"),
            ("pause", "paused"),
            ("continue", "sending"),
            ("stop", "stopping"),
        ):
            await desk.post(f"{here}/{act}")
            assert (await now(desk.app, one.id)).state == state
        await announce(desk.app, FAST)
        text = await desk.get(here)
        assert "dihentikan" in text and "belum dikirim (2)" in text
        assert "Petugas lain lebih dulu" in await desk.post(f"{here}/continue")
        assert (await now(desk.app, one.id)).state == "stopped"

    at_desks(site, scene)


def test_an_old_count_is_not_sent_by(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await registered(desk.app)
        maker = await officer(desk.app, "verifier")
        one = await written(desk, maker)
        await desk.app.database.run(lambda tx: aged(tx, one.id))
        await desk.sit_down(await officer(desk.app, "decider"))
        await desk.get(f"/announcements/{one.id}")
        assert "lebih dari sehari" in await desk.post(f"/announcements/{one.id}/send")
        await desk.sit_down(maker)
        await desk.get(f"/announcements/{one.id}")
        assert "dihitung ulang" in await desk.post(f"/announcements/{one.id}/count")
        await announce(desk.app, FAST)
        assert (await now(desk.app, one.id)).state == "ready"

    at_desks(site, scene)


def aged(tx: Tx, id: int) -> None:
    tx.execute("UPDATE announcements SET counted_at = counted_at - 90000000 WHERE id = :id", {"id": id})


def test_nobody_to_send_it_to(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await written(desk, await officer(desk.app, "verifier"))
        await desk.sit_down(await officer(desk.app, "decider"))
        await desk.get(f"/announcements/{one.id}")
        assert "Tidak ada yang bisa dikirimi" in await desk.post(f"/announcements/{one.id}/send")

    at_desks(site, scene)


def test_the_officer_s_own_chat_is_joined_and_gets_a_trial(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        who = await officer(desk.app, "verifier")
        one = await written(desk, who)
        here = f"/announcements/{one.id}"
        assert "belum tersambung" in await desk.post(f"{here}/try")
        text = await desk.post(f"{here}/code")
        code = desk.page.partition("<code>")[2].partition("</code>")[0]
        assert len(code) == 8 and "Hanya sekali" in text

        def types_it(tx: Tx) -> None:
            chat = chats.enter(tx, desk.app.vault, "web", "officer", desk.app.clock(), "id").id
            officer_chats.join(tx, who.id, chat, desk.app.clock())

        await desk.app.database.run(types_it)
        assert "Chat Anda: Chat web" in await desk.get(here)
        assert "dikirim ke chat Anda" in await desk.post(f"{here}/try")
        (job,) = await desk.app.database.run(
            lambda tx: jobs.claim(tx, desk.app.vault, desk.app.clock(), desk.app.clock() + 1000, 9)
        )
        assert (job.kind, job.payload["news"]) == ("tell", f"tried_out:{one.id}")
        assert {"announcement_tried", "officer_chat_code"} <= set(await desk.acts(who))

    at_desks(site, scene)


def test_the_result_of_each_person_is_paged_masked_and_by_result(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        made = [await registered(desk.app) for _ in range(SIZE + 2)]
        await desk.app.database.run(lambda tx: people.unlink_all(tx, made[0].person))
        one = await written(desk, await officer(desk.app, "verifier"))
        who = await officer(desk.app, "decider")
        await desk.sit_down(who)
        here = f"/announcements/{one.id}"
        await desk.get(here)
        await desk.post(f"{here}/send")
        await announce(desk.app, FAST)
        await look(desk.app, await now(desk.app, one.id))
        text = await desk.get(here)
        assert f"Semua ({SIZE + 2})" in text and f"terkirim ({SIZE + 1})" in text
        assert "tidak punya chat (1)" in text and "Halaman 1 dari 2" in text
        for registration in made:
            assert registration.details["nik"] not in desk.page
        text = await desk.get(f"{here}?result=sent&page=2")
        assert text.count("5171 •••• ••••") == 1
        text = await desk.get(f"{here}?result=no_chat&page=7")
        assert text.count("5171 •••• ••••") == 1 and "–" in text
        await desk.get(f"{here}?result=nonsense&page=x")
        details = (await desk.trail())[-1].entry.details
        assert details["people"] == SIZE and len(keys_of("", "", details)) == SIZE

    at_desks(site, scene)


def test_the_list_goes_on(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        by = await officer(desk.app, "verifier")
        for number in range(LISTED + 1):
            await add(desk.app, by, Spot("51.71", "denpasar"), {"id": f"Isi nomor {number}."})
        await desk.sit_down(by)
        text = await desk.get("/announcements")
        assert "Isi nomor 0." not in text and "Isi nomor 1." in text
        older = desk.page.partition('rel="next" href="/console')[2].partition('"')[0]
        assert "Isi nomor 0." in await desk.get(older)
        await desk.get("/announcements?before=x")

    at_desks(site, scene)


def test_every_state_result_and_status_has_its_word(site: Site) -> None:
    words = {code: site[1].languages[code].catalogues["console"] for code in ("id", "en")}
    for texts in words.values():
        assert {f"announcement.state.{after}" for _, after in MOVES.values()} <= texts.keys()
        assert {f"announcement.result.{one}" for one in RESULTS} <= texts.keys()
        assert {f"announcement.status.{one}" for one in STATUSES} <= texts.keys()
        assert {f"announcement.channel.{one}" for one in LIMITS} <= texts.keys()


def test_nobody_sends_to_others_than_they_have_seen_counted(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        await registered(desk.app)
        maker, sender = await officer(desk.app, "verifier"), await officer(desk.app, "decider")
        one = await written(other, maker)
        await desk.sit_down(sender)
        await desk.get(f"/announcements/{one.id}")
        await registered(desk.app)
        await other.get(f"/announcements/{one.id}")
        await asyncio.sleep(0.01)  # another millisecond
        await other.post(f"/announcements/{one.id}/count")
        await announce(desk.app, FAST)
        assert "Petugas lain lebih dulu" in await desk.post(f"/announcements/{one.id}/send")
        assert (await now(desk.app, one.id)).state == "ready"
        await desk.post(f"/announcements/{one.id}/send")
        assert (await now(desk.app, one.id)).state == "sending"

    at_desks(site, scene, 2)
