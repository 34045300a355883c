"""What was done last for a group is taken back: a submission within its first hour, or a list.

Words: locales/*/LC_MESSAGES/group_undo.po; examples: tests/transcripts/group_undo/.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Outcome
from bot.conversation.question import Context
from handlers.group_services import Undone
from handlers.groups import GONE, NO, acting, counted, group_meant, groups, home, mine, none, of_group, which
from rules.groups import Group

NOTHING, LIST = "nothing", "list"


def undoable(context: Context) -> dict[str, str]:
    """What would be taken back; `code`: submission, list or nothing."""
    group = group_meant(context)
    if group is GONE:
        return {"code": NOTHING}
    would = groups(context).undoable(group)
    if would.kind == NOTHING:
        return {"code": NOTHING}
    count = counted(would.people, context)
    if would.kind == LIST:
        told = list_told(would, context.words("would.people", count=count), context)
    else:
        told = context.words("would.submission", count=count)
    return {"code": would.kind, "told": told, "mark": would.mark}


def list_told(one: Undone, people: str, context: Context) -> str:
    """Which list, what is said of its `people`, and of lines, as far as there are any."""
    words = context.words
    lines = words("lines", count=counted(one.lines, context)) if one.lines else ""
    again = words("again", count=counted(one.again, context)) if one.again else ""
    parts = (which_list(one, context), people if one.people else "", lines, again)
    return " ".join(part for part in parts if part)


def which_list(one: Undone, context: Context) -> str:
    """A file by its name and day; what was written in the chat by its hour."""
    came, formats = datetime.fromtimestamp(one.at / 1000, context.now.tzinfo), context.words.language.formats
    if one.name:
        return context.words("list.file", name=one.name, day=formats.date(came.date()))
    return context.words("list.written", at=formats.instant(came))


def nothing(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    return home("nothing", group)


def kept(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    return home("kept", group)


def undone(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    """Meanwhile the hour may have passed; or a list have come in, then it is asked anew."""
    done = groups(context).undo(group, answers["undoable"].get("mark", ""))
    if done is None:
        return Outcome("changed", then="group_undo", answers=of_group(group))
    if done.kind == NOTHING:
        return home("nothing", group)
    count = counted(done.people, context)
    if done.kind == LIST:
        told = list_told(done, context.words("people", count=count), context)
        return home("undone.list", group, told=told)
    more = context.words("stayed", count=counted(done.stayed, context)) if done.stayed else ""
    return home("undone.submission", group, count=count, more=more)


group_undo = Conversation(
    name="group_undo",
    questions=(
        mine, none, which,
        Lookup("undoable", of=("which",), find=undoable),
        End("nothing", when={"undoable": NOTHING}, finish=acting(nothing), says=("nothing",)),
        Choice("sure", ("yes", "no")),
        End("kept", when={"sure": NO}, finish=acting(kept), says=("kept",)),
    ),
    finish=acting(undone),
    says=("undone.submission", "undone.list", "nothing", "changed"),
    review=False,
    progress=False,
)  # fmt: skip
