"""The receipt of a list: one message, however long the list, whose counts add up to its lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from bot.catalogues import languages
from bot.conversation.messages import LONGEST
from bot.conversation.words import Language
from handlers.group_receipt import receipt_told
from rules.groups import Left
from rules.lines import CHANGES, STATUSES, WAYS, Line, Receipt

TOLD = {"missing": "1", "extra": "2", "row": "7", "other": "…9001", "village": "Desa Padangsambian Kelod",
        "age": "76", "min": "15", "max": "64", "work": "Buruh"}  # fmt: skip
ROOM = 1024  # characters for the question that follows
BOTH = pytest.mark.parametrize("language", languages().values(), ids=lambda language: str(language.code))
COUNT = re.compile(r"^- (?:[^:\n]*: )?([\d.,]+)", re.MULTILINE)


def line(row: int, status: str, *reasons: str, name: str = "I WAYAN SUDARMA", sheet: str = "") -> Line:
    return Line(row, 1, row, sheet, row, status, reasons, {"name": name}, told=TOLD)


def receipt(counts: Mapping[str, int], *lines: Line, name: str = "tegal harum.xlsx", left: int | None = 5,
            on_list: int = 0, of: str = "group") -> Receipt:  # fmt: skip
    waiting = tuple(one for one in lines if one.status == "waiting")
    changed = tuple(one for one in lines if one.status == "changed")
    room = None if left is None else Left(left, of)
    return Receipt(1, name, counts, on_list, waiting, room, changed)


def indonesian() -> Language:
    return languages()["id"]


@BOTH
def test_the_longest_receipt_is_one_message_with_room_for_a_question(language: Language) -> None:
    sheet = "Rekapitulasi data pekerja rentan tahun 2026"
    lines = [
        line(row, "waiting", reason, name="X" * 200, sheet=f"{sheet} {row}")
        for row, reason in enumerate(sorted(WAYS) * 15, 100_000)
    ]
    told = receipt_told(receipt(dict.fromkeys(STATUSES, 100_000), *lines, name="n" * 300), language)
    assert len(told) < LONGEST - ROOM


@BOTH
def test_every_reason_and_every_change_has_a_sentence(language: Language) -> None:
    waits = [receipt({"waiting": 1}, line(7, "waiting", reason)) for reason in WAYS]
    changed = [receipt({"changed": 1}, line(7, "changed", change)) for change in CHANGES]
    for one in (*waits, *changed):
        told = receipt_told(one, language)
        assert "I WAYAN SUDARMA: " in told
        assert "{" not in told


@BOTH
def test_the_counts_add_up_to_the_lines(language: Language) -> None:
    numbers = {status: 1_000 + 7 * place for place, status in enumerate(STATUSES)}
    told = receipt_told(receipt(numbers), language)
    counts = told.split("\n\n")[0]
    found = [int(re.sub(r"[.,]", "", number)) for number in COUNT.findall(counts)]
    assert sum(found) == sum(numbers.values())


def test_only_the_first_lines_that_wait_are_named() -> None:
    lines = [line(row, "waiting", "nik_missing", name=f"WARGA {row}") for row in range(1, 25)]
    told = receipt_told(receipt({"accepted": 76, "waiting": 24}, *lines), indonesian())
    assert ("WARGA 10:" in told, "WARGA 11" in told) == (True, False)
    assert "dan 14 baris lagi" in told


def test_a_few_changes_are_named_and_many_counted() -> None:
    few = [line(row, "changed", "title_left_out") for row in (3, 9)]
    many = [line(row, "changed", "title_left_out") for row in range(3, 9)]
    assert "baris 9" in receipt_told(receipt({"changed": 2}, *few), indonesian())
    told = receipt_told(receipt({"changed": 6}, *many), indonesian())
    assert ("baris" in told.split("\n\n")[1], "6 orang" in told.split("\n\n")[1]) == (False, True)


def test_the_same_list_again_changes_nothing() -> None:
    told = receipt_told(receipt({"known": 97, "nobody": 6}), indonesian())
    assert "Tidak ada yang berubah: semua orang di daftar ini sudah ada (97)." in told
    assert "- 97" not in told


def test_where_lines_still_wait_at_least_nobody_is_new() -> None:
    told = receipt_told(receipt({"known": 93, "waiting": 4}, line(7, "waiting", "nik_missing")), indonesian())
    assert ("Tidak ada orang baru." in told, "Tidak ada yang berubah" in told) == (True, False)


def test_who_is_on_the_waiting_list_is_counted_apart() -> None:
    told = receipt_told(receipt({"accepted": 20}, left=0, on_list=5), indonesian())
    assert "20 orang masuk daftar, 5 di antaranya daftar tunggu" in told
    assert "Sisa kuota: 0." in told


def test_without_a_quota_none_is_left() -> None:
    assert "Sisa kuota" not in receipt_told(receipt({"accepted": 20}, left=None), indonesian())


@BOTH
@pytest.mark.parametrize("of", ["programme", "village", "category"])
def test_another_quota_that_is_nearer_to_its_end_is_told_by_its_name(language: Language, of: str) -> None:
    own, other = (receipt_told(receipt({"accepted": 20}, left=3, of=one), language) for one in ("group", of))
    assert "3" in other
    assert other != own


def test_lines_of_several_sheets_are_told_apart() -> None:
    lines = [line(7, "waiting", "nik_missing", sheet=name) for name in ("Br. Kaja", "Br. Kelod")]
    told = receipt_told(receipt({"waiting": 2}, *lines), indonesian())
    assert "baris 7 (Br. Kaja)" in told
    assert "baris 7 (Br. Kelod)" in told
