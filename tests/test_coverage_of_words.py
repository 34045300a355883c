"""Counted over all transcripts as they are played: nothing that the bot can ask, refuse or say is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from itertools import chain

import pytest

from bot.catalogues import catalogues
from bot.conversation.choices import Choice
from bot.conversation.commands import COMMANDS
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Many
from bot.conversation.question import Question
from handlers import CONVERSATIONS, MENU
from handlers.meant import ANSWERED, LEADS, NONE, meant
from tests.listening import Heard
from tests.theatre import Theatre

# What no person can bring about, and why. Checked: it must exist still, and no transcript may show it.
OUT_OF_REACH = {
    (
        "register",
        "children.errors.rows_full",
    ): "the button that adds a row is not shown when there are enough",
    ("estimate", "children.errors.rows_full"): "the same",
    ("returned", "children.errors.rows_full"): "the same",
    ("check", "nik.doubts.read_back"): "asked with read_back=False: the birth date that follows is the check",
    ("check", "nik.doubts.region_unknown"): "the same",
    ("card", "nik.doubts.read_back"): "asked as in check",
    ("card", "nik.doubts.region_unknown"): "the same",
    ("check", "own_nothing"): "a chat speaks for a person only since it registered or joined them",
    ("status", "nothing"): "the same",
    (
        "case_more",
        "witnesses.errors.rows_full",
    ): "the button that adds a row is not shown when there are enough",
    ("case_more", "heirs.errors.rows_full"): "the same",
    ("case_more", "children.errors.rows_full"): "the same",
    ("case", "moved_on"): "an officer has to act between a question and its answer",
}
ASKED = [(c, q) for c in CONVERSATIONS for q in c.all_questions() if not q.silent]
REFUSALS = {(c.name, f"{q.words_key}.errors.{reason}") for c, q in ASKED for reason in q.reasons()}
DOUBTS = {(c.name, f"{q.words_key}.doubts.{doubt}") for c, q in ASKED for doubt in q.possible_doubts()}


COMMON = "common"
# Questions that several conversations ask in the same words: how they refuse is shown once for all of them.
SHARED = {(c.name, q.words_key) for c, q in ASKED if f"{q.words_key}.ask" not in catalogues("id")[c.name]}


def pooled(
    found: Set[tuple[str, ...]], key: Callable[[str], str] = lambda name: name
) -> set[tuple[str, ...]]:
    """The same, with COMMON in place of each conversation that shares the question; `key`: its name in what
    stands behind the conversation.
    """
    return {((COMMON, *rest) if (name, key(rest[0])) in SHARED else (name, *rest)) for name, *rest in found}


def question_of(text: str) -> str:
    """ "nik" of "nik.errors.empty" and "nik.doubts.read_back"."""
    return re.split(r"\.(?:errors|doubts)\.", text)[0]


def ends(conversation: Conversation) -> Iterator[str]:
    """The texts a conversation may end with."""
    yield from conversation.says
    for question in conversation.questions:
        if isinstance(question, End):
            yield from question.says if question.finish else (f"{question.words_key}.say",)


ENDS = {(c.name, key) for c in CONVERSATIONS for key in ends(c)}


@pytest.fixture(scope="module")
def heard(theatre: Theatre) -> Heard:
    """All transcripts together."""
    together = Heard()
    for performance in theatre.all_of("terminal").values():
        together.add(performance.heard or Heard())
    return together


def missing(what: str, wanted: Set[tuple[str, ...]], found: Set[tuple[str, ...]]) -> str:
    """What was not found; prints how much was."""
    print(f"{what}: {len(wanted & found)} of {len(wanted)}")
    return ", ".join(sorted(" ".join(one) for one in wanted - found))


def test_every_question_is_asked(heard: Heard) -> None:
    wanted = {(c.name, f"{q.words_key}.ask") for c, q in ASKED}
    assert missing("questions", wanted, heard.told) == ""


def test_every_wording_for_somebody_else_is_used(heard: Heard) -> None:
    wanted = {
        (c.name, key) for c in CONVERSATIONS if c.variant for key in catalogues("id")[c.name] if "@" in key
    }
    assert missing("wordings for somebody else", wanted, heard.looked_up) == ""


def test_every_refusal_of_an_answer_is_shown(heard: Heard) -> None:
    wanted = pooled(REFUSALS - set(OUT_OF_REACH), question_of)
    assert missing("refused answers", wanted, pooled(heard.looked_up, question_of)) == ""


def test_every_doubt_is_shown(heard: Heard) -> None:
    wanted = pooled(DOUBTS - set(OUT_OF_REACH), question_of)
    assert missing("doubts", wanted, pooled(heard.looked_up, question_of)) == ""


def test_every_way_a_conversation_may_end_is_reached(heard: Heard) -> None:
    assert missing("ends", ENDS - set(OUT_OF_REACH), heard.told) == ""


def test_nothing_is_refused_or_doubted_that_the_question_does_not_declare(heard: Heard) -> None:
    shown = {(c, key) for c, key in heard.looked_up if re.fullmatch(r"[\w.]+\.(errors|doubts)\.\w+", key)}
    assert missing("declared", shown, REFUSALS | DOUBTS) == ""


def test_what_is_out_of_reach_exists_and_is_never_shown(heard: Heard) -> None:
    assert set(OUT_OF_REACH) <= REFUSALS | DOUBTS | ENDS
    assert not set(OUT_OF_REACH) & heard.looked_up


def test_every_option_is_taken(heard: Heard) -> None:
    taken = {(conversation, without_row(question), option) for conversation, question, option in heard.taken}
    wanted = set(chain.from_iterable(options(c, q) for c, q in ASKED))
    assert missing("options", pooled(wanted), pooled(taken)) == ""


def test_whatever_may_be_meant_is_picked(heard: Heard) -> None:
    wanted = {(meant.name, "intent", id) for id in (*LEADS, *ANSWERED, NONE)}
    assert missing("meanings", wanted, heard.taken) == ""


def without_row(question: str) -> str:
    """ "children.1.name" is "children.name"."""
    return ".".join(part for part in question.split(".") if not part.isdigit())


def options(conversation: Conversation, question: Question) -> Iterator[tuple[str, str, str]]:
    """What may be picked: its choices where they are known beforehand, "skip", and those of its doubts."""
    ids: list[str] = ["skip"] if question.optional else []
    if isinstance(question, Choice) and not callable(question.choices):
        ids += question.choices
    if isinstance(question, Many):
        ids += ["add", "done", "remove:1"]
    doubts = (
        d
        for d in question.possible_doubts()
        if (conversation.name, f"{question.words_key}.doubts.{d}") not in OUT_OF_REACH
    )
    ids += chain.from_iterable(doubt_options(question, doubt) for doubt in doubts)
    yield from ((conversation.name, question.words_key, id) for id in ids)


def doubt_options(question: Question, doubt: str) -> list[str]:
    """ "read_back.yes", as far as the words know them."""
    keys = chain.from_iterable(catalogue for catalogue in catalogues("id").values())
    starts = (f"{question.words_key}.doubts.{doubt}.", f"doubts.{doubt}.")
    return [f"{doubt}.{key.removeprefix(start)}" for key in keys for start in starts if key.startswith(start)]


def test_the_menu_and_the_review_are_used(heard: Heard) -> None:
    reviewed = {
        (c.name, "review", option) for c in CONVERSATIONS if c.review for option in ("send", "change")
    }
    menu = {("", "menu", name) for name in (*MENU, "resume")}
    assert missing("menu and review", menu | reviewed, heard.taken) == ""


def test_every_command_is_used(heard: Heard) -> None:
    used = {(name,) for name in COMMANDS if heard.commands & set(words(f"commands.{name}"))}
    assert missing("commands", {(name,) for name in COMMANDS}, used) == ""


def words(key: str) -> list[str]:
    return [word.strip() for word in catalogues("id")["common"][key].split(",")]


def test_every_programme_is_registered_in(theatre: Theatre) -> None:
    registered = {
        row["programme"]
        for one in theatre.all_of("terminal").values()
        for row in one.records.get("registrations", ())
    }
    assert registered == {"banjarmasin", "denpasar", "makassar", "paser", "samarinda"}
