"""Whose answers are asked again while a list becomes cover: on a draft, checked, fixed, sent, numbered and paid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from bot.enrolment import filling
from bot.enrolment.beginning import began, begins_late
from bot.enrolment.filling import programme_of, source_of
from bot.enrolment.reckoned import reckon
from bot.enrolment.taking_in import till
from bot.enrolment.whole import pay_all
from rules.enrolment import Enrolment, taken_in
from rules.records import Event, NotAllowed, Registration
from storage import enrolment_review, enrolment_rows, registrations
from tests.enrolment.branch import TITLES, niks, numbered, numbers, paid
from tests.enrolment.city import City, kpj_of, play
from tests.enrolment.test_review import put_aside, written
from tests.mending import mended, returned

TO_COME = date(2027, 1, 1)


async def asked_again(city: City, one: Registration, *fields: str) -> None:
    await city.run(lambda tx: returned(tx, city.app, one, *fields))


async def answers(city: City, one: Registration, **given: str) -> list[str]:
    return await city.run(lambda tx: mended(tx, city.app, one, **given))


async def verified(city: City, one: Registration) -> None:
    event = Event("verified", city.clock(), "officer")
    await city.run(lambda tx: registrations.happen(tx, city.app.vault, one, event, None))


async def filled_again(city: City, one: Enrolment) -> Enrolment:
    await city.run(lambda tx: filling.again(tx, city.app.vault, one.id, None, city.clock()))
    await city.work()
    return await city.enrolment(one.id)


async def standing(city: City, one: Enrolment) -> Mapping[int, tuple[str, str | None]]:
    """By registration: where it stands, and why."""
    return {row["registration_id"]: (row["state"], row["reason"]) for row in await city.rows(one)}


def test_who_is_mended_and_verified_is_put_on_the_list_when_it_is_filled_again(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        back, waits, stays = await city.registered(3, chat=True)
        one = await city.listed()
        await asked_again(city, back, "name")
        await asked_again(city, waits, "name")
        assert await put_aside(city, one) == 2
        await answers(city, back, name="PEKERJA BARU")
        one = await filled_again(city, one)
        assert await city.reasons(one) == {"NOT_VERIFIED": 2}  # an officer has to look first
        await verified(city, back)
        one = await filled_again(city, one)
        assert await standing(city, one) == {
            back.id: ("listed", None), waits.id: ("left_out", "NOT_VERIFIED"), stays.id: ("listed", None),
        }  # fmt: skip
        assert one.expected == 3
        made = await city.run(lambda tx: reckon(tx, one, programme_of(tx, one)))
        assert made.bill.count == 2

    play(database_url, tmp_path, scene)


def test_filled_again_the_age_is_judged_anew_by_what_was_corrected(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "AT_ONCE", 2)
    monkeypatch.setattr(filling, "OPENED", 1)

    async def scene(city: City) -> None:
        right, wrong = await city.registered(2, chat=True, born="1950-01-01")
        good = await city.registered(4, chat=True)
        one = await city.listed(most=5)
        assert await city.reasons(one) == {"OVERAGE": 2} and await city.states(one) == {
            "listed": 4,
            "left_out": 2,
        }
        for each, born in ((right, "1950-02-01"), (wrong, "1980-01-01"), (good[0], "1940-01-01")):
            await asked_again(city, each, "birth_date")
            await answers(city, each, birth_date=born)
            await verified(city, each)
        (last,) = await city.registered()
        one = await filled_again(city, one)
        found = await standing(city, one)
        assert found[right.id] == ("left_out", "OVERAGE") and found[wrong.id] == ("listed", None)
        assert found[good[0].id] == ("left_out", "OVERAGE")
        assert found[last.id] == ("listed", None) and await city.states(one) == {"listed": 5, "left_out": 2}

    play(database_url, tmp_path, scene)


def test_filled_again_an_officer_s_word_stays(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        off, dead = await city.registered(2, chat=True)
        one = await city.listed()
        rows = {row["registration_id"]: row["id"] for row in await city.rows(one)}
        await city.died(dead)
        await city.run(lambda tx: enrolment_rows.settle(tx, rows[off.id], "taken_off", "MOVED", 0))
        known = ["DECEASED"]
        await city.run(lambda tx: enrolment_rows.settle(tx, rows[dead.id], "listed", taken_in(known), 0))
        one = await filled_again(city, one)
        assert await standing(city, one) == {
            off.id: ("taken_off", "MOVED"), dead.id: ("listed", "TAKEN_IN:DECEASED"),
        }  # fmt: skip
        assert one.expected == 2

    play(database_url, tmp_path, scene)


def test_who_is_on_it_while_answers_are_open_counts_and_is_neither_sent_nor_paid_for(
    database_url: str, tmp_path: Path
) -> None:
    """The place and the money stay: the answer may come tomorrow."""

    async def scene(city: City) -> None:
        asked, stays = await city.registered(2, chat=True)
        one = await city.sent(await city.listed())
        await asked_again(city, asked, "mother_name")
        await numbered(city, one, asked, stays)  # a number of the branch is a fact
        assert await city.states(one) == {"numbered": 2}
        assert await written(city, one) == await niks(city, stays)
        made = await city.run(lambda tx: reckon(tx, one, programme_of(tx, one)))
        assert made.bill.count == 2
        await city.run(lambda tx: pay_all(till(city.app, tx), one, (one.starts, one.ends), "B-1"))
        await city.work()
        assert await city.states(one) == {"numbered": 1, "paid": 1} and await city.covers(asked) == []
        await answers(city, asked, mother_name="SITI RAHMAH")
        assert await city.run(lambda tx: enrolment_review.held(tx, one.id)) == {"NOT_VERIFIED": 1}
        await verified(city, asked)
        assert await city.run(lambda tx: enrolment_review.held(tx, one.id)) == {}
        assert sorted(await written(city, one)) == sorted(await niks(city, asked, stays))
        await city.run(lambda tx: pay_all(till(city.app, tx), one, (one.starts, one.ends), "B-2"))
        said = [queued.reply.text for queued in await city.work()]
        assert (await city.status(asked)).status == "enrolled" and any(asked.number in text for text in said)
        assert await city.states(one) == {"paid": 2}

    play(database_url, tmp_path, scene)


def test_who_is_paid_for_can_not_be_asked_again(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(chat=True)
        one = await city.sent(await city.listed())
        await numbered(city, one, a)
        await paid(city, one, a)
        with pytest.raises(NotAllowed):
            await asked_again(city, a, "name")
        assert (await city.status(a)).status == "enrolled"

    play(database_url, tmp_path, scene)


def test_a_nik_that_is_corrected_to_that_of_somebody_on_the_same_list_makes_nobody_two(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        wrong, owner = await city.registered(2, chat=True)
        one = await city.sent(await city.listed())
        mine, theirs = await niks(city, wrong, owner)
        await asked_again(city, wrong, "nik")
        assert await answers(city, wrong, nik=theirs) == ["looked_at"]
        assert await niks(city, wrong, owner) == [mine, theirs]
        assert (await city.status(wrong)).status == "submitted"
        assert await written(city, one) == [theirs]
        file = await city.answers("kpj", TITLES, numbers((theirs, "", kpj_of(owner.person))), one)
        assert await city.verdicts(file) == ["done"]
        rows = {row["registration_id"]: row["kpj"] for row in await city.rows(one)}
        assert rows == {wrong.id: "", owner.id: kpj_of(owner.person)}

    play(database_url, tmp_path, scene)


def test_the_branch_s_answer_under_the_old_nik_gets_to_nobody(database_url: str, tmp_path: Path) -> None:
    """It was sent before it was corrected; by now the number may be somebody else's."""

    async def scene(city: City) -> None:
        a, b = await city.registered(2, chat=True)
        one = await city.sent(await city.listed())
        old, _ = await niks(city, a, b)
        new = old[:-4] + "9877"
        await asked_again(city, a, "nik")
        assert await answers(city, a, nik=new) == ["kept"]
        file = await city.answers("kpj", TITLES, numbers((old, "", kpj_of(a.person))), one)
        assert await city.verdicts(file) == ["NOT_IN_LIST"]
        file = await city.answers("kpj", TITLES, numbers((new, "", kpj_of(a.person))), one)
        assert await city.verdicts(file) == ["done"]

    play(database_url, tmp_path, scene)


def test_who_dies_while_answers_are_open_is_dead_first_of_all(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        a, b = await city.registered(2, chat=True)
        one = await city.listed()
        await asked_again(city, a, "name")
        await city.died(a)
        assert await put_aside(city, one) == 1
        assert await city.reasons(one) == {"DECEASED": 1}
        assert await standing(city, one) == {a.id: ("left_out", "DECEASED"), b.id: ("listed", None)}
        with pytest.raises(AssertionError, match="nothing is asked"):
            await answers(city, a, name="PEKERJA LAIN")

    play(database_url, tmp_path, scene)


def test_who_is_taken_in_while_answers_are_open_is_judged_by_what_comes_later(
    database_url: str, tmp_path: Path
) -> None:
    """Taken off, asked again, put back over it: then verified, returned once more and withdrawn."""

    async def scene(city: City) -> None:
        (a,) = await city.registered(chat=True)
        one = await city.listed()
        (row,) = await city.rows(one)
        await city.run(lambda tx: enrolment_rows.settle(tx, row["id"], "taken_off", "OTHER", 0))
        await asked_again(city, a, "name")
        source = source_of(one, date(2026, 3, 10))
        known = await city.run(lambda tx: enrolment_review.against(tx, source, row["id"]))
        assert known == ["NOT_VERIFIED"]
        await city.run(lambda tx: enrolment_rows.settle(tx, row["id"], "listed", taken_in(known), 0))
        assert await put_aside(city, one) == 0
        one = await city.sent(one)
        assert await written(city, one) == await niks(city, a)
        await numbered(city, one, a)
        await city.run(lambda tx: pay_all(till(city.app, tx), one, (one.starts, one.ends), "B-1"))
        await city.work()
        assert len(await city.covers(a)) == 1 and await city.states(one) == {"paid": 1}
        assert (await city.status(a)).status == "returned"  # the answers are open all the same
        await answers(city, a, name="PEKERJA AHMAD")
        assert (await city.status(a)).status == "submitted"

    play(database_url, tmp_path, scene)


@pytest.mark.parametrize("mends", [False, True])
def test_whom_the_branch_has_paid_for_meanwhile_is_enrolled_with_the_verification(
    database_url: str, tmp_path: Path, mends: bool
) -> None:
    """Cover is a fact; no list would ever take the registration, neither a new one nor a renewal."""

    async def scene(city: City) -> None:
        (a,) = await city.registered(chat=True)
        one = await city.sent(await city.listed())
        await numbered(city, one, a)
        await asked_again(city, a, "name")
        await paid(city, one, a)
        assert await city.work() == [] and (await city.status(a)).status == "returned"
        assert len(await city.covers(a)) == 1 and await city.states(one) == {"paid": 1}
        if mends:
            await answers(city, a, name="PEKERJA AHMAD")
        await verified(city, a)
        today = city.app.local(city.clock()).date()
        here = await city.status(a)
        assert await city.run(lambda tx: begins_late(tx, city.app.vault, here, today, city.clock()))
        now = await city.status(a)
        assert now.status == "enrolled" and now.events[-1].details == {
            "from": "2026-04-01",
            "until": "2026-12-31",
        }
        city.clock.now += 2 * 60_000
        said = await city.work()
        assert [(a.number in queued.reply.text, queued.reply.file is not None) for queued in said] == [
            (True, False), (False, True),
        ]  # fmt: skip
        city.clock.set(date(2026, 12, 1))
        renewal = await city.listed(kind="renewal", starts=TO_COME, months=3)
        assert await standing(city, renewal) == {a.id: ("numbered", None)}
        assert not await city.run(lambda tx: begins_late(tx, city.app.vault, now, today, city.clock()))

    play(database_url, tmp_path, scene)


def test_who_is_verified_while_a_payment_is_noted_is_enrolled_by_it(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        (read_before,) = await city.registered(status="submitted", chat=True)
        await verified(city, read_before)
        days = date(2026, 4, 1), date(2026, 12, 31)
        assert await city.run(
            lambda tx: began(tx, city.app.vault, read_before, None, days, city.clock(), list=1)
        )
        now = await city.status(read_before)
        assert (now.status, now.events[-1].kind) == ("enrolled", "enrolled")

    play(database_url, tmp_path, scene)


def test_cover_that_is_over_makes_nobody_enrolled(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(chat=True)
        await city.member(a, date(2026, 2, 28), enrol=False)
        await city.member(a, date(2026, 12, 31), programme="banjarmasin", kpj="99100000001", enrol=False)
        today = city.app.local(city.clock()).date()
        assert not await city.run(lambda tx: begins_late(tx, city.app.vault, a, today, city.clock()))
        assert (await city.status(a)).status == "verified"

    play(database_url, tmp_path, scene)
