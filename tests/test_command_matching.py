"""payung match-name, and the functions behind payung export matching and payung import matching."""

from __future__ import annotations

import argparse
import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.catalogues import LOCALES, read
from bot.commands.exchange_matching import export_matching, import_matching, options
from bot.complaint import Complaint
from tests.matching.scene import PROGRAMME, file, matched, registered
from tests.office import Said, acts, complaint, here, looked, said

__all__ = ["complaint", "here", "said"]  # fixtures


def given(**more: Any) -> argparse.Namespace:
    """What was typed, as the commands get it."""
    parser = argparse.ArgumentParser()
    words = read(LOCALES / "en" / "LC_MESSAGES" / "commands.po")
    options(parser, words)
    return argparse.Namespace(**{**vars(parser.parse_args([])), "words": words, **more})


@pytest.mark.parametrize(
    ("one", "other", "decision"),
    [
        ("MUHAMMAD RIDWAN", "Moh. Ridwan", "same"),
        ("BUDI SANTOSO", "BUDI", "ask"),
        ("YANTO", "YANTI", "different"),
    ],
)
def test_two_names_are_compared(said: Said, one: str, other: str, decision: str) -> None:
    found = json.loads(said("match-name", one, other, "--json"))
    assert set(found) == {"score", "decision"} and found["decision"] == decision
    assert said("match-name", one, other).startswith({"ask": "to be asked"}.get(decision, decision))


def test_a_name_is_missing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from bot.__main__ import main

    with pytest.raises(SystemExit) as ended:
        main(["match-name", "SITI"])
    assert ended.value.code == 2 and "B" in capsys.readouterr().err


def test_who_waits_goes_into_a_file_and_the_answers_come_back(here: Path) -> None:
    async def scene(app: App) -> None:
        (one, facts), _ = await registered(app, 2)
        to = here / "tanya.xlsx"
        told = await export_matching(app, given(source="dukcapil", programme=PROGRAMME, to=to))
        assert told == f"{to}: 2 people are asked about." and to.read_bytes().startswith(b"PK")
        made, taken = await acts(app)
        assert (made.act, made.officer, made.details) == ("matching_out", None, {"source": "population"})
        assert (taken.act, taken.id, taken.spot) == ("matching_file_taken", made.id, "73.71|makassar||")
        assert taken.details["seen"]["registration"] and one.number not in str(taken)
        back = here / "jawab.xlsx"
        back.write_bytes(
            file(["NIK", "Kode", "Hasil Nama"], [facts["nik"], "00", "Sesuai"], ["12", "00", ""])
        )
        lines = (await import_matching(app, given(file=back))).splitlines()
        assert lines == ["jawab.xlsx: 2 rows.", "  1 The NIK can't be read: it has 16 digits.", "  1 Taken.",
                         "row 3: The NIK can't be read: it has 16 digits."]  # fmt: skip
        assert facts["nik"] not in "\n".join(lines)
        assert (await matched(app, one))["population"].state == "answered"

    looked(scene)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"source": "tax", "programme": PROGRAMME, "to": "x"}, "--source is needed: population, "),
        ({"source": "dtsen", "programme": "nowhere", "to": "x"}, "--programme is needed: banjarmasin, "),
        (
            {"source": "dtsen", "programme": PROGRAMME, "to": "/nowhere/x.xlsx"},
            "/nowhere/x.xlsx: No such file",
        ),
    ],
    ids=["source", "programme", "folder"],
)
def test_what_cannot_be_asked_is_one_sentence(here: Path, typed: dict[str, Any], sentence: str) -> None:
    async def scene(app: App) -> None:
        with pytest.raises(Complaint, match=sentence):
            await export_matching(app, given(**typed))

    looked(scene)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"Nama;Alamat\nSITI;Jalan 3\n", "no row of titles"), (b"NIK;Nama\n7371015708859001;SITI\n", "give --source"),
     (b"", "empty"), (None, "No such file")],
    ids=["no columns", "no office", "empty", "absent"],
)  # fmt: skip
def test_a_file_without_answers_is_one_sentence(here: Path, content: bytes | None, sentence: str) -> None:
    async def scene(app: App) -> None:
        at = here / "jawab.csv"
        if content is not None:
            await asyncio.to_thread(at.write_bytes, content)
        with pytest.raises(Complaint, match=sentence):
            await import_matching(app, given(file=at))

    looked(scene)
