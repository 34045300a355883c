"""Every line of a list gets its receipt; good ones go ahead, nobody is listed twice, no line is lost."""

from __future__ import annotations

from dataclasses import replace

from rules.groups import Left
from rules.lines import ReadLine
from storage.database import Database
from tests.databases import play
from tests.groups.village import (
    TEGAL_HARUM,
    line,
    nik,
    numbered,
    of_each_other,
    registered,
    rejected,
    twins,
    village,
    with_quota,
)

TITLE = ReadLine(1, "Sheet1", 1, "skip")


def test_good_lines_go_ahead_and_the_counts_are_those_of_the_lines(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        receipt = await here.bring(TITLE, line(2), line(3), rejected(4, "nik_short"))
        assert receipt.counts == {"nobody": 1, "accepted": 2, "waiting": 1}
        assert receipt.total == 4
        assert receipt.room == Left(98, "group")
        assert [(one.row, one.reason, one.told["missing"]) for one in receipt.waiting] == [
            (5, "nik_short", "2")
        ]

    play(database_url, scene)


def test_the_same_list_twice_changes_nothing(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        first = [line(number) for number in range(1, 6)]
        await here.bring(*first)
        before = await here.statuses()
        assert (await here.bring(*first)).counts == {"known": 5}
        assert await here.statuses() == before

    play(database_url, scene)


def test_what_was_settled_by_hand_is_not_asked_again(database_url: str) -> None:
    """Twins, and a birth date that is right as it is: in the same list once more they are there already."""

    async def scene(database: Database) -> None:
        here = await village(database)
        waits = of_each_other(twins(), "likely_same")
        other = line(3, nik=nik(3), birth_date="1979-01-01")
        typed = {**other.typed, "birth_date": "1 Jan 1979"}
        differs = replace(other, status="reject", reasons=("birth_differs",), typed=typed)
        await here.bring(*waits, differs)
        for way in ("different", "keep"):
            first = (await here.waiting())[0]
            await here.do(lambda desk, of=first, way=way: desk.groups.mend(of, way))
        assert await here.statuses() == ["listed"] * 3
        assert (await here.bring(*waits, differs)).counts == {"known": 3}
        assert await here.waiting() == []

    play(database_url, scene)


def test_another_name_or_another_reason_is_asked_of_a_member_too(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1, "NI LUH SARI", nik=nik(1), birth_date="1980-08-17"))
        person = {"nik": nik(1), "birth_date": "1980-08-17"}
        named = replace(line(1, "PUTU LAIN", **person), status="reject", reasons=("sex_differs",))
        died = replace(line(2, "NI LUH SARI", **person), status="reject", reasons=("deceased", "sex_differs"))
        assert (await here.bring(named, died)).counts == {"waiting": 2}

    play(database_url, scene)


def test_a_list_with_new_names_adds_just_them(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(*map(line, range(1, 6)))
        assert (await here.bring(*map(line, range(1, 9)))).counts == {"known": 5, "accepted": 3}

    play(database_url, scene)


def test_a_list_that_was_broken_off_is_gone_on_with(database_url: str) -> None:
    """Lines that are stored already are passed over, whatever comes again."""

    async def scene(database: Database) -> None:
        here = await village(database)
        whole = numbered([TITLE, *map(line, range(1, 8))])
        made = await here.begin()
        for upto in (3, 5, 8, 8):
            made = await here.go_on(made.id, whole[:upto])
        assert made.lines == 8
        assert (await here.receipt(made)).counts == {"nobody": 1, "accepted": 7}

    play(database_url, scene)


def test_beyond_the_quota_people_wait_in_the_order_of_the_list(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database, with_quota(3))
        receipt = await here.bring(*map(line, range(1, 6)))
        assert receipt.counts == {"accepted": 5}
        assert (receipt.on_waiting_list, receipt.room) == (2, Left(0, "group"))
        assert [(one.status, one.place) for one in await here.members()] == [("listed", None)] * 3 + [
            ("waiting_list", 1), ("waiting_list", 2)]  # fmt: skip

    play(database_url, scene)


def test_a_receipt_counts_those_of_its_own_list_on_the_waiting_list(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database, with_quota(3))
        await here.bring(*map(line, range(1, 6)))
        receipt = await here.bring(*map(line, range(1, 7)))
        assert (receipt.counts, receipt.on_waiting_list) == ({"known": 5, "accepted": 1}, 1)

    play(database_url, scene)


def test_who_is_in_another_village_waits_and_nothing_is_told_of_it(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        other = await village(database, replace(TEGAL_HARUM, place="51.71.03.2009", name="Desa Lain"), "putu")
        await other.bring(line(1))
        receipt = await here.bring(line(1), line(2))
        assert receipt.counts == {"waiting": 1, "accepted": 1}
        assert receipt.waiting[0].reason == "elsewhere"
        assert "other" not in receipt.waiting[0].told

    play(database_url, scene)


def test_who_registered_alone_stays_on_their_own(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        person = {"nik": nik(1), "name": "NI LUH SARI", "birth_date": "1980-08-17"}
        await here.do(lambda desk: registered(desk, person, village=TEGAL_HARUM.place), address="worker")
        receipt = await here.bring(line(1, "NI LUH SARI", nik=nik(1), birth_date="1980-08-17"))
        assert receipt.counts == {"known": 1}
        assert await here.statuses() == []

    play(database_url, scene)


def test_who_registered_alone_in_another_village_waits(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        person = {"nik": nik(1), "name": "NI LUH SARI", "birth_date": "1980-08-17"}
        await here.do(lambda desk: registered(desk, person, village="51.71.03.2009"), address="worker")
        receipt = await here.bring(line(1, "NI LUH SARI", nik=nik(1), birth_date="1980-08-17"))
        assert [one.reason for one in receipt.waiting] == ["elsewhere"]

    play(database_url, scene)


def test_who_wishes_cover_in_another_programme_is_accepted_with_a_remark(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        person = {"nik": nik(1), "name": "NI LUH SARI", "birth_date": "1980-08-17"}
        await here.do(lambda desk: registered(desk, person, "samarinda"), address="worker")
        receipt = await here.bring(line(1, "NI LUH SARI", nik=nik(1), birth_date="1980-08-17"))
        assert receipt.counts == {"accepted": 1}
        [member] = await here.members()
        assert [event.details for event in await here.events(member.registration)] == [
            {"look": ["ALREADY_BPU_OTHER"]}
        ]

    play(database_url, scene)


def test_the_same_person_twice_in_a_list_needs_no_decision(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        again = replace(line(1), status="reject", reasons=("duplicate",), told={"row": "2"})
        assert (await here.bring(line(1), again)).counts == {"accepted": 1, "known": 1}

    play(database_url, scene)


def test_who_may_be_the_same_under_another_nik_waits_for_a_decision(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1, "NI LUH SARI", nik=nik(1), birth_date="1980-08-17"))
        same_day = line(2, "Ni Luh  Sari", nik=nik(22), birth_date="1980-08-17")
        one_digit = line(3, "LUH SARI", nik=nik(2), birth_date="1980-08-17")
        neighbour = line(4, "I WAYAN SUDARMA", nik=nik(3), birth_date="1980-08-17")
        receipt = await here.bring(same_day, one_digit, neighbour)
        assert [one.reason for one in receipt.waiting] == ["likely_same", "likely_same"]
        assert receipt.counts == {"waiting": 2, "accepted": 1}
        assert receipt.waiting[0].told["other"] == "…9001"

    play(database_url, scene)


def test_a_nik_that_is_known_under_another_name_waits(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        person = {"nik": nik(1), "name": "KETUT LAIN", "birth_date": "1980-08-17"}
        await here.do(lambda desk: registered(desk, person, "samarinda"), address="worker")
        receipt = await here.bring(line(1, "NI LUH SARI", nik=nik(1), birth_date="1980-08-17"))
        assert [one.reason for one in receipt.waiting] == ["other_name"]
        assert "KETUT" not in str(receipt.waiting)

    play(database_url, scene)


def test_the_programme_decides_about_age_village_and_work(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        old = line(1, nik=nik(1, "170850"), birth_date="1950-08-17")
        away = line(2, village="Dauh Puri Kaja", nik=nik(2, "170881"), birth_date="1981-08-17")
        here_too = line(3, village="Ds. Tegal Harum", nik=nik(3, "170882"), birth_date="1982-08-17")
        nowhere = line(4, village="Kampung Entah", nik=nik(4, "170883"), birth_date="1983-08-17")
        receipt = await here.bring(old, away, here_too, nowhere)
        assert [one.reason for one in receipt.waiting] == ["overage", "other_village"]
        assert receipt.waiting[0].told == {"age": "76", "min": "", "max": "64"}
        office = await village(database, replace(TEGAL_HARUM, programme="paser", kind="office", place="dinas",
                                                 payer="city_budget"), "kasi")  # fmt: skip
        farmer = line(5, work="Petani", nik=nik(5, "170884"), birth_date="1984-08-17")
        unknown = line(6, work="Astronot", nik=nik(6, "170885"), birth_date="1985-08-17")
        assert [one.reason for one in (await office.bring(farmer, unknown)).waiting] == ["category_unknown"]

    play(database_url, scene)


def test_a_newer_list_settles_what_waited_in_an_older_one(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(
            rejected(1, "nik_short", nik=nik(1)[:-1]), rejected(2, "nik_short", name="PUTU LAIN")
        )
        mended = line(1, "NI LUH SARI", nik=nik(1), birth_date="1980-08-17")
        assert (await here.bring(mended)).counts == {"accepted": 1}
        assert [one.name for one in await here.waiting()] == ["PUTU LAIN"]

    play(database_url, scene)


def test_another_person_of_the_same_name_settles_nothing(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(rejected(1, "nik_short", nik="640101010170900"))
        await here.bring(line(1, "NI LUH SARI", nik=nik(1), birth_date="1980-08-17"))
        assert [one.name for one in await here.waiting()] == ["NI LUH SARI"]

    play(database_url, scene)
