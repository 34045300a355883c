"""A question for the officers: one thread of a chat at a time, and where its asker belongs; and the thread to
which an answer to an officer's sentence goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.conversation.session import Session
from handlers.city import NIK_REGION
from rules.officers import Spot
from rules.programmes import Programme
from rules.records import ENDED
from rules.threads import ANSWERED, CASE, NOTES, OPEN, Thread
from storage import case_standing, cases, officer_words, threads
from storage.officer_words import Word

if TYPE_CHECKING:
    from bot.services import Records

Place = tuple[str | None, str | None]


def ask(records: Records, about: str | None, message: str) -> int:
    """Keep the question; the number of its thread. Who asks again while an officer has the chat goes on in
    that one.
    """
    tx, vault, now = records.tx, records.vault, records.now
    under_way = None if about in NOTES else threads.under_way(tx, vault, records.chat.id)
    if under_way:
        threads.heard(tx, under_way.id, now)
        return under_way.id
    programme, village = place_of(records)
    quiet = about not in NOTES
    return threads.add(
        tx, vault,
        Thread(0, records.chat.id, about, message, OPEN, programme, village, None, quiet, now, now),
    )  # fmt: skip


def hears(records: Records, thread: int, left: bool) -> None:
    """The person has said something in a thread, or has left it for the bot."""
    if left:
        threads.left(records.tx, thread)
    else:
        threads.heard(records.tx, thread, records.now)


def thread_of(records: Records, id: int) -> Thread | None:
    """A thread of this chat."""
    found = threads.by_id(records.tx, records.vault, id)
    return found if found and found.chat == records.chat.id else None


def place_of(records: Records) -> Place:
    """Programme and village of the first person this chat speaks for, else of the group it coordinates, else
    the programme of what is under way.
    """
    for person in records.people():
        for one in records.registrations(person):
            if one.status not in ENDED:
                return one.programme, one.village
    for group in records.groups.mine():
        return group.programme, group.place if group.kind == "village" else None
    talked = talked_of(records.chat.session, records.programmes())
    return (talked[0].code if len(talked) == 1 else None), None


def talked_of(session: Session, programmes: Sequence[Programme]) -> Sequence[Programme]:
    """The programme that the newest talk names, else those of the city whose card its NIK is."""
    for talk in reversed(session.talks):
        named, nik = talk.answers.get("programme"), str(talk.answers.get("nik") or "")
        of_city = [one for one in programmes if one.region.replace(".", "") == nik[:NIK_REGION]]
        if found := [one for one in programmes if one.code == named] or of_city:
            return found
    return ()


def answered_in(records: Records, id: int, has_it: int | None) -> Thread | None:
    """The thread to which an answer to that word of an officer goes: the bot is silent in the chat from now
    on. None where it is closed meanwhile, and where another one `has_it`: the answer goes there.
    """
    tx, vault = records.tx, records.vault
    word = officer_words.by_id(tx, vault, id, records.chat.id)
    if word is None:
        return None
    number = word.record_id if word.record == threads.RECORD else _of_case(records, word, has_it)
    if number is None or has_it not in (None, number) or not threads.back(tx, number):
        return None
    return threads.by_id(tx, vault, number)


def _of_case(records: Records, word: Word, has_it: int | None) -> int | None:
    """The thread of this chat in which officers write about a case, answered now; it lies where that does.
    None where another one `has_it`.
    """
    tx, vault, now = records.tx, records.vault, records.now
    case, standing = cases.by_id(tx, vault, word.record_id), case_standing.of(tx, word.record_id)
    if word.record != cases.RECORD or case is None or standing is None:
        return None
    chat, about = records.chat.id, f"{CASE}{case.id}"
    number = threads.running_about(tx, chat, about)
    if has_it not in (None, number):
        return None
    if number is None:
        place = place_of_case(records, standing.spot)
        one = Thread(0, chat, about, case.number, ANSWERED, *place, None, True, now, now)
        number = threads.add(tx, vault, one)
    threads.answered(tx, number, word.officer, now)
    return number


def place_of_case(records: Records, spot: Spot) -> Place:
    """Where a thread about a case lies that lies there: of a case of which only the city is known, in the
    first programme of that city, so that no other city reads it; of one that lies nowhere, where its
    reporter does.
    """
    if spot.programme:
        return spot.programme, spot.village or None
    of_city = (one.code for one in records.programmes() if spot.city and one.region == spot.city)
    programme = next(of_city, None)
    return (programme, None) if programme else place_of(records)
