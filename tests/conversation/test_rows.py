"""Rows of the same few questions: children, witnesses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.conversation.choices import Choice
from bot.conversation.derived import Many, Tell
from bot.conversation.questions import PersonName, Text
from tests.conversation.chat import Chat, asking, only
from tests.conversation.kitchen import CHILD

ANI, BUDI = ("Ani", "5-3-2015", "tidak"), ("Budi", "6-4-2016", "ya", "dua")


def children(most: int = 3, optional: bool = False) -> Chat:
    return asking(Many("children", questions=CHILD, most=most, optional=optional), Text("what"))


def rows(chat: Chat) -> Mapping[str, Any]:
    return {name: answer for name, answer in chat.answers.items() if name != "children"}


def test_none_at_all_is_an_answer() -> None:
    chat = children()
    assert chat.labels == ["Tambah", "Tidak ada"]
    chat.say("tidak ada")
    assert (chat.answers, chat.asked) == ({"children": {"rows": [], "done": True}}, "what")


def test_the_questions_of_a_row_follow_at_once() -> None:
    chat = children()
    chat.say("tambah")
    assert (chat.asked, chat.text) == ("children.1.name", "Nama anak ke-1?")
    chat.say("Ani")
    assert (chat.asked, chat.text) == ("children.1.born", "Lahir anak ke-1?")


def test_a_row_is_called_by_its_first_answer() -> None:
    chat = children()
    chat.all("tambah", *ANI)
    assert (chat.asked, chat.labels) == ("children", ["Tambah", "Hapus ANI", "Selesai"])


def test_a_question_of_a_row_may_depend_on_another_of_the_same_row() -> None:
    chat = children()
    chat.all("tambah", *ANI, "tambah", *BUDI[:3])
    assert chat.asked == "children.2.grade"
    chat.all("dua", "selesai")
    assert "children.1.grade" not in chat.answers
    assert chat.answers["children.2.grade"] == "dua"


def test_a_question_of_a_row_may_depend_on_one_outside() -> None:
    asked = (PersonName("name"), Text("grade", when={"who": "self"}))
    for who, last in (("saya", "children.1.grade"), ("orang lain", "children")):
        chat = asking(Choice("who", ("self", "other")), Many("children", questions=asked), Text("what"))
        chat.all(who, "tambah", "Ani")
        assert chat.asked == last


def test_no_row_is_added_when_there_are_enough() -> None:
    chat = children(most=1)
    chat.all("tambah", *ANI)
    assert chat.labels == ["Hapus ANI", "Selesai"]
    chat.say("tambah")
    assert (chat.heard("errors.not_an_option"), chat.asked) == (True, "children")


def test_a_removed_row_is_forgotten_with_its_answers() -> None:
    chat = children()
    chat.all("tambah", *ANI, "tambah", *BUDI, "[Hapus ANI]")
    assert chat.labels == ["Tambah", "Hapus BUDI", "Selesai"]
    assert {name.split(".")[1] for name in rows(chat)} == {"2"}


def test_a_row_that_is_added_after_a_removal_starts_empty() -> None:
    chat = children()
    chat.all("tambah", *ANI, "[Hapus ANI]", "tambah")
    assert (chat.asked, rows(chat)) == ("children.1.name", {})


def test_adding_and_removing_for_ever_does_not_grow_the_session() -> None:
    chat = children()
    chat.all("tambah", *BUDI)
    for _ in range(60):
        chat.all("tambah", *ANI, "[Hapus ANI]")
    assert {name.split(".")[1] for name in rows(chat)} == {"1"}


def test_a_row_is_numbered_by_its_place() -> None:
    chat = children()
    chat.all("tambah", *ANI, "tambah", *BUDI, "[Hapus ANI]", "tambah")
    assert chat.text == "Nama anak ke-2?"


def test_back_from_the_rows_asks_the_last_question_of_the_last_row() -> None:
    chat = children()
    chat.all("tambah", *ANI, "kembali")
    assert chat.asked == "children.1.school"
    chat.all("kembali", "kembali", "Anisa")
    assert (chat.asked, chat.labels) == ("children", ["Tambah", "Hapus ANISA", "Selesai"])


def test_back_from_the_first_row_leaves_it_there() -> None:
    chat = asking(Text("a"), Many("children", questions=CHILD), Text("what"))
    chat.all("x", "tambah", "kembali", "y")
    assert (chat.answers["a"], chat.asked) == ("y", "children.1.name")


def test_skipping_the_rows_loses_none_that_was_given() -> None:
    chat = children(optional=True)
    chat.all("tambah", *ANI, "lewati")
    assert (chat.answers["children"], chat.asked) == ({"rows": ["1"], "done": True}, "what")
    assert chat.answers["children.1.name"] == "ANI"


def test_skipping_rows_that_nobody_gave_is_no_answer() -> None:
    chat = children(optional=True)
    chat.say("lewati")
    assert chat.answers == {"children": None}


def test_a_row_is_cut_where_its_name_is_long() -> None:
    chat = asking(Many("children", questions=(Text("name"),)), Text("what"))
    chat.all("tambah", "a" * 300)
    assert chat.labels[1] == f"Hapus {'a' * 39}…"


def test_a_row_without_its_first_answer_is_called_by_its_place() -> None:
    chat = asking(Many("children", questions=(PersonName("name", optional=True),)), Text("what"))
    chat.all("tambah", "lewati")
    assert chat.labels == ["Tambah", "Hapus 1", "Selesai"]


def test_a_name_in_a_row_is_shown_as_the_question_shows_it() -> None:
    schools = (Choice("school", ("yes", "no")),)
    chat = asking(Many("children", questions=schools), Text("what"))
    chat.all("tambah", "ya")
    assert chat.labels == ["Tambah", "Hapus Ya", "Selesai"]


def test_the_review_names_the_rows_and_leads_back_to_them() -> None:
    chat = asking(Many("children", questions=CHILD), review=True)
    chat.all("tambah", *ANI, "tambah", *BUDI, "selesai")
    assert "Anak: ANI, BUDI" in chat.text
    chat.all("ubah", "[Anak]", "[Hapus ANI]", "selesai")
    assert "Anak: BUDI" in chat.text


@pytest.mark.parametrize("inner", [Many("more", questions=CHILD), Tell("thanks")])
def test_a_row_of_anything_but_questions_to_people_is_refused_when_written(inner: Any) -> None:
    with pytest.raises(ValueError, match="row"):
        only(Many("children", questions=(inner,)))


def test_a_row_that_needs_what_is_not_asked_is_refused_when_written() -> None:
    with pytest.raises(ValueError, match="needs"):
        only(Many("children", questions=(Text("grade", when={"nowhere": "yes"}),)))
