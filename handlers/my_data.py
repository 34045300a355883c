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
from bot.conversation.money import Money
from bot.conversation.question import Context, Question
from bot.conversation.questions import PersonName, Phone, Text
from bot.conversation.reading.nik import hide
from bot.conversation.reading.phones import shown as phone_shown
from bot.conversation.words import Words
from handlers.services import services
from handlers.whose import mine, person_meant, whose
from rules.records import Person

FIELDS = (
    "name", "birth_place", "mother_name", "address", "phone", "work_place", "work_hours", "income",
    "heir_name", "heir_phone",
)  # fmt: skip
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
    services(context).correct(person_meant(context), {field: answers[f"new_{field}"]})
    return Outcome("corrected", {"field": context.words(f"field.{field}")})


def code_made(answers: Mapping[str, Any], context: Context) -> Outcome:
    return Outcome("code", {"code": services(context).join_code(person_meant(context))})


def withdrawn(answers: Mapping[str, Any], context: Context) -> Outcome:
    services(context).withdraw(person_meant(context))
    return Outcome("withdrawn")


def new(kind: type[Question], field: str, **options: Any) -> Question:
    return kind(f"new_{field}", when={"action": "correct", "field": field}, **options)


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
        new(PersonName, "name"),
        new(Text, "birth_place", longest=60),
        new(PersonName, "mother_name", never_begins=("report_death",)),
        new(Text, "address", longest=200),
        new(Phone, "phone"),
        new(Text, "work_place", longest=120),
        new(Text, "work_hours", longest=120),
        new(Money, "income"),
        new(PersonName, "heir_name"),
        new(Phone, "heir_phone", of_another=True),
    ),
    finish=corrected,
    says=("corrected",),
    review=False,
    progress=False,
)
