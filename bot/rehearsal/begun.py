"""A registration under way, so that a transcript can begin at the question it is about.

    Answered: 6371015708859001 SITI AMINAH, born 1985-08-17, in banjarmasin, up to phone

Everything before "phone" has been answered, and the bot has just asked it; "up to review": everything.
"""

from __future__ import annotations

import re
from typing import Any

from bot.app import App
from bot.conversation.session import Answers, Session, Talk
from bot.rehearsal.cast import answers_of, first_chat, read
from bot.services import Records
from handlers.register import register
from storage import chats
from storage.statement import Tx

LINE = re.compile(r"(.+), up to (\w+)")
TAKEN_UP = "halo"  # nobody has asked anything yet, so whatever is said is answered with the question
OF_AN_HEIR = ("heir_relation", "heir_phone")  # nobody is named
SKIPPED: Answers = {"heir_name": None, "children": {"rows": [], "done": True}, "ktp_photo": None}


async def begin(app: App, line: str) -> None:
    """Phone A has answered the questions of a registration up to one. Raises ValueError."""
    match = LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"Answered: {line}: expected NIK NAME, born DATE, in PROGRAMME, up to QUESTION")
    await app.database.run(lambda tx: _begin(tx, app, match[1], match[2]))


def _begin(tx: Tx, app: App, who: str, question: str) -> None:
    now = app.clock()
    chat = first_chat(tx, app, now)
    records = Records(tx, app.vault, chat, now, app.local(now))
    answers = before(question, {**answers_of(records, read(who), own=True), **SKIPPED})
    session = Session(known=chat.session.known, talks=(Talk(register.name, answers),), step=chat.session.step)
    chats.save(tx, app.vault, chat, session, now)


def before(question: str, answers: dict[str, Any]) -> Answers:
    """The answers to what is asked before that question. Raises ValueError."""
    names = [one.name for one in register.questions]
    if question not in (*names, "review"):
        raise ValueError(f"Answered: there is no question {question}")
    until = names.index(question) if question in names else len(names)
    asked = [name for name in names[:until] if name in answers and name not in OF_AN_HEIR]
    return {name: answers[name] for name in asked}
