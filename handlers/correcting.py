"""The questions by which an answer is corrected, by what it is. Words: new_*.* in common.po."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.conversation.money import Money
from bot.conversation.question import Question, When
from bot.conversation.questions import PersonName, Phone, Text

# What a person may correct alone; what may be left out when registering may be said to be none here. By NIK
# and birth date a person is known: an officer asks for them.
QUESTIONS: dict[str, Callable[..., Question]] = {
    "name": PersonName,
    "birth_place": partial(Text, longest=60),
    "mother_name": partial(PersonName, never_begins=("report_death",)),
    "address": partial(Text, longest=200),
    "phone": Phone,
    "work_place": partial(Text, longest=120),
    "work_hours": partial(Text, longest=120),
    "income": Money,
    "heir_name": partial(PersonName, optional=True),
    "heir_phone": partial(Phone, of_another=True, optional=True),
}
FIELDS = tuple(QUESTIONS)


def corrections(when: Callable[[str], When]) -> tuple[Question, ...]:
    """One for each of FIELDS ("new_name"), asked where `when` says."""
    return tuple(kind(f"new_{field}", when=when(field)) for field, kind in QUESTIONS.items())
