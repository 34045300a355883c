"""What an officer asks or tells the chats of a case: a paper, some sentences; and who works on it."""

from __future__ import annotations

from console.answer import Answer, Go, said
from console.base import stale
from console.case_acts import happen, moved_on, second, settle
from console.case_desk import Desk, opened
from console.case_page import colleagues, page
from console.case_telling import tell_all
from console.form import Form, Problem
from console.speaking import LONGEST, newest, said_already, say
from console.visit import Visit
from handlers.case_decided import ASKED
from handlers.case_papers import askable
from rules.case_reasons import WHY
from rules.cases import asked as asked_of
from storage import case_standing
from storage.cases import RECORD


def asked(visit: Visit) -> Answer:
    """POST: a paper is asked for, once until it comes; the chats begin at that question."""
    desk = opened(visit, lock=True)
    paper, why = visit.asked.one("document"), visit.asked.one("why")
    if paper in asked_of(desk.case.events):
        return second(desk)
    if paper not in askable(desk.records, desk.known, desk.today) or why not in WHY:
        return again(desk, {"document": ("case.bad_paper", {})})
    if not happen(desk, "asked", {"document": paper}, why):
        return second(desk)
    settle(desk)
    desk.noted("case_asked", document=paper, why=why)
    tell_all(desk, f"{ASKED}:{desk.case.id}:{paper}")
    return Go(desk.here, said("case.done.asked"))


def written(visit: Visit) -> Answer:
    """POST: some sentences for one chat, in the service's name; once, whoever else writes meanwhile."""
    desk, text = opened(visit, lock=True), visit.asked.one("text")
    chats = {str(chat["id"]): int(chat["id"]) for chat in desk.chats if chat["role"] != "witness"}
    chat = chats.get(visit.asked.one("chat"))
    if chat is None:
        return again(desk, {"chat": ("case.bad_chat", {})})
    if not text or len(text) > LONGEST:
        return again(desk, {"text": ("case.bad_text", {"most": LONGEST, "now": len(text)})})
    if stale(visit, str(newest(visit, RECORD, desk.case.id))):
        if said_already(visit, chat, text, RECORD, desk.case.id):
            return Go(desk.here, said("case.sent_already"))
        return again(desk, {"text": ("case.more_written", {})})
    word = say(visit, chat, text, RECORD, desk.case.id)
    happen(desk, "written", {"word": word})
    desk.noted("case_written", chat=chat, letters=len(text))
    return Go(desk.here, said("case.done.written"))


def handed_over(visit: Visit) -> Answer:
    """POST: another officer of the area works on it from now on, or nobody. Who had it stays in the story."""
    desk, to = opened(visit, lock=True), visit.asked.one("assigned")
    known = {str(id): id for id, _ in colleagues(desk)}
    if to and to not in known:
        return again(desk, {"assigned": ("case.bad_officer", {})})
    if visit.asked.one("had") != str(desk.standing.assigned or "") or moved_on(desk):
        return second(desk)
    officer = known.get(to)
    if officer == desk.standing.assigned:
        return Go(desk.here)
    case_standing.assign(visit.tx, desk.case.id, officer)
    happen(desk, "handed_over", {"assigned": officer})
    desk.noted("case_handed_over", to=officer or 0)
    return Go(desk.here, said("case.done.handed_over"))


def again(desk: Desk, problems: dict[str, Problem]) -> Answer:
    """The page with what has to be looked at again."""
    form = desk.visit.asked.form
    values = {name: desk.visit.asked.one(name) for name in form if name != "mark"}
    return page(desk, Form(values, problems), status=422)
