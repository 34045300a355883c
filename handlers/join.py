"""A second phone for the same person: the code from the first phone, then the birth date as proof.

Words: locales/*/LC_MESSAGES/join.po.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Outcome
from bot.conversation.question import Context
from bot.conversation.questions import PastDate, Text
from handlers.check import not_locked
from handlers.services import services


def code_state(context: Context) -> str:
    """good, used, expired or unknown."""
    return services(context).code(context.answers["code"])[0]


def not_locked_out(born: str, context: Context) -> None:
    person = services(context).code(context.answers["code"])[1]
    if person:
        not_locked(person.nik, context)


def joined(answers: Mapping[str, Any], context: Context) -> Outcome:
    state, person = services(context).code(answers["code"])
    if state != "good" or person is None:
        return Outcome("too_late")
    if person.details.get("birth_date") != answers["birth_date"]:
        services(context).wrong_try(person.nik)
        return Outcome("no_match")
    services(context).join(answers["code"])
    return Outcome("done", {"name": person.name})


join = Conversation(
    name="join",
    questions=(
        Text("code", longest=40),
        Lookup("state", of=("code",), find=code_state),
        End("unknown", when={"state": "unknown"}),
        End("used", when={"state": "used"}),
        End("expired", when={"state": "expired"}),
        PastDate("birth_date", birth=True, check=not_locked_out, errors=("locked",)),
    ),
    finish=joined,
    says=("done", "no_match", "too_late"),
    review=False,
    progress=False,
)
