"""What the bot talks about, one file a conversation: "handlers" are conversations here, not callbacks.

This list is the program: a conversation that stands here can be begun, its words and transcripts are checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from bot.conversation.conversation import Conversation, Dialogue, Start
from bot.conversation.messages import SHEET, Attachment, File
from bot.conversation.words import Language
from handlers.announced import silence, silent
from handlers.card import card, card_lost
from handlers.case import case
from handlers.case_correct import case_correct
from handlers.case_documents import case_documents
from handlers.case_more import case_more
from handlers.case_open import open_case, read_both
from handlers.case_quiet import case_quiet
from handlers.case_school import report_scholarship
from handlers.cases import of_case
from handlers.check import check
from handlers.confirm import confirm
from handlers.coordinate import coordinate
from handlers.estimate import estimate
from handlers.group import LEADS, group, wanted
from handlers.group_add import group_add
from handlers.group_file import group_file
from handlers.group_hand_over import group_hand_over
from handlers.group_mend import group_mend
from handlers.group_paste import group_paste
from handlers.group_people import group_people
from handlers.group_replace import group_replace
from handlers.group_submit import group_submit
from handlers.group_undo import group_undo
from handlers.join import join
from handlers.language import language
from handlers.listed import listed
from handlers.meaning import meaning
from handlers.meant import meant
from handlers.my_data import my_data
from handlers.news import news
from handlers.office import office
from handlers.officer import gone, hears, officer
from handlers.officer_chat import officer_chat
from handlers.person import person
from handlers.register import register
from handlers.report_accident import report_accident
from handlers.report_death import report_death
from handlers.returned import returned
from handlers.services import Services
from handlers.status import status
from handlers.urgent import urgent
from handlers.welcome import VERSION, welcome
from rules.cases import OPEN

CONVERSATIONS = (
    welcome, register, check, status, report_accident, report_death, my_data, join, officer, language,
    estimate, case, open_case, case_documents, case_more, case_correct, case_quiet,
    report_scholarship, coordinate, group, group_add, group_paste, group_file, group_mend, group_people,
    group_replace, group_submit, group_undo, group_hand_over, listed, card, card_lost, office, meant,
    officer_chat, confirm, person, returned,
)  # fmt: skip
MENU = ("check", "register", "report_accident", "report_death", "case", "status", "my_data", "estimate",
        "officer", "language")  # fmt: skip


# A file that comes while one of these shows its buttons is a paper of the case; not while another case is
# opened, where the photo may be of that one's number.
TAKE_PAPERS = frozenset({case.name, case_more.name, case_correct.name, case_quiet.name, estimate.name,
                           language.name, group.name})  # fmt: skip
# Where a coordinator may send a list without being asked for one; in the rest a file means something else.
TAKE_LISTS = frozenset({group.name, group_add.name, group_paste.name, group_mend.name, group_people.name,
                        group_replace.name, group_submit.name, group_undo.name, group_hand_over.name,
                        *TAKE_PAPERS})  # fmt: skip
# Eight letters and digits, in halves or not.
CODE = re.compile(r"[A-Za-z0-9]{4}[ -]?[A-Za-z0-9]{4}")


def follow(code: str, services: Any) -> Start | None:
    """Where a link leads: a case's number to the case, a programme's name to its registration, a one-time
    code to what it was made for.
    """
    if numbered := by_number(code, services):
        return numbered
    offered = {programme.code for programme in cast(Services, services).programmes()}
    if code.lower() in offered:
        return Start("register", {"programme": code.lower()})
    return by_code(code, services)


def typed(text: str, services: Any) -> Start | None:
    """Where a text leads that is typed at the menu: the number of a case, what a coordinator writes without
    picking anything, a one-time code.
    """
    found = by_number(text, services) or by_coordinator(text, services)
    return found or (by_code(text.strip(), services) if CODE.fullmatch(text.strip()) else None)


def by_coordinator(text: str, services: Any) -> Start | None:
    """The number of a line, pasted lines, or a NIK of somebody in the group."""
    meant = wanted(text)
    if meant is None or not cast(Services, services).groups.mine():
        return None
    return Start(LEADS[meant["code"]], {name: value for name, value in meant.items() if name != "code"})


def by_code(code: str, services: Any) -> Start | None:
    """A one-time code: of a coordinator, of somebody whom one has listed, of an officer's own chat, or of a
    second phone.
    """
    known = cast(Services, services)
    if known.groups.invitation(code).state != "unknown":
        return Start(coordinate.name, {"code": code})
    if known.groups.listing_of(code):
        return Start(listed.name, {"code": code})
    if known.announcements.officer_code(code)[0] != "unknown":
        return Start(officer_chat.name, {"code": code})
    return Start(join.name, {"code": code}) if known.code(code)[0] != "unknown" else None


def by_number(text: str, services: Any) -> Start | None:
    """The number of a case, with its code or without, leads to the case, or to opening it in this chat."""
    number, code = read_both(text)
    if number is None:
        return None
    mine = next((one for one in cast(Services, services).cases() if one.number == number), None)
    told = {"number": f"{number} {code}".strip()}
    return Start(case.name, of_case(mine)) if mine else Start(open_case.name, told)


def stray(services: Any, under_way: str | None, file: Attachment) -> str | None:
    """A file that nobody asked for: a coordinator's list, or a paper of the case, where this chat has an open
    one. In a report or a registration that is `under_way` it may be meant for that.
    """
    known = cast(Services, services)
    if file.kind == SHEET and under_way in (None, *TAKE_LISTS) and known.groups.mine():
        return group_file.name
    if under_way is not None and under_way not in TAKE_PAPERS:
        return None
    if any(one.status in OPEN for one in known.cases()):
        return case_documents.name
    # A photo of a list: there it is said what can be read
    return group_file.name if under_way in (None, group.name) and known.groups.mine() else None


def reads_photos(services: Any) -> bool:
    """Can the photo of a KTP be read here?"""
    return cast(Services, services).photos.readable


def own_menu(services: Any) -> tuple[str, ...]:
    """What stands above the menu: for whom an officer has asked something again, who coordinates a group."""
    known = cast(Services, services)
    asked = (returned.name,) if known.anything_asked() else ()
    return (*asked, group.name) if known.groups.mine() else asked


def dialogue(
    languages: Mapping[str, Language], recorded: Callable[[str], File | None] = lambda place: None
) -> Dialogue:
    """All of it, in these languages; the first is the one when nothing is known. `recorded` gives the
    recordings of texts.
    """
    return Dialogue(
        conversations={conversation.name: conversation for conversation in CONVERSATIONS},
        languages=languages,
        menu=MENU,
        gate=welcome.name,
        gate_key="consent",
        gate_value=VERSION,
        officer=officer.name,
        follow=follow,
        typed=typed,
        stray=stray,
        own_menu=own_menu,
        news=news,
        reads_photos=reads_photos,
        officer_hears=hears,
        officer_gone=gone,
        meaning=meaning,
        silence=silence,
        silent=silent,
        urgent=urgent,
        recorded=recorded,
    )


__all__ = ["CONVERSATIONS", "MENU", "Conversation", "dialogue"]
