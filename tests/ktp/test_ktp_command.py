"""payung read-ktp: what stands on a card, as text and as JSON, and one sentence where it can't be said."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands.read_ktp import BESIDE
from bot.ktp.card import Ktp
from tests.ktp.cards import holder, photo, taking

# The same command line where the library cannot be found.
WITHOUT = (
    "import sys; sys.modules['rapidocr'] = None; from bot.__main__ import main; sys.exit(main({arguments!r}))"
)


@pytest.fixture
def card(tmp_path: Path) -> Path:
    file = tmp_path / "ktp.jpg"
    file.write_bytes(photo(holder(2), taking("easy", 2), 2))
    return file


def test_it_prints_the_fields_as_json(card: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read-ktp", str(card), "--json", "--on", "2026-11-27"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["nik"] == holder(2).nik and found["name"] == holder(2).name and found["safe"] is True
    assert set(found) == set(vars(Ktp())) and set(found["confidence"]) >= {"nik", "name", "birth_date"}


def test_it_prints_the_fields_as_text(card: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read-ktp", str(card)]) == 0
    said = capsys.readouterr().out
    assert f"nik: {holder(2).nik}" in said and not any(f"{name}:" in said for name in BESIDE)


@pytest.mark.parametrize("content", [b"no picture", b"%PDF-1.4\n", None])
def test_what_is_no_photo_is_one_sentence(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "surat.jpg"
    if content is not None:
        file.write_bytes(content)
    assert main(["read-ktp", str(file)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_without_the_extra_it_says_what_is_missing(card: Path) -> None:
    arguments = ["read-ktp", str(card)]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(arguments=arguments)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "ocr" in done.stderr and done.stderr.count("\n") == 1
