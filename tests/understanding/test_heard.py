"""What one message says in one go: each fact is found as it stands, and none that is not there."""

from __future__ import annotations

import pytest

from bot.catalogues import languages
from bot.conversation.words import Words
from bot.load import SHIPPED
from handlers.heard import LISTENERS, heard
from handlers.heard_people import wish
from rules.programmes import load_all

WORDS = Words(languages()["id"], "heard")
PROGRAMMES = load_all(SHIPPED)
NIK = "6371015708859001"

REGISTERED = {
    f"mau daftar nama Siti Aminah nik {NIK} kerja marbot": {
        "name": "Siti Aminah", "nik": NIK, "category": "marbot",
    },
    "NAMA: SITI AMINAH\nNIK: 6371 0157 0885 9001\nTTL: Banjarmasin, 17 Agustus 1985\nHP: 0812-3456-7890": {
        "name": "SITI AMINAH", "nik": NIK, "birth_place": "Banjarmasin", "birth_date": "17 Agustus 1985",
        "phone": "081234567890",
    },
    "nama saya siti aminah mau daftar bpjs": {"for_whom": "self", "name": "siti aminah"},
    "mau daftarkan suami saya nama Budi Santoso lahir 17-8-1980": {
        "for_whom": "other", "name": "Budi Santoso", "birth_date": "17-8-1980",
    },
    "nama ibu kandung Fatimah, nama Siti Aminah": {"mother_name": "Fatimah", "name": "Siti Aminah"},
    "sy marbot di masjid nurul iman samarinda": {"programme": "Kota Samarinda", "category": "marbot"},
    "kerja penyapu jalan di Pasar Lima, gaji 50rb sehari": {
        "category": "penyapu jalan", "work_place": "Pasar Lima", "income": "50rb sehari",
    },
    "kerja marbot, penghasilan 1,5 juta sebulan": {"category": "marbot", "income": "1,5 juta sebulan"},
    "nama Ni Luh Sari di kota denpasar": {"programme": "Kota Denpasar", "name": "Ni Luh Sari"},
    "alamat Jl. Melati 5, RT 3": {"address": "Jl. Melati 5, RT 3"},
    "kerja di banjarmasin": {"programme": "Kota Banjarmasin"},
}  # fmt: skip


@pytest.mark.parametrize("text", REGISTERED)
def test_a_registration_is_told(text: str) -> None:
    assert heard("register", text, WORDS, PROGRAMMES) == REGISTERED[text]


@pytest.mark.parametrize(
    "text",
    [
        "mau daftar bpjs untuk istri saya",  # for whom alone is asked, as ever
        "nik 637101570885900",  # fifteen digits
        "nik 63710157088590011",
        "nik 6371O15708859001",
        f"nik {NIK} atau 6371015708859002",  # which of the two?
        "nama",
        "nama saya belum masuk daftar kenapa",
        "bpk saya rt 3",  # words that mean much else
        "lahir di sini",
        "daftar di banjarmasin atau di makassar",
        "",
    ],
)
def test_what_is_not_told_is_not_heard(text: str) -> None:
    assert heard("register", text, WORDS, PROGRAMMES) == {}


def test_a_name_ends_where_the_sentence_goes_on() -> None:
    for text in ("nama Siti Aminah mau daftar", "nama Siti Aminah umur 40", "nama Siti Aminah, kerja marbot"):
        assert heard("register", text, WORDS, PROGRAMMES)["name"] == "Siti Aminah"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("bapak saya meninggal kemarin sore ketabrak motor pas nyapu",
         {"relation": "child", "cause": "work_accident", "traffic": "yes", "how": "ketabrak motor pas nyapu"}),
        ("suami saya meninggal karena sakit jantung", {"relation": "spouse", "cause": "illness"}),
        ("kai ulun maninggal", {"relation": "grandchild"}),
        ("suami ulun maninggal", {"relation": "spouse"}),
        ("adik saya meninggal kecelakaan", {"relation": "sibling"}),  # at work or not is asked
        (f"ibu saya wafat, namanya Fatimah nik {NIK}", {"relation": "child", "name": "Fatimah", "nik": NIK}),
        ("anak saya meninggal jatuh waktu kerja. nama saya Budi", {
            "relation": "parent", "cause": "work_accident", "how": "jatuh waktu kerja",
            "notifier_name": "Budi"}),
    ],
)  # fmt: skip
def test_a_death_is_told(text: str, told: dict[str, str]) -> None:
    found = heard("report_death", text, WORDS, PROGRAMMES)
    assert {name: said for name, said in found.items() if name != "died_on"} == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("saya jatuh dari motor pas berangkat kerja", {
            "for_whom": "self", "place_kind": "commute", "traffic": "yes",
            "how": "jatuh dari motor pas berangkat kerja"}),
        ("tetangga saya kesetrum", {"for_whom": "other", "notifier_relation": "neighbour"}),
        ("istri ulun kesetrum", {"for_whom": "other", "notifier_relation": "family"}),
        ("keponakanku kesetrum", {"for_whom": "other", "notifier_relation": "family"}),
        ("suami tiang jatuh di proyek", {
            "for_whom": "other", "notifier_relation": "family", "place_kind": "at_work",
            "how": "jatuh di proyek"}),
        ("ulun jatuh di proyek", {"for_whom": "self", "place_kind": "at_work", "how": "jatuh di proyek"}),
        ("ada yang jatuh", {}),
    ],
)  # fmt: skip
def test_an_accident_is_told(text: str, told: dict[str, str]) -> None:
    found = heard("report_accident", text, WORDS, PROGRAMMES)
    assert {name: said for name, said in found.items() if name != "happened"} == told


def test_whether_help_is_needed_is_never_taken_from_a_text() -> None:
    for text in ("tolong saya jatuh", "saya jatuh, sudah aman", "teman saya jatuh dan meninggal"):
        assert "help" not in heard("report_accident", text, WORDS, PROGRAMMES)


def test_other_conversations_take_no_facts() -> None:
    assert heard("officer", f"nama Siti Aminah nik {NIK}", WORDS, PROGRAMMES) == {}
    assert set(LISTENERS) == {"register", "check", "report_death", "report_accident"}


def test_what_is_wanted_stands_out_without_who_is_meant() -> None:
    told = f"daftar. nama: Siti Aminah, nik {NIK}, lahir di Banjarmasin 17-8-1985"
    assert wish(told, WORDS) == "daftar"
    assert wish("nama saya siti aminah mau daftar bpjs", WORDS) == "mau daftar bpjs"
    assert wish("bapak saya kecelakaan kerja", WORDS) == "bapak saya kecelakaan kerja"
    assert wish("nama Siti Aminah", WORDS) == "nama Siti Aminah"
