"""Where a thread lies, and which threads an officer works on.

Whoever asks may be known nowhere yet: such a thread is everybody's who answers people, so none is missed.
"""

from __future__ import annotations

from console.answer import Refused
from console.registration_places import Places
from console.visit import Visit
from rules.officers import Spot
from rules.threads import Thread
from storage import threads
from storage.threads import RECORD


def spot_of(places: Places, thread: Thread) -> Spot:
    return places.spot(thread.programme, thread.village, None, None) if thread.programme else Spot()


def seen(visit: Visit, places: Places, thread: Thread) -> bool:
    """Is it one of this officer's? Whoever has it reads it: no thread lies at an office, but who works for
    one may have one.
    """
    mine = thread.officer == visit.officer.id
    return mine or not thread.programme or visit.sees(spot_of(places, thread))


def found(visit: Visit, places: Places, lock: bool = False) -> Thread:
    """The thread of the path. Raises Refused: one of another area does not exist here."""
    thread = threads.by_id(visit.tx, visit.vault, visit.asked.id(), lock)
    if thread is None or not seen(visit, places, thread):
        spot = spot_of(places, thread) if thread else None
        raise Refused(404, RECORD, str(visit.asked.id()), spot)
    return thread
