"""What officers do about an announcement: count, send, pause, go on, stop. Who sends it did not write it."""

from __future__ import annotations

from console.announcement_places import found
from console.answer import Answer, Go, said
from console.base import changed_since
from console.house import ROOT
from console.visit import Visit
from rules.announcements import measures
from storage import announcements
from storage.announcements import RECORD, Announcement

HERE = f"{ROOT}/announcements"


def count(visit: Visit) -> Answer:
    """POST: the people are taken from the registrations anew."""
    one = found(visit)
    visit.must("announcements.make", one.spot)
    if not announcements.move(visit.tx, visit.vault, one.id, "count", taken=0):
        return _moved_on(one)
    visit.noted("announcement_counted", RECORD, one.id, one.spot)
    return _back(one, "announcement.counting")


def send(visit: Visit) -> Answer:
    """POST: it goes out, wave after wave, to those who were counted."""
    one = found(visit)
    visit.must("announcements.send", one.spot)
    if changed_since(visit, one.counted_at):  # others are meant by now than were shown
        return _moved_on(one)
    if problem := not_sent(visit, one):
        return _back(one, problem)
    by = {"sent_by": visit.officer.id, "sent_at": visit.now, "look_at": visit.now}
    if not announcements.move(visit.tx, visit.vault, one.id, "send", **by):
        return _moved_on(one)
    visit.noted("announcement_sent", RECORD, one.id, one.spot, chats=_chats(one))
    return _back(one, "announcement.sending")


def not_sent(visit: Visit, one: Announcement) -> str:
    """Why it does not go; "" where nothing is the matter."""
    if one.made_by == visit.officer.id:
        return "announcement.own"
    if one.counted_at is None or visit.now - one.counted_at > measures().counted:
        return "announcement.old_count"
    return "" if _chats(one) else "announcement.nobody"


def _chats(one: Announcement) -> int:
    return sum(counts["chats"] for counts in (one.counted or {}).values())


def pause(visit: Visit) -> Answer:
    """POST: nobody more gets it, until it goes on."""
    return _moved(visit, "stop", "pause", "paused", "paused")


def go_on(visit: Visit) -> Answer:
    """POST: it goes on with those who have not got it."""
    return _moved(visit, "send", "continue", "continued", "sending")


def stop(visit: Visit) -> Answer:
    """POST: for good; what has not been sent stays so, what waits to be sent is called back."""
    return _moved(visit, "stop", "stop", "stopped", "stopped")


def _moved(visit: Visit, act: str, step: str, event: str, told: str) -> Answer:
    """By who may do the act; what is noted of it, and what the officer is told."""
    one = found(visit)
    visit.must(f"announcements.{act}", one.spot)
    if not announcements.move(visit.tx, visit.vault, one.id, step):
        return _moved_on(one)
    visit.noted(f"announcement_{event}", RECORD, one.id, one.spot)
    return _back(one, f"announcement.{told}")


def _back(one: Announcement, key: str) -> Go:
    return Go(f"{HERE}/{one.id}", said(key))


def _moved_on(one: Announcement) -> Go:
    """Somebody else was faster."""
    return _back(one, "announcement.moved_on")
