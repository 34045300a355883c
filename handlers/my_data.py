"""'What do you keep about me?' See, correct, withdraw, bring a second phone (UU 27/2022 art. 30, 32, 40).

Words: locales/*/LC_MESSAGES/my_data.po; examples: tests/transcripts/my_data/.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Outcome
from bot.conversation.question import Context
from bot.conversation.reading.nik import hide
from bot.conversation.reading.phones import shown as phone_shown
from bot.conversation.words import Words
from handlers.correcting import FIELDS, corrections
from handlers.services import services
from handlers.whose import mine, person_meant, whose
from rules.records import Person

SHOWN = ("nik", "name", "birth_place", "birth_date", "mother_name", "address", "village", "phone",
         "phone_owner", "category", "work_place", "work_hours", "income", "heir_name", "heir_relation",
         "heir_phone", "children")  # fmt: skip


def seen(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Each answer kept, as it is kept; the NIK half hidden, as screens are seen by others."""
    person = person_meant(context)
    lines = [
        f"{context.words(f'field.{name}')}: {field_told(name, person, context)}"
        for name in SHOWN
        if person.details.get(name) not in (None, [])
    ]
    return Outcome("shown", {"lines": "\n".join(lines)})


def field_told(name: str, person: Person, context: Context) -> str:
    """One detail as people read it."""
    formats, value = context.words.language.formats, person.details[name]
    match name:
        case "nik":
            return hide(value)
        case "birth_date":
            return formats.date(date.fromisoformat(value))
        case "income":
            return formats.rupiah(value)
        case "phone" | "heir_phone":
            return phone_shown(value)
        case "village":
            return services(context).region_name(value)
        case "phone_owner" | "heir_relation":
            return Words(context.words.language, "register")(f"{name}.options.{value}")
        case "category":
            return category_told(person, context)
        case "children":
            return ", ".join(child["name"] for child in value)
    return str(value)


def category_told(person: Person, context: Context) -> str:
    """The kind of work by its label in the programme it was chosen from."""
    code = person.details["category"]
    for registration in services(context).registrations(person):
        category = services(context).programme(registration.programme).category(code)
        if category:
            return category.label[context.words.language.code]
    return str(code)


def corrected(answers: Mapping[str, Any], context: Context) -> Outcome:
    """One answer changed, with an event in every registration."""
    field = answers["field"]
    value = answers[f"new_{field}"]
    services(context).correct(person_meant(context), {field: value})
    said = "removed" if value is None else "corrected"
    return Outcome(said, {"field": context.words(f"field.{field}")})


def code_made(answers: Mapping[str, Any], context: Context) -> Outcome:
    return Outcome("code", {"code": services(context).join_code(person_meant(context))})


def withdrawn(answers: Mapping[str, Any], context: Context) -> Outcome:
    services(context).withdraw(person_meant(context))
    return Outcome("withdrawn")


my_data = Conversation(
    name="my_data",
    questions=(
        mine,
        End("none", when={"mine": "none"}),
        whose,
        Choice("action", ("see", "correct", "phone", "withdraw")),
        End("seen", when={"action": "see"}, finish=seen, says=("shown",)),
        End("code_made", when={"action": "phone"}, finish=code_made, says=("code",)),
        Choice("sure", ("no", "yes"), when={"action": "withdraw"}),
        End("kept", when={"sure": "no"}),
        End("withdraw", when={"sure": "yes"}, finish=withdrawn, says=("withdrawn",)),
        Choice("field", FIELDS, when={"action": "correct"}),
        *corrections(lambda field: {"action": "correct", "field": field}),
    ),
    finish=corrected,
    says=("corrected", "removed"),
    review=False,
    progress=False,
)
