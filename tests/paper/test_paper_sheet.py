"""The answers stand in the order of the official forms, and nothing that is missing is left out."""

from __future__ import annotations

from typing import Any

import pytest

from bot.paper.sheet import Line, Sheet
from tests.paper.people import ACCIDENT, AT_WORK, DEATH, FACTS, SITE, accident, death, words

ONLY_REPORTED = {"reported": "2026-11-21T09:30"}


def lines(sheet: Sheet) -> list[Line]:
    return [line for section in sheet.sections for line in section.lines]


def value(sheet: Sheet, label: str) -> str:
    return next(line.value for line in lines(sheet) if line.label == label)


def ticked(sheet: Sheet, label: str) -> list[str]:
    every = (*lines(sheet), *sheet.times)
    return [box.label for line in every if line.label == label for box in line.boxes if box.ticked]


def test_an_accident_follows_the_order_of_f3_kk1() -> None:
    sheet = accident()
    assert sheet.form == "F3 KK1"
    assert [line.label for line in lines(sheet)] == [
        "Segmen", "Wadah/kelompok", "NPP/NPW", "Program daerah", "Iuran dibayar oleh", "Program diikuti",
        "Nama lengkap", "NIK", "No. peserta (KPJ)", "Tanggal lahir", "No. HP", "Alamat", "Desa/kelurahan",
        "Kecamatan", "Kabupaten/kota", "Jenis pekerjaan", "Penghasilan",
        "Tempat kejadian", "Tanggal dan jam", "Saat kejadian", "Alamat kejadian", "Desa, kec., kab./kota",
        "Yang sedang dikerjakan", "Tindakan berbahaya", "Kondisi berbahaya", "Jenis kecelakaan",
        "Sumber cedera/kendaraan", "Uraian kejadian", "Akibat", "Luka, bagian tubuh",
        "Jenis tempat berobat", "Nama dan alamat", "Perawatan",
        "Nama pelapor", "Hubungan dengan pekerja", "No. HP", "Saksi 1", "Saksi 2",
    ]  # fmt: skip


def test_a_death_follows_the_order_of_f4() -> None:
    sheet = death()
    assert sheet.form == "F4"
    assert [section.heading for section in sheet.sections] == [
        "Kepesertaan", "Tenaga kerja", "Kematian", "Yang mengajukan (ahli waris)", "Anak untuk beasiswa",
    ]  # fmt: skip
    assert [line.label for line in lines(sheet)][17:] == [
        "Tanggal meninggal", "Sebab meninggal",
        "Nama lengkap", "Hubungan dengan pekerja", "No. HP", "NIK", "Alamat", "Nama bank", "No. rekening",
        "Rekening atas nama", "Anak 1", "Anak 2",
    ]  # fmt: skip


def test_a_death_at_work_also_tells_the_accident() -> None:
    sheet = death(AT_WORK)
    assert sheet.form == "F3 KK1 + F3a KK2"
    assert value(sheet, "Uraian kejadian") == ACCIDENT["how"]
    assert ticked(sheet, "Akibat") == ["meninggal"]


def test_what_is_told_of_another_accident_is_not_lost() -> None:
    sheet = death({**DEATH, "cause": "other_accident", "how": "Jatuh dari pohon."})
    assert (sheet.form, value(sheet, "Uraian kejadian")) == ("F4", "Jatuh dari pohon.")


def test_the_answers_are_written_as_people_write_them() -> None:
    sheet = accident()
    assert value(sheet, "Tanggal dan jam") == "Jumat, 20 November 2026 pukul 07.45"
    assert value(sheet, "Tanggal lahir") == "12 Maret 1984"
    assert value(sheet, "Penghasilan") == "Rp1.500.000 per bulan"
    assert value(sheet, "Program diikuti") == "JKK, JKM"
    assert value(sheet, "Iuran dibayar oleh") == "pemerintah daerah (APBD)"
    assert value(sheet, "Hubungan dengan pekerja") == "suami/istri"
    assert value(death(), "Anak 1") == "Rani, lahir 3 Mei 2015, SDN Kelayan 2"


def test_a_relation_in_own_words_stays_as_it_was_said() -> None:
    assert (
        value(accident({**ACCIDENT, "notifier_relation": "tetangga"}), "Hubungan dengan pekerja")
        == "tetangga"
    )


@pytest.mark.parametrize(
    ("kind", "traffic", "box"),
    [
        ("at_work", "no", ["dalam lokasi kerja"]),
        ("elsewhere", "no", ["luar lokasi kerja"]),
        ("commute", "no", ["luar lokasi kerja"]),
        ("commute", "yes", ["lalu lintas"]),
        ("at_work", "yes", ["lalu lintas"]),
        (None, None, []),
    ],
)
def test_the_place_has_the_forms_box(kind: str | None, traffic: str | None, box: list[str]) -> None:
    assert ticked(accident({**ACCIDENT, "place_kind": kind, "traffic": traffic}), "Tempat kejadian") == box


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("of", [accident, death])
def test_without_answers_every_field_is_there_and_empty(of: Any, language: str) -> None:
    empty, full = of({}, ONLY_REPORTED, language), of(language=language)
    assert {line.label for line in lines(full)} == {line.label for line in lines(empty)}
    assert [line.value for line in lines(empty) if line.value] == []
    assert [b.label for line in lines(empty) for b in line.boxes if b.ticked] == ["BPU"]


def test_a_report_needs_its_moment() -> None:
    with pytest.raises(KeyError, match="reported"):
        accident(facts={})


@pytest.mark.parametrize(("kept", "box"), [(True, ["ya"]), (False, ["tidak"])])
def test_the_foot_says_whether_the_report_was_in_time(kept: bool, box: list[str]) -> None:
    sheet = accident(facts={**FACTS, "kept": kept})
    assert [line.value for line in sheet.times[:2]] == [
        "Sabtu, 21 November 2026 pukul 09.30", "Minggu, 22 November 2026 pukul 07.45",
    ]  # fmt: skip
    assert ticked(sheet, "Dalam batas waktu:") == box


def test_a_death_without_a_time_limit_speaks_of_none() -> None:
    assert [line.label for line in death(facts={**FACTS, "deadline": None}).times] == ["Dilaporkan"]


def test_an_accident_whose_time_limit_is_unknown_leaves_it_open() -> None:
    sheet = accident(facts=ONLY_REPORTED)
    assert sheet.times[1].value == ""
    assert ticked(sheet, "Dalam batas waktu:") == []


def test_received_documents_are_ticked() -> None:
    assert [(box.label, box.ticked) for box in accident().documents] == FACTS["documents"]


def test_the_notifier_signs_and_an_officer_receives() -> None:
    assert [signature.name for signature in accident().signatures] == ["Ahmad Fauzi", ""]


def test_the_sheet_says_that_it_is_not_the_form() -> None:
    assert accident().note == words()("note", form="F3 KK1")
    assert "bukan formulir resminya" in accident().note


def test_the_code_holds_the_number_or_a_link_with_it() -> None:
    assert accident().qr == "LK-000123"
    assert accident(public_url=f"{SITE}/").qr == f"{SITE}/?start=LK-000123"


def test_who_does_not_fit_is_counted() -> None:
    witnesses = [f"Saksi Bernama {place}" for place in range(9)]
    sheet = accident({**ACCIDENT, "witnesses": witnesses})
    assert value(sheet, "Saksi 4") == "Saksi Bernama 3 (dan 5 lagi)"
