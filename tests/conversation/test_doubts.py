"""An answer that was read but must be settled before it is kept."""

from __future__ import annotations

from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.money import Money
from bot.conversation.question import Context, Doubtful
from bot.conversation.questions import Nik, PastDate, PersonName, Text
from rules.regencies import provinces, regencies
from tests.conversation.chat import Chat, asking
from tests.conversation.kitchen import of_age

NIK = "6371015708859001"
WHAT = Text("what")


def nik(optional: bool = False) -> Chat:
    number = Nik("nik", regencies=regencies(), provinces=provinces(), optional=optional)
    return asking(PersonName("name"), number, WHAT)


def in_doubt() -> Chat:
    chat = nik()
    chat.all("Siti", NIK)
    return chat


def test_a_doubt_is_settled_by_its_option_in_any_form() -> None:
    for settled in ("1", "benar", "Ya", "[Benar]"):
        chat = in_doubt()
        chat.all(settled)
        assert chat.answers["nik"] == NIK


def test_no_asks_the_question_anew() -> None:
    chat = in_doubt()
    chat.say("salah, ulangi")
    assert (chat.asked, chat.labels, "nik" in chat.answers) == ("nik", [], False)


def test_anything_else_is_a_new_answer() -> None:
    chat = in_doubt()
    chat.say("6371015708859002")
    assert "6371 0157 0885 9002" in chat.text
    chat.say("ya")
    assert chat.answers["nik"] == "6371015708859002"


def test_a_new_answer_that_can_not_be_read_leaves_the_doubt() -> None:
    chat = in_doubt()
    chat.say("entah")
    assert (chat.asked, chat.labels) == ("nik", [])


def test_back_from_a_doubt_asks_its_question_and_then_the_one_before() -> None:
    chat = in_doubt()
    chat.say("kembali")
    assert (chat.asked, chat.labels) == ("nik", [])
    chat.say("kembali")
    assert chat.asked == "name"


def test_a_doubt_about_what_may_be_skipped_is_skipped() -> None:
    chat = nik(optional=True)
    chat.all("Siti", NIK, "lewati")
    assert (chat.answers["nik"], chat.asked) == (None, "what")


def test_a_doubt_about_what_must_be_answered_is_not_skipped() -> None:
    chat = in_doubt()
    chat.say("lewati")
    assert (chat.heard("skip.none"), chat.labels) == (True, ["Benar", "Salah, ulangi"])


def test_help_in_a_doubt_is_about_its_question() -> None:
    chat = in_doubt()
    chat.say("bantuan")
    assert (chat.heard("help.nik"), chat.labels) == (True, ["Benar", "Salah, ulangi"])


def test_a_doubt_outlives_the_menu_and_a_side_talk() -> None:
    chat = in_doubt()
    chat.all("menu", "1")
    assert chat.labels == ["Benar", "Salah, ulangi"]
    chat.all("samping", "x")
    assert chat.labels == ["Benar", "Salah, ulangi"]
    chat.say("ya")
    assert chat.answers["nik"] == NIK


def test_a_doubt_while_changing_an_answer_keeps_the_old_one_until_it_is_settled() -> None:
    chat = asking(Money("income"), review=True)
    chat.all("2 juta", "ubah", "1", "50rb sehari")
    assert chat.answers == {"income": 2_000_000}
    chat.all("kembali", "kembali", "kembali")
    assert chat.heard("review.ask")
    chat.all("ubah", "1", "50rb sehari", "ya", "kirim")
    assert chat.services.last() == {"income": 1_300_000}


def test_doubts_of_one_answer_are_settled_one_after_the_other() -> None:
    chat = asking(Nik("nik", regencies=regencies(), provinces=provinces(), read_back=False),
                  PastDate("born", birth=True, check=of_age, of=("nik",)), WHAT)  # fmt: skip
    chat.all(NIK, "18-8-1985")
    assert chat.labels == ["Tetap", "Ulangi"]
    chat.say("tetap")
    assert chat.answers["born"] == "1985-08-18"


def test_a_confirmed_contradiction_is_asked_again_when_the_other_side_changes() -> None:
    chat = asking(Nik("nik", regencies=regencies(), provinces=provinces(), read_back=False),
                  PastDate("born", birth=True, check=of_age, of=("nik",)), review=True)  # fmt: skip
    chat.all(NIK, "18-8-1985", "tetap", "ubah", "1", "6371015808859001")
    assert chat.heard("review.ask")
    chat.all("ubah", "1", "6371015908859001")
    assert (chat.asked, "born" in chat.answers) == ("born", False)


def test_a_choice_may_be_doubted_too() -> None:
    def sure_of_it(choice: Any, context: Context) -> None:
        if choice == "yes" and "differs" not in context.sure:
            raise Doubtful("differs", {"keep": "yes", "no": None}, born="")

    chat = asking(Choice("born", ("yes", "no"), check=sure_of_it), WHAT)
    chat.all("ya", "tetap")
    assert chat.answers == {"born": "yes"}
    chat = asking(Choice("born", ("yes", "no"), check=sure_of_it), WHAT)
    chat.all("ya", "ulangi", "tidak")
    assert chat.answers == {"born": "no"}


def test_a_number_in_a_doubt_is_one_of_its_options() -> None:
    chat = asking(Money("income"), WHAT)
    chat.all("50 ribu", "3")
    assert chat.answers == {"income": 50_000}
