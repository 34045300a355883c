"""What was said in one go is read back before anything is begun with it. Words: confirm.po, heard.po.

Each fact has passed its question's own reading, and goes to that question when its turn comes, check and all
(bot/conversation/forms.py). For a death or an accident this is the question whether it is one, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation, Start
from bot.conversation.derived import Lookup, Outcome
from bot.conversation.forms import as_said, kept
from bot.conversation.labels import option
from bot.conversation.messages import Option
from bot.conversation.question import Context, Doubtful, Invalid, Question
from bot.conversation.questions import Nik
from bot.conversation.words import Words
from handlers.check import check
from handlers.heard import heard
from handlers.register import register
from handlers.report_accident import report_accident
from handlers.report_death import report_death
from handlers.services import services

TAKES: Mapping[str, Conversation] = {
    one.name: one for one in (register, check, report_death, report_accident)
}
READ_BACK = Nik.asks  # doubts whose details say more than the answer alone
ALL = "all"


@dataclass(frozen=True)
class Fact:
    """An answer to come: `text` as it will be said to the question, how it is `shown`, the `value` that was
    read (None: not before other answers are known), the doubts that reading it back settles.
    """

    question: Question
    text: str
    shown: str
    value: Any = None
    sure: tuple[str, ...] = ()


def facts_in(name: str, text: str, context: Context) -> Start | None:
    """The question whether the facts of a text are right; None where it has none for this conversation."""
    if name not in TAKES:
        return None
    told = heard(name, text, Words(context.words.language, "heard"), services(context).programmes())
    facts = list(read(TAKES[name], told, context))
    return Start(confirm.name, {"about": name, "facts": packed(facts, name, context)}) if facts else None


def read(conversation: Conversation, told: Mapping[str, str], context: Context) -> Iterator[Fact]:
    """Each fact as its question reads it, in the order of the questions; what is refused is asked later."""
    answers: dict[str, Any] = {}
    here = context.of(words=Words(context.words.language, conversation.name))
    for question in conversation.questions:
        text = told.get(question.name)
        fact = fact_of(question, text, here.of(answers=dict(answers))) if text else None
        if fact:
            answers |= {question.name: fact.value} if fact.value is not None else {}
            yield fact


def fact_of(question: Question, text: str, context: Context) -> Fact | None:
    """A text as its question reads it; as it stands where the options depend on what is not known yet."""
    depends = isinstance(question, Choice) and callable(question.choices)
    if depends and not set(question.of) <= set(context.answers):
        return Fact(question, text, text)
    try:
        return settled(question, text, context)
    except (Invalid, Doubtful):
        return None


def settled(
    question: Question, text: str, context: Context, sure: tuple[str, ...] = (), told: str = ""
) -> Fact:
    """Read, with the doubts settled that a mere "yes" settles; raises Invalid, or Doubtful for the others."""
    try:
        value = question.read(as_said(question, text, context), context.of(sure=frozenset(sure)))
    except Doubtful as doubtful:
        yes = doubtful.texts.get("yes")
        if not yes or doubtful.reason in sure:
            raise
        words = Words(context.words.language, confirm.name)
        more = words(f"told.{doubtful.reason}", **doubtful.details) if doubtful.reason in READ_BACK else told
        return settled(question, yes, context, (*sure, doubtful.reason), more)
    said = value if isinstance(value, str) else text
    return Fact(question, said, told or question.show(value, context), value, sure)


def packed(facts: Sequence[Fact], name: str, context: Context) -> dict[str, Any]:
    """Facts as they are kept, and the lines in which they are read back."""
    words = Words(context.words.language, name)
    lines = [f"{words(f'{fact.question.words_key}.label')}: {fact.shown}" for fact in facts]
    return {
        "texts": {fact.question.name: fact.text for fact in facts},
        "sure": {fact.question.name: list(fact.sure) for fact in facts},
        "lines": "\n".join(lines),
    }


def about(context: Context) -> str:
    """The conversation that the facts are for."""
    return str(context.current or "")


def brought(context: Context) -> Any:
    """The facts, as they were brought along."""
    return context.current or {"texts": {}, "sure": {}, "lines": ""}


def wrong(context: Context) -> Sequence[Option]:
    """Which of them is wrong."""
    words = Words(context.words.language, context.answers["about"])
    found = [option(words, name, f"{name}.label") for name in context.answers["facts"]["texts"]]
    return [*found, option(context.words, ALL, f"wrong.options.{ALL}")]


def begun(answers: Mapping[str, Any], context: Context) -> Outcome:
    """On to the conversation, which asks the rest, and what was wrong."""
    if answers["right"] == "none":
        return Outcome("none")
    name, facts, gone = answers["about"], answers["facts"], answers.get("wrong")
    texts = {} if gone == ALL else {key: text for key, text in facts["texts"].items() if key != gone}
    return Outcome("on", then=name, remember=kept(name, texts, facts["sure"]))


confirm = Conversation(
    name="confirm",
    variant="about",
    questions=(
        Lookup("about", find=about), Lookup("facts", find=brought),
        Choice("right", ("yes", "change", "none")),
        Choice("wrong", wrong, when={"right": "change"}),
    ),
    finish=begun,
    says=("on", "none"),
    review=False,
    progress=False,
)  # fmt: skip
