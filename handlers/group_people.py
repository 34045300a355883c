"""The people of a group: how many in each dusun, who stands where, and one of them from list to card.

Words: locales/*/LC_MESSAGES/group_people.po; examples: tests/transcripts/group_people/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Outcome, Tell
from bot.conversation.question import Context
from bot.conversation.questions import Text
from handlers.group_found import choices, found, member_meant
from handlers.group_members import STATUSES, View, doings, member_line, progress, totals, views
from handlers.groups import NO, YES, acting, brief, given, groups, home, mine, none, of_group, which
from rules.groups import Group

MOST_NAMED = 50


def again(group: Group) -> dict[str, str]:
    """Once more from the choice of what to see."""
    return {**of_group(group), "brief": YES}


def back(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    return home("back", group)


def to_line(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    known = {**of_group(group), "row": answers["view"]["row"]}
    return Outcome("others", then="group_mend", answers=known)


def to_lines(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    known = {**of_group(group), "lines": answers["view"]["lines"]}
    return Outcome("others", then="group_paste", answers=known)


def names(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    """Those who stand there, one line each."""
    members = groups(context).members(group, answers["view"])[:MOST_NAMED]
    lines = "\n".join(member_line(member, context) for member in members)
    cut = context.words("names.more", count=MOST_NAMED) if len(members) == MOST_NAMED else ""
    return Outcome("names", {"lines": lines, "cut": cut}, then="group_people", answers=again(group))


def nobody(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    told = {"text": answers["found"]["text"]}
    return Outcome("nobody", told, then="group_people", answers=again(group))


def seen(context: Context) -> dict[str, str]:
    """The person as far as it has come; `code`: none where it is in the group no more."""
    member = member_meant(context)
    return {"code": "one", "told": progress(member, context)} if member else {"code": "none"}


def done(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    """What was picked for that person."""
    member, known = member_meant(context), again(group)
    if member is None:
        return nobody(group, answers, context)
    match answers["do"]:
        case "link":
            code = groups(context).agree_link(group, member)
            return Outcome("link", {"name": member.name, "code": code}, then="group_people", answers=known)
        case "replace":
            known = {**of_group(group), "asked": member.number}
            return Outcome("others", then="group_replace", answers=known)
        case "others":
            return Outcome("others", then="group_people", answers=known)
    return home("back", group)


group_people = Conversation(
    name="group_people",
    questions=(
        mine, none, which, brief,
        Lookup("totals", of=("which",), find=totals),
        Tell("summary", when={"brief": NO}, of=("which",)),
        Lookup("asked", find=given),
        View("view", views, when={"asked": ""}),
        End("back", when={"view": "back"}, finish=acting(back), says=("back",)),
        End("line", when={"view": "row"}, finish=acting(to_line), says=("others",)),
        End("lines", when={"view": "lines"}, finish=acting(to_lines), says=("others",)),
        End("listed", when={"view": STATUSES}, finish=acting(names), says=("names",)),
        Text("who", when={"view": "find"}, longest=60),
        Lookup("found", of=("which", "asked", "view", "who"), find=found),
        End("nobody", when={"found": "none"}, finish=acting(nobody), says=("nobody",)),
        Choice("person", choices, when={"found": "several"}),
        Lookup("member", of=("found", "person"), find=seen),
        Tell("progress", of=("member",), when={"member": "one"}),
        Choice("do", doings, when={"member": "one"}),
    ),
    finish=acting(done),
    says=("link", "others", "back"),
    review=False,
    progress=False,
)  # fmt: skip
