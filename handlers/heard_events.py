"""What happened, as a message tells it: an accident or a death, its time, its cause and the words for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.conversation.keywords import AROUND
from bot.conversation.reading.name_words import OWN
from bot.conversation.words import Words
from handlers.denied import happened
from handlers.heard_labels import Labelled, named, ours

RELATIONS = ("parent_in_law", "grandchild", "grandparent", "spouse", "child", "parent", "sibling", "other")
NOTIFIERS = ("family", "coordinator", "colleague", "neighbour")
PLACES = ("commute", "at_work")
_NUMBERS = re.compile(r"[0-9][0-9 .\-]{7,}[0-9]")  # a NIK or a telephone number is no date
_SENTENCE = re.compile(r"[.;!?\n]")
Facts = dict[str, str]


def death(told: Labelled, words: Words) -> Facts:
    """Relation, day and cause; of an accident at work also what is told of it."""
    relation = first(told, {id: ours(words.listed(f"relation.synonyms.{id}")) for id in RELATIONS})
    cause = cause_of(told, words)
    found = {"relation": relation, "died_on": timed(told), "cause": cause}
    return {**found, **event(told, words)} if cause == "work_accident" else found


def accident(told: Labelled, words: Words) -> Facts:
    """Who had it, when, and what is told of it."""
    relation = first(told, {id: ours(words.listed(f"notifier_relation.synonyms.{id}")) for id in NOTIFIERS})
    who = "other" if relation else "self" if own(told, words) else ""
    return {"for_whom": who, "notifier_relation": relation, "happened": timed(told), **event(told, words)}


def event(told: Labelled, words: Words) -> Facts:
    """Where in the work it was, whether a vehicle was in it, and how it came."""
    vehicle = happened(told.text, words.listed("traffic.synonyms.yes"), words)
    return {
        "place_kind": first(told, {id: words.listed(f"place_kind.synonyms.{id}") for id in PLACES}),
        "traffic": "yes" if vehicle else "",
        "how": how(told, words),
    }


def cause_of(told: Labelled, words: Words) -> str:
    """work_accident where both are said, illness where that alone is; "" leaves it to be asked."""
    if says("accident", told, words):
        return "work_accident" if says("at_work", told, words) else ""
    return "illness" if says("illness", told, words) else ""


def says(kind: str, told: Labelled, words: Words) -> bool:
    """Is one of these told, and not that it was none ("bukan pas kerja")?"""
    return happened(told.text, words.listed(f"event.synonyms.{kind}"), words)


def how(told: Labelled, words: Words) -> str:
    """The person's own words from the accident on, up to who it was; one word alone tells nothing."""
    phrases = named(told.text, words.listed("event.synonyms.accident"))
    starts = [at for phrase in phrases if (at := _place(told.text, phrase)) is not None]
    if not starts:
        return ""
    ends = [at for label, at in told.starts.items() if label != "work" and at > min(starts)]
    story = _SENTENCE.split(told.text[min(starts) : min(ends, default=None)], maxsplit=1)[0].strip(AROUND)
    return story if len(story.split()) > 1 else ""


def own(told: Labelled, words: Words) -> bool:
    """ "saya jatuh": the accident is the writer's own."""
    accidents = words.listed("event.synonyms.accident")
    return told.says(f"{who} {what}" for who in (*OWN, "i") for what in accidents)


def first(told: Labelled, options: Mapping[str, Iterable[str]]) -> str:
    """The option that the text names; the one with the longest words."""
    spoken = {word: id for id, phrases in options.items() for word in phrases}
    return next((spoken[word] for word in named(told.text, spoken)), "")


def timed(told: Labelled) -> str:
    """The text without its numbers: whether a day is in it the reader of dates finds out."""
    return _NUMBERS.sub(" ", told.text)


def _place(text: str, phrase: str) -> int | None:
    found = re.search(rf"(?i)(?<!\w){re.escape(phrase)}(?!\w)", text)
    return found.start() if found else None
