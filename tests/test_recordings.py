"""Which file is the recording of a text: found by its place, of two kinds, not too large, and nothing else."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from bot.conversation.messages import File
from bot.outgoing import Outgoing
from bot.recordings import Recordings
from bot.rehearsal.sounds import silence
from bot.sounds import LARGEST, sound_of
from storage.documents import Shelf
from tests.databases import VAULT

PLACE = "id/register/nik.ask@other"


def laid(folder: Path, name: str, content: bytes) -> Path:
    file = folder / "spoken" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (silence("ogg"), "opus"),
        (silence("mp3"), "mp3"),
        (b"ID3\x04" + bytes(20), "mp3"),
        (silence("ogg", channels=2), None),  # WhatsApp plays one channel alone
        (b"OggS" + bytes(24) + b"\x01vorbis\x01", None),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", None),
        (b"\xff\xd8\xff\xe0 a photo", None),
        (b"\xff\xf1\x50\x80 aac", None),
        (b"\xff", None),
        (b"", None),
    ],
)
def test_a_sound_is_told_by_its_bytes(content: bytes, kind: str | None) -> None:
    assert sound_of(content) == kind


@pytest.mark.parametrize("ending", ["ogg", "mp3"])
def test_a_recording_is_found_and_given(tmp_path: Path, ending: str) -> None:
    laid(tmp_path, f"{PLACE}.{ending}", silence(ending))
    recordings = Recordings(tmp_path / "spoken")
    found = recordings.find(PLACE)
    assert found and (found.name, found.kind) == (f"nik.ask@other.{ending}", "audio")
    outgoing = Outgoing(Shelf(tmp_path / "documents", VAULT), recordings=recordings)
    assert asyncio.run(outgoing.content(found)) == silence(ending)


def test_where_nothing_is_recorded_nothing_is_found(tmp_path: Path) -> None:
    assert Recordings(tmp_path / "spoken").find(PLACE) is None


@pytest.mark.parametrize("content", [b"", b"no sound", silence("ogg") + bytes(LARGEST)])
def test_a_file_that_cannot_be_played_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    laid(tmp_path, f"{PLACE}.ogg", content)
    recordings = Recordings(tmp_path / "spoken")
    assert recordings.find(PLACE) is None
    laid(tmp_path, f"{PLACE}.mp3", silence("mp3"))
    assert recordings.find(PLACE) is not None


def test_a_new_recording_has_another_source(tmp_path: Path) -> None:
    """A platform that keeps the old one is asked for the new one."""
    file = laid(tmp_path, f"{PLACE}.ogg", silence())
    recordings = Recordings(tmp_path / "spoken")
    before = recordings.find(PLACE)
    os.utime(file, ns=(1, 1))
    assert before and before != recordings.find(PLACE)


@pytest.mark.parametrize(
    "name",
    [
        "1:../../etc/passwd.ogg",
        "1:id/../../x/y.ogg",
        "1:id/register/nik.ask",
        "1:id/register/nik.ask.wav",
        "1:",
        "x",
    ],
)
def test_nothing_outside_the_folder_is_given(tmp_path: Path, name: str) -> None:
    laid(tmp_path, "x/y.ogg", silence())
    outgoing = Outgoing(Shelf(tmp_path / "documents", VAULT), recordings=Recordings(tmp_path / "spoken"))
    assert asyncio.run(outgoing.found(File("y.ogg", "audio", f"spoken:{name}"))) is None


@pytest.mark.parametrize("place", ["../x", "id/register/../x", "id/register", "id//x", "/id/register/x", ""])
def test_a_place_is_never_a_path(tmp_path: Path, place: str) -> None:
    laid(tmp_path, "id/x.ogg", silence())
    assert Recordings(tmp_path / "spoken").find(place) is None
