"""An announcement on its way: in waves, paused, stopped, killed, refused; nobody gets it twice."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import bindparam, null, update

from bot.announcing import Waiting, announce
from bot.announcing_people import look
from bot.delivery.channel import Inbound
from rules.announcements import Rate, measures
from storage import announcement_people as waiting_people
from storage import announcement_results
from storage.announcements import NEVER
from storage.outbox import BROADCAST
from storage.statement import Row, Statement, Tx
from storage.tables import announcement_people
from tests.delivery.announcing import (
    FAST,
    TEXT,
    act,
    all_out,
    furnished,
    now,
    rows,
    scene,
    sent,
    totals,
    written,
)
from tests.delivery.desk import NAME, ROWS, hangs, says
from tests.delivery.house import House, house

HOUR = 3600 * 1000
SETTLED = Statement(
    update(announcement_people)
    .where(announcement_people.c.person_id == bindparam("person"))
    .values(state=bindparam("to"), outbox_id=null())
)


def test_what_can_t_be_taken_or_may_have_arrived_is_told_as_it_is(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        bot.post.trouble["1"].append(says("refused"))
        bot.post.trouble["2"].append(says("unsure"))
        id = await written(bot)
        await sent(bot, id)
        assert await totals(bot, id) == {"failed": 1, "unknown": 1, "sent": 1}
        assert (await now(bot, id)).look_at < NEVER  # what is unknown may still become known

    scene(database_url, tmp_path, played)


def test_replies_go_before_it_and_it_goes_last_in_a_chat(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        id = await written(bot)
        await announce(bot, FAST)
        await act(bot, id, "send")
        await announce(bot, FAST)
        queued = [row for row in await rows(bot) if row["state"] != "waiting"]
        assert len(queued) == 3
        assert await priorities(bot) == [BROADCAST] * 3
        await all_out(bot)

    scene(database_url, tmp_path, played)


async def priorities(bot: House) -> list[int]:
    return [row["priority"] for row in await outbox_rows(bot)]


def test_in_waves_paused_and_continued(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        id = await written(bot)
        await announce(bot, FAST)
        await act(bot, id, "send")
        step = await bot.database.read(lambda tx: waiting_people.next_chats(tx, id, NAME, 1))
        await Waiting(id, step[0]).told(bot)
        await all_out(bot)
        assert await act(bot, id, "pause")
        await Waiting(id, step[0] + 1).told(bot)  # the wave was on its way
        await announce(bot, FAST)
        await all_out(bot)
        assert len(bot.post.arrived) == 1
        assert (await totals(bot, id))["waiting"] == 2
        assert await act(bot, id, "continue")
        await announce(bot, FAST)
        await all_out(bot)
        assert len(bot.post.arrived) == 3

    scene(database_url, tmp_path, played)


def test_nothing_more_goes_where_much_still_waits_to_be_sent(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        id, until = await written(bot), asyncio.Event()
        for address in "123":
            bot.post.trouble[address].append(hangs(until))
        await announce(bot, FAST)
        await act(bot, id, "send")
        slow = replace(FAST, rate=Rate(2, 0.0, 2))
        await announce(bot, slow)
        assert (await totals(bot, id))["waiting"] == 1
        until.set()
        await all_out(bot)
        await announce(bot, slow)
        await all_out(bot)
        assert len(bot.post.arrived) == 3

    scene(database_url, tmp_path, played)


def test_stopped_by_an_officer_the_rest_stays_unsent_and_is_counted(
    database_url: str, tmp_path: Path
) -> None:
    async def played(bot: House) -> None:
        id = await written(bot)
        await announce(bot, FAST)
        await act(bot, id, "send")
        await bot.inbox.receive(Inbound(NAME, "closed", "1", blocked=True))
        bot.post.trouble["2"].append(says("blocked"))
        await announce(bot, FAST)
        await all_out(bot)
        assert await act(bot, id, "stop")
        await announce(bot, FAST)
        assert await totals(bot, id) == {"blocked": 1, "waiting": 1, "sent": 1}
        assert (await now(bot, id)).ended_at
        await bot.say("2", "halo")
        await all_out(bot)
        assert not any("Pengumuman" in text for text in bot.post.to("2"))
        assert not await act(bot, id, "continue")

    scene(database_url, tmp_path, played)


@pytest.mark.parametrize(
    ("hour", "goes"), [(6, False), (7, True), (12, True), (19, True), (20, False), (23, False)]
)
def test_nobody_is_woken_in_the_city_s_night(
    database_url: str, tmp_path: Path, hour: int, goes: bool
) -> None:
    async def played(bot: House) -> None:
        id = await written(bot)
        await announce(bot, FAST)
        await act(bot, id, "send")
        local = bot.local(bot.clock())  # Denpasar has the time of these settings
        bot.ticking.ahead = ((hour - local.hour) % 24) * HOUR - local.minute * 60_000 + 30_000
        await announce(bot, replace(measures(), rate=FAST.rate))
        await all_out(bot)
        assert len(bot.post.arrived) == (3 if goes else 0)
        assert (await now(bot, id)).state == ("done" if goes else "sending")

    scene(database_url, tmp_path, played)


def test_killed_anywhere_nobody_gets_it_twice_and_nobody_is_left_out(
    database_url: str, tmp_path: Path
) -> None:
    """A process of its own is killed over the waves, again and again: one message a chat, and each has one."""
    many, lives = 60, 0

    async def begun() -> int:
        async with house(database_url, tmp_path, started=False) as bot:
            await furnished(bot, many)
            return await written(bot)

    id = asyncio.run(begun())
    while True:
        life = subprocess.Popen(
            [sys.executable, "-m", "tests.delivery.dying", database_url, str(tmp_path), str(id)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        with life:
            told = lines(life, 7 + 4 * lives)
            if told == b"done":
                break
            life.kill()
        lives += 1
    assert life.returncode == 0 and lives > 2

    async def ended() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            found = [row for row in await rows(bot)]
            assert len(found) == many and not [row for row in found if row["state"] == "waiting"]
            messages = Counter(row["chat_id"] for row in await outbox_rows(bot))
            assert list(messages.values()) == [1] * many
            assert (await now(bot, id)).state == "done"

    asyncio.run(ended())


def lines(life: subprocess.Popen[bytes], many: int) -> bytes:
    """Let it go on to that line, and a little further; the last one that it wrote."""
    assert life.stdin and life.stdout
    last = life.stdout.readline()  # it is at work
    for _ in range(many):
        last = life.stdout.readline() or last
        if last.strip() == b"told":
            life.stdin.write(b"\n")
            life.stdin.flush()
    return last.strip()


async def outbox_rows(bot: House) -> Sequence[Row]:
    return await bot.database.read(lambda tx: tx.all(ROWS))


def test_an_announcement_in_the_middle_of_a_question_leaves_it_to_be_answered(
    database_url: str, tmp_path: Path
) -> None:
    async def played(bot: House) -> None:
        await bot.say("1", "bahasa")
        await all_out(bot)
        asked = bot.post.to("1")[-1]
        await sent(bot, await written(bot))
        assert TEXT in bot.post.to("1")[-1] and bot.post.to("1")[-1].endswith(asked)
        await bot.say("1", "english")
        await all_out(bot)
        assert "English" in bot.post.to("1")[-1]

    scene(database_url, tmp_path, played)


def test_a_message_that_can_t_be_played_is_told_as_failed(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        id = await written(bot)
        await announce(bot, FAST)
        await act(bot, id, "send")
        bot.broken.add("2")
        await announce(bot, FAST)
        await all_out(bot)
        await look(bot, await now(bot, id))
        assert await totals(bot, id) == {"failed": 1, "sent": 2}

    scene(database_url, tmp_path, played)


def test_what_was_settled_since_it_was_looked_at_stays_so(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        id = await written(bot)
        await sent(bot, id)
        before = {row["person_id"]: row["state"] for row in await rows(bot)}
        first, second, _ = sorted(before)

        def settle(tx: Tx) -> None:
            tx.run(SETTLED, person=first, to="waiting")
            tx.run(SETTLED, person=second, to="stopped")

        await bot.database.run(settle)
        late = dict.fromkeys(before, "delivered")
        await bot.database.run(lambda tx: announcement_results.raised(tx, id, late))
        assert await totals(bot, id) == {"waiting": 1, "stopped": 1, "delivered": 1}

    scene(database_url, tmp_path, played)
