"""What a city tells of itself, where a text names its office, its hours or its hospitals. Words: office.po.

Every text is complete without it: a city that has told nothing adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.question import Context
from bot.conversation.words import Words
from handlers.services import services
from rules.city import NOTHING, CityWords
from rules.opening import Hours, next_closing, next_opening
from rules.opening_text import weeks
from rules.programmes import Programme
from rules.records import ENDED, Person

NIK_REGION = 4  # digits: province, then kabupaten or kota


def cities(context: Context) -> list[Programme]:
    """One programme for each city that has any, in the order of their codes."""
    return list({one.region: one for one in reversed(services(context).programmes())}.values())[::-1]


def city_of(context: Context, nik: str = "") -> Programme | None:
    """A programme of the city this chat has to do with: that of the people it speaks for, else the one whose
    card the NIK is, else that of what is under way, else the only one there is. None where several may be
    meant.
    """
    known = cities(context)
    own = {code for person in services(context).people() for code in codes_of(person, context)}
    regions = {one.region for one in services(context).programmes() if one.code in own}
    mine = [one for one in known if one.region in regions]
    by_nik = [one for one in known if one.region.replace(".", "") == nik[:NIK_REGION]]
    talked = {one.region for one in services(context).talked_of()}
    under_way = [one for one in known if one.region in talked]
    return next((found[0] for found in (mine, by_nik, under_way, known) if len(found) == 1), None)


def codes_of(person: Person, context: Context) -> set[str]:
    """The programmes a person is registered with or was paid by."""
    known = services(context)
    running = {one.programme for one in known.registrations(person) if one.status not in ENDED}
    return running | {one.programme for one in known.memberships(person) if one.programme}


def words_of(city: Programme | None, context: Context) -> CityWords:
    """What the city tells in the language of the chat."""
    return services(context).city(city.code, context.words.language.code) if city else NOTHING


def hospitals_told(context: Context, nik: str = "") -> str:
    """The first hospitals to go to, as a paragraph of their own; "" where the city names none."""
    city = city_of(context, nik)
    hospitals = words_of(city, context).hospitals
    if city is None or not hospitals:
        return ""
    listed = "\n".join(f"- {hospital}" for hospital in hospitals)
    return f"\n\n{own_words(context)('hospitals', city=city.region_name, hospitals=listed)}"


def office_told(context: Context) -> str:
    """How the office is reached and when it is open, as a paragraph of its own; "" where nothing is told."""
    city = city_of(context)
    lines = list(contact_lines(city, context)) if city else []
    return "\n\n" + "\n".join(lines) if lines else ""


def contact_lines(city: Programme, context: Context) -> Iterator[str]:
    told, words = words_of(city, context), own_words(context)
    if told.contact:
        yield words("contact", city=city.region_name, contact=told.contact)
    if told.office:
        yield words("address", office=told.office)
    if told.hours:
        yield words("hours", hours=hours_told(told.hours, words))
        yield from now_told(told.hours, local(city, context), words)
        if holidays := told.hours.holidays(words.language.code):
            yield words("holidays", holidays=holidays)


def hours_told(hours: Hours, words: Words) -> str:
    """ "Senin sampai Kamis 08.00-15.00, Jumat 08.00-11.30"."""
    parts = [
        f"{words(f'day.{first}')} {open}" if first == last else
        f"{words('days', first=words(f'day.{first}'), last=words(f'day.{last}'))} {open}"
        for first, last, open in weeks(hours)
    ]  # fmt: skip
    return "; ".join(parts)


def now_told(hours: Hours, now: datetime, words: Words) -> Iterator[str]:
    """Open until when, or when it opens next; nothing where that is not known."""
    if closes := next_closing(hours, now):
        yield words("open_now", until=f"{closes:%H.%M}")
    elif opens := next_opening(hours, now):
        yield words("closed_now", opens=words.language.formats.instant(opens))


def local(city: Programme, context: Context) -> datetime:
    """The moment of the turn by the city's own clock."""
    return context.now.astimezone(ZoneInfo(city.timezone))


def own_words(context: Context) -> Words:
    return Words(context.words.language, "office")
