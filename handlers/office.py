"""Where the office is, when it is open, which hospitals are partners. Words: locales/*/*/office.po.

What is told comes from the city itself (the console's set-up); nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import Lookup, Outcome
from bot.conversation.messages import Option
from bot.conversation.question import Context
from handlers.city import cities, city_of, contact_lines, own_words, words_of
from handlers.registering import programme_synonyms
from handlers.services import services
from rules.programmes import Programme


def which(context: Context) -> str:
    return "known" if city_of(context) else "asked"


def choices(context: Context) -> Sequence[Option]:
    return [Option(one.code, one.region_name) for one in cities(context)]


def told(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Everything the city tells of itself, or that it has told nothing yet."""
    picked = answers.get("city")
    city = services(context).programme(picked) if picked else city_of(context)
    lines = [*contact_lines(city, context), *more(city, context)] if city else []
    name = city.region_name if city else ""
    return Outcome("done", {"lines": "\n".join(lines)}) if lines else Outcome("nothing", {"city": name})


def more(city: Programme, context: Context) -> list[str]:
    """The branch office, and the hospitals under a line of their own."""
    told, words = words_of(city, context), own_words(context)
    branch = [words("branch", branch=told.branch)] if told.branch else []
    listed = "\n".join(f"- {hospital}" for hospital in told.hospitals)
    return [*branch, words("hospitals", city=city.region_name, hospitals=listed)] if listed else branch


office = Conversation(
    name="office",
    questions=(
        Lookup("which", find=which),
        Choice("city", choices, when={"which": "asked"}, also=programme_synonyms),
    ),
    finish=told,
    says=("done", "nothing"),
    review=False,
    progress=False,
)
