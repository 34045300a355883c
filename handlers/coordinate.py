"""Somebody follows the invitation to coordinate a group: what it is, who it is, the duty that is accepted.

Words: locales/*/LC_MESSAGES/coordinate.po; examples: tests/transcripts/coordinate/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.choices import Consent
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Outcome, Tell
from bot.conversation.question import Context
from bot.conversation.questions import PersonName, Phone, Text
from handlers.groups import counted, groups, of_group
from handlers.services import services
from rules.groups import Group

# UU 27/2022: who lists others has asked them. A new text gets a new version.
DUTY = "2026-11"


def invited(context: Context) -> dict[str, str]:
    """What the code stands for; what group it is only while the code is good."""
    found = groups(context).invitation(context.answers["code"])
    if found.state != "good" or found.group is None:
        return {"code": found.state}
    return {"code": "good", **about(found.group, context)}


def about(group: Group, context: Context) -> dict[str, str]:
    """The group as a text may tell it."""
    words, formats = context.words, context.words.language.formats
    programme = services(context).programme(group.programme)
    return {
        "name": group.name,
        "programme": programme.name[words.language.code],
        "quota": words("quota", count=counted(group.quota, context)) if group.quota else words("quota.none"),
        "since": formats.date(group.starts),
        "until": formats.date(group.ends),
        "payer": programme.payer.label[words.language.code],
    }


def own(answers: Mapping[str, Any], context: Context) -> Outcome:
    """The same link once more: to the group it was for."""
    group = groups(context).invitation(answers["code"]).group
    return Outcome("mine", then="group", answers=of_group(group) if group else {})


def accepted(answers: Mapping[str, Any], context: Context) -> Outcome:
    """The code is spent only now; somebody else may have been faster."""
    told = {name: answers[name] for name in ("name", "phone", "position")}
    group = groups(context).accept(answers["code"], {**told, "duty": DUTY})
    if group is None:
        return Outcome("too_late")
    details = {"group": group.name, "asked_again": asked_again(group, context)}
    return Outcome("done", details, then="group", answers=of_group(group))


def asked_again(group: Group, context: Context) -> str:
    """How many people of it wait for answers that the coordinator before has not given; "": nobody."""
    people = groups(context).asked_again(group)
    return context.words("asked_again", count=counted(people, context)) if people else ""


coordinate = Conversation(
    name="coordinate",
    questions=(
        Text("code", longest=40),
        Lookup("invitation", of=("code",), find=invited),
        End("unknown", when={"invitation": "unknown"}),
        End("used", when={"invitation": "used"}),
        End("expired", when={"invitation": "expired"}),
        End("closed", when={"invitation": "closed"}),
        End("own", when={"invitation": "mine"}, finish=own, says=("mine",)),
        Tell("about", of=("code",)),
        PersonName("name"),
        Phone("phone"),
        Text("position", longest=60),
        Consent("duty", version=DUTY),
        End("declined", when={"duty": "no"}),
    ),
    finish=accepted,
    says=("done", "too_late"),
    review=False,
    progress=False,
)
