"""The files of ours that go with replies, by their source."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.conversation.messages import File
from bot.outgoing import PICTURES, Outgoing
from storage.documents import Shelf
from storage.errors import StorageDown
from tests.databases import VAULT

PDF = b"%PDF-1.4\nlaporan\n%%EOF\n"


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "documents", VAULT)


def content(outgoing: Outgoing, file: File) -> bytes:
    return asyncio.run(outgoing.content(file))


def found(outgoing: Outgoing, file: File) -> bytes | None:
    return asyncio.run(outgoing.found(file))


def test_a_file_on_the_shelf_is_found_by_its_name(shelf):
    file = File("laporan.pdf", "document", f"shelf:{shelf.put(PDF)}")
    assert content(Outgoing(shelf), file) == PDF == found(Outgoing(shelf), file)


@pytest.mark.parametrize(
    "source",
    ["shelf:ab12", "shelf:", "shelf:../../etc/passwd", "picture:nobody", "card:1", "card:x", "x", ""],
)
def test_what_is_not_there_is_not_found(shelf, source, caplog):
    file = File("laporan.pdf", "document", source)
    with pytest.raises(FileNotFoundError):
        content(Outgoing(shelf), file)
    with caplog.at_level(logging.ERROR):
        assert found(Outgoing(shelf), file) is None
    assert "laporan" not in caplog.text and "FileNotFoundError" in caplog.text


def test_a_file_that_was_altered_is_not_given(shelf, tmp_path):
    name = shelf.put(PDF)
    (kept,) = (path for path in (tmp_path / "documents").rglob(name))
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    assert found(Outgoing(shelf), File("laporan.pdf", "document", f"shelf:{name}")) is None


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_a_picture(shelf, name):
    drawn = content(Outgoing(shelf), File("contoh.jpg", "photo", f"picture:{name}"))
    assert drawn.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def test_a_card_is_drawn_by_who_draws_cards_and_goes_without_where_the_database_is_away(shelf, caplog):
    async def card(membership: int) -> bytes:
        if membership > 1:
            raise StorageDown
        return b"the card"

    assert content(Outgoing(shelf, card), File("kartu.png", "photo", "card:1")) == b"the card"
    assert found(Outgoing(shelf, card), File("kartu.png", "photo", "card:2")) is None
    assert "StorageDown" in caplog.text
