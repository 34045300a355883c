"""How a coordinator sees the people of the group: totals, names, and how far one of them has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.messages import Option, Said
from bot.conversation.question import Context
from bot.conversation.reading.nik import hide
from handlers.group_found import member_meant
from handlers.group_texts import lines_of, row_of
from handlers.groups import GONE, counted, group_meant, groups, tally_of
from rules.groups import Member
from rules.records import RUNNING

STATUSES = ("listed", "waiting_list", "submitted", "returned", "verified", "enrolled", "rejected")
# Where somebody stands -> the steps that are done by then.
STEPS = ("listed", "submitted", "verified", "enrolled")
REACHED = {"returned": "submitted"}
ASKED = ("submitted", "returned", "verified")  # where the person is asked, and can still say no
MOST_UNITS = 30
SHORTEST_NAME = 3


@dataclass(frozen=True, kw_only=True)
class View(Choice):
    """Whom to see; a name, NIK or number may be typed at once."""

    def read(self, said: Said, context: Context) -> Any:
        text = " ".join(said.text.split())
        if said.choice is None and len(text) >= SHORTEST_NAME:
            return self.written(said.text) or {"code": "named", "who": text[:60]}
        return super().read(said, context)

    def written(self, text: str) -> Any:
        """The number of a line, or pasted lines: not about a person at all."""
        row, lines = row_of(text), lines_of(text)
        if row:
            return {"code": "row", "row": row}
        return {"code": "lines", "lines": lines} if lines else None

    def keeps(self, answer: Any) -> bool:
        return isinstance(answer, str | dict)

    def still_good(self, answer: Any, context: Context) -> bool:
        return isinstance(answer, dict) or super().still_good(answer, context)


def views(context: Context) -> Sequence[Option]:
    """One person, those who stand somewhere, back to the group."""
    tally, words = tally_of(context), context.words
    found = [(status, getattr(tally, status)) for status in STATUSES]
    lists = [
        Option(status, words(f"view.options.{status}", count=counted(number, context)))
        for status, number in found
        if number
    ]
    return [Option("find", words("view.options.find")), *lists, Option("back", words("view.options.back"))]


def totals(context: Context) -> dict[str, str]:
    """How many hold a place, and how many are covered today, in each dusun or part of the office."""
    group, words = group_meant(context), context.words
    units = [] if group is GONE else list(groups(context).units(group))
    lines = [
        words("unit", name=unit.name or words("unit.none"), people=counted(unit.people, context),
              covered=counted(unit.covered, context))
        for unit in units[:MOST_UNITS]
    ]  # fmt: skip
    if len(units) > MOST_UNITS:
        lines.append(words("unit.more", count=len(units) - MOST_UNITS))
    return {"lines": "\n".join(lines) or words("unit.nobody")}


def member_line(member: Member, context: Context) -> str:
    """ "I WAYAN SUDARMA …9001, Banjar Kaja"."""
    place = context.words("names.place", place=member.place) if member.place else ""
    parts = (f"{member.name} …{member.nik[-4:]}", member.unit, place)
    return f"- {', '.join(part for part in parts if part)}"


def progress(member: Member, context: Context) -> str:
    """From the list to the card, step by step, and what is missing; numbers half hidden: others look on."""
    words = context.words
    head = words("person", name=member.name, nik=hide(member.nik), number=member.number)
    known = [words("person.unit", unit=member.unit)] if member.unit else []
    if member.phone:
        known.append(words("person.phone", end=member.phone[-4:]))
    return "\n".join([head, *known, *steps(member, context), *open_points(member, context)])


def steps(member: Member, context: Context) -> Iterator[str]:
    """What is done, ticked, and where it stands."""
    words = context.words
    reached = REACHED.get(member.status, member.status)
    if reached not in STEPS:
        yield words(
            f"person.status.{member.status}", place=member.place or "", reason=refusal(member, context)
        )
        return
    for step in STEPS[: STEPS.index(reached) + 1]:
        yield words(f"person.step.{step}")
    if member.kpj:
        yield words("person.card", kpj=hidden(member.kpj))
    if member.paid_until:
        state = "active" if member.paid_until >= context.now.date() else "ended"
        yield words(f"person.cover.{state}", until=words.language.formats.date(member.paid_until))


def refusal(member: Member, context: Context) -> str:
    """Why an officer has not accepted the person, behind a colon; "" where the person hears it alone."""
    reason = groups(context).refusal(group_meant(context), member.registration)
    return f": {context.words(f'reason.{reason}')}" if reason else ""


def open_points(member: Member, context: Context) -> Iterator[str]:
    """What is still to come, and by whom."""
    words, answer = context.words, {None: "open", True: "yes", False: "no"}[member.agreed]
    if left := groups(context).left_list(group_meant(context), member.registration):
        yield words("person.left_list", reason=words.first(f"reason.{left}", "reason.OTHER"))
    elif member.status in ("listed", *ASKED):
        yield words(f"person.next.{member.status}")
    if member.status in ASKED or member.agreed is not None:
        yield words(f"person.agreed.{answer}")


def hidden(kpj: str) -> str:
    """A card's number, enough to recognise it."""
    return f"{kpj[:3]}{'•' * max(0, len(kpj) - 6)}{kpj[-3:]}"


def doings(context: Context) -> Sequence[Option]:
    """What can be done for that person."""
    member, words = member_meant(context), context.words
    names = ["others", "home"]
    if member and member.status in RUNNING:
        names.insert(0, "replace")
    if member and member.status in ASKED and member.agreed is None:
        names.insert(0, "link")
    return [Option(name, words(f"do.options.{name}")) for name in names]
