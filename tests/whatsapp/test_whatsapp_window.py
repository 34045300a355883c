"""Outside the day's window: a template rings, what it announces is held, and goes when the person writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.conversation.messages import Reply, Said
from bot.delivery.channel import Inbound
from bot.rehearsal.whatsapp import Nasty, Seat, Trouble
from bot.tasks import remind
from storage import chats, outbox
from storage.outbox import NOTIFICATION, Queued
from storage.statement import Tx
from tests.databases import VAULT
from tests.whatsapp.desk import DAY, HOUR, KEY, Desk, desk, play


async def tell(bot: Desk, seat: Seat, news: str = "file:gone", key: str = "n1") -> None:
    """The chat hears of something."""
    await bot.app.inbox.receive(Inbound("whatsapp", key, seat.person.user_id, Said(news=news)))


async def queue(bot: Desk, seat: Seat, reply: Reply) -> None:
    """Something that the bot says first."""

    def add(tx: Tx) -> None:
        inside = chats.enter(tx, VAULT, "whatsapp", seat.person.user_id, 0, "id").id
        wanted = Queued(0, inside, "whatsapp", seat.person.user_id, reply, NOTIFICATION, at=bot.clock())
        outbox.add(tx, VAULT, wanted, "waiting", 0)

    await bot.app.database.run(add)


def test_within_a_day_everything_goes_as_it_is(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            bot.clock.ahead = DAY - HOUR
            await tell(bot, seat)
            assert "tidak sampai kepada kami" in (await seat.next()).text
            assert seat.last.kind == "text"

    play(scene())


def test_after_a_day_a_template_rings_and_the_news_goes_when_the_person_taps(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await bot.day_goes_by()
            await tell(bot, seat)
            rung = await seat.next()
            assert (rung.kind, rung.titles) == ("template", ["Baca kabarnya"])
            assert "Ada kabar untuk Bapak/Ibu" in rung.text
            await bot.reach("read", "read", "held")
            await seat.taps("Baca kabarnya")
            assert "tidak sampai kepada kami" in (await seat.next()).text
            await bot.settled()
            await bot.reach("read", "read", "read")  # nothing else was said: it costs
            bot.fake.assert_clean()

    play(scene())


def test_whoever_taps_before_it_is_known_that_the_template_arrived_gets_the_news_and_nothing_else(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path, fake_nasty=Nasty(hang_seconds=8)) as bot:
            seat = await bot.greeted()
            await bot.day_goes_by()
            bot.fake.order(Trouble.SILENT, name="messages")
            await tell(bot, seat)
            assert (await seat.next()).kind == "template"
            assert await bot.states("waiting")
            await seat.taps("Baca kabarnya")
            assert "tidak sampai kepada kami" in (await seat.next()).text
            await bot.reach("read", "read", "read")
            assert len(seat.messages) == 4

    play(scene())


def test_a_template_that_nobody_knows_the_fate_of_keeps_its_news(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path, fake_nasty=Nasty(hang_seconds=0.1)) as bot:
            seat = await bot.greeted()
            await bot.day_goes_by()
            bot.fake.order(Trouble.SILENT, name="messages")
            await tell(bot, seat)
            await bot.reach("read", "read", "held")
            assert (await seat.next()).kind == "template"
            await seat.taps("Baca kabarnya")
            assert "tidak sampai kepada kami" in (await seat.next()).text
            await bot.reach("read", "read", "read")

    play(scene())


def test_whoever_writes_something_else_is_answered_first(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await bot.day_goes_by()
            await tell(bot, seat)
            await seat.next()
            await bot.reach("read", "read", "held")
            await seat.says("menu")
            found = [(await seat.next()).text for _ in range(2)]
            assert "Silakan pilih" in found[0] and "tidak sampai" in found[1]

    play(scene())


def test_without_a_template_it_is_held_and_listed_without_a_word_of_it(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await bot.day_goes_by()
            await queue(bot, seat, Reply("Ibu SITI, suratnya sudah ada."))
            await bot.reach("read", "read", "held")
            assert len(seat.messages) == 2

    play(scene())
    for name, value in (("DATABASE_URL", database_url), ("DATA_DIR", str(tmp_path)), ("DATA_KEY", KEY)):
        monkeypatch.setenv(f"PAYUNG_{name}", value)
    assert main(["outbox", "--held"]) == 0
    told = capsys.readouterr().out
    assert "0 wait to be sent, 1 held" in told or "0 menunggu dikirim, 1 ditahan" in told
    line = told.splitlines()[1].split()
    assert line[1:3] == ["whatsapp", "reply"]
    assert "SITI" not in told and "6281" not in told and "ID." not in told


def test_a_reminder_is_said_by_its_template_and_never_comes_again(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await bot.says(seat, "daftar")
            await bot.settled()
            bot.clock.ahead = _next_morning(bot)
            await remind(bot.app)
            rung = await seat.next()
            assert (rung.kind, rung.titles) == ("template", ["Lanjutkan"])
            await bot.reach("read", "read", "read", "read")
            await seat.taps("Lanjutkan")
            assert "Mendaftar untuk siapa?" in (await seat.next()).text
            await bot.settled()
            await remind(bot.app)
            assert len(seat.messages) == 5

    play(scene())


def _next_morning(bot: Desk) -> int:
    """How far to put the clock forward: more than a day, to ten in the morning."""
    now = bot.app.local(bot.clock() + DAY + HOUR)
    return DAY + HOUR + ((34 - now.hour) % 24) * HOUR


def test_a_template_that_is_not_approved_keeps_nothing_from_being_held(
    database_url: str, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path, approved=False) as bot:
            seat = await bot.greeted()
            await bot.day_goes_by()
            await tell(bot, seat)
            await bot.reach("read", "read", "held")
            assert bot.app.whatsapp.troubles.known[132001].startswith(
                "WhatsApp has no such approved template"
            )
            await seat.says("menu")
            assert "Silakan pilih" in (await seat.next()).text
            assert "tidak sampai" in (await seat.next()).text
            assert bot.app.whatsapp.troubles.known == {}

    play(scene())


def test_a_window_that_only_whatsapp_knows_to_be_closed(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await bot.settled()
            bot.fake.order(131047)
            await tell(bot, seat)
            assert (await seat.next()).kind == "template"
            await bot.reach("read", "read", "held")
            await seat.says("menu")
            assert "Silakan pilih" in (await seat.next()).text
            await seat.next()
            await bot.reach("read", "read", "read", "read")

    play(scene())


def test_a_window_that_turns_out_to_be_closed_after_it_was_taken(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await bot.settled()
            bot.fake.fail(131047)
            await tell(bot, seat)
            await seat.next()
            await bot.reach("read", "read", "failed", "held")
            assert [row["problem"] for row in await bot.rows()][2] == "code 131047"
            await seat.says("menu")
            texts = [(await seat.next()).text for _ in range(2)]
            assert "tidak sampai" in texts[1]

    play(scene())


def test_what_was_written_meanwhile_opens_the_window_again(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with desk(database_url, tmp_path) as bot:
            seat = await bot.greeted()
            await bot.day_goes_by()
            await bot.says(seat, "menu")
            await tell(bot, seat)
            assert "tidak sampai" in (await seat.next()).text
            assert seat.last.kind == "text"

    play(scene())
