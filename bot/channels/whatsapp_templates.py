"""Templates: the texts that Meta approves beforehand, for people who have not written for a day.

They stand in the words (whatsapp.po, "template.NAME") with names in braces; at Meta they are payung_NAME with
numbered places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from bot.channels.whatsapp_text import cut, one_line
from bot.conversation.messages import AGAIN, Template
from bot.conversation.words import Words

NAMES = ("reminder", "case_news", "group_news", "listed", "announcement", "news")
PREFIX = "payung_"
UTILITY, MARKETING = "UTILITY", "MARKETING"
# What nobody has asked for, and no matter of one's own, is marketing to Meta, whatever it sells. One that is
# handed in as something else is moved there, or paused.
CATEGORIES = {"announcement": MARKETING}
LONGEST_DETAIL = 100  # of what a template mentions
Json = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """A template in one language, as it has to be at Meta."""

    name: str
    language: str
    body: str
    button: str
    examples: tuple[str, ...]
    category: str = UTILITY

    @property
    def submitted(self) -> Json:
        """What is posted to `message_templates`."""
        body: Json = {"type": "BODY", "text": self.body}
        if self.examples:
            body["example"] = {"body_text": [list(self.examples)]}
        buttons = {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": self.button}]}
        return {
            "name": self.name,
            "language": self.language,
            "category": self.category,
            "components": [body, buttons],
        }


def wanted(words: Words) -> Iterator[Wanted]:
    """All templates in the language of these words."""
    for name in NAMES:
        text = words.find(f"template.{name}") or ""
        examples = tuple(words(f"template.{name}.example.{part}") for part in places(text))
        yield Wanted(
            f"{PREFIX}{name}",
            words.language.code,
            numbered(text),
            words(f"template.{name}.button"),
            examples,
            CATEGORIES.get(name, UTILITY),
        )


def places(text: str) -> list[str]:
    """The names in a text, each once, in the order in which they stand there."""
    names = (name for _, name, _, _ in Formatter().parse(text) if name)
    return list(dict.fromkeys(names))


def numbered(text: str) -> str:
    """ "{number}" becomes "{{1}}"."""
    return text.format_map({name: f"{{{{{n}}}}}" for n, name in enumerate(places(text), 1)})


def as_template(template: Template, words: Words) -> Json:
    """The message, without its address. Its button asks for what is held, or what is pending."""
    text = words.find(f"template.{template.name}") or ""
    given = [{"type": "text", "text": detail(template.details, place)} for place in places(text)]
    body: list[Json] = [{"type": "body", "parameters": given}] if given else []
    payload = [{"type": "payload", "payload": AGAIN}]
    button = {"type": "button", "sub_type": "quick_reply", "index": "0", "parameters": payload}
    language = {"code": words.language.code}
    shown = {"name": f"{PREFIX}{template.name}", "language": language, "components": [*body, button]}
    return {"type": "template", "template": shown}


def detail(details: Mapping[str, str], place: str) -> str:
    """What is put into a place: one line, and never nothing, which Meta would refuse."""
    return cut(one_line(details.get(place, "")), LONGEST_DETAIL) or "-"
