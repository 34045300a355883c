"""A conversation as the person saw it, and what an officer writes into it; on both databases."""

from __future__ import annotations

from bot.conversation.messages import Option, Reply, Said
from rules.officers import ALL, Officer
from storage import inbox, officer_words, officers, outbox, talks
from storage.database import Database
from storage.officer_words import Word
from storage.outbox import Queued
from storage.statement import Tx
from storage.talks import Line
from tests.databases import VAULT, chat, play


def spoken(tx: Tx, here: int) -> None:
    """A person taps a button; a reminder and an officer's news come from inside."""
    menu = Reply("Ada yang bisa dibantu?", (Option("1:check", "Cek status"),))
    outbox.add(tx, VAULT, Queued(0, here, "web", "a", menu, at=10), "sent", 0)
    inbox.first_time(tx, VAULT, "web", "k1", here, Said(choice="1:check"), 20)
    inbox.first_time(tx, VAULT, "web", "k2", here, Said(news="word:1"), 30)
    inbox.first_time(tx, VAULT, "web", "k3", here, Said(remind=3), 31)
    outbox.add(tx, VAULT, Queued(0, here, "web", "a", Reply("Petugas menulis: baik"), at=32), "held", 0)
    inbox.first_time(tx, VAULT, "web", "k4", here, Said("terima kasih"), 40)


def words(lines: list[Line]) -> list[str]:
    return [
        line.tapped or (line.said.text if line.said else line.reply.text if line.reply else "")
        for line in lines
    ]


def test_a_talk_is_what_both_said_in_order_with_the_labels_of_buttons(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await database.run(lambda tx: chat(tx, "a"))
        await database.run(lambda tx: spoken(tx, here))
        lines = await database.read(lambda tx: talks.of_chat(tx, VAULT, here))
        assert words(lines) == [
            "Ada yang bisa dibantu?",
            "Cek status",
            "Petugas menulis: baik",
            "terima kasih",
        ]
        assert [line.state for line in lines] == ["sent", "", "held", ""]
        earlier = await database.read(lambda tx: talks.of_chat(tx, VAULT, here, before=25, most=1))
        assert words(earlier) == ["Cek status"]

    play(database_url, scene)


def test_an_officers_word_is_for_its_chat_alone(database_url: str) -> None:
    async def scene(database: Database) -> None:
        def write(tx: Tx) -> tuple[int, int, int]:
            wanted = Officer(0, "petugas", "Petugas", "", frozenset({"cases"}), (ALL,))
            made = officers.add(tx, VAULT, wanted, 1)
            assert made
            here, there = chat(tx, "a"), chat(tx, "b")
            word = Word(0, here, made.id, "case", 7, "Mohon kirim akta kematian.", 1)
            return officer_words.add(tx, VAULT, word), here, there

        id, here, there = await database.run(write)
        read = await database.read(lambda tx: officer_words.by_id(tx, VAULT, id, here))
        assert read and read.text == "Mohon kirim akta kematian."
        assert await database.read(lambda tx: officer_words.by_id(tx, VAULT, id, there)) is None
        assert await database.read(lambda tx: officer_words.of_record(tx, VAULT, "case", 7)) == [read]

    play(database_url, scene)
