"""payung list import, typed as an operator types it: the receipt of the chat, again and again, broken off."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.app import App
from bot.catalogues import languages
from bot.rehearsal.lists import listed
from bot.wishes import Wish
from storage import groups
from storage.statement import Tx
from tests.chaos.records import count, rows
from tests.coordinators import TEGAL_HARUM, coordinating
from tests.office import Said, complaint, here, looked, said

__all__ = ["complaint", "here", "said"]  # fixtures
VILLAGE = ("--programme", "denpasar", "--village", "51.71.03.2008", "--by")
PASER = Wish("paser", village="64.01.01.2012", quota=50_000)
# Whoever runs the tests in the background may have told Python to ignore a Ctrl-C.
AT_A_TERMINAL = """
import signal, sys
from bot.__main__ import main
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main(sys.argv[1:]))
"""
ROOT = Path(__file__).parent.parent


@pytest.fixture
def village(here: Path) -> Path:
    """The folder, in which lists lie and somebody coordinates a village."""
    looked(lambda app: coordinating(app, "web", "phone", TEGAL_HARUM))
    for name in (
        "tegal harum 97.xlsx",
        "tegal harum 107.xlsx",
        "tegal harum 97.csv",
        "sandi.xlsx",
        "kosong.xlsx",
    ):
        (here / name).write_bytes(listed(name))
    return here


def url() -> str:
    return os.environ["PAYUNG_DATABASE_URL"]


def test_a_list_is_taken_in_with_the_receipt_of_the_chat(
    village: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = said("list", "import", "tegal harum 97.xlsx", *VILLAGE, "I Made Sukerta")
    assert all(told in text for told in ("tegal harum 97.xlsx", "103", "93", "line 16, I PUTU WIRAWAN"))
    assert count(url(), "registrations WHERE status = 'listed'") == 93
    monkeypatch.setenv("LANG", "id_ID.UTF-8")
    assert "baris 16, I PUTU WIRAWAN" in said("list", "import", "tegal harum 97.xlsx", *VILLAGE, "1")


@pytest.mark.parametrize("by", ["1", "desa tegal harum", "I MADE SUKERTA"])
def test_the_coordinator_is_named_by_the_group_or_by_name(village: Path, said: Said, by: str) -> None:
    assert "93" in said("list", "import", "tegal harum 97.xlsx", *VILLAGE, by)


def test_the_same_list_again_brings_nothing_new_and_a_longer_one_only_the_rest(
    village: Path, said: Said
) -> None:
    first = said("list", "import", "tegal harum 97.xlsx", *VILLAGE, "1")
    again = said("list", "import", "tegal harum 97.csv", *VILLAGE, "1")
    assert first != again
    assert count(url(), "registrations") == 93
    said("list", "import", "tegal harum 107.xlsx", *VILLAGE, "1")
    assert count(url(), "registrations") == 103
    assert count(url(), "registrations WHERE status = 'waiting_list'") == 3
    assert count(url(), "list_lines WHERE status = 'waiting'") == 4


BAD = {
    "no village": (("--programme", "denpasar"), "import needs --village, --by."),
    "an unknown village": (
        ("--programme", "denpasar", "--village", "1", "--by", "1"),
        "There is no village 1;",
    ),
    "nobody there": (
        ("--programme", "denpasar", "--village", "51.71.03.2009", "--by", "1"),
        "Nobody coordinates Desa Tegal Kertha",
    ),
    "another name": ((*VILLAGE, "I MADE SUKARTA"), "Desa Tegal Harum has another coordinator"),
}


@pytest.mark.parametrize(("typed", "told"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_is_told_in_one_sentence_and_stores_nothing(
    typed: tuple[str, ...], told: str, village: Path, complaint: Said
) -> None:
    assert told in complaint("list", "import", "tegal harum 97.xlsx", *typed)
    assert count(url(), "lists") == 0


def test_after_the_last_day_of_the_group_nothing_is_taken_in(village: Path, complaint: Said) -> None:
    looked(ended)
    told = complaint("list", "import", "tegal harum 97.xlsx", *VILLAGE, "1")
    assert "The period of Desa Tegal Harum ended on 2020-12-31" in told
    assert count(url(), "lists") == 0


async def ended(app: App) -> None:
    """The period of the group was over long ago."""

    def change(tx: Tx) -> None:
        group = groups.by_id(tx, 1)
        assert group
        groups.change(tx, group, replace(group, starts=date(2020, 1, 1), ends=date(2020, 12, 31)))

    await app.database.run(change)


@pytest.mark.parametrize(("name", "reason"), [("sandi.xlsx", "encrypted"), ("kosong.xlsx", "no_names")])
def test_a_file_that_cannot_be_read_is_told_as_in_the_chat(
    name: str, reason: str, village: Path, complaint: Said
) -> None:
    told = languages()["en"].catalogues["group_lines"][f"bad.{reason}"]
    assert complaint("list", "import", name, *VILLAGE, "1") == f"payung: {name}: {told}\n"


def test_a_file_that_is_not_there_is_told(village: Path, complaint: Said) -> None:
    assert "nowhere.xlsx" in complaint("list", "import", "nowhere.xlsx", *VILLAGE, "1")


def test_whoever_breaks_it_off_goes_on_with_it_later(here: Path, said: Said) -> None:
    looked(lambda app: coordinating(app, "web", "phone", PASER))
    name = "paser 3000.xlsx"
    (here / name).write_bytes(listed(name))
    typed = ("list", "import", name, "--programme", "paser", "--village", "64.01.01.2012", "--by", "1")
    for _ in range(2):
        before = count(url(), "list_lines")
        assert broken_off(typed, before + 300) == 130
        assert count(url(), "lists") == 1
    text = said(*typed)
    assert "2,996" in text
    assert count(url(), "registrations") == count(url(), "people") == 2996
    assert rows(
        url(), "SELECT count(*), min(number), count(DISTINCT number) - max(number) FROM list_lines"
    ) == [(3006, 1, 0)]


def broken_off(typed: tuple[str, ...], lines: int) -> int:
    """Press Ctrl-C once so many lines are stored; the exit code. Nothing is said but how far it came."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", AT_A_TERMINAL, *typed]
    running = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    late = time.monotonic() + 60
    while count(url(), "list_lines") < lines:
        assert running.poll() is None and time.monotonic() < late
        time.sleep(0.005)
    running.send_signal(signal.SIGINT)
    try:
        out, err = running.communicate(timeout=30)
    finally:
        running.kill()
    assert out == "" and all(line.endswith("lines stored") for line in err.splitlines())
    return running.returncode
