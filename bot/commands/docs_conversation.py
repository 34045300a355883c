"""A page about one conversation: a diagram of its path and a table of its questions."""

from __future__ import annotations

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Many
from bot.conversation.question import Question
from bot.conversation.words import Language, Words

NOTE = "Made by `payung docs` from `handlers/`; do not edit by hand."


def page(conversation: Conversation, language: Language) -> str:
    """The page as Markdown."""
    words = Words(language, conversation.name)
    return "\n".join(
        [
            f"# {words('title')}",
            "",
            NOTE,
            "",
            *diagram(conversation, words),
            "",
            *table(conversation, words),
            "",
        ]
    )


def diagram(conversation: Conversation, words: Words) -> list[str]:
    """A Mermaid flowchart: questions in boxes, what the bot looks up in rounded ones, ends in circles."""
    lines = ["```mermaid", "flowchart TD", "  start([start])"]
    before = "start"
    for question in conversation.questions:
        lines.append(f"  {question.name}{shape(question, words)}")
        lines.append(f"  {before} {arrow(question)} {question.name}")
        before = before if isinstance(question, End) else question.name
    last = "review{review}" if conversation.review else "done([done])"
    lines.append(f"  {before} --> {last}")
    return [*lines, *(["  review --> done([done])"] if conversation.review else []), "```"]


def shape(question: Question, words: Words) -> str:
    if isinstance(question, Lookup):
        return f"(look up: {question.name})"
    if isinstance(question, End):
        return f"([end: {question.name}])"
    return f'["{words.find(f"{question.words_key}.label") or question.name}"]'


def arrow(question: Question) -> str:
    return f'-- "{condition(question)}" -->' if question.when else "-->"


def condition(question: Question) -> str:
    """ "for_whom is other"."""
    parts = [
        f"{name} is {wanted if isinstance(wanted, str) else ' or '.join(wanted)}"
        for name, wanted in question.when.items()
    ]
    return " and ".join(parts)


def table(conversation: Conversation, words: Words) -> list[str]:
    """One row a question: its name, what is asked, its kind, when it is asked."""
    head = ["| answer | question | kind | only when | may be skipped |", "|---|---|---|---|---|"]
    return [*head, *(row(question, words) for question in conversation.all_questions())]


def row(question: Question, words: Words) -> str:
    asked = (words.find(f"{question.words_key}.ask") or "").replace("\n", " ")
    skipped = "yes" if question.optional else ""
    return f"| `{question.name}` | {asked} | {kind(question)} | {condition(question)} | {skipped} |"


def kind(question: Question) -> str:
    """The kind of question, with its options where they are fixed."""
    name = type(question).__name__
    if isinstance(question, Choice):
        return f"{name}: {'from data' if callable(question.choices) else ', '.join(question.choices)}"
    if isinstance(question, Many):
        return f"{name}: up to {question.most} rows"
    return name
