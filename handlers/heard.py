"""What one message says in one go: the words of each fact in it, by the question they answer, as if typed.

Pure: text, words that are listened for (heard.po) and programmes in, texts out. Whether a text is an answer
is for its question to say (handlers/confirm.py); nothing is guessed here, and no number is mended.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.conversation.words import Words
from handlers.heard_events import accident, death
from handlers.heard_labels import Labelled, labelled, ours
from handlers.heard_people import birth, name_of, nik_in, phone_in
from handlers.heard_work import category_in, place_of_work, programme_in
from rules.programmes import Programme

Heard = dict[str, str]


def heard(conversation: str, text: str, words: Words, programmes: Sequence[Programme]) -> Heard:
    """The facts for a conversation; {} for one that takes none."""
    listen = LISTENERS.get(conversation)
    found = listen(labelled(text, words), words, programmes) if listen else {}
    return {name: said for name, said in found.items() if said}


def of_register(told: Labelled, words: Words, programmes: Sequence[Programme]) -> Heard:
    """Who is registered, where, and what the work is; for whom only along with something else."""
    place, born = birth(told.get("born"))
    programme, whom = programme_in(told, words, programmes), for_whom(told, words)
    category = category_in(told, programmes, programme)
    name = told.get("name") or (told.get("own_name") if whom != "other" else "")
    found = {
        "programme": programme, "nik": nik_in(told), "name": name_of(name, words),
        "birth_place": place, "birth_date": born, "mother_name": name_of(told.get("mother"), words),
        "address": told.get("address"), "phone": phone_in(told), "category": category,
        "work_place": place_of_work(told, words, programmes), "income": told.get("income"),
    }  # fmt: skip
    return {"for_whom": whom, **found} if any(found.values()) else {}


def for_whom(told: Labelled, words: Words) -> str:
    """other where somebody of the family is named; self where it is said so; "" where it is open."""
    return next(
        (id for id in ("other", "self") if told.says(ours(words.listed(f"for_whom.synonyms.{id}")))), ""
    )


def of_check(told: Labelled, words: Words, programmes: Sequence[Programme]) -> Heard:
    return {"nik": nik_in(told), "birth_date": birth(told.get("born"))[1]}


def of_death(told: Labelled, words: Words, programmes: Sequence[Programme]) -> Heard:
    """Who has died, what the reporter is to them, when and of what."""
    return {
        **whose(told, words), **death(told, words),
        "notifier_name": name_of(told.get("own_name"), words), "notifier_phone": phone_in(told),
    }  # fmt: skip


def of_accident(told: Labelled, words: Words, programmes: Sequence[Programme]) -> Heard:
    found = {**whose(told, words), **accident(told, words), "notifier_phone": phone_in(told)}
    own = name_of(told.get("own_name"), words)
    if found.get("for_whom") == "self":
        return {**found, "name": found["name"] or own}
    return {**found, "notifier_name": own}


def whose(told: Labelled, words: Words) -> Heard:
    return {"nik": nik_in(told), "name": name_of(told.get("name"), words)}


Listener = Callable[[Labelled, Words, Sequence[Programme]], Heard]
LISTENERS: Mapping[str, Listener] = {
    "register": of_register, "check": of_check, "report_death": of_death, "report_accident": of_accident,
}  # fmt: skip

__all__ = ["LISTENERS", "heard"]
