"""Papers that are asked for, sentences to a family, and whose hands a case is in."""

from __future__ import annotations

import asyncio

from rules.officers import ALL, Area
from storage import people
from storage.statement import Tx
from tests.console.case_acting import act, seated
from tests.console.case_room import accident, death, now, records, told
from tests.console.desk import CITY, Desk, Site, at_desks, officer


def test_a_case_goes_from_hand_to_hand_and_its_history_stays(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one, me = await death(desk.app), await seated(desk)
        far = await officer(desk.app, "cases", areas=(Area("city", "63.71"),))
        near = await officer(desk.app, "cases", areas=(ALL,))
        await act(desk, one, "handed_over", had="", assigned=str(me.id))
        assert me.name in await desk.get("/cases?hands=mine")
        text = await act(desk, one, "handed_over", had=str(me.id), assigned=str(near.id))
        assert f"diserahkan kepada: {me.name}" in text and f"diserahkan kepada: {near.name}" in text
        assert one.number not in await desk.get("/cases?hands=mine")
        assert "tidak bekerja di wilayah ini" in await act(
            desk, one, "handed_over", 422, had=str(near.id), assigned=str(far.id)
        )
        assert "Sudah tercatat" in await act(desk, one, "handed_over", had="", assigned=str(me.id))
        await act(desk, one, "handed_over", had=str(near.id), assigned="")
        assert one.number in await desk.get("/cases?hands=nobody")

    at_desks(site, scene)


def test_a_paper_is_asked_for_once_until_it_comes(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one, _ = await death(desk.app), await seated(desk)
        await told(desk.app)
        text = await act(desk, one, "asked", document="police_report", why="NEEDED")
        assert "Surat polisi diminta, belum datang" in text
        assert await told(desk.app) == [f"case_asked:{one.id}:police_report"]
        text = await act(desk, one, "asked", document="police_report", why="NEEDED")
        assert "Sudah tercatat" in text and await told(desk.app) == []
        for wrong in ({"document": "other", "why": "NEEDED"}, {"document": "../x", "why": "NEEDED"},
                      {"document": "npwp", "why": "BECAUSE"}):  # fmt: skip
            if wrong["document"] != "other":
                assert "pilih suratnya" in await act(desk, one, "asked", 422, **wrong)

    at_desks(site, scene)


def test_sentences_go_to_one_chat_and_stand_in_the_story(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one, _ = await death(desk.app, address="writes"), await seated(desk)
        await told(desk.app)
        await desk.get(f"/cases/{one.id}")
        chat = desk.page.partition('name="chat">')[2].partition('value="')[2].partition('"')[0]
        text = await act(desk, one, "written", chat=chat, text="Kami turut berduka. Surat boleh menyusul.")
        assert "Surat boleh menyusul." in text
        [news] = await told(desk.app)
        assert news.startswith("word:")
        assert "sekarang 0" in await act(desk, one, "written", 422, chat=chat, text=" ")
        assert "sekarang 1001" in await act(desk, one, "written", 422, chat=chat, text="a" * 1001)
        assert "pilih chat" in await act(desk, one, "written", 422, chat="999999", text="Halo")
        last = [row.entry for row in await desk.trail() if row.entry.act == "case_written"][-1]
        assert last.details == {"chat": int(chat), "letters": 41}

    at_desks(site, scene)


def test_sentences_that_are_sent_twice_reach_the_family_once(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        one, who = await death(desk.app), await officer(desk.app, "cases", areas=(CITY,))
        await told(desk.app)
        for window in (desk, other):
            await window.sit_down(who)
            await window.get(f"/cases/{one.id}")
        chat = desk.page.partition('name="chat">')[2].partition('value="')[2].partition('"')[0]
        fields = {"chat": chat, "text": "Kami turut berduka.", "act": "written"}
        await asyncio.gather(*(window.post(f"/cases/{one.id}/written", fields) for window in (desk, other)))
        assert sorted("tidak dikirim dua kali" in window.text for window in (desk, other)) == [False, True]
        assert [event.kind for event in (await now(desk.app, one)).events] == ["reported", "written"]
        assert len(await told(desk.app)) == 1

    at_desks(site, scene, 2)


def test_whoever_writes_second_sees_what_was_written_first(site: Site) -> None:
    async def scene(desk: Desk, other: Desk) -> None:
        one = await death(desk.app)
        await told(desk.app)
        for window in (desk, other):
            await seated(window)
            await window.get(f"/cases/{one.id}")
        chat = desk.page.partition('name="chat">')[2].partition('value="')[2].partition('"')[0]
        await act(desk, one, "written", chat=chat, text="Surat boleh menyusul.")
        text = await act(other, one, "written", 422, chat=chat, text="Mohon kirim suratnya.")
        assert "sudah ada kalimat lain" in text and "Surat boleh menyusul." in text
        assert "Mohon kirim suratnya.</textarea>" in other.page and len(await told(desk.app)) == 1
        await act(other, one, "written", chat=chat, text="Mohon kirim suratnya minggu depan.")
        assert len(await told(desk.app)) == 1

    at_desks(site, scene, 2)


def test_that_the_consent_is_gone_stands_above_what_is_written(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        one = await accident(desk.app, address="withdraws")
        person = one.person
        assert person
        await seated(desk)
        assert "Izin memakai data sudah ditarik" not in await desk.get(f"/cases/{one.id}")

        def withdraw(tx: Tx) -> None:
            found = people.by_id(tx, desk.app.vault, person)
            assert found
            records(tx, desk.app, "withdraws").withdraw(found)

        await desk.app.database.run(withdraw)
        await told(desk.app)
        text = await desk.get(f"/cases/{one.id}")
        before, _, after = text.partition("Tulis pesan")
        assert "Izin memakai data sudah ditarik" in before and after
        assert "izin memakai data ditarik, pengingat berhenti" in text
        await act(desk, one, "sent")  # the report goes on, and its reporter hears of it, as was promised
        assert await told(desk.app) == [f"case_status:{one.id}:with_branch"]

    at_desks(site, scene)
