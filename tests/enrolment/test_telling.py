"""What chats hear of their cover: that it begins, goes on, or ends soon; in waves, awake, once, and only what is so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.enrolment import lapsing, telling
from rules.records import Registration
from storage import cards, endings, enrolment_rows, jobs, lapses
from storage.cards import BEGINNING, Chosen
from storage.queue import Strip
from tests.enrolment.branch import PAID, niks, numbered, paid
from tests.enrolment.city import City, play

DECEMBER = date(2026, 12, 31)
WHOLE = [Strip("makassar")]
A_MONTH_BEFORE = date(2026, 12, 1)


async def covered(city: City, *people: Registration) -> None:
    """They are on a list that is sent, numbered and paid."""
    one = await city.sent(await city.listed())
    await numbered(city, one, *people)
    await paid(city, one, *people)


async def heard(city: City) -> list[str]:
    """What chats hear of all the work that is due, the cards aside."""
    return [queued.reply.text for queued in await city.work() if queued.reply.file is None]


async def waves(city: City) -> Sequence[int]:
    """In how many minutes from now each chat is told, without doing it."""
    now = city.clock()
    found = await city.run(lambda tx: jobs.claim(tx, city.app.vault, now + 10**9, now + 10**9, 500))
    return [job.payload["spread"] // telling.MINUTE for job in found if job.kind == telling.JOB]


def test_who_is_covered_hears_from_when_until_when_and_who_pays(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1, chat=True)
        await covered(city, a)
        (said,) = await heard(city)
        assert "Perlindungan mulai 1 April 2026 dan berlaku sampai 31 Desember 2026" in said
        assert "pemerintah daerah (APBD)" in said and a.number in said
        city.clock.now += 2 * telling.MINUTE
        (card,) = await city.work()
        assert card.reply.file and card.reply.file.source.startswith("card:")

    play(database_url, tmp_path, scene)


def test_many_are_told_in_waves_and_in_the_morning(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "WAVE", 2)

    async def scene(city: City) -> None:
        made = await city.registered(5, chat=True)
        city.clock.set(date(2026, 4, 2), 21)
        await covered(city, *made)
        assert await heard(city) == []  # it is night; the first wave is put off
        city.clock.set(date(2026, 4, 3), 7)
        assert await heard(city) == []
        city.clock.set(date(2026, 4, 3), 9)
        said = await heard(city)
        assert len(said) == 5 and all("dari 1 April 2026 sampai 31 Desember 2026" in one for one in said)
        assert await heard(city) == []

    play(database_url, tmp_path, scene)


def test_the_waves_follow_each_other(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "WAVE", 2)

    async def scene(city: City) -> None:
        made = await city.registered(5, chat=True)
        await covered(city, *made)
        spread = sorted(await waves(city))
        assert spread == [1, 1, 2, 2, 3]  # by the row of the file, in which the titles are the first

    play(database_url, tmp_path, scene)


def test_who_lapses_hears_it_a_month_before_and_once(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        a, dead, without_chat = await city.registered(2, chat=True) + await city.registered(1)
        for who in (a, dead, without_chat):
            await city.member(who, DECEMBER)
        await city.died(dead)
        city.clock.set(A_MONTH_BEFORE - timedelta(1))
        await lapsing.lapses_told(city.app)
        assert await heard(city) == []
        city.clock.set(A_MONTH_BEFORE)
        for _ in range(2):
            await lapsing.lapses_told(city.app)
        (said,) = await heard(city)
        assert "berlaku sampai 31 Desember 2026" in said and "belum tercatat" in said
        city.clock.set(A_MONTH_BEFORE + timedelta(2))
        await lapsing.lapses_told(city.app)
        assert await heard(city) == []

    play(database_url, tmp_path, scene)


@pytest.mark.parametrize("fixed", [False, True], ids=["draft", "fixed"])
def test_who_is_on_a_list_that_is_fixed_is_left_in_peace(
    database_url: str, tmp_path: Path, fixed: bool
) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1, chat=True)
        await city.member(a, DECEMBER)
        one = await city.listed(kind="renewal", starts=date(2027, 1, 1), months=12)
        if fixed:
            await city.sent(one)
        city.clock.set(A_MONTH_BEFORE)
        await lapsing.lapses_told(city.app)
        assert len(await heard(city)) == (0 if fixed else 1)

    play(database_url, tmp_path, scene)


def test_what_is_renewed_before_the_chat_is_told_is_not_said_to_end(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1, chat=True)
        await city.member(a, DECEMBER)
        city.clock.set(A_MONTH_BEFORE, 21)
        await lapsing.lapses_told(city.app)
        assert await heard(city) == []  # it is night
        one = await city.sent(await city.listed(kind="renewal", starts=date(2027, 1, 1), months=12))
        (nik_a,) = await niks(city, a)
        rows = [(nik_a, "", "01-01-2027", "31-12-2027", "")]
        await city.answers("payment", PAID, rows, one)
        city.clock.set(A_MONTH_BEFORE + timedelta(1))
        (said,) = await heard(city)
        assert "diperpanjang dan sekarang berlaku sampai 31 Desember 2027" in said

    play(database_url, tmp_path, scene)


def test_lapses_are_foreseen(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        made = await city.registered(4)
        for who in made[:3]:
            await city.member(who, DECEMBER)
        await city.member(made[3], date(2026, 11, 30))
        first, last = date(2026, 11, 15), date(2027, 1, 14)
        found = await city.run(lambda tx: endings.foreseen(tx, WHOLE, first, last))
        assert list(found) == [(date(2026, 11, 30), 1), (DECEMBER, 3)]
        assert await city.run(lambda tx: endings.foreseen(tx, WHOLE, first, date(2026, 12, 30))) == found[:1]
        assert await city.run(lambda tx: lapses.unregistered(tx, "makassar", first, last)) == 0

    play(database_url, tmp_path, scene)


def test_who_was_taken_off_a_list_as_dead_is_no_lapse_and_gets_no_card(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        for who in await city.registered(2, chat=True):
            await city.member(who, DECEMBER)
        one = await city.listed(kind="renewal", starts=date(2027, 1, 1), months=12)
        row = (await city.rows(one))[0]["id"]
        await city.run(lambda tx: enrolment_rows.settle(tx, row, "taken_off", "DECEASED", 0))
        found = await city.run(lambda tx: endings.foreseen(tx, WHOLE, A_MONTH_BEFORE, DECEMBER))
        assert list(found) == [(DECEMBER, 1)]
        asked = Chosen("makassar"), A_MONTH_BEFORE.isoformat()
        assert await city.run(lambda tx: cards.count(tx, *asked)) == 1
        printed = await city.run(lambda tx: cards.some(tx, city.app.vault, *asked, BEGINNING, 9))
        assert len(printed) == 1

    play(database_url, tmp_path, scene)
