"""What the bot talks about, one file a conversation: "handlers" are conversations here, not callbacks.

This list is the program: a conversation that stands here can be begun, its words and transcripts are checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from bot.conversation.conversation import Conversation, Dialogue, Start
from bot.conversation.words import Language
from handlers.case import case
from handlers.case_correct import case_correct
from handlers.case_documents import case_documents
from handlers.case_more import case_more
from handlers.case_open import open_case, read_both
from handlers.case_quiet import case_quiet
from handlers.case_school import report_scholarship
from handlers.cases import of_case
from handlers.check import check
from handlers.estimate import estimate
from handlers.join import join
from handlers.language import language
from handlers.my_data import my_data
from handlers.news import news
from handlers.officer import officer
from handlers.register import register
from handlers.report_accident import report_accident
from handlers.report_death import report_death
from handlers.services import Services
from handlers.status import status
from handlers.welcome import VERSION, welcome
from rules.cases import OPEN

CONVERSATIONS = (
    welcome, register, check, status, report_accident, report_death, my_data, join, officer, language,
    estimate, case, open_case, case_documents, case_more, case_correct, case_quiet,
    report_scholarship,
)  # fmt: skip
MENU = ("check", "register", "report_accident", "report_death", "case", "status", "my_data", "estimate",
        "officer", "language")  # fmt: skip


# A file that comes while one of these shows its buttons is a paper of the case; not while another case is
# opened, where the photo may be of that one's number.
NOT_DISTURBED = frozenset({case.name, case_more.name, case_correct.name, case_quiet.name, estimate.name,
                           language.name})  # fmt: skip


def follow(code: str, services: Any) -> Start | None:
    """Where a link leads: a case's number to the case, a programme's name to its registration, a one-time
    code to joining phones.
    """
    if numbered := by_number(code, services):
        return numbered
    offered = {programme.code for programme in cast(Services, services).programmes()}
    if code.lower() in offered:
        return Start("register", {"programme": code.lower()})
    known = cast(Services, services).code(code)[0] != "unknown"
    return Start("join", {"code": code}) if known else None


def by_number(text: str, services: Any) -> Start | None:
    """The number of a case, with its code or without, leads to the case, or to opening it in this chat."""
    number, code = read_both(text)
    if number is None:
        return None
    mine = next((one for one in cast(Services, services).cases() if one.number == number), None)
    told = {"number": f"{number} {code}".strip()}
    return Start(case.name, of_case(mine)) if mine else Start(open_case.name, told)


def stray(services: Any, under_way: str | None) -> str | None:
    """A file that nobody asked for is a paper of the case, where this chat has an open one. In a report or a
    registration that is `under_way` it may be meant for that.
    """
    if under_way is not None and under_way not in NOT_DISTURBED:
        return None
    found = cast(Services, services).cases()
    return case_documents.name if any(one.status in OPEN for one in found) else None


def dialogue(languages: Mapping[str, Language]) -> Dialogue:
    """All of it, in these languages; the first is the one when nothing is known."""
    return Dialogue(
        conversations={conversation.name: conversation for conversation in CONVERSATIONS},
        languages=languages,
        menu=MENU,
        gate=welcome.name,
        gate_key="consent",
        gate_value=VERSION,
        officer=officer.name,
        follow=follow,
        typed=by_number,
        stray=stray,
        news=news,
    )


__all__ = ["CONVERSATIONS", "MENU", "Conversation", "dialogue"]
