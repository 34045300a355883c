"""Announcements at the console: one officer writes, another sends; how it looks, what it costs, what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.announcing import announce
from bot.announcing_people import look
from bot.app import App
from bot.channels import telegram_replies, whatsapp_text
from bot.channels.whatsapp_templates import as_template
from bot.conversation.messages import LONGEST
from bot.conversation.words import Words
from bot.wishes import Wish
from console.announcement_cost import Cost, cost_of
from console.announcement_list import SIZE as LISTED
from console.announcement_page import SIZE
from handlers.announced import template
from handlers.announcement_services import Told
from rules.announcements import LIMITS, MOVES, RESULTS, STATUSES, Rate, Segment, measures
from rules.officers import Area, Officer, Spot
from storage import announcements, chats, jobs, officer_chats, people
from storage.announcements import Announcement
from storage.audit_seen import keys_of
from storage.statement import Tx
from tests.console.desk import CITY, Desk, at_desks, officer
from tests.console.test_registration_pages import NEXT, VILLAGE, registered
from tests.coordinators import coordinating
from tests.web.site import standing

Site = tuple[str, App]
FAST = replace(measures(), rate=Rate(1000, 0.0, 10_000), quiet_from=24, quiet_until=0)
TEXT = "Kantor layanan pindah ke Jl. Melati 5 mulai Senin."
FILLED = {"programme": "denpasar", "text": TEXT}


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A program of its own for each test: people are counted."""
    with standing(tmp_path_factory.mktemp("announcements")) as found:
        yield found


async def now(app: App, id: int) -> Announcement:
    found = await app.database.read(lambda tx: announcements.by_id(tx, app.vault, id))
    assert found
    return found


async def only(app: App) -> Announcement:
    """The newest."""
    return (await app.database.read(lambda tx: announcements.page(tx, app.vault, 10**9, 1)))[0]


async def written(desk: Desk, by: Officer, **fields: object) -> Announcement:
    """Written by this officer, and counted."""
    await desk.sit_down(by)
    await desk.get("/announcements/new?programme=denpasar")
    await desk.post("/announcements/new", {**FILLED, **fields})
    await announce(desk.app, FAST)
    return await only(desk.app)


async def add(app: App, by: Officer, spot: Spot, texts: dict[str, str] | None = None) -> int:
    segment = Segment(spot.programme, spot.village)
    return await app.database.run(
        lambda tx: announcements.add(tx, app.vault, segment, spot, texts or {"id": TEXT}, by.id, app.clock())
    )


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


def test_it_looks_as_each_channel_shows_it(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await written(desk, await officer(desk.app, "verifier"), text_en="The office moves on Monday.")
        await desk.get(f"/announcements/{one.id}")
        told = Told(one.texts, "Kota Denpasar")
        for code, language in desk.app.languages.items():
            words = Words(language, "whatsapp")
            rung = words(f"template.{template(told).name}", city=told.city)
            sent = as_template(template(told), words)["template"]["components"][0]["parameters"]
            assert sent == [{"type": "text", "text": "Kota Denpasar"}]
            assert rung in desk.page.replace("&#39;", "'"), code
        assert desk.page.count(TEXT) == 4  # Telegram, WhatsApp twice, web chat
        assert desk.page.count("Tidak mau pengumuman lagi? Ketik STOP.") == 4
        assert "No more announcements? Type STOP." in desk.page
        assert "Baca pengumuman" in desk.page and "dari 1024 huruf" in desk.page

    at_desks(site, scene)


def test_the_limits_are_those_of_the_channels() -> None:
    assert {
        "telegram": telegram_replies.TEXT, "whatsapp": whatsapp_text.BODY, "web": LONGEST,
    } == LIMITS  # fmt: skip


def test_what_is_the_matter_is_said_beside_the_field(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, "verifier", areas=(Area("village", VILLAGE),)))
        await desk.get("/announcements/new?programme=denpasar")
        wrong = {
            "text": "a" * 801, "text_en": "😀" * 401, "village": NEXT, "category": "x", "membership": "y",
        }  # fmt: skip
        text = await desk.post("/announcements/new", {**FILLED, **wrong}, 422)
        for said in (
            "Terlalu panjang",
            "satu desa atau kelurahan",
            "pekerjaan dari daftar",
            "kepesertaan dari",
        ):
            assert said in text
        assert desk.page.count('aria-invalid="true"') == 5
        text = await desk.post("/announcements/new", {"programme": "denpasar"}, 422)
        assert "Mohon tulis isinya" in text
        await desk.post("/announcements/new", {**FILLED, "programme": "banjarmasin"}, 404)
        await desk.post("/announcements/new", {**FILLED, "village": VILLAGE})
        assert (await only(desk.app)).spot == Spot("51.71", "denpasar", VILLAGE)

    at_desks(site, scene)


def test_a_village_officer_writes_for_the_village_alone(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await registered(desk.app)
        await registered(desk.app, village=NEXT)
        one = await written(desk, await officer(desk.app, "verifier", areas=(Area("village", VILLAGE),)))
        assert one.segment.village == VILLAGE  # the only one there is
        assert one.counted == {"web": {"people": 1, "chats": 1, "outside": 0}}

    at_desks(site, scene)


def test_an_office_s_officer_writes_for_the_office_alone(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        wish = Wish("denpasar", office="Dinas Sosial", quota=5)
        office = await coordinating(desk.app, "web", "boss", wish)
        await registered(desk.app, village="", group=office.id)
        await registered(desk.app)
        area = Area("office", "denpasar/dinas-sosial")
        one = await written(desk, await officer(desk.app, "verifier", areas=(area,)))
        assert one.spot.office == area.place
        assert one.counted == {"web": {"people": 1, "chats": 1, "outside": 0}}

    at_desks(site, scene)


def test_one_of_two_villages_has_to_be_chosen(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        areas = (Area("village", VILLAGE), Area("village", NEXT))
        await desk.sit_down(await officer(desk.app, "verifier", areas=areas))
        await desk.get("/announcements/new?programme=denpasar")
        assert "satu desa atau kelurahan" in await desk.post("/announcements/new", FILLED, 422)
        await desk.post("/announcements/new", {**FILLED, "village": NEXT})

    at_desks(site, scene)


def test_a_segment_is_written_as_it_was_chosen_and_copied(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        chosen = {"village": VILLAGE, "category": "small_trader", "membership": "ending",
                  "status": ["verified", "enrolled"]}  # fmt: skip
        one = await written(desk, await officer(desk.app, "verifier"), **chosen)
        assert one.segment == Segment(
            "denpasar", VILLAGE, "", "small_trader", ("verified", "enrolled"), "ending"
        )
        text = await desk.get(f"/announcements/{one.id}")
        assert "data cocok, sudah didaftarkan · habis dalam 60 hari" in text
        await desk.get(f"/announcements/new?from={one.id}")
        assert TEXT in desk.page and desk.page.count(" checked") == 2 and desk.page.count(" selected") == 3

    at_desks(site, scene)


@pytest.mark.parametrize(
    ("areas", "seen"),
    [
        ((CITY,), "abc"),
        ((Area("programme", "denpasar"),), "abc"),
        ((Area("village", VILLAGE),), "b"),
        ((Area("programme", "banjarmasin"),), "d"),
        ((Area("city", "64.72"),), ""),
    ],
    ids=str,
)
def test_another_area_s_announcement_does_not_exist_here(
    site: Site, areas: tuple[Area, ...], seen: str
) -> None:
    async def scene(desk: Desk) -> None:
        by = await officer(desk.app, "verifier")
        spots = {"a": Spot("51.71", "denpasar"), "b": Spot("51.71", "denpasar", VILLAGE),
                 "c": Spot("51.71", "denpasar", NEXT), "d": Spot("63.71", "banjarmasin")}  # fmt: skip
        ids = {name: await add(desk.app, by, spot, {"id": f"Isi {name}"}) for name, spot in spots.items()}
        who = await officer(desk.app, "viewer", "decider", "verifier", areas=areas)
        await desk.sit_down(who)
        text = await desk.get("/announcements")
        assert "".join(name for name in spots if f"Isi {name}" in text) == seen
        for name, id in ids.items():
            status = 200 if name in seen else 404
            await desk.get(f"/announcements/{id}", status)
            await desk.get(f"/announcements/new?from={id}", status)
            if name not in seen:
                for act in ("send", "pause", "continue", "stop", "count", "try", "code"):
                    await desk.post(f"/announcements/{id}/{act}", status=404)
                assert (await desk.last()).entry.act == "refused"
                await desk.get("/announcements")

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


COUNTED = {"telegram": {"people": 9, "chats": 9, "outside": 9}, "whatsapp": {"people": 12, "chats": 10, "outside": 4}}  # fmt: skip
PRICES = {date(2026, 1, 1): {"service": 100.0, "marketing": 500.0}, date(2027, 1, 1): {"service": 200.0, "marketing": 600.0}}  # fmt: skip


@pytest.mark.parametrize(
    ("prices", "today", "cost"),
    [
        (PRICES, date(2026, 6, 1), Cost(6, 4, 2600.0, 3000.0, date(2026, 1, 1))),
        (PRICES, date(2027, 1, 1), Cost(6, 4, 3600.0, 4400.0, date(2027, 1, 1))),
        (PRICES, date(2025, 6, 1), Cost(6, 4)),
        ({}, date(2026, 6, 1), Cost(6, 4)),
        ({date(2026, 1, 1): {"service": 100.0}}, date(2026, 6, 1), Cost(6, 4)),
    ],
    ids=["this year", "next year", "before", "none", "half"],
)
def test_the_cost_is_worked_out_from_the_prices_that_were_set_and_never_guessed(
    prices: dict[date, dict[str, float]], today: date, cost: Cost
) -> None:
    assert cost_of(COUNTED, prices, today) == cost


def test_only_whatsapp_costs_something() -> None:
    assert cost_of({"telegram": COUNTED["telegram"]}, PRICES, date(2026, 6, 1)).most == 0


def test_without_prices_the_page_says_so(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        by = await officer(desk.app, "verifier")
        id = await add(desk.app, by, Spot("51.71", "denpasar"))

        def counted(tx: Tx) -> None:
            more = {"counted": '{"whatsapp": {"people": 900, "chats": 900, "outside": 800}}', "counted_at": 1}
            announcements.move(tx, desk.app.vault, id, "counted", **more)

        await desk.app.database.run(counted)
        await desk.sit_down(by)
        text = await desk.get(f"/announcements/{id}")
        assert "100 pesan biasa (kategori service) dan 800 templat (kategori marketing)" in text
        assert "Harga per pesan belum diisi" in text and "Meta membatasi" in text

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
