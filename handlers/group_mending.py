"""Which line is being mended, and what its coordinator may do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.messages import Option, Said
from bot.conversation.question import Context, Invalid
from bot.conversation.questions import Nik
from handlers.group_lines import reason_told
from handlers.group_texts import lettered, lines_of, nik_of, row_of
from handlers.groups import GONE, counted, group_meant, groups, tally_of
from handlers.registering import YOUNGEST
from rules.lines import WAYS, Line
from rules.regencies import provinces, regencies

TYPED = Nik("nik", regencies=regencies(), provinces=provinces(), youngest=YOUNGEST)


@dataclass(frozen=True, kw_only=True)
class Way(Choice):
    """What to do about a line; the right NIK, another line's number or whole lines may be written at once."""

    def read(self, said: Said, context: Context) -> Any:
        if said.choice is not None:
            return super().read(said, context)
        if row := row_of(said.text):
            return self.jump(row, context)
        if lines := lines_of(said.text):
            return {"code": "lines", "lines": lines}
        if lettered(said.text):
            raise Invalid("nik_letters")
        if nik_of(said.text) and "nik" in self.ids(context):
            return self.typed(said, context)
        return super().read(said, context)

    def jump(self, row: str, context: Context) -> Mapping[str, str]:
        """Raises Invalid where no such line waits."""
        if in_row(row, context) is None:
            raise Invalid("no_such_line", row=row)
        return {"code": "row", "row": row}

    def typed(self, said: Said, context: Context) -> Mapping[str, str]:
        """Read back like any NIK; one that can't be read is asked for, where its faults are explained."""
        try:
            known = TYPED.facts(said.text, context.now.date()).known_regency
        except Invalid:
            known = False
        if not known:
            raise Invalid("not_an_option")
        return {"code": "typed", "nik": TYPED.read(said, context)}

    def keeps(self, answer: Any) -> bool:
        return isinstance(answer, str | dict)

    def still_good(self, answer: Any, context: Context) -> bool:
        return isinstance(answer, dict) or super().still_good(answer, context)


def in_row(row: str, context: Context) -> Line | None:
    """The line with that number, while it waits."""
    group = group_meant(context)
    return None if group is GONE else groups(context).line_in_row(group, int(row))


def place_of(line: Line) -> str:
    """Where a line stands among those that wait, also when it waits no more."""
    return f"{line.list}.{line.number}"


def line_meant(context: Context) -> dict[str, Any]:
    """The line whose turn it is, in words; `code`: why it waits, "nothing" or "no_such"."""
    told, count = context.answers, tally_of(context).lines
    found = in_row(told["row"], context) if told["row"] else in_turn(told["at"], told["after"], context)
    if found is None:
        return {"code": "no_such" if told["row"] else "nothing"}
    return {"code": found.reason, "id": str(found.id), "place": place_of(found), "several": count > 1,
            **described(found, count, context)}  # fmt: skip


def in_turn(at: str, after: str, context: Context) -> Line | None:
    """The one to stay at, else the first behind the place, else from the top again."""
    group = group_meant(context)
    if group is GONE:
        return None
    stays = groups(context).line(group, int(at)) if at else None
    list, _, number = after.partition(".")
    return stays or groups(context).next_line(group, (int(list or 0), int(number or 0)))


def described(line: Line, count: int, context: Context) -> dict[str, str]:
    """The line as it came, and its reason; how many wait."""
    words = context.words
    known = [text for text in (line.name, line.typed.get("nik") and f"NIK {line.typed['nik']}") if text]
    brought, person = groups(context).brought(line.list), ", ".join(known)
    if brought and brought.name:
        head = words("head.list", row=line.row, list=brought.name, person=person)
    else:
        head = words("head", row=line.row, person=person)
    left = words("left", count=counted(count, context)) if count > 1 else ""
    told = [text for text in (left, head, reason_told(line, words.language)) if text]
    return {"name": line.name, "told": "\n".join(told)}


def said_as(way: str, context: Context) -> tuple[str, ...]:
    """What else people call a way."""
    return context.words.listed(f"way.words.{way}")


def ways(context: Context) -> Sequence[Option]:
    """What fits the reason; what is left for later comes last."""
    line, words = context.answers["line"], context.words
    of_reason = WAYS.get(line["code"], ("drop",))
    names = (*of_reason, "next", "later") if line["several"] else (*of_reason, "later")
    return [
        Option(way, words.first(f"way.options.{way}.{line['code']}", f"way.options.{way}")) for way in names
    ]
