"""One row of an office's file, however it was written; and the settings of the gateway."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.matching.columns import layout, meaning, of_another, source_of
from bot.matching.reading import Row, Unreadable, answer_of, nik_of
from bot.settings import Bare
from rules.matching import ROW_FAULTS

TODAY = date(2026, 11, 25)
NIK = "7371015708859001"


def row(**cells: str) -> Row:
    return Row(list(cells.values()), {name.replace("_of_", "."): at for at, name in enumerate(cells)})


@pytest.mark.parametrize(
    ("written", "code"),
    [("00", "00"), ("0", "00"), ("11", "11"), ("13 - NIK tidak ditemukan", "13"), ("Meninggal Dunia", "11"),
     ("TIDAK DITEMUKAN", "13"), ("belum terdaftar", "13"), ("Non Aktif", "14"), ("tidak aktif", "14"), ("Ganda", "12"),
     ("ditemukan", "00"), ("Sesuai", "00"), ("format salah", "15"), ("'00", "00"), ("tidak di temukan", "13"),
     ("INAKTIF", "14"), ("Format NIK tidak sesuai", "15"), ("tidak aktif, sudah meninggal", "11")],
)  # fmt: skip
def test_a_code_is_a_number_or_words(written: str, code: str) -> None:
    found = answer_of(row(nik=NIK, code=written), "population", TODAY)
    assert found and found.code == code


@pytest.mark.parametrize(
    "written",
    ["Tidak Sesuai", "TIDAK PADAN", "tidak  valid", "invalid", "not valid", "belum meninggal", "tidak meninggal",
     "Hidup (tidak meninggal)", "ada, tapi tidak sesuai", "kadaluarsa", "bukan milik ybs"],
)  # fmt: skip
def test_a_no_is_never_read_as_a_yes_nor_a_living_person_as_dead(written: str) -> None:
    with pytest.raises(Unreadable, match="bad_code"):
        answer_of(row(nik=NIK, code=written), "population", TODAY)


def test_a_day_of_death_goes_before_a_number_that_is_there() -> None:
    found = answer_of(row(nik=NIK, code="00", died_on="12-03-2024"), "population", TODAY)
    assert found and (found.code, found.died_on) == ("11", "2024-03-12")


@pytest.mark.parametrize(
    ("status", "active"),
    [("Aktif", True), ("1", True), ("ya", True), ("INAKTIF", False), ("Belum aktif", False), ("Berakhir", False),
     ("Dihentikan", False), ("Resign", False), ("Meninggal", False), ("sudah tidak aktif", False), ("0", False)],
)  # fmt: skip
def test_a_membership_runs_only_where_its_status_says_so(status: str, active: bool) -> None:
    found = answer_of(row(nik=NIK, kpj="19008123456", active=status), "membership", TODAY)
    assert found and found.members[0].active is active


@pytest.mark.parametrize(
    ("segment", "read"),
    [("PU", "pu"), ("Pekerja Penerima Upah", "pu"), ("PPU", "pu"), ("P.U.", "pu"), ("BPU", "bpu"),
     ("Bukan Penerima Upah", "bpu"), ("Non Penerima Upah", "bpu"), ("Informal", "bpu")],
)  # fmt: skip
def test_who_has_an_employer_is_told_from_who_has_none(segment: str, read: str) -> None:
    found = answer_of(row(nik=NIK, kpj="19008123456", segment=segment), "membership", TODAY)
    assert found and found.members[0].segment == read


def test_the_answers_of_another_office_are_seen_by_their_columns() -> None:
    members, coded = (
        layout(["NIK", "Nama", "KPJ", "Segmen"]) or {},
        layout(["NIK", "Kode", "Hasil Nama"]) or {},
    )
    assert of_another("population", members) and of_another("poverty", members)
    assert not of_another("membership", members)
    assert not any(of_another(source, coded) for source in ("population", "poverty", "membership"))


@pytest.mark.parametrize(
    ("cells", "fault"),
    [({"nik": ""}, "nik_missing"), ({"nik": "737101570885900"}, "nik_unread"), ({"nik": "7.37E+15"}, "nik_rounded"),
     ({"nik": NIK, "code": "99"}, "bad_code"), ({"nik": NIK, "code": "xx"}, "bad_code"),
     ({"nik": NIK, "died_on": "kemarin dulu"}, "bad_date"), ({"nik": NIK, "died_on": "2027-01-01"}, "bad_date"),
     ({"nik": NIK, "died_on": "31-02-2026"}, "bad_date"), ({"nik": NIK, "decile": "11"}, "bad_decile"),
     ({"nik": NIK, "decile": "miskin"}, "bad_decile"), ({"nik": NIK, "active": "lihat lampiran"}, "bad_status")],
)  # fmt: skip
def test_what_cannot_be_read_has_its_reason(cells: dict[str, str], fault: str) -> None:
    assert fault in ROW_FAULTS
    with pytest.raises(Unreadable, match=fault):
        read = row(**cells)
        nik_of(read)
        source = {"decile": "poverty", "active": "membership"}.get([*cells][-1], "population")
        answer_of(read, source, TODAY)


@pytest.mark.parametrize("empty", ["", "-", "tidak ada data", " "])
def test_a_row_that_nobody_answered_says_nothing(empty: str) -> None:
    if empty != "tidak ada data":  # that is an answer: not known
        assert answer_of(row(nik=NIK, code=empty, result_of_name=""), "population", TODAY) is None
    else:
        found = answer_of(row(nik=NIK, code=empty), "population", TODAY)
        assert found and found.code == "13"


@pytest.mark.parametrize(
    ("title", "name"),
    [("N I K", "nik"), ("No. KTP", "nik"), ("Kode", "code"), ("KODE RESPON", "code"), ("Hasil Nama", "result.name"),
     ("hasil_ibu_kandung", "result.mother_name"), ("Nama Lengkap", "value.name"), ("Desil", "decile"),
     ("Tgl. Lahir", "value.birth_date"), ("Tgl Meninggal", "died_on"), ("No. KPJ", "kpj"), ("Status Kepesertaan", "active"),
     ("sampai", "until"), ("Segmen", "segment"), ("Nama Perusahaan", "payer"), ("Keterangan", ""), ("hp", "")],
)  # fmt: skip
def test_a_title_is_known_in_many_spellings(title: str, name: str) -> None:
    assert meaning(title) == name


def test_the_office_follows_from_the_columns() -> None:
    assert [source_of(layout(titles) or {}) for titles in (
        ["NIK", "Kode"], ["NIK", "Desil"], ["NIK", "KPJ", "Kode"], ["NIK", "Nama"])] == [
        "population", "poverty", "membership", ""]  # fmt: skip
    assert layout(["Nama", "Alamat"]) is None


@pytest.mark.parametrize(
    ("told", "why"),
    [({"matching_url": "http://gateway.example/v1", "matching_token": SecretStr("x")}, "must begin with https"),
     ({"matching_url": "https://gateway.example/v1"}, "PAYUNG_MATCHING_TOKEN is needed"),
     ({"matching_sources": "tax"}, "must be some of population,poverty,membership"),
     ({"matching_url": "gateway"}, "valid URL")],
    ids=["plain", "token", "source", "address"],
)  # fmt: skip
def test_a_gateway_that_is_set_up_wrongly_is_said(tmp_path: Path, told: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Bare.model_validate({"data_dir": tmp_path, **told})


def test_which_offices_are_connected() -> None:
    gateway = {"matching_url": "https://gateway.example/v1/", "matching_token": SecretStr("x")}
    assert Bare.model_validate({}).matching_served == ()
    assert Bare.model_validate(gateway).matching_served == ("population", "poverty", "membership")
    found = Bare.model_validate({**gateway, "matching_sources": "membership, population"})
    assert found.matching_served == ("population", "membership") and found.matching_url.endswith("/v1")
