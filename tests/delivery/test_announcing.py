"""An announcement goes to everybody who is meant, once, in waves; it is paused, stopped, refused, and survives."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.announcing import Waiting, announce
from bot.announcing_people import look
from bot.delivery.channel import Inbound
from rules.announcements import Rate, Segment, measures
from rules.cases import Case
from rules.enrolment import Enrolment
from rules.records import Event, Registration
from storage import announcement_people, announcements, cases, chats, enrolment, people, registrations
from storage.announcements import NEVER
from storage.outbox import BROADCAST
from storage.statement import Row, Statement, Tx
from storage.tables import enrolment_rows
from tests.databases import VAULT
from tests.delivery.announcing import (
    FAST,
    TEXT,
    VILLAGE,
    act,
    all_out,
    furnished,
    lives,
    nik,
    now,
    rows,
    totals,
    written,
)
from tests.delivery.desk import NAME, ROWS, hangs, play, says
from tests.delivery.house import House, house

HOUR = 3600 * 1000


def scene(
    url: str, folder: Path, act: Callable[[House], Awaitable[None]], people: int = 3, within: float = 120
) -> None:
    """Only what sends is at work by itself: the job is done when the scene says so."""

    async def run() -> None:
        async with house(url, folder, started=False) as bot:
            await furnished(bot, people)
            bot.run_sender()
            await act(bot)

    play(run(), within)


async def sent(bot: House, id: int) -> None:
    """Counted, sent, and on its way to everybody."""
    await announce(bot, FAST)
    assert await act(bot, id, "send")
    await announce(bot, FAST)
    await all_out(bot)
    await look(bot, await now(bot, id))


def test_everybody_who_is_meant_gets_it_once_and_how_to_stop_it(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        id = await written(bot)
        await announce(bot, FAST)
        assert (await now(bot, id)).state == "ready"
        assert (await now(bot, id)).counted == {NAME: {"people": 3, "chats": 3, "outside": 0}}
        assert bot.post.arrived == []  # counted is not sent
        await sent(bot, id)
        for address in "123":
            (said,) = bot.post.to(address)
            assert (
                said == f"Pengumuman dari Kota Denpasar\n\n{TEXT}\n\nTidak mau pengumuman lagi? Ketik STOP."
            )
        assert await totals(bot, id) == {"sent": 3}
        assert (await now(bot, id)).state == "done"
        await announce(bot, FAST)
        assert len(bot.post.arrived) == 3

    scene(database_url, tmp_path, played)


def test_one_chat_for_a_family_gets_it_once_and_of_several_chats_the_last_used(
    database_url: str, tmp_path: Path
) -> None:
    async def played(bot: House) -> None:
        def more(tx: Tx) -> None:
            lives(tx, 4, "old", "new", now=bot.clock())
            lives(tx, 5, "1", now=bot.clock())

        await bot.database.run(more)
        id = await written(bot)
        await announce(bot, FAST)
        assert (await now(bot, id)).counted == {NAME: {"people": 5, "chats": 4, "outside": 0}}
        await sent(bot, id)
        assert Counter(address for address, _ in bot.post.arrived) == dict.fromkeys(("1", "2", "3", "new"), 1)
        assert await totals(bot, id) == {"sent": 5}

    scene(database_url, tmp_path, played)


@pytest.mark.parametrize(
    ("segment", "got"),
    [
        (Segment("denpasar"), "abdefg"),
        (Segment("denpasar", village=VILLAGE), "adefg"),
        (Segment("denpasar", category="artist"), "d"),
        (Segment("denpasar", statuses=("verified",)), "e"),
        (Segment("denpasar", statuses=("returned",)), "f"),
        (Segment("denpasar", village=VILLAGE, category="trader", statuses=("submitted",)), "ag"),
        (Segment("denpasar", membership="none"), "abdefg"),
        (Segment("denpasar", membership="active"), ""),
        (Segment("banjarmasin"), "c"),
        (Segment("paser"), ""),
    ],
    ids=str,
)
def test_a_segment_is_any_combination(database_url: str, tmp_path: Path, segment: Segment, got: str) -> None:
    async def played(bot: House) -> None:
        def more(tx: Tx) -> None:
            lives(tx, 1, "a")
            lives(tx, 2, "b", village="51.71.03.2009")
            lives(tx, 3, "c", programme="banjarmasin", village="63.71.01.1001")
            lives(tx, 4, "d", category="artist")
            happened(tx, lives(tx, 5, "e"), "verified")
            happened(tx, lives(tx, 6, "f"), "verified", "returned")
            happened(tx, lives(tx, 7, "g"), "returned", "mended")
            happened(tx, lives(tx, 8, "h"), "returned")
            died(tx, 8)

        await bot.database.run(more)
        await sent(bot, await written(bot, segment))
        assert "".join(sorted(address for address, _ in bot.post.arrived)) == got

    scene(database_url, tmp_path, played, people=0)


def happened(tx: Tx, one: Registration, *kinds: str) -> None:
    for kind in kinds:
        registrations.happen(tx, VAULT, one, Event(kind, 0, "officer"), None)


def person(tx: Tx, number: int) -> int:
    found = people.by_nik(tx, VAULT, nik(number))
    assert found
    return found.id


def died(tx: Tx, number: int, status: str = "reported") -> None:
    """A death is reported, from a chat of the family."""
    chat = chats.enter(tx, VAULT, NAME, "family", 0, "id").id
    event = Event("reported", 0, "person")
    case = cases.add(tx, VAULT, Case(0, "", "death", None, "", {}, 0), nik(number), event, chat)
    if status == "withdrawn":
        cases.happen(tx, VAULT, case, Event("withdrawn", 0, "person"), chat)


def taken_off(tx: Tx, number: int) -> None:
    """An officer takes the worker off an enrolment list, because the worker has died."""
    days = date(2026, 12, 1), date(2026, 12, 31)
    wanted = Enrolment(0, "denpasar", "new", *days, "village_fund")
    one = enrolment.add(tx, VAULT, wanted, Event("made", 0, "officer"))
    who = registrations.of_person(tx, VAULT, person(tx, number))[0]
    values = {"list_id": one.id, "registration_id": who.id, "person_id": who.person, "state": "taken_off",
              "reason": "DECEASED", "double": 0}  # fmt: skip
    tx.run(Statement(enrolment_rows.insert().values(**values)))


def test_the_dead_and_those_who_have_withdrawn_are_left_out(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        def happened(tx: Tx) -> None:
            died(tx, 1)
            died(tx, 2, "withdrawn")  # reported by mistake
            one = registrations.of_person(tx, VAULT, person(tx, 3))[0]
            registrations.happen(tx, VAULT, one, Event("withdrawn", 0, "person"), None)
            other = lives(tx, 4, "4")
            registrations.happen(tx, VAULT, other, Event("rejected", 0, "officer", "DECEASED"), None)
            lives(tx, 5, "5")
            taken_off(tx, 5)

        await bot.database.run(happened)
        id = await written(bot, Segment("denpasar", statuses=("submitted", "rejected")))
        await sent(bot, id)
        assert [address for address, _ in bot.post.arrived] == ["2"]
        assert await totals(bot, id) == {"sent": 1}

    scene(database_url, tmp_path, played)


def test_who_dies_stops_or_withdraws_after_the_count_is_left_out_too(
    database_url: str, tmp_path: Path
) -> None:
    async def played(bot: House) -> None:
        await bot.database.run(lambda tx: lives(tx, 4, "4"))
        id = await written(bot)
        await announce(bot, FAST)
        await bot.database.run(lambda tx: died(tx, 1))
        await bot.database.run(lambda tx: taken_off(tx, 4))
        await bot.say("2", "stop")
        await bot.database.run(lambda tx: people.unlink_all(tx, person(tx, 3)))
        await act(bot, id, "send")
        await announce(bot, FAST)
        assert await totals(bot, id) == {"left_out": 3, "stopped": 1}
        assert not any("Pengumuman dari" in text for _, text in bot.post.arrived)

    scene(database_url, tmp_path, played)


def test_stop_in_one_chat_of_ones_own_holds_in_all_of_them_until_start_again(
    database_url: str, tmp_path: Path
) -> None:
    async def played(bot: House) -> None:
        await bot.database.run(lambda tx: lives(tx, 4, "old", "new", now=bot.clock()))
        first = await written(bot)
        await sent(bot, first)
        await bot.say("old", "STOP")
        await bot.say("new", "halo")  # is the chat that was used last
        await all_out(bot)
        assert await totals(bot, await again(bot, first)) == {"sent": 3, "stopped": 1}
        await bot.say("new", "mulai")
        await bot.say("old", "halo")
        await all_out(bot)
        assert await totals(bot, await again(bot, first)) == {"sent": 4}

    scene(database_url, tmp_path, played)


def test_a_helper_s_stop_silences_the_helper_s_chat_alone(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        def helped(tx: Tx) -> None:
            chat = chats.enter(tx, VAULT, NAME, "helper", bot.clock(), "id")
            people.link(tx, chat.id, person(tx, 1), "helper", bot.clock())

        await bot.database.run(helped)
        await bot.say("helper", "STOP")
        await bot.say("1", "halo")
        await all_out(bot)
        id = await written(bot)
        await sent(bot, id)
        assert await totals(bot, id) == {"sent": 3}

    scene(database_url, tmp_path, played)


def test_stop_in_another_chat_after_the_count_is_seen_when_it_is_sent(
    database_url: str, tmp_path: Path
) -> None:
    async def played(bot: House) -> None:
        await bot.database.run(lambda tx: lives(tx, 4, "old", "new", now=bot.clock()))
        id = await written(bot)
        await announce(bot, FAST)
        await bot.say("old", "STOP")
        await act(bot, id, "send")
        await announce(bot, FAST)
        await all_out(bot)
        assert not any("Pengumuman dari" in text for text in bot.post.to("new"))
        assert (await totals(bot, id))["stopped"] == 1

    scene(database_url, tmp_path, played)


def test_who_is_rejected_or_takes_the_consent_back_after_the_count_is_left_out(
    database_url: str, tmp_path: Path
) -> None:
    async def played(bot: House) -> None:
        def family(tx: Tx) -> None:
            one = lives(tx, 4)
            chat = chats.enter(tx, VAULT, NAME, "3", bot.clock(), "id").id
            people.link(tx, chat, one.person, "helper", bot.clock())
            agreed = {"chat_id": chat, "person_id": person(tx, 2), "purpose": "registration", "version": "1",
                      "language": "id", "channel": NAME, "given_at": bot.clock()}  # fmt: skip
            people.consent(tx, agreed)

        def happened(tx: Tx) -> None:
            for number in (1, 4):
                one = registrations.of_person(tx, VAULT, person(tx, number))[0]
                registrations.happen(tx, VAULT, one, Event("rejected", 0, "officer", "ALREADY_PU"), None)
            people.withdraw_consents(tx, person(tx, 2), bot.clock())

        await bot.database.run(family)
        id = await written(bot)
        await announce(bot, FAST)
        await bot.database.run(happened)
        await act(bot, id, "send")
        await announce(bot, FAST)
        await all_out(bot)
        assert {address for address, _ in bot.post.arrived} == {"3"}
        await look(bot, await now(bot, id))
        assert await totals(bot, id) == {"left_out": 3, "sent": 1}  # the fourth shares the third one's chat

    scene(database_url, tmp_path, played)


def test_stop_and_start_again(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        first = await written(bot)
        await sent(bot, first)
        await bot.say("1", "STOP")
        await all_out(bot)
        assert "Pengumuman tidak kami kirim lagi" in bot.post.to("1")[-1]
        second = await again(bot, first)
        assert await totals(bot, second) == {"sent": 2, "stopped": 1}
        await bot.say("1", "mulai")
        await all_out(bot)
        assert "pengumuman kami kirim lagi ke sini" in bot.post.to("1")[-1]
        assert await totals(bot, await again(bot, first)) == {"sent": 3}

    scene(database_url, tmp_path, played)


async def again(bot: House, id: int) -> int:
    """Another one, by the same officer."""
    first = await now(bot, id)
    id = await bot.database.run(
        lambda tx: announcements.add(
            tx, VAULT, first.segment, first.spot, first.texts, first.made_by, bot.clock()
        )
    )
    await sent(bot, id)
    return id


def test_who_has_no_chat_or_has_closed_it_is_counted_and_not_written_to(
    database_url: str, tmp_path: Path
) -> None:
    async def played(bot: House) -> None:
        await bot.database.run(lambda tx: lives(tx, 4))
        await bot.inbox.receive(Inbound(NAME, "closed", "1", blocked=True))
        bot.post.trouble["2"].append(says("blocked"))
        id = await written(bot)
        await sent(bot, id)
        assert await totals(bot, id) == {"no_chat": 1, "blocked": 2, "sent": 1}
        await bot.say("2", "halo")
        await all_out(bot)
        await look(bot, await now(bot, id))
        assert await totals(bot, id) == {"no_chat": 1, "blocked": 1, "sent": 2}

    scene(database_url, tmp_path, played)


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
        step = await bot.database.read(lambda tx: announcement_people.next_chats(tx, id, NAME, 1))
        await Waiting(id, step[0]).told(bot)
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


def test_in_the_language_of_each_chat(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        await bot.say("1", "bahasa")
        await bot.say("1", "english")
        await all_out(bot)
        await sent(bot, await written(bot, en="The office moves on Monday."))
        assert bot.post.to("1")[-1] == (
            "An announcement from Kota Denpasar\n\nThe office moves on Monday.\n\n"
            "No more announcements? Type STOP."
        )
        assert TEXT in bot.post.to("2")[-1]

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


def test_counting_anew_takes_those_who_came_since(database_url: str, tmp_path: Path) -> None:
    async def played(bot: House) -> None:
        id = await written(bot)
        await announce(bot, FAST)
        await bot.database.run(lambda tx: lives(tx, 4, "4"))
        await bot.database.run(lambda tx: died(tx, 1))
        assert await act(bot, id, "count")
        await announce(bot, FAST)
        assert (await now(bot, id)).counted == {NAME: {"people": 3, "chats": 3, "outside": 1}}
        assert not await act(bot, id, "continue")

    scene(database_url, tmp_path, played)
