"""One person of a group, found by NIK, number or name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.conversation.messages import Option
from bot.conversation.question import Context
from handlers.groups import GONE, group_meant, groups
from rules.groups import Member


def text_asked(context: Context) -> str:
    """What was typed: to the question, beside it, or in another conversation."""
    view = context.answers.get("view")
    beside = view.get("who", "") if isinstance(view, dict) else ""
    return str(context.answers.get("who") or context.answers.get("asked") or beside)


def found(context: Context) -> dict[str, Any]:
    """none, one or several people whom the text may mean, each with name and the end of the NIK: names come
    twice in a village.
    """
    group, text = group_meant(context), text_asked(context)
    members = [] if group is GONE else groups(context).find(group, text)
    people = [[str(one.registration), f"{one.name} …{one.nik[-4:]}"] for one in members]
    code = {0: "none", 1: "one"}.get(len(people), "several")
    return {"code": code, "text": text, "people": people}


def choices(context: Context) -> Sequence[Option]:
    return [Option(id, label) for id, label in context.answers["found"]["people"]]


def member_meant(context: Context) -> Member | None:
    """The person picked, or the only one found; None where the group has that person no more."""
    group, people = group_meant(context), context.answers["found"]["people"]
    picked = context.answers.get("person") or (people[0][0] if people else "")
    return None if group is GONE or not picked else groups(context).member(group, int(picked))
