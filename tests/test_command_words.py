"""payung words: a script for a reader, and what has been recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.rehearsal.sounds import silence


def test_the_script_has_a_file_for_each_conversation_and_language(tmp_path: Path) -> None:
    assert main(["words", "--spoken", str(tmp_path)]) == 0
    for language in ("id", "en"):
        names = {file.stem for file in (tmp_path / language).iterdir()}
        assert {"common", "welcome", "register", "report_death"} <= names
    lines = (tmp_path / "id" / "register.txt").read_text("utf-8").splitlines()
    place = lines.index("id/register/nik.ask.ogg")
    assert lines[place + 1 : place + 3] == [
        "Berapa nik Bapak atau Ibu? Enam belas angka, seperti di ka te pe.",
        "",
    ]


def test_one_language_alone(tmp_path: Path) -> None:
    assert main(["words", "--spoken", str(tmp_path), "--language", "id"]) == 0
    assert [file.name for file in tmp_path.iterdir()] == ["id"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main(["words", "--spoken", str(tmp_path / "file")]) == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.fixture
def spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PAYUNG_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LANG", "id_ID.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    return tmp_path / "spoken"


def lay(folder: Path, name: str, content: bytes) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def test_it_counts_what_is_recorded(spoken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words"]) == 0
    assert "id: 0 dari " in capsys.readouterr().out
    lay(spoken, "id/register/nik.ask.ogg", silence())
    lay(spoken, "id/common/menu.ask.mp3", silence("mp3"))
    assert main(["words", "--language", "id"]) == 0
    assert capsys.readouterr().out.startswith("id: 2 dari ")


def test_it_names_what_cannot_be_used(spoken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(spoken, "id/register/nik.ask.ogg", silence(channels=2))
    lay(spoken, "id/register/nama.ask.ogg", silence())
    lay(spoken, "id/register/name.ask.wav", b"RIFF\x24\x00\x00\x00WAVEfmt ")
    lay(spoken, "id/register/phone.ask.ogg", b"")
    assert main(["words", "--language", "id"]) == 1
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.startswith("id: 0 dari ")
    assert [line.split(":")[0].strip() for line in lines] == [
        "id/register/nama.ask.ogg",
        "id/register/name.ask.wav",
        "id/register/nik.ask.ogg",
        "id/register/phone.ask.ogg",
    ]
