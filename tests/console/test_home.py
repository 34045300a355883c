"""The first page: how much waits, by role and by area; a case that lies nowhere is for who sees everything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.app import App
from rules.cases import Case
from rules.officers import ALL, Area
from rules.records import Event, Registration
from storage import cases, chats, people, registrations
from storage.statement import Tx
from tests.console.announcement_room import written as announced
from tests.console.desk import CITY, Desk, Site, at_desks, officer
from tests.console.enrolment_room import made, verified
from tests.web.site import standing

OTHER = Area("city", "63.71")
VILLAGE = Area("village", "51.71.03.2008")
SUBMITTED = {"denpasar:51.71.03.2008": 3, "denpasar:51.71.03.2009": 1, "banjarmasin:63.71.01.1001": 2}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A program with six registrations and four cases."""
    with standing(tmp_path_factory.mktemp("home")) as found:
        yield found


def written(tx: Tx, app: App) -> None:
    now = app.clock()
    chat = chats.enter(tx, app.vault, "web", "somebody", now, "id").id
    serial = 9100
    for place, number in SUBMITTED.items():
        programme, village = place.split(":")
        for _ in range(number):
            serial += 1
            details = {"nik": f"637101570885{serial}", "name": f"ORANG {serial}", "birth_date": "1985-08-17"}
            person = people.save(tx, app.vault, details, now).id
            wish = Registration(0, "", programme, person, "small_trader", village, "", {}, now)
            registrations.add(tx, app.vault, wish, "T", Event("submitted", now, "person"), chat)
    for nik, known in ((f"637101570885{serial}", person), ("5171035708859201", None), ("9401035708859202", None),
                       (None, None)):  # fmt: skip
        case = Case(0, "", "death", known, "", {"nik": nik, "name": "ORANG"}, now)
        cases.add(tx, app.vault, case, nik, Event("reported", now, "person"), chat)


@pytest.mark.parametrize(
    ("areas", "submitted", "reported"),
    [((ALL,), 6, 4), ((CITY,), 4, 1), ((OTHER,), 2, 1), ((VILLAGE,), 3, 0), ((CITY, OTHER), 6, 2),
     ((Area("programme", "samarinda"),), 0, 0)],
    ids=str,
)  # fmt: skip
def test_what_waits_is_counted_where_the_officer_works(
    city: Site, areas: tuple[Area, ...], submitted: int, reported: int
) -> None:
    async def scene(desk: Desk) -> None:
        if not await desk.app.database.read(lambda tx: registrations.taken(tx, "denpasar")):
            await desk.app.database.run(lambda tx: written(tx, desk.app))
        await desk.sit_down(await officer(desk.app, "verifier", "cases", areas=areas))
        text = await desk.get("/")
        assert f"{submitted} pendaftaran menunggu diperiksa" in text
        assert f"{reported} laporan kecelakaan dan kematian yang berjalan" in text

    at_desks(city, scene)


@pytest.mark.parametrize(
    ("role", "seen"),
    [("administrator", ("kelompok", "petugas")), ("verifier", ("pendaftaran", "kelompok")),
     ("cases", ("laporan",)), ("auditor", ("petugas",))],
)  # fmt: skip
def test_a_role_sees_the_numbers_of_its_own_work(site: Site, role: str, seen: tuple[str, ...]) -> None:
    async def scene(desk: Desk) -> None:
        await desk.sit_down(await officer(desk.app, role))
        text = (await desk.get("/")).partition("Beranda")[2]
        for word in ("pendaftaran", "laporan", "kelompok", "petugas belum"):
            assert (word in text) is any(word.startswith(one) for one in seen), word

    at_desks(site, scene)


def test_what_waits_for_a_second_officer_is_counted_for_who_may_be_the_second(site: Site) -> None:
    async def scene(desk: Desk) -> None:
        await verified(desk.app)
        maker = await officer(desk.app, "verifier", "decider", areas=(CITY,))
        await desk.sit_down(maker)
        id = await made(desk)
        await announced(desk, maker)
        told = await desk.get("/")
        for words in ("diperiksa petugas kedua", "ditetapkan dengan SK", "dikirim petugas kedua"):
            assert (
                f"0 daftar kepesertaan menunggu {words}" in told or f"0 pengumuman menunggu {words}" in told
            )
        decider = await officer(desk.app, "decider", areas=(CITY,))
        await desk.sit_down(decider)
        told = await desk.get("/")
        assert "1 daftar kepesertaan menunggu diperiksa petugas kedua" in told
        assert "0 daftar kepesertaan menunggu ditetapkan" in told
        assert "1 pengumuman menunggu dikirim petugas kedua" in told
        assert 'href="/console/enrolment"' in desk.page and 'href="/console/announcements"' in desk.page
        await desk.get(f"/enrolment/{id}")
        await desk.post(f"/enrolment/{id}/check")
        told = await desk.get("/")
        assert "0 daftar kepesertaan menunggu diperiksa" in told
        assert "1 daftar kepesertaan menunggu ditetapkan" in told
        await desk.sit_down(await officer(desk.app, "decider", areas=(OTHER,)))
        told = await desk.get("/")
        assert "0 daftar kepesertaan menunggu ditetapkan" in told and "0 pengumuman menunggu" in told
        await desk.sit_down(await officer(desk.app, "viewer", "auditor"))
        told = await desk.get("/")
        assert "daftar kepesertaan menunggu" not in told and "pengumuman menunggu" not in told

    at_desks(site, scene)
