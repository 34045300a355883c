"""A coordinator's group: how it stands, and what comes next.

Words: locales/*/LC_MESSAGES/group.po; examples: tests/transcripts/group/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import Lookup, Outcome, Tell
from bot.conversation.messages import Option, Said
from bot.conversation.question import Context, Invalid
from handlers.group_texts import lettered, lines_of, nik_of, row_of
from handlers.groups import (
    GONE,
    NO,
    OVER,
    YES,
    acting,
    brief,
    counted,
    group_meant,
    groups,
    home,
    left_told,
    mine,
    none,
    of_group,
    period,
    tally_of,
    which,
)
from rules.groups import Group, Tally

# What is told of a group, in this order, where there is any.
SHOWN = (
    "listed", "submitted", "returned", "verified", "enrolled", "covered", "waiting_list", "rejected", "lines",
    "objected",
)  # fmt: skip
LEADS = MappingProxyType({
    "mend": "group_mend", "add": "group_add", "paste": "group_paste", "file": "group_file",
    "submit": "group_submit", "people": "group_people", "replace": "group_replace", "undo": "group_undo",
    "hand_over": "group_hand_over",
})  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Action(Choice):
    """What comes next. A line's number, pasted lines or a NIK tell it too, without an option being picked."""

    reads: ClassVar[tuple[str, ...]] = ("not_an_option", "nik_letters")

    def read(self, said: Said, context: Context) -> Any:
        if group_meant(context) is GONE:
            return {"code": "gone"}
        if said.choice is None and lettered(said.text):
            raise Invalid("nik_letters")
        written = wanted(said.text) if said.choice is None else None
        return written or super().read(said, context)

    def keeps(self, answer: Any) -> bool:
        return isinstance(answer, str | dict)

    def still_good(self, answer: Any, context: Context) -> bool:
        return isinstance(answer, dict) or super().still_good(answer, context)


def wanted(text: str) -> dict[str, str] | None:
    """What a text is about, with what the conversation about it is told."""
    if row := row_of(text):
        return {"code": "mend", "row": row}
    if nik := nik_of(text):
        return {"code": "people", "asked": nik, "brief": YES}
    return {"code": "paste", "lines": lines} if (lines := lines_of(text)) else None


def actions(context: Context) -> Sequence[Option]:
    """What can be done now, with how many it is about."""
    tally, words = tally_of(context), context.words
    numbers = {"mend": tally.lines, "submit": tally.listed}
    return [
        Option(one, words(f"action.options.{one}", count=counted(numbers.get(one, 0), context)))
        for one in possible(tally, context)
    ]


def possible(tally: Tally, context: Context) -> Iterator[str]:
    """The lines that wait come first, as everybody wonders what to do about them; after the period of the
    group only what brings nobody in.
    """
    over = context.answers["period"] == OVER
    yield from ("people", "export") if over else changing(tally)
    group = group_meant(context)
    if group is not GONE and groups(context).undoable(group).kind != "nothing":
        yield "undo"
    if not over:
        yield "hand_over"


def changing(tally: Tally) -> Iterator[str]:
    if tally.lines:
        yield "mend"
    yield from ("add", "paste", "file")
    if tally.listed:
        yield "submit"
    if tally.holding or tally.waiting_list:
        yield from ("people", "replace", "export")
    elif tally.rejected:  # who they are, and why
        yield "people"


def said_as(action: str, context: Context) -> tuple[str, ...]:
    """What else people call an action."""
    return context.words.listed(f"action.words.{action}")


def seen(context: Context) -> dict[str, str]:
    """The group in a few lines."""
    return {"told": summary(group_meant(context), tally_of(context), context)}


def summary(group: Group, tally: Tally, context: Context) -> str:
    """How many hold a place of how many there are, and where they stand."""
    words = context.words
    found = [(name, getattr(tally, name)) for name in SHOWN]
    lines = [words(f"shown.{name}", count=counted(number, context)) for name, number in found if number]
    if group.over(context.now.date()):
        lines.append(words("shown.over", until=words.language.formats.date(group.ends)))
    return "\n".join([places(group, tally, context), *lines])


def places(group: Group, tally: Tally, context: Context) -> str:
    """How many hold a place, and how many more could: by the group's quota, or by another that is tighter."""
    numbers = {"holding": tally.holding, "quota": tally.quota or 0, "left": tally.left or 0}
    told = {"group": group.name, **{name: counted(number, context) for name, number in numbers.items()}}
    if tally.room and tally.room.of == "group":
        return context.words("places", **told)
    head = context.words("places.unlimited" if tally.quota is None else "places.taken", **told)
    return f"{head} {left_told(tally.room, context.words)}" if tally.room else head


def go(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    """To the conversation about it, with what it is told."""
    action = answers["action"]
    picked = action if isinstance(action, dict) else {"code": action}
    if picked["code"] == "export":
        groups(context).ask_export(group)
        return home("export", group, group=group.name)
    told = {name: value for name, value in picked.items() if name != "code"}
    return Outcome("heading", {"group": group.name}, then=LEADS[picked["code"]],
                   answers={**of_group(group), **told})  # fmt: skip


group = Conversation(
    name="group",
    questions=(
        mine, none, which, brief,
        Lookup("period", of=("which",), find=period),
        Lookup("seen", of=("which",), find=seen),
        Tell("summary", when={"brief": NO}, of=("which",)),
        Action("action", actions, of=("which", "period"), also=said_as),
    ),
    finish=acting(go),
    says=("heading", "export"),
    review=False,
    progress=False,
    place=True,
    variant="period",
)  # fmt: skip
