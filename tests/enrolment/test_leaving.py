"""Who is refused by the branch office hears why, once; asked, the chat says so; a list that takes them ends it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.enrolment import leaving
from rules.records import Event, Registration
from storage import enrolment, left_lists, registrations
from tests.coordinators import coordinating
from tests.enrolment.branch import TITLES, niks, numbered, numbers, paid
from tests.enrolment.city import VILLAGE, City, play

OCTOBER = date(2026, 10, 1)


async def refused(city: City, one: object, *who: Registration, why: str) -> None:
    """The branch does not take them."""
    rows = [(nik, "", "", "ditolak", why) for nik in await niks(city, *who)]
    await city.answers("kpj", TITLES, numbers(*rows), one)  # type: ignore[arg-type]


async def heard(city: City) -> list[str]:
    return [queued.reply.text for queued in await city.work() if queued.reply.file is None]


async def why(city: City, one: Registration) -> str | None:
    """Why somebody is not paid for, as it stands."""
    known = await city.status(one)
    event = await city.run(lambda tx: left_lists.left(tx, city.app.vault, known))
    return event.reason if event else None


def test_who_is_refused_hears_why_and_what_to_do_once(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        a, b = await city.registered(2, chat=True)
        one = await city.sent(await city.listed())
        await refused(city, one, a, why="NIK_INACTIVE mati di Dukcapil")
        (said,) = await heard(city)
        assert a.number in said and "NIK belum aktif" in said and "bawa KTP ke Dukcapil" in said
        assert "perlindungan dari program belum berlaku" in said
        await refused(city, one, a, why="NIK_INACTIVE mati di Dukcapil")
        assert await heard(city) == []
        assert [event.kind for event in (await city.status(a)).events][2:] == ["branch_refused"]
        assert (await why(city, a), await why(city, b)) == ("NIK_INACTIVE", None)

    play(database_url, tmp_path, scene)


def test_whom_the_branch_takes_after_all_waits_again(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1, chat=True)
        one = await city.sent(await city.listed())
        await refused(city, one, a, why="NAME_MISMATCH")
        await numbered(city, one, a)
        assert await heard(city) == []  # settled before it was told
        assert await why(city, a) is None
        assert [event.kind for event in (await city.status(a)).events][2:] == [
            "branch_refused", "listed_again",
        ]  # fmt: skip
        await paid(city, one, a)
        assert [text for text in await heard(city) if "Kabar baik" in text]

    play(database_url, tmp_path, scene)


def test_a_later_list_or_a_cancelled_one_brings_back_to_waiting(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1)
        first = await city.sent(await city.listed(months=3))
        await refused(city, first, a, why="NIK_NOT_FOUND")
        later = await city.listed(starts=OCTOBER, months=3)
        assert await why(city, a) is None
        for id in (later.id, first.id):
            event = Event("cancelled", city.clock(), "officer")
            await city.run(lambda tx, id=id, event=event: enrolment.happen(tx, city.app.vault, id, event))
            assert await why(city, a) == {later.id: "NIK_NOT_FOUND", first.id: None}[id]

    play(database_url, tmp_path, scene)


def test_whose_renewal_is_refused_hears_until_when_they_are_covered(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1, chat=True)
        await city.member(a, date(2026, 6, 30))
        one = await city.sent(await city.listed(kind="renewal", starts=date(2026, 7, 1), months=3))
        await refused(city, one, a, why="ALREADY_PU")
        (said,) = await heard(city)
        assert (
            "tetap berlaku sampai 30 Juni 2026" in said
            and "selanjutnya belum bisa dibayar" in said
            and "tidak bekerja di sana" in said
        )

    play(database_url, tmp_path, scene)


def test_a_family_in_mourning_is_left_in_peace(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        a, b = await city.registered(2, chat=True)
        one = await city.sent(await city.listed())
        await city.died(a)
        await refused(city, one, a, b, why="DECEASED")
        (said,) = await heard(city)
        assert b.number in said and "ketik MENINGGAL" in said

    play(database_url, tmp_path, scene)


def test_who_has_withdrawn_hears_of_no_list(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1, chat=True)
        one = await city.sent(await city.listed())
        event = Event("withdrawn", city.clock(), "person")
        await city.run(lambda tx: registrations.happen(tx, city.app.vault, a, event, None))
        await refused(city, one, a, why="OTHER")
        assert await heard(city) == []

    play(database_url, tmp_path, scene)


def test_the_coordinator_hears_once_of_those_who_have_no_chat(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "NAMED", 2)

    async def scene(city: City) -> None:
        group = await coordinating(city.app, "web", "coordinator")
        some = await city.registered(3, "denpasar", village=VILLAGE, group=group.id)
        own = await city.registered(1, "denpasar", village=VILLAGE, group=group.id, chat=True)
        one = await city.sent(await city.listed("denpasar"))
        await heard(city)
        await refused(city, one, *some, *own, why="NIK_INACTIVE")
        told = sorted(await heard(city), key=lambda text: "orang" not in text)
        assert len(told) == 2 and own[0].number in told[1]
        assert "3 orang belum masuk daftar" in told[0] and told[0].count("NIK belum aktif") == 2
        assert "dan 1 orang lagi" in told[0]
        await refused(city, one, *some, *own, why="NIK_INACTIVE")
        assert await heard(city) == []

    play(database_url, tmp_path, scene)


def test_the_coordinator_hears_of_nobody_who_has_withdrawn(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        group = await coordinating(city.app, "web", "coordinator")
        some = await city.registered(3, "denpasar", village=VILLAGE, group=group.id)
        one = await city.sent(await city.listed("denpasar"))
        await heard(city)
        event = Event("withdrawn", city.clock(), "person")
        await city.run(lambda tx: registrations.happen(tx, city.app.vault, some[0], event, None))
        await heard(city)
        await refused(city, one, *some, why="NIK_INACTIVE")
        (told,) = await heard(city)
        assert "2 orang belum masuk daftar" in told

    play(database_url, tmp_path, scene)


def test_what_another_list_has_paid_settles_no_refusal(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1)
        await city.member(a, date(2026, 6, 30))
        one = await city.sent(await city.listed(kind="renewal", starts=date(2026, 7, 1), months=3))
        await refused(city, one, a, why="ALREADY_PU")
        event = Event("renewed", city.clock(), "officer", details={"list": one.id + 1})
        await city.run(lambda tx: registrations.happen(tx, city.app.vault, a, event, None))
        assert await why(city, a) == "ALREADY_PU"

    play(database_url, tmp_path, scene)
