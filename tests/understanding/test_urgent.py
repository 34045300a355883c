"""Words of despair, need and abuse are heard where they are meant, and nowhere else."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.catalogues import languages
from bot.conversation.scene import Scene
from bot.conversation.session import Session, Talk
from handlers import dialogue
from handlers.urgent import urgent

DIALOGUE = dialogue(languages())
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Makassar"))


def scene(*talks: Talk) -> Scene:
    return Scene(DIALOGUE, Session(talks=talks, known={"consent": "2026-11"}), NOW, None)


def why(text: str, *talks: Talk) -> Any:
    """despair, danger, emergency, hunger, distress; "rude"; None."""
    meant = urgent(text, scene(*talks))
    if meant is None:
        return None
    return meant.start.answers["why"] if meant.start else "rude"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("saya mau mati saja", "despair"),
        ("PENGEN MATI AJA RASANYA!!!", "despair"),
        ("aku ingin bunuh diriii", "despair"),
        ("ulun handak mati haja", "despair"),
        ("darurat!", "emergency"),
        ("toloooong cepat", "emergency"),
        ("saya putus asa", "distress"),
        ("tidak tahu harus ke mana lagi", "distress"),
        # words of despair with others in between, in any order, and in the regions' languages
        ("hidup saya tidak ada gunanya lagi", "despair"),
        ("hidup ga ada artinya", "despair"),
        ("ga ada gunanya saya hidup", "despair"),
        ("tiang med idup", "despair"),
        ("tiang mekita mati", "despair"),
        ("sing ada gunan idup tiange", "despair"),
        ("buat apa hidup", "despair"),
        ("lebih baik saya tiada", "despair"),
        ("saya ingin menyusul almarhum", "despair"),
        ("rasanya pengen nyusul suami saya", "despair"),
        ("mauka mati", "despair"),
        ("capekma hidup", "despair"),
        ("ulun kada sanggup lagi hidup", "despair"),
        ("life is not worth living", "despair"),
        ("I don’t want to live", "despair"),  # as an iPhone writes it
        ("bunuh diri", "despair"),
        ("suami saya mukulin saya tiap hari", "danger"),
        ("saya dipukul suami", "danger"),
        ("bapak saya pukul saya", "danger"),
        ("suami saya tampar saya tadi malam", "danger"),
        ("minta tolong suami saya pukul saya", "danger"),
        ("suami sy tendang sy", "danger"),
        ("istri saya ancam saya", "danger"),
        ("majikan aniaya saya", "danger"),
        ("dipukuli suami", "danger"),
        ("suami saya sering pukul saya", "danger"),
        ("suami saya suka main tangan", "danger"),
        ("saya diperkosa di tempat kerja", "danger"),
        ("saya diancam mau dibunuh", "danger"),
        ("ada orang mau rampok saya", "danger"),
        ("rumah saya kebakaran tolong", "danger"),
        ("my husband beats me", "danger"),
        ("anak saya lapar tidak ada uang", "hunger"),
        ("belum makan 2 hari", "hunger"),
        ("saya butuh uang sekarang buat makan anak", "hunger"),
        ("kada ada baras gasan anak", "hunger"),
        ("i have no food", "hunger"),
        ("i can’t breathe", "emergency"),
        ("anjing kalian", "rude"),
        ("GOBLOK", "rude"),
        ("kok lama bgt sih goblok", "rude"),
        ("lelet banget bangsat", "rude"),
        ("😭😭😭", "weeping"),
        ("😢 😭", "weeping"),
        ("suami saya hilang di laut 3 hari belum ketemu", "missing"),
        ("bapak saya hilang sejak kemarin", "missing"),
        ("anak saya hanyut di sungai belum ditemukan", "missing"),
        ("suami saya melaut sudah seminggu belum pulang", "missing"),
        ("my husband is missing at sea for 3 days", "missing"),
    ],
)
def test_it_is_heard_at_the_menu(text: str, heard: str) -> None:
    assert why(text) == heard


@pytest.mark.parametrize(
    "text",
    [
        "bapak saya meninggal bunuh diri",  # a death to report
        "adik saya gantung diri kemarin",  # the same
        "apakah orang bunuh diri dapat santunan",
        "mau menyusul suami kerja di kalimantan",
        "suratnya nanti menyusul",
        "saya mau mati lampu di rumah",
        "surat keterangan hidup untuk apa",
        "buat apa nama ibu",
        "pukul 5 saya jatuh dari motor",
        "suami saya kepukul palu waktu kerja",
        "bapak saya ditabrak",
        "bapak saya ditabrak motor pukul 7 saya lapor",
        "suami saya pukul 5 pulang kerja",
        "saya ditendang sapi waktu kerja",
        "dipukul ombak waktu melaut",
        "apakah diperkosa di tempat kerja ditanggung",
        "dipukul teman kerja ditanggung tidak",
        "kartu hangus waktu rumah kebakaran",
        "saya dibegal kemarin waktu narik",  # an accident at work
        "rumah saya kebakaran, bapak saya meninggal di dalam",  # a death to report
        "uang makan lembur",
        "warung makan saya sepi",
        "apakah bunuh diri ditanggung",
        "kartu bpjs saya mati",
        "suami saya kecelakaan, gawat, kakinya patah ditabrak truk",  # the report asks about help first
        "saya mau daftar",
        "🙏",
        "😂😂😂",
        "ktp suami saya hilang sejak kemarin",
        "kartu saya hilang di laut",
        "suami saya hilang pekerjaan sejak bulan lalu",
        "suami saya tenggelam, jenazahnya sudah dimakamkan, meninggal",
        "kalau suami saya hilang di laut 3 hari dapat santunan?",
        "lama sekali",
        "bapak saya hilang di laut, sudah ditemukan meninggal",
        "anjing saya menggigit pekerja waktu kerja",
        "saya ditipu penipu, uang saya hilang",
        "babi guling jualan saya",
    ],
)
def test_what_only_sounds_like_it_is_not(text: str) -> None:
    assert why(text) is None


def test_despair_is_heard_in_the_middle_and_the_rest_is_an_answer_where_words_are_asked_for() -> None:
    choosing, writing = Talk("register"), Talk("register", {"for_whom": "self"}, asking="for_whom")
    assert (why("mau mati saja", choosing), why("putus asa", choosing)) == ("despair", "distress")
    assert why("mau mati saja", writing) == "despair"
    place = Talk("report_accident", {"help": "safe", "for_whom": "self", "mine": "none", "route": "other",
                                     "nik": None, "name": "BUDI", "happened": "2026-11-19T05:00",
                                     "place_kind": "at_work"})  # fmt: skip
    assert scene(place).question and scene(place).place == "report_accident/place"
    assert (why("mau mati saja", place), why("gawat sekali di sana", place)) == ("despair", None)
    assert why("saya sudah tidak kuat hidup", place) == "despair"
    assert (why("dipukul orang di pasar", place), why("dipukul orang", choosing)) == (None, "danger")
    assert why("mau mati saja", Talk("officer")) == "despair"  # a kind word, and the officer gets it
    assert why("putus asa", Talk("officer")) is None  # it goes to a person anyway
    how = Talk(place.conversation, {**place.answers, "place": "pasar", "task": "menyapu"})
    assert scene(how).place == "report_accident/how" and why("rasanya mau mati saja", how) is None
