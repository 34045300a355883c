"""A question meets what another release stored under its name, whatever that is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.choices import Choice, Consent, MultiChoice
from bot.conversation.derived import Many
from bot.conversation.money import Money
from bot.conversation.question import Question
from bot.conversation.questions import Nik, PastDate, Photo, Text
from rules.regencies import provinces, regencies
from tests.conversation.chat import asking, only
from tests.conversation.kitchen import CHILD, dialogue

A, WHAT = Text("a"), Text("what")
KINDS = (
    Text("a"), PastDate("a"), Money("a"), Choice("a", ("yes", "no")), MultiChoice("a", ("yes", "no")),
    Consent("a", version="1", choices=("yes", "no")), Many("a", questions=CHILD), Photo("a"),
    Nik("a", regencies=regencies(), provinces=provinces(), read_back=False),
)  # fmt: skip
STORED = ("x", "2015-02-01", 7, "yes", {"picked": ["no"], "done": True}, {"code": "yes", "version": "1"},
          {"rows": [], "done": True}, "6371015708859001", None, [1], {"rows": 3})  # fmt: skip


@pytest.mark.parametrize("question", KINDS, ids=lambda question: type(question).__name__)
@pytest.mark.parametrize("answer", STORED, ids=str)
def test_a_question_of_another_kind_with_the_same_name_can_always_be_talked_on(
    question: Question, answer: object
) -> None:
    chat = asking(A, WHAT)
    chat.say("x")
    talk = replace(chat.session.talks[0], answers={"a": answer})
    chat.session = replace(chat.session, talks=(talk,))
    chat.dialogue = dialogue(only(question, WHAT, review=True))
    chat.say("y")
    assert chat.asked in ("a", None)
    chat.all("bantuan", "menu", "1", "kembali", "kirim")
