"""Which group is meant, where a chat coordinates several: what the conversations of coordinators share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.derived import End, Finish, Lookup, Outcome
from bot.conversation.messages import Option
from bot.conversation.question import Context
from bot.conversation.words import Language, Words
from handlers.group_services import Groups
from handlers.services import services
from rules.groups import Group, Left, Tally

# What a chat had begun with a group that was closed, or handed over to somebody else, meanwhile.
GONE = Group(0, "", "village", "", "", 0, date.min, date.min, "", status="gone")
YES, NO = "yes", "no"
OVER, RUNS = "over", "runs"
Act = Callable[[Group, Mapping[str, Any], Context], Outcome]


def groups(context: Context) -> Groups:
    """What may be looked up and written for the groups of this chat."""
    return services(context).groups


def only_one(context: Context) -> dict[str, str]:
    """How many there are; the only one stays the one that is meant, whatever is accepted meanwhile."""
    known = groups(context).mine()
    code = {0: "none", 1: "one"}.get(len(known), "several")
    return {"code": code, "group": str(known[0].id) if len(known) == 1 else ""}


def choices(context: Context) -> Sequence[Option]:
    return [Option(str(group.id), group.name) for group in groups(context).mine()]


def group_meant(context: Context) -> Group:
    """The group picked, else the only one there was when the talk began; GONE where it is ours no more."""
    begun = context.answers.get("mine")
    picked = context.answers.get("which") or (begun["group"] if isinstance(begun, dict) else "")
    return next((group for group in groups(context).mine() if str(group.id) == picked), GONE)


def tally_of(context: Context) -> Tally:
    """How many stand where in the group that is meant."""
    group = group_meant(context)
    return Tally() if group is GONE else groups(context).tally(group)


def of_group(group: Group) -> dict[str, Any]:
    """The answer that tells another conversation which group is meant."""
    return {"which": str(group.id)}


def home(words: str, group: Group, /, **details: Any) -> Outcome:
    """Say it and ask what comes next, without the summary."""
    return Outcome(words, details, then="group", answers={**of_group(group), "brief": YES})


def told(words: str, then: str | None = None) -> Finish:
    """An end that says only that, and may go on."""
    return lambda answers, context: Outcome(words, then=then)


gone = told("group.gone")


def acting(act: Act) -> Finish:
    """An end that does something with the group, as long as it is this chat's."""

    def finish(answers: Mapping[str, Any], context: Context) -> Outcome:
        group = group_meant(context)
        return gone(answers, context) if group is GONE else act(group, answers, context)

    return finish


def period(context: Context) -> str:
    """over where the period of the group that is meant has ended."""
    group = group_meant(context)
    return OVER if group is not GONE and group.over(context.now.date()) else RUNS


def ended(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    """Until when it ran, and how it can go on."""
    until = context.words.language.formats.date(group.ends)
    return home("group.over", group, group=group.name, until=until)


def while_running(act: Act) -> Finish:
    """An end that brings people in, hands them in or replaces them: not after the group's period."""

    def finish(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
        return (ended if group.over(context.now.date()) else act)(group, answers, context)

    return acting(finish)


def left_told(room: Left, words: Words) -> str:
    """How many places are left; and by whose quota, where it is not the group's own."""
    return words.first(f"left.{room.of}", "left", count=written(room.places, words.language))


def counted(number: int, context: Context) -> str:
    return written(number, context.words.language)


def written(number: int, language: Language) -> str:
    """ "12.000" in Indonesian, "12,000" in English."""
    text = f"{number:,}"
    return text if language.code == "en" else text.replace(",", ".")


def given(context: Context) -> str:
    """What another conversation may have told; by itself nothing."""
    return ""


def not_brief(context: Context) -> str:
    """The summary is told, unless who comes here has just seen it."""
    return NO


mine = Lookup("mine", find=only_one)
none = End("none", when={"mine": "none"}, finish=told("group.none", then="coordinate"), says=("group.none",))
which = Choice("which", choices, when={"mine": "several"})
brief = Lookup("brief", find=not_brief)
# For what is not possible any more once the period is over: said before anything is asked.
running = (
    Lookup("period", of=("which",), find=period),
    End("over", when={"period": OVER}, finish=acting(ended), says=("group.over",)),
)
