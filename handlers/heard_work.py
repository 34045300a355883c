"""Where somebody wants to be registered and what the work is, by the programmes' own words for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation.words import Words
from handlers.heard_labels import Labelled, named
from handlers.heard_people import after_names, name_of
from rules.programmes import Programme

SHORTEST = 5  # letters of a kind of work that is believed without a label: "rt" and "bpk" mean much else


def programme_in(told: Labelled, words: Words, programmes: Sequence[Programme]) -> str:
    """The one programme whose place is named outside of a birth, a name and an address."""
    where = f"{told.rest}\n{told.get('work')}\n{after_names(told, words)}"
    found = {programme.region_name for programme in programmes if named(where, places_of(programme))}
    return found.pop() if len(found) == 1 else ""


def places_of(programme: Programme) -> tuple[str, ...]:
    """ "kota makassar", "makassar"."""
    name = programme.region_name.lower()
    return name, re.sub(r"^(?:kota|kabupaten) ", "", name)


def category_in(told: Labelled, programmes: Sequence[Programme], place: str) -> str:
    """The kind of work, as the programmes call it: what stands after its label, else a word that is clear."""
    offered = [one for one in programmes if one.region_name == place] or programmes
    known = {word for programme in offered for word in works_of(programme)}
    if found := next(iter(named(told.get("work"), known)), ""):
        return found
    return next(iter(named(told.rest, (word for word in known if len(word) >= SHORTEST))), "")


def works_of(programme: Programme) -> set[str]:
    """Every word for a kind of work that a programme covers."""
    return {
        word.lower()
        for category in programme.offered
        for word in (*category.synonyms, category.label.id, category.label.en)
    }


def place_of_work(told: Labelled, words: Words, programmes: Sequence[Programme]) -> str:
    """ "marbot di Masjid Nurul Iman": the mosque; not where it is but the city."""
    place = re.split(r"(?i)\b(?:di|at)\b", told.get("work"), maxsplit=1)[1:]
    said = name_of(place[0], words) if place else ""
    cities = {name for programme in programmes for name in places_of(programme)}
    return "" if said.lower() in cities else said
