"""What an officer does in a thread: answer, take it, hand it over, close it. Each is noted."""

from __future__ import annotations

from console.answer import Answer, Go, said
from console.base import changed_since, stale
from console.form import Form
from console.registration_places import Places
from console.speaking import LONGEST, said_already, say
from console.thread_page import HERE, made_from, others, page
from console.thread_places import found, spot_of
from console.visit import Visit
from rules.threads import CLOSED, NOTES, Thread
from storage import chats, jobs, threads
from storage.threads import RECORD


def answer(visit: Visit) -> Answer:
    """POST: sentences to the person; whoever answers has the thread from then on. Nobody answers what they
    have not seen, and nothing is sent twice.
    """
    places = Places(visit)
    one, text = found(visit, places, lock=True), visit.asked.one("text")
    if one.state == CLOSED or one.about in NOTES:
        return Go(f"{HERE}/{one.id}", said("thread.is_closed"))
    moved = stale(visit, made_from(visit, one))
    if moved and said_already(visit, one.chat, text, RECORD, one.id):
        return Go(f"{HERE}/{one.id}", said("thread.sent_already"))
    if problem := wrong(text) or ("thread.moved_on" if moved else ""):
        return page(visit, places, one, Form({"text": text}, {"text": (problem, {"most": LONGEST})}))
    say(visit, one.chat, text, RECORD, one.id)
    threads.answered(visit.tx, one.id, visit.officer.id, visit.now)
    visit.noted("thread_answered", RECORD, one.id, spot_of(places, one), letters=len(text))
    if visit.asked.one("then") == "close":
        return closed(visit, places, one)
    return Go(f"{HERE}/{one.id}", said("thread.answered"))


def wrong(text: str) -> str:
    """What is the matter with an answer; "" where nothing is."""
    if not text:
        return "thread.empty"
    return "thread.too_long" if len(text) > LONGEST else ""


def take(visit: Visit) -> Answer:
    """POST: I have it. Who was faster is shown."""
    places = Places(visit)
    one = found(visit, places, lock=True)
    by_another = one.officer not in (None, visit.officer.id)
    if by_another and (changed_since(visit, one.officer or 0) or not visit.asked.one("from_other")):
        return Go(f"{HERE}/{one.id}", said("thread.somebody_has_it"))
    threads.taken(visit.tx, one.id, visit.officer.id)
    visit.noted("thread_taken", RECORD, one.id, spot_of(places, one))
    return Go(f"{HERE}/{one.id}", said("thread.taken"))


def hand_over(visit: Visit) -> Answer:
    """POST: another officer has it, or nobody; only who may answer there."""
    places = Places(visit)
    one, to = found(visit, places, lock=True), visit.asked.one("officer")
    chosen = next((who for who in others(visit, one) if str(who.id) == to), None)
    if to and chosen is None:
        return Go(f"{HERE}/{one.id}", said("thread.no_such_officer"))
    if changed_since(visit, one.officer or 0):
        return Go(f"{HERE}/{one.id}", said("thread.somebody_has_it"))
    threads.taken(visit.tx, one.id, chosen.id if chosen else None)
    to_whom = chosen.id if chosen else 0
    visit.noted("thread_handed_over", RECORD, one.id, spot_of(places, one), to=to_whom)
    return Go(f"{HERE}/{one.id}", said("thread.handed_over"))


def close(visit: Visit) -> Answer:
    """POST: nothing more is to be said; the bot comes back. Not where more was said than the page shows."""
    places = Places(visit)
    one = found(visit, places, lock=True)
    if one.state != CLOSED and stale(visit, made_from(visit, one)):
        return Go(f"{HERE}/{one.id}", said("thread.moved_on"))
    return closed(visit, places, one)


def closed(visit: Visit, places: Places, one: Thread) -> Answer:
    """Closed once; the person hears of it, and what waited is asked again. A note is merely settled."""
    if not threads.end(visit.tx, one.id, "officer", visit.now):
        return Go(f"{HERE}/{one.id}", said("thread.is_closed"))
    if one.about not in NOTES:
        channel, address = chats.where(visit.tx, one.chat)
        about = f"thread:{one.id}"
        payload = {"channel": channel, "address": address, "news": about, "key": about}
        jobs.add(visit.tx, visit.vault, "tell", payload, visit.now)
    visit.noted("thread_closed", RECORD, one.id, spot_of(places, one))
    return Go(HERE, said("thread.closed", number=one.id))
