"""One worker is listed, then the next: NIK, name, and what helps to find the person again.

Words: locales/*/LC_MESSAGES/group_add.po; examples: tests/transcripts/group_add/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Outcome
from bot.conversation.question import Context
from bot.conversation.questions import PersonName, Phone
from handlers.group_adding import ENOUGH, NextNik, UnitName
from handlers.group_lines import became, remarks_told, spaced
from handlers.group_work import categories, category_synonyms, kinds
from handlers.groups import (
    GONE,
    NO,
    YES,
    acting,
    group_meant,
    groups,
    home,
    left_told,
    mine,
    none,
    of_group,
    running,
    tally_of,
    which,
    while_running,
)
from handlers.registering import YOUNGEST
from rules.groups import Group, Member
from rules.records import RUNNING
from rules.regencies import provinces, regencies


def enough(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    return home("enough", group)


def to_line(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    known = {**of_group(group), "row": answers["nik"]["row"]}
    return Outcome("enough", then="group_mend", answers=known)


def pasted(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    lines = answers["nik"]["lines"]
    return Outcome("pasted", then="group_paste", answers={**of_group(group), "lines": lines})


def member_of(nik: str, context: Context) -> Member | None:
    """Whoever of the group has that NIK, and was not taken off."""
    group = group_meant(context)
    found = [] if group is GONE else groups(context).find(group, nik)
    return next((one for one in found if one.nik == nik and one.status in RUNNING), None)


def known(context: Context) -> str:
    """Nobody is asked about a person who is there already."""
    return YES if member_of(context.answers["nik"], context) else NO


def there(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    member = member_of(answers["nik"], context)
    name = member.name if member else ""
    return Outcome("became.known", {"name": name}, then="group_add", answers=of_group(group))


def added(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    """The receipt of one line; then the next person, or what to do about this one."""
    told = {name: answers.get(name) for name in ("nik", "name", "phone", "unit", "category")}
    line = groups(context).add(group, {name: value for name, value in told.items() if value})
    result = became(group, line, context)
    more = spaced(left(result, context), remarks_told(line, context.words.language))
    then = {**of_group(group), "at": str(line.id)} if result == "waiting" else of_group(group)
    return Outcome(f"became.{result}", {"name": line.name, "more": more},
                   then="group_mend" if result == "waiting" else "group_add", answers=then)  # fmt: skip


def left(result: str, context: Context) -> str:
    """How many places are left after this one, where there is a quota."""
    room = tally_of(context).room
    return left_told(room, context.words) if result == "accepted" and room else ""


group_add = Conversation(
    name="group_add",
    questions=(
        mine, none, which, *running,
        NextNik("nik", regencies=regencies(), provinces=provinces(), youngest=YOUNGEST),
        End("enough", when={"nik": ENOUGH}, finish=acting(enough), says=("enough",)),
        End("line", when={"nik": "row"}, finish=acting(to_line), says=("enough",)),
        End("pasted", when={"nik": "lines"}, finish=acting(pasted), says=("pasted",)),
        Lookup("known", of=("which", "nik"), find=known),
        End("there", when={"known": YES}, finish=acting(there), says=("became.known",)),
        PersonName("name"),
        Phone("phone", of_another=True, optional=True),
        UnitName("unit", longest=60, optional=True),
        Lookup("kinds", of=("which",), find=kinds),
        Choice("category", categories, when={"kinds": YES}, also=category_synonyms),
    ),
    finish=while_running(added),
    says=("became.accepted", "became.waiting_list", "became.waiting"),
    review=False,
    progress=False,
)  # fmt: skip
