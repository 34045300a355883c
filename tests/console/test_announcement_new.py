"""An announcement is written: how each channel shows it, whom it may be for, and what is the matter with it."""

from __future__ import annotations

import pytest

from bot.channels import telegram_replies, whatsapp_text
from bot.channels.whatsapp_templates import as_template
from bot.conversation.messages import LONGEST
from bot.conversation.words import Words
from bot.wishes import Wish
from handlers.announced import template
from handlers.announcement_services import Told
from rules.announcements import LIMITS, Segment
from rules.officers import Area, Spot
from tests.console.announcement_room import FILLED, TEXT, add, only, written
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.fresh import site
from tests.console.test_registration_pages import NEXT, VILLAGE, registered
from tests.coordinators import coordinating

__all__ = ["site"]


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
