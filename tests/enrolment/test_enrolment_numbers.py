"""A number is one person's, a wrong one can be mended, and nobody hears of people of another list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rules.enrolment import taken_in
from rules.records import Event
from storage import enrolment, enrolment_numbers, enrolment_review, enrolment_rows
from tests.enrolment.branch import FIRST, LAST, PAID, TITLES, niks, numbers
from tests.enrolment.city import APRIL, City, kpj_of, play

ONE, TWO, THREE = "99000000001", "99000000002", "99000000003"


def test_two_who_were_swapped_get_their_own(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        a, b = await city.registered(2)
        one = await city.sent(await city.listed())
        nik_a, nik_b = await niks(city, a, b)
        await city.answers("kpj", TITLES, numbers((nik_a, "", TWO), (nik_b, "", ONE)), one)
        mended = numbers((nik_a, "", ONE, "koreksi"), (nik_b, "", TWO, "koreksi"))
        assert await city.verdicts(await city.answers("kpj", TITLES, mended, one)) == ["done", "done"]
        assert [row["kpj"] for row in await city.rows(one)] == [ONE, TWO]
        assert [row["reason"] for row in await city.rows(one)] == [None, None]
        assert await city.verdicts(await city.answers("kpj", TITLES, mended, one)) == ["same", "same"]

    play(database_url, tmp_path, scene)


def test_whoever_had_the_number_by_mistake_waits_for_another(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        a, b = await city.registered(2)
        one = await city.sent(await city.listed())
        nik_a, nik_b = await niks(city, a, b)
        await city.answers("kpj", TITLES, numbers((nik_a, "", ONE)), one)
        rows = numbers((nik_b, "", ONE), (nik_b, "", ONE, "koreksi"))
        assert await city.verdicts(await city.answers("kpj", TITLES, rows, one)) == ["KPJ_TAKEN", "done"]
        first, second = await city.rows(one)
        assert (first["state"], first["kpj"], first["reason"]) == ("listed", "", "NUMBER_MOVED")
        assert (second["state"], second["kpj"]) == ("numbered", ONE)
        await city.answers("kpj", TITLES, numbers((nik_a, "", TWO)), one)
        assert (await city.rows(one))[0]["reason"] is None

    play(database_url, tmp_path, scene)


def test_no_correction_takes_what_is_paid_for_or_another_lists(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1, village="73.71.01.1002")
        (b, c) = await city.registered(2)
        other = await city.sent(await city.listed(village="73.71.01.1002"))
        one = await city.sent(await city.listed())
        nik_a, nik_b, nik_c = await niks(city, a, b, c)
        await city.answers("kpj", TITLES, numbers((nik_a, "", ONE)), other)
        await city.answers("kpj", TITLES, numbers((nik_b, "", TWO)), one)
        await city.answers("payment", PAID, [(nik_b, "", FIRST, LAST, "B")], one)
        rows = numbers((nik_c, "", ONE, "koreksi"), (nik_c, "", TWO, "koreksi"))
        assert await city.verdicts(await city.answers("kpj", TITLES, rows, one)) == ["KPJ_TAKEN"] * 2

    play(database_url, tmp_path, scene)


def test_a_list_that_was_cancelled_keeps_no_number(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        a, b = await city.registered(2)
        one = await city.sent(await city.listed())
        nik_a, nik_b = await niks(city, a, b)
        await city.answers("kpj", TITLES, numbers((nik_a, "", ONE)), one)
        event = Event("cancelled", city.clock(), "officer")
        await city.run(lambda tx: enrolment.happen(tx, city.app.vault, one.id, event))
        two = await city.sent(await city.listed())
        rows = numbers((nik_b, "", ONE), (nik_a, "", ONE))
        assert await city.verdicts(await city.answers("kpj", TITLES, rows, two)) == ["done", "KPJ_TAKEN"]

    play(database_url, tmp_path, scene)


def test_a_number_that_is_held_on_many_lists_is_seen_to_be_anothers(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1)
        for month in (4, 5, 6):
            one = await city.sent(await city.listed(starts=date(2026, month, 1), months=1))
            (nik_a,) = await niks(city, a)
            await city.answers("kpj", TITLES, numbers((nik_a, "", ONE)), one)
        found = await city.run(lambda tx: enrolment_rows.holders(tx, city.app.vault, ONE))
        assert found == {a.person}

    play(database_url, tmp_path, scene)


def test_the_number_that_comes_after_the_payment_leaves_it_paid(database_url: str, tmp_path: Path) -> None:
    """Of a new list whose people were members before: the payment needs no new number."""

    async def scene(city: City) -> None:
        (a,) = await city.registered(1)
        await city.member(a, date(2026, 1, 31), enrol=False)
        one = await city.sent(await city.listed(months=3))
        (nik_a,) = await niks(city, a)
        paid = [(nik_a, "", "01-04-2026", "30-06-2026", "B")]
        assert await city.verdicts(await city.answers("payment", PAID, paid, one)) == ["done"]
        rows = numbers((nik_a, "", kpj_of(a.person)), (nik_a, "", THREE), (nik_a, "", THREE, "koreksi"))
        assert await city.verdicts(await city.answers("kpj", TITLES, rows, one)) == [
            "same", "KPJ_DIFFERS", "KPJ_DIFFERS",
        ]  # fmt: skip
        assert await city.states(one) == {"paid": 1}
        (row,) = await city.rows(one)
        await city.run(lambda tx: enrolment_rows.number(tx, city.app.vault, row["id"], THREE))
        await city.run(lambda tx: enrolment_numbers.take_number(tx, row["id"], "listed"))
        assert await city.states(one) == {"paid": 1}

    play(database_url, tmp_path, scene)


def test_a_file_for_a_list_tells_the_same_of_everybody_who_is_not_on_it(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1)
        (elsewhere,) = await city.registered(1, "banjarmasin", village="63.71.01.1001")
        one = await city.sent(await city.listed())
        theirs = await city.sent(await city.listed("banjarmasin", starts=APRIL))
        nik_a, nik_b = await niks(city, a, elsewhere)
        await city.answers("kpj", TITLES, numbers((nik_b, "", ONE)), theirs)
        unknown = "7371010170859999"
        names = {row["nik"]: row["name"] for row in await city.rows(theirs)}
        rows = numbers(
            (unknown, "", TWO),
            (nik_b, "", TWO),
            (nik_b, names[nik_b], TWO),
            (nik_b, "RAHMAN SALEH", TWO),
            (nik_b, "", ONE, "ditolak"),
            (nik_a, "RAHMAN SALEH", TWO),
        )
        told = await city.verdicts(await city.answers("kpj", TITLES, rows, one))
        assert told == ["NOT_IN_LIST"] * 5 + ["NAME_OTHER"]
        paid = [("", ONE, FIRST, LAST, ""), ("", THREE, FIRST, LAST, ""), (unknown, "", FIRST, LAST, "")]
        told = await city.verdicts(await city.answers("payment", PAID, paid, one))
        assert told == ["NOT_IN_LIST"] * 3
        anywhere = await city.answers("payment", PAID, paid[1:])  # the operator's, for whichever list
        assert await city.verdicts(anywhere) == ["NOT_FOUND"] * 2

    play(database_url, tmp_path, scene)


def test_whom_an_officer_has_taken_in_stays_so_when_the_number_comes_or_goes(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        a, b = await city.registered(2)
        await city.died(a)  # the officer has made sure that it is not so
        one = await city.listed()
        (row,) = await city.rows(one, "left_out")
        reason = taken_in(["DECEASED"])
        await city.run(lambda tx: enrolment_rows.settle(tx, row["id"], "listed", reason, 0))
        await city.sent(one)
        nik_a, nik_b = await niks(city, a, b)
        for answer in ((nik_a, "", ONE), (nik_b, "", ONE, "koreksi"), (nik_a, "", TWO)):
            assert await city.verdicts(await city.answers("kpj", TITLES, numbers(answer), one)) == ["done"]
            found = {row["registration_id"]: row["reason"] for row in await city.rows(one)}
            assert found == {a.id: reason, b.id: None}
            assert await city.run(lambda tx: enrolment_review.held(tx, one.id)) == {}
        for answer, state in (((nik_a, "", "", "ditolak"), "refused"), ((nik_a, "", TWO), "numbered")):
            await city.answers("kpj", TITLES, numbers(answer), one)
            assert {row["registration_id"]: row["state"] for row in await city.rows(one)}[a.id] == state
        assert {row["registration_id"]: row["reason"] for row in await city.rows(one)}[a.id] == reason
        assert await city.run(lambda tx: enrolment_review.held(tx, one.id)) == {}

    play(database_url, tmp_path, scene)
