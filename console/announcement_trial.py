"""An announcement is tried out: an officer's own chat, joined by a code, gets it before anybody else."""

from __future__ import annotations

from console.announcement_places import found
from console.answer import Answer, Go, View, said
from console.house import ROOT
from console.visit import Visit
from storage import jobs, officer_chats
from storage.announcements import RECORD

HERE = f"{ROOT}/announcements"


def code(visit: Visit) -> Answer:
    """POST: a one-time code that is typed in the chat, shown this once."""
    one = found(visit)
    made = officer_chats.code(visit.tx, visit.vault, visit.officer.id, visit.now)
    visit.noted("officer_chat_code", RECORD, one.id, one.spot)
    link = visit.house.address(f"/?start={made}")
    values = {"one": one, "code": made, "link": link, "until": visit.now + officer_chats.LASTS}
    return View("announcement_code.html", values)


def try_out(visit: Visit) -> Answer:
    """POST: the officer's chat gets it, marked as a trial."""
    one = found(visit)
    chat = officer_chats.of(visit.tx, visit.officer.id)
    if chat is None:
        return Go(f"{HERE}/{one.id}", said("announcement.no_chat_yet"))
    payload = {"channel": chat["channel"], "address": chat["address"], "news": f"tried_out:{one.id}",
               "key": f"tried_out:{one.id}:{visit.now}"}  # fmt: skip
    jobs.add(visit.tx, visit.vault, "tell", payload, visit.now)
    visit.noted("announcement_tried", RECORD, one.id, one.spot)
    return Go(f"{HERE}/{one.id}", said("announcement.tried"))
