"""Somebody is taken off a group: who and why, and who moves up from the waiting list.

Words: locales/*/LC_MESSAGES/group_replace.po; examples: tests/transcripts/group_replace/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Outcome
from bot.conversation.question import Context
from bot.conversation.questions import Text
from bot.conversation.reading.nik import hide
from handlers.group_claim import CLAIMED, claim_hint, to_report
from handlers.group_found import choices, found, member_meant
from handlers.groups import (
    acting,
    counted,
    given,
    groups,
    home,
    mine,
    none,
    of_group,
    running,
    tally_of,
    which,
    while_running,
)
from rules.groups import Group
from rules.records import RUNNING

WHY = ("died", "moved", "job", "other")


def nobody(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    told = {"text": answers["found"]["text"]}
    return Outcome("nobody", told, then="group_replace", answers=of_group(group))


def state(context: Context) -> dict[str, str]:
    """here, or off where the person was taken off before, with what tells who it is."""
    member = member_meant(context)
    if member is None or member.status not in RUNNING:
        return {"code": "off", "name": member.name if member else ""}
    return {"code": "here", "name": member.name, "nik": hide(member.nik), "number": member.number}


def off_already(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    return home("off", group, name=answers["member"]["name"])


def replaced(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    """Take the person off; where the family has not claimed, on to the report of the death."""
    member = member_meant(context)
    if member is None or member.status not in RUNNING:
        return home("off", group, name=answers["member"]["name"])
    up = groups(context).replace(group, member, answers["why"])
    words, next_one = ("moved_up", up.name) if up else ("free", "")
    if answers.get("claimed") == "no":
        return to_report(member.name, member.nik, context, f"{words}.report", next=next_one)
    more = ("" if up else room(context)) + claim_hint(answers, context)
    return home(words, group, name=member.name, next=next_one, more=more)


def room(context: Context) -> str:
    """How many places there are to fill, if that is known."""
    left = tally_of(context).left
    return context.words("room", count=counted(left, context)) if left else ""


group_replace = Conversation(
    name="group_replace",
    questions=(
        mine, none, which, *running,
        Lookup("asked", find=given),
        Text("who", longest=60, when={"asked": ""}),
        Lookup("found", of=("which", "asked", "who"), find=found),
        End("nobody", when={"found": "none"}, finish=acting(nobody), says=("nobody",)),
        Choice("person", choices, when={"found": "several"}),
        Lookup("member", of=("found", "person"), find=state),
        End("off", when={"member": "off"}, finish=acting(off_already), says=("off",)),
        Choice("why", WHY),
        Choice("claimed", CLAIMED, when={"why": "died"}),
    ),
    finish=while_running(replaced),
    says=("moved_up", "free", "moved_up.report", "free.report"),
    review=False,
    progress=False,
)  # fmt: skip
