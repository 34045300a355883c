"""The files of ours that go with replies, by their source."""

from __future__ import annotations

import logging

import pytest

from bot.conversation.messages import File
from bot.outgoing import PICTURES, Outgoing
from storage.documents import Shelf
from tests.databases import VAULT

PDF = b"%PDF-1.4\nlaporan\n%%EOF\n"


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "documents", VAULT)


def test_a_file_on_the_shelf_is_found_by_its_name(shelf):
    file = File("laporan.pdf", "document", f"shelf:{shelf.put(PDF)}")
    assert Outgoing(shelf).content(file) == PDF == Outgoing(shelf).found(file)


@pytest.mark.parametrize(
    "source", ["shelf:ab12", "shelf:", "shelf:../../etc/passwd", "picture:nobody", "x", ""]
)
def test_what_is_not_there_is_not_found(shelf, source, caplog):
    file = File("laporan.pdf", "document", source)
    with pytest.raises(FileNotFoundError):
        Outgoing(shelf).content(file)
    with caplog.at_level(logging.ERROR):
        assert Outgoing(shelf).found(file) is None
    assert "laporan" not in caplog.text and "FileNotFoundError" in caplog.text


def test_a_file_that_was_altered_is_not_given(shelf, tmp_path):
    name = shelf.put(PDF)
    (kept,) = (path for path in (tmp_path / "documents").rglob(name))
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    assert Outgoing(shelf).found(File("laporan.pdf", "document", f"shelf:{name}")) is None


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_a_picture(shelf, name):
    content = Outgoing(shelf).content(File("contoh.jpg", "photo", f"picture:{name}"))
    assert content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))
