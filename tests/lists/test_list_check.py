"""payung list check, typed as an operator types it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.catalogues import LANGUAGES, catalogues
from bot.lists.bad import REASONS
from rules.lines import CHANGES, REMARKS, WAYS
from tests.bench.lists import children_of
from tests.lists.hostile import REFUSED
from tests.lists.making import text, xlsx
from tests.lists.people import people, someone

ON = ("--on", "2026-11-27")
P, Q, R = people(3, 600)
SHORT = Q.nik[:15]
ROWS: list[list[Any]] = [
    ["Daftar pekerja"],
    ["NIK", "Nama", "Tgl Lahir", "JK", "HP", "Penghasilan"],
    [P.nik, P.name, P.birth, P.letter, "0812-3456-7890", 1500000],
    [SHORT, Q.name, Q.birth, Q.letter, "", ""],
    [R.nik, f"H. {R.name}", R.birth, R.letter, "", ""],
]


@pytest.fixture(autouse=True)
def indonesian(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "id_ID.UTF-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "daftar.xlsx"
    made.write_bytes(xlsx({"RT 01": ROWS}))
    return made


def test_the_json_is_that_of_the_contract(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("list", "check", str(file), "--json", *ON)) == 0
    made: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert made["summary"] == {
        "rows": 5, "accept": 1, "repair": 1, "reject": 1, "skip": 2,
        "reasons": {"title": 1, "header": 1, "nik_short": 1, "title_left_out": 1},
    }  # fmt: skip
    assert made["rows"][2] == {
        "sheet": "RT 01", "row": 3, "status": "accept", "reasons": [], "confirm": [], "nik": P.nik, "name": P.name,
        "birth_date": P.born.isoformat(), "sex": P.sex, "phone": "+6281234567890", "income": 1500000,
    }  # fmt: skip
    assert made["rows"][3]["nik"] is None and made["rows"][3]["birth_date"] == Q.born.isoformat()


def test_the_receipt_tells_each_row_that_waits_and_why(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(("list", "check", str(file), *ON)) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "daftar.xlsx: 5 baris",
        "  1 bisa langsung masuk",
        "  1 bisa masuk, ada yang dirapikan",
        "  1 perlu diperbaiki",
        "  2 bukan orang (judul, jumlah, tanda tangan)",
        "",
        "Perlu diperbaiki:",
        f"  baris 4 ({Q.name}): NIK kurang 1 angka.",
        "",
        "Dirapikan:",
        f"  baris 5 ({R.name}): Gelar, sebutan, atau nama panggilan tidak kami pakai.",
    ]
    assert told.err == ""


def test_the_same_in_english(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert main(("list", "check", str(file), *ON)) == 0
    assert f"row 4 ({Q.name}): Digits missing in the NIK: 1." in capsys.readouterr().out


def test_several_sheets_are_named_and_a_hidden_one_is_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rt.xlsx"
    rows = [["NIK", "Nama"], [P.nik, P.name]]
    sheets = {"RT 01": rows, "RT 02": [*rows, [SHORT, Q.name]], "lama": rows}
    file.write_bytes(xlsx(sheets, hidden=("lama",)))
    assert main(("list", "check", str(file), *ON)) == 0
    said = capsys.readouterr().out
    assert f"  RT 02, baris 2 ({P.name}): NIK ini sudah ada di baris 2 (RT 01)." in said
    assert "Lembar tersembunyi lama tidak dibaca: 2 baris." in said


@pytest.mark.parametrize(
    "name", ["pdf", "locked xls", "blank", "no people", "2000 columns", "truncated", "far corner"]
)
def test_what_is_no_list_is_one_sentence_and_exit_code_2(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "daftar.xlsx"
    file.write_bytes(REFUSED[name][1]())
    assert main(("list", "check", str(file))) == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err.count("\n") == 1 and told.err.startswith("payung: daftar.xlsx: ")


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("list", "check", str(tmp_path / "x.xlsx"))) == 2
    assert capsys.readouterr().err.count("\n") == 1


def listening() -> None:
    """What is started from a shell's background has been told to be deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_ctrl_c_ends_it_cleanly(tmp_path: Path) -> None:
    file = tmp_path / "daftar.csv"
    rows = ([p.name, p.nik] for p in (someone(number) for number in range(30_000)))
    file.write_text(text([["Nama", "NIK"], *rows]))
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "list", "check", str(file)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        preexec_fn=listening,
    )  # fmt: skip
    while not (started := children_of(process.pid)) or b"bot.lists" not in command(started[0]):
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")


def command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_sentence(language: str) -> None:
    told = catalogues(language)["group_lines"]
    needed = {f"reason.{code}" for code in WAYS} | {f"change.{code}" for code in CHANGES}
    needed |= {f"remark.{code}" for code in REMARKS} | {f"bad.{reason}" for reason in REASONS}
    known = {re.sub(r"^(reason\.[a-z_]+)\.(?:row|other)$", r"\1", key) for key in told}
    assert needed == known
    assert [text for text in told.values() if not text.endswith(".") or not text[0].isupper()] == []
