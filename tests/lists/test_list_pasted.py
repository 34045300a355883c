"""Lines pasted into a chat: name and NIK in any order, anything between them, more beside them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.lists.reading import read_text
from rules.lines import ReadLine
from tests.lists.people import TODAY, Someone, someone

P, Q, R = someone(1), someone(2), someone(4)
NIK, NAME = P.nik, P.name
GROUPED = " ".join((NIK[:4], NIK[4:8], NIK[8:12], NIK[12:]))
DASHED = f"{NIK[:6]}-{NIK[6:12]}-{NIK[12:]}"

ONE_PERSON = (
    f"{NAME} {NIK}", f"{NIK} {NAME}", f"{NAME},{NIK}", f"{NIK}, {NAME}", f"{NAME};{NIK}", f"{NAME} - {NIK}", f"{NAME}-{NIK}",
    f"{NAME}\t{NIK}", f"1. {NAME} {NIK}", f"1) {NAME} {NIK}", f"1.{NAME} {NIK}", f"12 {NAME} {NIK}", f"1 {NIK} {NAME}",
    f"1\t{NAME}\t{NIK}", f"No. 3. {NAME} {NIK}", f"- {NAME} {NIK}", f"* {NAME}: {NIK}", f"• {NAME} | {NIK}", f"{NAME} {GROUPED}",
    f"{GROUPED} {NAME}", f"{DASHED} {NAME}", f"{NAME} ({NIK})", f"{NAME.lower()} {NIK}", f"Nama: {NAME} NIK: {NIK}",
    f"NIK {NIK} a.n. {NAME}", f"NIK: {NIK}, Nama: {NAME}", f"{NAME}  {NIK}  {P.phone}", f"{NAME} / {NIK} / {P.work}",
    f"{NAME} {P.birth} {GROUPED}", f"{NAME} {GROUPED} {P.birth}", f"{NAME} {'.'.join(NIK[at : at + 2] for at in range(0, 16, 2))}",
    f"{NAME} *{NIK}*", f"1. {NAME} = {NIK}", f"{NIK}{NAME}", f"{NAME}, {NIK}, {P.birth}, {P.letter}", f"​{NAME} {NIK}​",
)  # fmt: skip


def read(text: str) -> list[ReadLine]:
    return list(read_text(text, TODAY))


@pytest.mark.parametrize("text", ONE_PERSON)
def test_a_line_is_one_person(text: str) -> None:
    (line,) = read(text)
    assert (line.status, line.person["nik"], line.person["name"]) == ("accept", NIK, NAME), line.reasons


BEFORE = (
    "12/11/26 08.14 - Pak RT:",
    "[12/11/26, 08.13] +62 812-3456-7890:",
    "[08.12, 12/11/2026] Bu Kadus:",
    "08.14 - Kelian:",
)
SWALLOWED = (
    f"{NAME}, alamat: Br. Tegal, {NIK}", f"{NAME} alamat: Br. Tegal {NIK}", f"{NAME}, hp: 081234567890, {NIK}", f"RT: 03, {NAME}, {NIK}",
    f"{NAME}, kerja: petani, {NIK}, 081234567890", f"RT: 03 {NAME} {NIK}", f"Banjar: Tegal, {NAME}, {NIK}", f"{NAME} {NIK} alamat: Br. Tegal",
    f"WA: 081234567890 {NAME} {NIK}", f"No KK: 6371010512070001 {NAME} {NIK}", f"{NAME} lahir: {P.birth} {NIK}", f"NIK: {NIK} a.n. {NAME}",
    f"Desa: Legian, {NAME}, {GROUPED}", *(f"{before} {NAME} {NIK}" for before in BEFORE),
)  # fmt: skip


@pytest.mark.parametrize("text", SWALLOWED)
def test_a_nik_is_found_behind_any_label_and_any_sender(text: str) -> None:
    (line,) = read(text)
    assert (line.status, line.person["nik"], line.person["name"]) == ("accept", NIK, NAME), line


def test_a_name_in_a_sentence_is_not_read_with_its_words() -> None:
    (line,) = read(f"Satu lagi {NAME} ({NIK})")
    assert line.reasons == ("name_unread",)


def test_a_couple_pasted_with_labels_waits() -> None:
    lines = read(f"Nama Suami: {NAME}\nNIK Suami: {NIK}\nNama Istri: {Q.name}\nNIK Istri: {Q.nik}")
    assert {line.status for line in lines} == {"reject"}


@pytest.mark.parametrize(
    "text",
    [
        "5. I GEDE ARTA ketua kelompok", "5) NI LUH SARI kades", "I GEDE ARTA ketua RT 03", "I GEDE ARTA, perbekel", "DEWI LESTARI RT 03",
        "DEWI LESTARI, Dusun Melati", "Nama: NI KETUT RENI\nAlamat: Br. Tegal, Desa Tegal Harum", "Nama: NI KETUT RENI\nPekerjaan: ketua kelompok",
        "2. BUDI SANTOSO warga desa", "NI LUH KOTA", "SITI DUSUN",
        "SITI AMINAH KTP hilang", "SITI AMINAH, KTP belum jadi", "NI LUH SARI nik menyusul", "I MADE ARTA (hp rusak)", "BR. SITI", "SITI AMINAH BR. TEGAL",
    ],
)  # fmt: skip
def test_a_person_without_a_nik_is_never_of_nobody(text: str) -> None:
    (line,) = read(text)
    assert "nik_missing" in line.reasons and line.typed["name"]


@pytest.mark.parametrize(
    "text",
    [
        "Kepala Dusun Made", "Kepada Bapak Kepala Desa", "Mengetahui, Kelian Banjar", "Nama Desa: Tegal Harum", "Susulan", "Pekerja Desa Tegal",
        "Semua warga dari Dusun Kaja", "Pak Kadus minta daftar warga desa",
        "Br. Kaja", "Br. Tegal Sari", "PERANGKAT DESA",
    ],
)  # fmt: skip
def test_a_role_or_a_place_alone_is_nobody(text: str) -> None:
    assert [line.status for line in read(text)] == ["skip"]


def test_people_in_lines_with_a_label_stay_apart() -> None:
    lines = read(f"Dusun: Melati, {NAME}, {NIK}\nRT: 03 {Q.name} {Q.nik}\nNama: {R.name} {R.nik}")
    assert [line.person.get("nik") for line in lines] == [NIK, Q.nik, R.nik]


@pytest.mark.parametrize("label", ["NIK Ibu", "NIK Suami", "NIK KK", "No KTP Pengusul", "No KK"])
@pytest.mark.parametrize("own", ["NIK:", "NIK: -", "NIK: belum ada"])
def test_a_number_with_the_label_of_another_is_nobody_elses(label: str, own: str) -> None:
    for between in ("\n", " ", ", "):
        (line,) = read(between.join((f"Nama: {NAME}", own, f"{label}: {Q.nik}")))
        assert line.reasons == ("nik_missing",) and "nik" not in line.person


def test_all_that_stands_in_a_line_is_read() -> None:
    (line,) = read(
        f"3. {NAME}, {NIK}, Banjarmasin, {P.birth}, {P.letter}, buruh cuci, 0812-3456-7890, Jl. Melati 3"
    )
    expected: dict[str, Any] = {
        "nik": NIK, "name": NAME, "birth_place": "Banjarmasin", "birth_date": P.born.isoformat(), "sex": P.sex,
        "work": "buruh cuci", "phone": "+6281234567890", "address": "Jl. Melati 3",
    }  # fmt: skip
    assert line.person == expected and line.status == "accept"


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (f"{NAME} {NIK[:15]}", ("nik_short",)),
        (f"{NAME} {NIK}1", ("nik_long",)),
        (f"{NAME} {NIK.replace('0', 'O')}", ("nik_letters",)),
        (f"{NAME} {NIK.replace('0', 'O')} {P.birth}", ("nik_letters_read",)),
        (f"{NAME} {NIK} {Q.birth}", ("birth_differs",)),
        (f"{NIK}", ("name_missing",)),
        (NAME, ("nik_missing",)),
        (f"Alm. {NAME} {NIK}", ("deceased",)),
        (f"{NAME} (alm) {NIK}", ("deceased",)),
        (f"{NAME}, {NIK}, meninggal", ("deceased",)),
        (f"{NAME} {NIK} (suami sudah meninggal)", ()),
        (f"{NAME}, {NIK}, pindah ke Mataram", ("note_says_out",)),
        (f"{NAME} {NIK} (batal)", ("note_says_out",)),
        (f"{NAME} bin (alm) Harun {NIK}", ("title_left_out",)),
        (f"H. {NAME} {NIK}", ("title_left_out",)),
        (f"{NAME} 6,37101E+15", ("nik_rounded",)),
        (f"{NAME} {NIK} {Q.nik}", ("nik_two",)),
        (f"{NIK} {NAME} {Q.nik}", ("nik_two",)),
        (f"1. {NAME}, {NIK}, {Q.nik}, Banjar Kaja", ("nik_two",)),
        (f"{NAME} {NIK[:10]} {NIK[10:]}", ("nik_joined",)),
        (f"{NIK[:8]} {NIK[8:]} {NAME}", ("nik_joined",)),
        (f"{NAME}\t{NIK[:6]}\t{NIK[6:]}\t{P.phone}", ("nik_joined",)),
        (f"{NAME} NIK: {NIK[:12]} {NIK[12:]}", ("nik_joined",)),
    ],
)
def test_a_line_that_waits_says_why(text: str, reasons: tuple[str, ...]) -> None:
    (line,) = read(text)
    assert line.reasons == reasons


@pytest.mark.parametrize(
    "text",
    [
        f"{NAME} {NIK[:13]} {NIK[13:]}",
        f"{NAME} {NIK[:12]} 1985",
        f"{NAME} 6371 081234567890",
        f"{NAME} 6371013145 859001",
        f"{NAME} {NIK[:8]} {NIK[8:]} {NIK[:8]}",
        f"{NIK[:10]} {NAME} {NIK[10:]}",
        f"{NAME} 17-08-1965 0852 1234",
        f"{NAME} 12 05 1971 0812 3456",
        f"{NAME} 12-05-1971 08 12 9123",
        f"{NAME} 0852 1234 17-08-1965",
        f"{NAME} 17/08/1965 0852-1234",
    ],
)
def test_two_numbers_that_need_not_be_one_nik_are_not_joined(text: str) -> None:
    (line,) = read(text)
    assert "nik_joined" not in line.reasons
    assert line.status == "reject" and "nik" not in line.person


def test_a_name_and_a_nik_in_two_parts_may_stand_below_each_other() -> None:
    (line,) = read(f"{NAME}\n{NIK[:10]} {NIK[10:]}")
    assert (line.reasons, line.person["nik"], line.person["name"]) == (("nik_joined",), NIK, NAME)


@pytest.mark.parametrize(
    "text",
    [
        "Assalamualaikum pak", "Berikut daftar warga RT 03", "Selamat pagi, ini datanya ya", "DAFTAR PEKERJA RENTAN", "Nama NIK",
        "Nama, NIK, No HP", "No Urut Nama Lengkap NIK", "Tempat Tanggal Lahir No KTP", "Terima kasih", "Jumlah: 12 orang", "Mengetahui, Ketua RT", "Dusun Melati", "mohon dibantu ya pak",
        "apakah bisa didaftarkan semua?", "---", "1.", "👍", "https://example.org/daftar",
    ],
)  # fmt: skip
def test_a_line_of_nobody_is_left_out(text: str) -> None:
    assert [line.status for line in read(text)] == ["skip"]


def test_lines_have_the_numbers_they_have_in_the_message() -> None:
    lines = read(f"Daftar:\n\n1. {NAME} {NIK}\n\n\n2. {Q.name} {Q.nik}\n")
    assert [(line.number, line.row, line.status) for line in lines] == [
        (1, 1, "skip"),
        (2, 3, "accept"),
        (3, 6, "accept"),
    ]


def test_a_person_may_take_several_lines_with_a_label_each() -> None:
    lines = read(
        f"Nama : {NAME}\nNIK : {NIK}\nNo HP : 081234567890\nPekerjaan : petani\n\n"
        f"Nama: {Q.name}\nNIK: {Q.nik}\nNama: RUDI\nNIK: {someone(3).nik}"
    )
    found = [(line.row, line.status, line.person["name"], line.person["nik"]) for line in lines]
    assert found == [
        (1, "accept", NAME, NIK),
        (6, "accept", Q.name, Q.nik),
        (8, "accept", "RUDI", someone(3).nik),
    ]
    assert lines[0].person["phone"] == "+6281234567890" and lines[0].person["work"] == "petani"


@pytest.mark.parametrize(
    "text",
    [f"{NAME}\n{NIK}\n\n{Q.name}\n{Q.nik}", f"Daftar:\n1. {NAME}\n{NIK}\n2. {Q.name}\n{Q.nik}\nTerima kasih"],
)
def test_name_and_nik_may_stand_below_each_other(text: str) -> None:
    lines = [line for line in read(text) if line.status != "skip"]
    assert [(line.person["name"], line.person["nik"]) for line in lines] == [(NAME, NIK), (Q.name, Q.nik)]


def test_where_one_of_them_has_no_partner_nothing_is_put_together() -> None:
    lines = read(f"{NAME}\n{NIK}\n{Q.name}\nRUDI\n{Q.nik}")
    assert [line.status for line in lines] == ["reject"] * 5


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        (f"Nama: {NAME}\nNIK: {NIK}\nNIK: {R.nik}\nNama: {Q.name}\nNIK: {Q.nik}", (P, Q)),
        (f"Desa: Tegal\nNama: {NAME}\nNIK: {NIK}\nNIK: {R.nik}\nNama: {Q.name}\nNIK: {Q.nik}", (P, Q)),
        (f"Nama: {NAME}\nNama: {R.name}\nNIK: {R.nik}\nNIK: {NIK}\nNama: {Q.name}\nNIK: {Q.nik}", (R, Q)),
        (f"NIK: {NIK}\nNama: {NAME}\nNama: {R.name}\nNIK: {Q.nik}\nNama: {Q.name}", (P, Q)),
        (f"Nama: {NAME}\n\nNIK: {R.nik}\nNama: {Q.name}", ()),
        (f"1. {NAME}\n{NIK}\n2. {Q.name}\n3. {R.nik}", ()),
        (f"{NAME}\n{NIK}\n\n{Q.name}\n\n{R.nik}", ()),
        (f"{NAME}\n\n{R.nik}\n{Q.name}\n\n{NIK}", ()),
        (f"{NAME}\n\n{NIK}", (P,)),
    ],
)
def test_nobody_is_given_the_number_of_the_next(text: str, taken: tuple[Someone, ...]) -> None:
    lines = read(text)
    found = [(line.person["name"], line.person["nik"]) for line in lines if line.status == "accept"]
    assert found == [(one.name, one.nik) for one in taken]
    told = {line.person.get("nik") for line in lines} | {line.person.get("name") for line in lines}
    assert told >= {one for one in (NIK, Q.nik, R.nik, NAME, Q.name, R.name) if one in text}


def test_the_same_person_twice_in_one_message_is_told_once() -> None:
    lines = read(f"{NAME} {NIK}\n{Q.name} {Q.nik}\n{NAME.lower()} {NIK}")
    assert [line.reasons for line in lines] == [(), (), ("duplicate",)]
    assert lines[2].told == {"row": "1", "number": "1"}


def test_nothing_is_nothing() -> None:
    assert read("") == [] and read(" \n​\n") == []


def test_pasted_numbers_that_excel_has_rounded_wait() -> None:
    lines = read("\n".join(f"{one.name} {one.nik[:15]}0" for one in (P, Q, R)))
    assert {line.reasons for line in lines} == {("nik_rounded",)}


def test_two_typed_numbers_that_end_in_0_are_those_of_the_cards() -> None:
    """Cells that are pasted have tabs between them, and were numbers before."""
    lines = [f"{one.name}{{0}}{one.nik[:15]}0" for one in (P, Q)]
    assert {line.reasons for line in read("\n".join(lines).replace("{0}", " "))} == {()}
    assert {line.reasons for line in read("\n".join(lines).replace("{0}", "\t"))} == {("nik_rounded",)}
