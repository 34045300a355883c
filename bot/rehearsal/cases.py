"""Cases that were reported before a transcript begins, with what happened to them since.

    Case: death of 6371015708809001 SITI AMINAH, died_on 2026-03-01, cause illness, then refused NO_DOC
    Case: accident of 6371015708809001 SITI AMINAH, happened 2026-03-09T05:10, paper worker_ktp blurred
    Case: scholarship of 6371015708809001 SITI AMINAH, child_name ANI, born 2015-02-03, elsewhere

NAME VALUE is an answer of the report; "paper" came in, and could not be read well where a reason follows;
"then" is what an officer did. Phone A has reported them and knows the code of the last; "elsewhere" is a
phone that the transcript never sees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.app import App
from bot.cases import noted
from bot.conversation.session import Session
from bot.rehearsal.cast import NOBODY_SEES, first_chat
from bot.services import Records
from handlers.welcome import VERSION
from rules.cases import Case
from rules.records import Event
from storage import cases, chats, documents
from storage.chats import Chat
from storage.documents import Document
from storage.statement import Tx

LINE = re.compile(r"(accident|death|scholarship) of (\d{16}) ([^,]+)((?:, [^,]+)*)")
THEN, PAPER, ELSEWHERE = "then", "paper", "elsewhere"


@dataclass(frozen=True)
class Told:
    """One line: the kind, the answers, the papers (code, problem), what an officer did (event, reason)."""

    kind: str
    answers: dict[str, str]
    papers: list[tuple[str, str]] = field(default_factory=list)
    happened: list[tuple[str, str]] = field(default_factory=list)
    elsewhere: bool = False


def read(line: str) -> Told:
    """The line as facts; raises ValueError."""
    match = LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"Case: {line}: expected KIND of NIK NAME[, ANSWER VALUE][, then EVENT]")
    kind, nik, name, rest = match.groups()
    parts = [part.partition(" ")[::2] for part in rest.split(", ")[1:]]
    answers = {key: value for key, value in parts if key not in (THEN, PAPER, ELSEWHERE)}
    return Told(
        kind,
        {"nik": nik, "name": name, **answers},
        [two(value) for key, value in parts if key == PAPER],
        [two(value) for key, value in parts if key == THEN],
        (ELSEWHERE, "") in parts,
    )


def two(value: str) -> tuple[str, str]:
    first, _, second = value.partition(" ")
    return first, second


async def report_all(app: App, lines: Sequence[str]) -> str:
    """Report them; the code of the last one of phone A, "" where there is none."""
    return await app.database.run(lambda tx: _report_all(tx, app, list(map(read, lines)))) if lines else ""


def _report_all(tx: Tx, app: App, wanted: Sequence[Told]) -> str:
    code = ""
    for one in wanted:
        now = app.clock()
        records = Records(tx, app.vault, _chat(tx, app, one, now), now, app.local(now))
        reported = records.report(one.kind, one.answers)
        code = code if one.elsewhere else reported.code
        case = _with_papers(records, reported.case, one.papers)
        for kind, reason in one.happened:
            case = cases.happen(tx, app.vault, case, Event(kind, now, "officer", reason or None), None)
    return code


def _with_papers(records: Records, case: Case, papers: Sequence[tuple[str, str]]) -> Case:
    for code, problem in papers:
        file = f"{case.number}-{code}"
        known = Document(file, records.chat.id, "photo", f"{code}.jpg", "waiting")
        documents.add(records.tx, records.vault, known, records.now)
        case = records.add_document(case, code, file)
        if problem:
            case = noted(records.tx, records.vault, case, "unclear", file, records.now, problem)
    return case


def _chat(tx: Tx, app: App, one: Told, now: int) -> Chat:
    if not one.elsewhere:
        return first_chat(tx, app, now)
    chat = chats.enter(tx, app.vault, NOBODY_SEES, NOBODY_SEES, now, "id")
    return Chat(chat.id, chat.channel, chat.address, Session(known={"consent": VERSION}))
