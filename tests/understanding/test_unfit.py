"""What is not guessed at: spent codes, other languages, what is passed on to many."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.catalogues import languages
from bot.conversation.scene import Scene
from bot.conversation.session import Session
from handlers import dialogue
from handlers.unfit import CODE_LETTERS, a_code, foreign, passed_on
from storage.codes import LETTERS

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Makassar"))
SCENE = Scene(dialogue(languages()), Session(known={"consent": "2026-11"}), NOW, None)


def test_a_code_is_known_by_its_letters() -> None:
    assert CODE_LETTERS == LETTERS
    assert all(map(a_code, ("DAFTLV7Y", "daft-lv7y", "THXC DFX9", "CDAFTMVH")))
    assert not any(map(a_code, ("MENINGGAL", "daftar", "kecelaka", "KARTUNYA", "tolong", "", "6371")))


@pytest.mark.parametrize("text", ["the card please", "how do you do", "你好", "مرحبا", "привет"])
def test_another_language_is_known(text: str) -> None:
    assert foreign(text, SCENE)


@pytest.mark.parametrize(
    "text",
    ["kartu saya hilang", "ulun handak batakun", "tiang dot daftar", "please min bantu saya", "🙏", ""],
)
def test_what_people_here_write_is_none(text: str) -> None:
    assert not foreign(text, SCENE)


def test_a_short_question_about_a_link_is_not_passed_on() -> None:
    long = "Diteruskan berkali-kali: bantuan sudah cair, segera klik link di bawah ini dan sebarkan"
    assert passed_on(long, SCENE) and passed_on("x" * 60 + " https://contoh.xyz/daftar", SCENE)
    assert not passed_on("klik link ini aman?", SCENE)
