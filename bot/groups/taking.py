"""The lines of a list are taken in: each gets its receipt; what waited in an earlier list is renewed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from bot.cases import alike
from bot.groups.again import FEWEST, as_before, mark_of
from bot.groups.ground import Ground
from bot.groups.placing import put
from bot.pace import Enough, never
from rules.lines import WAYS, Line, ReadLine
from rules.records import ENDED, Registration
from storage import list_lines, lists, people
from storage.lists import GroupList
from storage.statement import Tx
from storage.vault import Vault

STATUSES = {"skip": "nobody", "reject": "waiting"}
BESIDE = ("birth_date", "phone", "unit")
# Why a line waits that its coordinator may leave as it is.
OF_HAND = frozenset(reason for reason, ways in WAYS.items() if {"keep", "different"} & {*ways})
ALIKE = 0.8  # of two NIKs, one of which was mistyped


def take(
    ground: Ground, one: GroupList, lines: Sequence[ReadLine], enough: Enough = never
) -> int:  # fmt: skip
    """Take in the lines that come after those stored already, in the order of their numbers, until it is
    `enough` (asked after each); how many of the lines that were.
    """
    renewing = list_lines.any_older(ground.tx, ground.group.id, one.id)

    def store(read: ReadLine) -> None:
        line, mark = judged(ground, one, read)
        line = list_lines.add(ground.tx, ground.vault, ground.group.id, line, mark)
        if renewing and line.status != "nobody":
            renew(ground, line, mark)

    return each(ground.tx, one, lines, store, enough)


def leave(
    tx: Tx, vault: Vault, one: GroupList, lines: Sequence[ReadLine], enough: Enough = never
) -> int:  # fmt: skip
    """None of these lines is taken in any more: each is counted, and nothing that stands in it is kept."""

    def store(read: ReadLine) -> None:
        status = "nobody" if read.status == "skip" else "stopped"
        list_lines.add(tx, vault, one.group, Line(0, one.id, read.number, read.sheet, read.row, status))

    return each(tx, one, lines, store, enough)


def each(
    tx: Tx, one: GroupList, lines: Sequence[ReadLine], store: Callable[[ReadLine], None], enough: Enough
) -> int:
    """Store the lines that are not stored yet, and how far the list is read by then."""
    count = 0
    for read in lines:
        count += 1
        if read.number > one.lines:
            store(read)
            if enough():
                break
    if count:
        lists.read_so_far(tx, one.id, max(one.lines, lines[count - 1].number))
    return count


def judged(ground: Ground, one: GroupList, read: ReadLine) -> tuple[Line, bytes | None]:
    """What becomes of a line; where it has to wait, by what it will be known when it comes again."""
    line = Line(0, one.id, read.number, read.sheet, read.row, status_of(read), read.reasons, read.person,
                read.typed, read.told)  # fmt: skip
    if line.status == "waiting" and (member := member_already(ground, line)):
        return replace(line, status="known", reasons=(), registration=member.id), None
    done = line if line.status else put(ground, line)
    if done.status != "waiting":
        return done, None
    mark = mark_of(ground, one, read)
    return as_before(ground, done, mark), mark


def member_already(ground: Ground, line: Line) -> Registration | None:
    """Who is in the group by this NIK and name, where nothing else speaks against the line than what was
    settled by hand when the person came in: the same list once more asks nothing again.
    """
    if not OF_HAND.issuperset(reason for reason in line.reasons if reason in WAYS):
        return None
    nik = str(line.person.get("nik") or "")
    known = people.by_nik(ground.tx, ground.vault, nik) if nik else None
    running = ground.registration(known) if known and alike(known.name, line.name) else None
    mine = running is not None and running.group == ground.group.id and running.status not in ENDED
    return running if mine else None


def status_of(read: ReadLine) -> str:
    """ "" where the records decide. The same person twice in a list needs nobody's decision."""
    waits = [reason for reason in read.reasons if reason in WAYS]
    return "known" if waits == ["duplicate"] else STATUSES.get(read.status, "")


def renew(ground: Ground, line: Line, mark: bytes | None) -> None:
    """A newer list has what waited in an older one: the same person, as far as can be told."""
    tx, vault, group = ground.tx, ground.vault, ground.group.id
    old = [one for one in list_lines.older(tx, vault, group, line) if same_person(one, line)]
    for one in [*old, *(list_lines.same_read(tx, vault, group, line.list, mark) if mark else ())]:
        list_lines.renew(tx, one, line.list)


def same_person(old: Line, new: Line) -> bool:
    """The same NIK; or the same name with a NIK that is much the same, or, where the older NIK told nothing,
    with something else that agrees.
    """
    if old.person.get("nik") and old.person.get("nik") == new.person.get("nik"):
        return True
    was, is_now = digits(old.typed.get("nik")), digits(new.person.get("nik") or new.typed.get("nik"))
    if len(was) < FEWEST:
        return any(old.person.get(one) and old.person[one] == new.person.get(one) for one in BESIDE)
    return SequenceMatcher(None, was, is_now).ratio() >= ALIKE


def digits(text: object) -> str:
    return "".join(sign for sign in str(text or "") if sign.isdigit())
