"""What was done last for a group is taken back: a submission within its first hour, or a list.

Words: locales/*/LC_MESSAGES/group_undo.po; examples: tests/transcripts/group_undo/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Outcome
from bot.conversation.question import Context
from handlers.group_services import Undone
from handlers.groups import GONE, NO, acting, counted, group_meant, groups, home, mine, none, of_group, which
from rules.groups import Group

NOTHING = "nothing"


def undoable(context: Context) -> dict[str, str]:
    """What would be taken back; `code`: submission, list or nothing."""
    group = group_meant(context)
    if group is GONE:
        return {"code": NOTHING}
    would = groups(context).undoable(group)
    if would.kind == NOTHING:
        return {"code": NOTHING}
    told = context.words(f"would.{would.kind}", count=counted(would.people, context))
    told += lines_told("would.lines", would, context)
    return {"code": would.kind, "told": told, "mark": would.mark}


def lines_told(words: str, undone: Undone, context: Context) -> str:
    """How many lines that waited go with the list; nothing where none did."""
    return context.words(words, count=counted(undone.lines, context)) if undone.lines else ""


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
    stayed = context.words("stayed", count=counted(done.stayed, context)) if done.stayed else ""
    more = f"{stayed}{lines_told('lines', done, context)}"
    return home(f"undone.{done.kind}", group, count=counted(done.people, context), more=more)


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
