"""A person in time: somebody in despair, in need or at a loss is offered an officer, at once and with the
words that were said. Words: person.po; who is meant: handlers/urgent.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import Lookup, Outcome
from bot.conversation.labels import option
from bot.conversation.messages import Option, Said
from bot.conversation.question import Context
from bot.conversation.questions import Text
from bot.conversation.session import COMFORTED, THREAD
from handlers.city import hospitals_told, office_told
from handlers.services import services

MOST = 1000  # characters of a message to the officers
DESPAIR, DANGER, MISSING, WEEPING = "despair", "danger", "missing", "weeping"
MILDER = (DANGER, MISSING, "emergency", "hunger", "distress", WEEPING)


@dataclass(frozen=True, kw_only=True)
class Outpouring(Text):
    """Whatever is said is for the officer, and nothing is refused; a tap alone brings one too."""

    reads: ClassVar[tuple[str, ...]] = ()

    def options(self, context: Context) -> tuple[Option, ...]:
        return (option(context.words, "officer", "words.options.officer"),)

    def read(self, said: Said, context: Context) -> str:
        return said.text[:MOST]


def why(context: Context) -> str:
    """despair, danger, missing, emergency, hunger, distress or weeping, as it was heard."""
    return str(context.current or "distress")


def said(context: Context) -> str:
    """The words in which it was heard."""
    return str(context.current or "")


def hospitals(context: Context) -> Mapping[str, str]:
    """Where to go at once, if the city names it."""
    return {"code": "known", "told": hospitals_told(context)}


def turned_to(answers: Mapping[str, Any], context: Context) -> Outcome:
    """The officers get the words that were said; or it goes on here."""
    if answers.get("way") == "here":
        return Outcome("here")
    message = "\n".join(filter(None, (answers["said"], answers.get("words"))))[-MOST:]
    number = services(context).ask_officer(None, message or context.words("title"))
    told = {"number": number, "office": office_told(context)}
    words = "heard" if answers["why"] == DESPAIR else "done"
    return Outcome(words, told, remember={THREAD: number, COMFORTED: number})


person = Conversation(
    name="person",
    variant="why",
    questions=(
        Lookup("why", find=why), Lookup("said", find=said), Lookup("near", find=hospitals),
        Outpouring("words", when={"why": DESPAIR}, undisturbed=True),
        Choice("way", ("officer", "here"), when={"why": MILDER}),
    ),
    finish=turned_to,
    says=("heard", "done", "here"),
    review=False,
    progress=False,
)  # fmt: skip
