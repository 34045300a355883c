"""A chat of a case, as the person there saw it. It tells of other things too: opening it is noted."""

from __future__ import annotations

from console.answer import Answer, Refused, View
from console.asked import id_of
from console.case_desk import opened
from console.talk import talk_of
from console.visit import Visit
from storage import talks
from storage.cases import RECORD


def shown(visit: Visit) -> Answer:
    """GET: the newest messages of one chat of the case, or those before a moment (milliseconds)."""
    desk, asked = opened(visit), visit.asked.query.get("chat", "")
    chat = next((one for one in desk.chats if str(one["id"]) == asked), None)
    if chat is None:
        raise Refused(404, RECORD, str(desk.case.id), desk.standing.spot)
    before = id_of(visit.asked.query.get("before", "")) or talks.LATEST
    lines = talk_of(visit, chat["id"], before)
    desk.noted("case_talk_read", chat=chat["id"], count=len(lines))
    values = {"case": desk.case, "chat": chat, "lines": lines, "older": lines[0].at if lines else 0}
    return View("case_talk.html", values)
