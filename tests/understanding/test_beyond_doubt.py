"""What words leave no doubt about: denials, deaths by the own hand, questions, words that say nothing alone."""

from __future__ import annotations

from typing import cast

import pytest

from bot.catalogues import languages
from bot.conversation.meaning import Meaning
from bot.conversation.session import Talk
from bot.conversation.words import Words
from bot.understanding.phrases import asking
from handlers import CONVERSATIONS
from handlers.answers import title
from handlers.beyond_doubt import (
    QUESTIONS,
    asked,
    event,
    no_report,
    nothing_said,
    off_work,
    only_address,
)
from handlers.denied import mistaken, told_of
from handlers.heard import heard
from handlers.patterns import has_any
from tests.understanding.test_heard import PROGRAMMES
from tests.understanding.test_urgent import scene

MENU = scene()


@pytest.mark.parametrize(
    ("text", "pattern", "found"),
    [
        ("Hidup saya rasanya tidak ada gunanya", "hidup ... tidak ada guna*", True),
        ("hidup satu dua tiga empat lima enam tidak ada guna", "hidup ... tidak ada guna", False),
        ("capekma hiduuup", "capek* hidup", True),
        ("kehidupan", "hidup", False),
        ("sy blm daftar", "saya belum daftar", True),
        ("mati", "^ mati $", True),
        ("kartu mati", "^ mati $", False),
        ("adik atau kakak", "adik|kakak atau adik|kakak", True),
    ],
)
def test_words_are_found_with_gaps(text: str, pattern: str, found: bool) -> None:
    assert has_any(text, (pattern,)) is found
    assert not has_any(text, ())


def test_what_only_sounds_like_it_is_cut_out() -> None:
    assert not has_any("mati lampu", ("mati",), ("mati lampu",))
    assert has_any("mati lampu saya mau mati", ("mau mati",), ("mati lampu",))


@pytest.mark.parametrize(
    ("text", "kind", "happened", "denied"),
    [
        ("bapak saya belum meninggal, cuma sakit keras", "death", False, True),
        ("bapak saya tidak meninggal", "death", False, True),
        ("tidak ada yang meninggal", "death", False, True),
        ("untung suami saya tidak meninggal", "death", False, True),
        ("bapak saya tidak jadi meninggal, alhamdulillah sembuh", "death", False, True),
        ("bapak kada maninggal", "death", False, True),
        ("bapak ndak meninggal", "death", False, True),
        ("my father did not die", "death", False, True),
        ("nobody died", "death", False, True),
        ("tidak sadar lalu meninggal", "death", True, False),
        ("tidak tertolong, meninggal kemarin", "death", True, False),
        ("belum lama meninggal", "death", True, False),
        ("belum seminggu meninggal", "death", True, False),
        ("saya tidak di rumah waktu bapak meninggal", "death", True, False),
        ("saya tidak kecelakaan", "accident", False, True),
        ("belum ada yang kecelakaan", "accident", False, True),
        ("hampir kecelakaan tadi", "accident", False, True),
        ("bukan kecelakaan, cuma mau tanya", "accident", False, True),
        ("bapak meninggal bukan karena kecelakaan", "accident", False, True),
        ("bukan jatuh sendiri tapi ditabrak", "accident", True, False),
        ("kecelakaan tapi bukan pas kerja", "at_work", False, True),
        ("mau daftar", "death", False, False),
    ],
)
def test_a_denial_near_an_event_is_read(text: str, kind: str, happened: bool, denied: bool) -> None:
    told = told_of(kind, text, MENU)
    assert (told.happened, told.denied) == (happened, denied)


@pytest.mark.parametrize(
    "text",
    [
        "saya kira meninggal ternyata pingsan",
        "jangan laporkan bapak saya",
        "ibu saya belum meninggal, salah lapor",
        "tidak jadi lapor",
    ],
)
def test_that_there_is_nothing_to_report_is_heard(text: str) -> None:
    assert mistaken(text, MENU)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("bapak saya bunuh diri", "report_death"),
        ("adik saya gantung diri kemarin", "report_death"),
        ("suami saya sudah ga ada pak, saya bingung harus gimana", "report_death"),
        ("bapak saya dipanggil allah tadi malam", "report_death"),
        ("bapak meninggal bukan kecelakaan", "report_death"),
        ("my friend fell from a roof at work yesterday", "report_accident"),
        ("jatuh dari atap tapi tidak meninggal", "report_accident"),
        ("dokter bilang bukan kecelakaan kerja", None),
        ("apakah bunuh diri ditanggung", None),
        ("kalau tidak meninggal dapat apa", None),
        ("bapak saya meninggal", None),  # the models know
    ],
)
def test_what_an_event_that_is_told_outright_begins(text: str, begins: str | None) -> None:
    found = event(text, MENU, lambda name: Meaning(name))
    if begins is None:
        assert found is None
    else:
        begun: list[str] = []
        event(text, MENU, lambda name: cast(Meaning, begun.append(name)) or Meaning())
        assert begun == [begins]


def test_a_denial_in_the_middle_of_a_report_is_heard() -> None:
    death, accident = scene(Talk("report_death")), scene(Talk("report_accident"))
    assert no_report("bapak saya tidak meninggal", death)
    assert no_report("tidak ada kecelakaan", accident)
    assert not no_report("tidak ada kecelakaan", death)
    assert not no_report("tidak ada yang meninggal", scene(Talk("register")))


def test_an_accident_outside_of_work_is_told_from_one_at_work() -> None:
    assert off_work("teman saya kecelakaan minggu lalu tapi bukan pas kerja", MENU)
    assert not off_work("teman saya kecelakaan pas kerja", MENU)
    assert not off_work("bapak meninggal kecelakaan bukan waktu kerja", MENU)  # there is still a benefit


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("kalau meninggal karena kecelakaan dapat berapa?", "death_work"),
        ("sisa kuota berapa", "waiting"),
        ("kuota penuh belum", "waiting"),
        ("istri siri dapat santunan?", "marriage"),
        ("istri kedua dapat?", "marriage"),
        ("berantem di tempat kerja ditanggung?", "not_covered"),
        ("saya kena tipes gak bisa kerja dapat uang?", "ill"),
        ("kalau kaki patah dapat apa", "injured"),
        ("mau cairin bpjs saya sudah berhenti kerja", "jht_out"),
        ("saya berhenti kerja mau cairkan", "jht_out"),
        ("bapak meninggal mau cairkan bpjs", ""),
        ("ada orang minta uang 50 ribu buat daftar bpjs", "asked_money"),
        ("kemarin ada orang wa minta 50rb katanya buat daftar bpjs ini, bener ga", "asked_money"),
        ("pak rt minta 20rb buat daftar bpjs wajar ga", "asked_money"),
        ("ada yg ngaku petugas minta 100rb", "asked_money"),
        ("petugas minta 50k", "asked_money"),
        ("ada yang telpon minta 50.000", "asked_money"),
        ("ada yang ngaku petugas bpjs", "scam"),
        ("tf 200rb ke orang yg ngaku petugas", "scam_paid"),
        ("ketua rt minta ktp", ""),
        ("saya petugas kebersihan gaji 50rb", ""),
        ("saya sudah transfer 200 ribu ke orang yang ngaku petugas bpjs", "scam_paid"),
        ("saya sudah bayar ke rumah sakit", ""),
        ("takut kena tipu", ""),
        ("ada link bantuan bpjs https://contoh.example apa asli", "scam"),
        ("dapat sms menang undian bpjs 10 juta", "scam"),
        ("is this a scam", "scam"),
        ("saya buta huruf", "voice"),
        ("iuran", "pay"),
        ("apakah daftar ini bayar", "pay"),
        ("nik saya berapa", "nik_where"),
        ("ktp saya hilang", "ktp_lost"),
        ("cek bsu", "bsu"),
        ("blt bpjs", "bsu"),
        ("bsu kapan cair", "bsu"),
        ("cara lapor kematian", "claim_papers"),
        ("apa syaratnya kalau bapak meninggal", "claim_papers"),
        ("almarhum bapak belum sempat didaftarkan, dapat santunan?", "unregistered"),
        ("saya marah! bapak saya meninggal belum cair juga!!", "unpaid"),
        ("how long until the money is paid", "how_long"),
        ("mau daftar", ""),
        ("bapak saya meninggal", ""),
    ],
)
def test_words_decide_on_a_question(text: str, key: str) -> None:
    assert asked(text, MENU) == key


def test_every_question_that_words_decide_on_has_an_answer() -> None:
    assert [key for key in QUESTIONS if title(key, languages()["id"]) is None] == []


def test_words_decide_as_the_phrases_were_written_down() -> None:
    """Nearly always: where two answers are near to each other, either serves."""
    decided = [(key, asked(text, MENU)) for text, key in asking() if key in QUESTIONS]
    wrong = [pair for pair in decided if pair[1] and pair[1] != pair[0]]
    assert len(decided) > 400 and len(wrong) <= 5, wrong


@pytest.mark.parametrize("text", ["dua", "00", "tidak", "lanjut", "belum", "🙏"])
def test_a_word_that_says_nothing_alone(text: str) -> None:
    assert nothing_said(text, MENU)


@pytest.mark.parametrize("text", ["tidak ada kartu", "daftar", "iuran"])
def test_what_says_something(text: str) -> None:
    assert not nothing_said(text, MENU)


def test_how_people_are_spoken_to_is_no_wish() -> None:
    assert only_address("min", MENU) and only_address("pak bos", MENU)
    assert (
        not only_address("admin", MENU)
        and not only_address("", MENU)
        and not only_address("min daftar", MENU)
    )


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("bapak saya meninggal kecelakaan bukan pas kerja", None),
        ("bapak saya meninggal bukan kecelakaan, karena sakit", "illness"),
        ("bapak saya meninggal bukan karena sakit", None),
        ("bapak saya meninggal kecelakaan pas kerja", "work_accident"),
    ],
)
def test_the_cause_of_a_death_is_not_what_is_denied(text: str, cause: str | None) -> None:
    words = Words(languages()["id"], "heard")
    assert heard("report_death", text, words, PROGRAMMES).get("cause") == cause


def test_every_question_with_words_of_its_own_is_looked_for() -> None:
    start = "asked.synonyms."
    for catalogue in (language.catalogues["heard"] for language in languages().values()):
        assert {key.removeprefix(start) for key in catalogue if key.startswith(start)} == set(QUESTIONS)


def test_words_of_an_accident_are_no_patterns() -> None:
    """They are cut out of what is told, letter by letter (handlers/heard_events.py)."""
    for language in languages().values():
        phrases = Words(language, "heard").listed("event.synonyms.accident")
        assert phrases and not [phrase for phrase in phrases if set("*|^$") & set(phrase) or "..." in phrase]


def test_a_denial_is_believed_with_an_apostrophe_as_an_iphone_writes_it() -> None:
    assert told_of("death", "my husband didn’t die", MENU).denied


def test_what_a_question_never_begins_exists() -> None:
    never = {name for one in CONVERSATIONS for question in one.questions for name in question.never_begins}
    assert never and never <= {one.name for one in CONVERSATIONS}
