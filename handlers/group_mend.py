"""The lines of a group that wait, one by one: what is wrong with each, what can be done, what became of it.

Words: locales/*/LC_MESSAGES/group_mend.po; examples: tests/transcripts/group_mend/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Outcome
from bot.conversation.question import Context
from bot.conversation.questions import Nik, PastDate, PersonName
from handlers.group_claim import CLAIMED, claim_hint, to_report
from handlers.group_lines import became, remarks_told, spaced
from handlers.group_mending import Way, line_meant, place_of, said_as, ways
from handlers.group_work import categories, category_synonyms, kinds
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
from handlers.registering import YOUNGEST
from rules.groups import Group
from rules.lines import Line
from rules.regencies import provinces, regencies

RESULTS = ("accepted", "waiting_list", "known", "waiting", "asked", "dropped")


def nothing_left(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    """All is settled: the group as it stands now."""
    return Outcome("nothing", then="group", answers=of_group(group))


def no_such(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    return Outcome("no_such", {"row": answers["row"]}, then="group_mend", answers=of_group(group))


def later(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    return home("later", group, count=counted(tally_of(context).lines, context))


def another(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    """The next one, or the one whose number was typed; this one stays as it is."""
    way = answers["way"]
    known = {"row": way["row"]} if isinstance(way, dict) else {"after": answers["line"]["place"]}
    return Outcome("another", then="group_mend", answers={**of_group(group), **known})


def pasted(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    """Lines that came instead: what waits keeps waiting, unless it is among them."""
    known = {**of_group(group), "lines": answers["way"]["lines"]}
    return Outcome("another", then="group_paste", answers=known)


def mended(group: Group, answers: Mapping[str, Any], context: Context) -> Outcome:
    """Go that way with the line, and on to the next one."""
    found = groups(context).line(group, int(answers["line"]["id"]))
    if found is None:
        return Outcome("moved_on", then="group_mend", answers=of_group(group))
    line = groups(context).mend(found, *way_of(answers))
    if answers.get("claimed") == "no":
        return to_report(found.name, found.person.get("nik"), context)
    known = {"at": str(line.id)} if line.status == "waiting" else {"after": place_of(found)}
    details = told_of(line, found, answers, context)
    return Outcome(f"became.{became(group, line, context)}", details, then="group_mend",
                   answers={**of_group(group), **known})  # fmt: skip


def way_of(answers: Mapping[str, Any]) -> tuple[str, Any]:
    """Which way, and what was typed or picked on it."""
    way = answers["way"]
    if isinstance(way, dict):
        return "nik", way["nik"]
    return way, answers.get(way)


def told_of(line: Line, before: Line, answers: Mapping[str, Any], context: Context) -> dict[str, str]:
    """What a text may say of the line: how it was called, and what else there is to know."""
    more = spaced(remarks_told(line, context.words.language), claim_hint(answers, context).strip())
    name = line.name or before.name
    return {"line": name or context.words("line", row=before.row), "more": more}


group_mend = Conversation(
    name="group_mend",
    questions=(
        mine, none, which, *running,
        # What another conversation has told: the number that was typed, the line to stay at or to go on from
        Lookup("row", find=given),
        Lookup("at", find=given),
        Lookup("after", find=given),
        Lookup("line", of=("which", "row", "at", "after"), find=line_meant),
        End("nothing_left", when={"line": "nothing"}, finish=acting(nothing_left), says=("nothing",)),
        End("no_line", when={"line": "no_such"}, finish=acting(no_such), says=("no_such",)),
        Way("way", ways, also=said_as, errors=("no_such_line", "nik_letters"), doubts=("read_back",)),
        End("stop", when={"way": "later"}, finish=acting(later), says=("later",)),
        End("go_on", when={"way": ("next", "row")}, finish=acting(another), says=("another",)),
        End("pasted", when={"way": "lines"}, finish=acting(pasted), says=("another",)),
        Nik("nik", when={"way": "nik"}, regencies=regencies(), provinces=provinces(), youngest=YOUNGEST),
        PersonName("name", when={"way": "name"}),
        PastDate("birth_date", birth=True, when={"way": "birth_date"}),
        Lookup("kinds", of=("which",), find=kinds),
        Choice("category", categories, when={"way": "category"}, also=category_synonyms),
        Choice("claimed", CLAIMED, when={"line": "deceased", "way": "drop"}),
    ),
    finish=while_running(mended),
    says=(*(f"became.{result}" for result in RESULTS), "moved_on", "to_report"),
    review=False,
    progress=False,
)  # fmt: skip
