"""/metrics as Prometheus reads it: strictly parsed, named by its conventions, without a person in it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.health import metrics
from bot.load import SHIPPED, load_programmes
from bot.measuring import FRESH
from rules.programmes import load_all
from storage import jobs
from storage.measures import MEASURES
from storage.statement import Statement, Tx, adding
from storage.tables import outbox
from tests.databases import VAULT, chat, database_url, postgres_database
from tests.delivery.house import House, house
from tests.real_size import Size, make_programme

__all__ = ["database_url", "postgres_database"]
PAGE = Path(__file__).parent.parent / "docs" / "metrics.md"
DOCUMENTED = re.compile(r"^\| `(payung_\w+)` \| ([\w, ]*?) ?\| \S", re.MULTILINE)
TOLD = re.compile(r"^# TYPE (\w+)(?<!_created) ", re.MULTILINE)
Samples = Mapping[tuple[str, frozenset[tuple[str, str]]], float]
NAMED = re.compile(r"payung_[a-z]+(_[a-z]+)*", re.ASCII)
LABELS = {"programme", "status", "kind", "channel", "state", "category", "code"}
VALUE = re.compile(r"[a-z_]*", re.ASCII)  # a label holds a code of ours, never what somebody has typed
REPLY = Statement(
    adding(
        outbox, "chat_id", "channel", "address", "priority", "reply", "state", "attempts", "owner",
        "leased_until", "at",
    )
)  # fmt: skip


async def read(bot: House) -> Samples:
    """Every sample, by its name and labels. Whatever Prometheus would stumble over fails here."""
    text, kind = await metrics(bot)
    assert kind.startswith("text/plain; version=1.0.0") and text.endswith(b"\n")
    families = list(text_string_to_metric_families(text.decode("utf-8", "strict")))
    assert len({family.name for family in families}) == len(families)
    for family in families:
        assert NAMED.fullmatch(family.name), family.name
        assert family.documentation and family.type in ("gauge", "counter")
    samples = [
        sample for family in families for sample in family.samples if not sample.name.endswith("_created")
    ]
    found = {(one.name, frozenset(one.labels.items())): one.value for one in samples}
    assert len(found) == len(samples)  # no sample stands twice
    for name, labels in found:
        assert all(label in LABELS and VALUE.fullmatch(value) for label, value in labels), (name, labels)
    assert all(value >= 0 for value in found.values())
    return found


def of(samples: Samples, name: str, **labels: str) -> float:
    return samples[name, frozenset(labels.items())]


def named(samples: Iterable[tuple[str, object]]) -> set[str]:
    return {name for name, _ in samples}


def test_everything_is_there_and_reads_strictly(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            await load_programmes(bot, load_all(SHIPPED))
            await make_programme(bot, Size("denpasar", 400, groups="village"))
            await bot.database.run(lambda tx: troubles(tx, bot.clock()))
            await bot.say("1", "halo")
            found = await read(bot)
            statuses = {"enrolled", "verified", "submitted", "rejected", "waiting_list", "withdrawn"}
            people = [of(found, "payung_registrations", programme="denpasar", status=one) for one in statuses]
            assert sum(people) == 400
            assert of(found, "payung_members_covered", programme="denpasar") == 352
            assert of(found, "payung_groups", programme="denpasar", status="open") == 27
            assert of(found, "payung_cases", kind="accident", status="reported") == 1
            assert of(found, "payung_outbox_messages", channel="telegram", state="waiting") == 1
            assert of(found, "payung_outbox_messages", channel="telegram", state="failed") == 2
            assert of(found, "payung_outbox_messages", channel="telegram", state="held") == 1
            assert (
                "payung_outbox_messages",
                frozenset({("channel", "telegram"), ("state", "sent")}),
            ) not in found
            assert of(found, "payung_jobs", kind="paper") == 1
            assert 60 <= of(found, "payung_jobs_oldest_due_seconds") < 120
            assert of(found, "payung_conversations_open") == 1
            assert of(found, "payung_inbox_handled_total") == 1 and of(found, "payung_inbox_lag_seconds") == 0
            assert of(found, "payung_quarantine") == 0 and of(found, "payung_jobs_due") == 1

    asyncio.run(scene())


def documented() -> dict[str, str]:
    """The names of the page, with their labels."""
    return dict(DOCUMENTED.findall(PAGE.read_text("utf-8")))


def test_the_page_names_what_is_told_and_nothing_else(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            text, _ = await metrics(bot)
            names = {name for name in documented() if not name.startswith("payung_whatsapp_")}
            assert set(TOLD.findall(text.decode())) == names
            labels = {one.name: ", ".join(one.labels) for one in MEASURES}
            assert {name: documented()[name] for name in labels} == labels

    asyncio.run(scene())


def troubles(tx: Tx, now: int) -> None:
    """Replies of a channel that nobody here sends for; a job that is due for a minute."""
    address = chat(tx, "away")
    for state in ("failed", "failed", "held", "sent", "waiting"):
        tx.run(REPLY, chat_id=address, channel="telegram", address="away", priority=0, reply=b"", state=state,
               attempts=1, owner=0, leased_until=0, at=now)  # fmt: skip
    jobs.add(tx, VAULT, "paper", {}, now - 60_000)


def test_what_was_counted_stands_for_some_seconds(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            assert of(await read(bot), "payung_jobs_oldest_due_seconds") == 0
            await bot.database.run(lambda tx: jobs.add(tx, VAULT, "paper", {}, bot.clock()))
            assert ("payung_jobs", frozenset({("kind", "paper")})) not in await read(bot)
            bot.ticking.ahead += FRESH
            assert of(await read(bot), "payung_jobs", kind="paper") == 1

    asyncio.run(scene())


def test_a_message_that_is_not_on_disk_yet_is_waited_for(database_url: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with house(database_url, tmp_path, started=False) as bot:
            for _ in range(20):  # the commit may be faster than the count
                taken = asyncio.create_task(bot.say("1", "halo"))
                await asyncio.sleep(0)
                bot.ticking.ahead += 5_000
                found = await read(bot)
                await taken
                if of(found, "payung_inbox_waiting"):
                    break
            assert of(found, "payung_inbox_waiting") == 1 and 5 <= of(found, "payung_inbox_lag_seconds") < 60
            assert of(await read(bot), "payung_inbox_waiting") == 0

    asyncio.run(scene())


@pytest.mark.parametrize("name", [one.name for one in MEASURES])
def test_a_measure_is_named_once_and_says_what_it_is(name: str) -> None:
    (one,) = [one for one in MEASURES if one.name == name]
    assert NAMED.fullmatch(name) and set(one.labels) <= LABELS and one.about[0].isupper()
    assert not name.endswith("_total")  # a gauge is no counter
