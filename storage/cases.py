"""Cases and their events, the chats that may see them, the files that belong to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from rules.cases import MOVES, OPEN, Case
from rules.records import Event, status_after
from storage import case_standing, events
from storage.statement import Row, Statement, Tx, adding, among
from storage.tables import case_chats, case_files, cases, chats
from storage.vault import Vault

RECORD = "case"
PLACE = "cases.details"
PREFIXES = {"accident": "KEC", "death": "DUK", "scholarship": "SEK"}  # as people say it
_ADD = Statement(
    adding(cases, "number", "kind", "nik_hash", "person_id", "status", "details", "created_at").returning(
        cases.c.id
    )
)
_NUMBER = Statement(update(cases).where(cases.c.id == bindparam("row")).values(number=bindparam("number")))
_LOCK = Statement(select(cases).where(cases.c.id == bindparam("row")).with_for_update())
_BY_ID = Statement(select(cases).where(cases.c.id == bindparam("row")))
_CHANGE = Statement(
    update(cases)
    .where(cases.c.id == bindparam("row"))
    .values(status=bindparam("status"), details=bindparam("details"))
)
_OF_CHAT = Statement(
    select(cases, case_chats.c.role)
    .join(case_chats, case_chats.c.case_id == cases.c.id)
    .where(case_chats.c.chat_id == bindparam("chat"))
    .order_by(cases.c.id.desc())
)
_NUMBERED = Statement(select(cases).where(cases.c.number == bindparam("number")))
_RUNNING = Statement(
    select(cases)
    .where(
        cases.c.nik_hash == bindparam("nik_hash"),
        cases.c.kind == bindparam("kind"),
        among(cases.c.status, OPEN),
    )
    .order_by(cases.c.id)
)
_OF_PERSON = Statement(select(cases).where(cases.c.person_id == bindparam("person")).order_by(cases.c.id))
_one = cases.alias("a_case")
_THIS = select(_one.c.nik_hash).where(_one.c.id == bindparam("row"))
_ITS = select(_one.c.person_id).where(_one.c.id == bindparam("row"))
_BESIDE = Statement(
    select(cases)
    .where(
        cases.c.id != bindparam("row"),
        or_(cases.c.nik_hash == _THIS.scalar_subquery(), cases.c.person_id == _ITS.scalar_subquery()),
    )
    .order_by(cases.c.id)
)
_BELONGS = Statement(update(cases).where(cases.c.id == bindparam("row")).values(person_id=bindparam("of")))
_LET_IN = Statement(adding(case_chats, "chat_id", "case_id", "role", "at").on_conflict_do_nothing())
_PROMOTE = Statement(
    update(case_chats)
    .where(
        case_chats.c.chat_id == bindparam("chat"),
        case_chats.c.case_id == bindparam("case"),
        case_chats.c.role == "witness",
    )
    .values(role="helper")
)
_ROLE = Statement(
    select(case_chats.c.role).where(
        case_chats.c.chat_id == bindparam("chat"), case_chats.c.case_id == bindparam("case")
    )
)
_CHATS = Statement(
    select(chats.c.channel, chats.c.address)
    .join(case_chats, case_chats.c.chat_id == chats.c.id)
    .where(case_chats.c.case_id == bindparam("case"), case_chats.c.role != "witness")
    .order_by(case_chats.c.at)
)
_ADD_FILE = Statement(adding(case_files, "document_id", "case_id").on_conflict_do_nothing())
_OF_FILE = Statement(
    select(cases)
    .join(case_files, case_files.c.case_id == cases.c.id)
    .where(case_files.c.document_id == bindparam("document"))
)


def add(tx: Tx, vault: Vault, wanted: Case, nik: str | None, event: Event, chat: int) -> Case:
    """Store a new case with its first event, seen by this chat; the answer has its number ("KEC-000012")."""
    status = status_after("", event.kind, MOVES)
    sealed, nik_hash = vault.seal_json(dict(wanted.details), PLACE), vault.find(nik, "nik") if nik else None
    row = tx.must(_ADD, number=f"?{event.at}:{chat}", kind=wanted.kind, nik_hash=nik_hash, details=sealed,
                  person_id=wanted.person, status=status, created_at=event.at)  # fmt: skip
    number = f"{PREFIXES[wanted.kind]}-{row['id']:06}"
    tx.run(_NUMBER, row=row["id"], number=number)
    events.note(tx, vault, RECORD, row["id"], event, chat)
    let_in(tx, row["id"], chat, "reporter", event.at)
    made = replace(wanted, id=row["id"], number=number, status=status, created_at=event.at, events=(event,))
    reckoned(tx, made)
    return made


def happen(
    tx: Tx,
    vault: Vault,
    known: Case,
    event: Event,
    chat: int | None,
    changes: Mapping[str, Any] | None = None,
) -> Case:
    """Something happens to a case; `changes` to what is told of it. Raises NotAllowed."""
    row = tx.must(_LOCK, row=known.id)
    status = status_after(row["status"], event.kind, MOVES)
    details = {**vault.open_json(row["details"], PLACE), **(changes or {})}
    tx.run(_CHANGE, row=known.id, status=status, details=vault.seal_json(details, PLACE))
    events.note(tx, vault, RECORD, known.id, event, chat)
    known = replace(known, status=status, details=details, events=events.of(tx, vault, RECORD, known.id))
    case_standing.timed(tx, known)
    return known


def reckoned(tx: Tx, known: Case) -> None:
    """Keep where a case lies and what is due of it next."""
    case_standing.placed(tx, known)
    case_standing.timed(tx, known)


def catch_up(tx: Tx, vault: Vault, after: int) -> int:
    """Reckon the next few open cases anew: somebody may have moved, or the rules have. The last one's id,
    0 at the end.
    """
    ids = case_standing.open_after(tx, after)
    for id in ids:
        if known := by_id(tx, vault, id):
            reckoned(tx, known)
    return max(ids, default=0)


def of_chat(tx: Tx, vault: Vault, chat: int) -> list[Case]:
    """The cases a chat may see, the newest first."""
    return [_case(tx, vault, row, row["role"]) for row in tx.all(_OF_CHAT, chat=chat)]


def of_person(tx: Tx, vault: Vault, person: int) -> list[Case]:
    """Every case about a person, oldest first."""
    return [_case(tx, vault, row) for row in tx.all(_OF_PERSON, person=person)]


def beside(tx: Tx, vault: Vault, id: int) -> list[Case]:
    """The other cases with the same NIK, or of the same person, oldest first."""
    return [_case(tx, vault, row) for row in tx.all(_BESIDE, row=id)]


def belongs(tx: Tx, known: Case, person: int) -> Case:
    """The insured became known after the report."""
    tx.run(_BELONGS, row=known.id, of=person)
    known = replace(known, person=person)
    case_standing.placed(tx, known)
    return known


def numbered(tx: Tx, vault: Vault, number: str) -> Case | None:
    """The case of that number, whoever may see it."""
    row = tx.one(_NUMBERED, number=number)
    return _case(tx, vault, row) if row else None


def by_id(tx: Tx, vault: Vault, id: int) -> Case | None:
    row = tx.one(_BY_ID, row=id)
    return _case(tx, vault, row) if row else None


def running(tx: Tx, vault: Vault, kind: str, nik: str) -> Sequence[Case]:
    """The open cases of that kind about the person with that NIK, oldest first; until the commit nobody else
    opens one.
    """
    nik_hash = vault.find(nik, "nik")
    tx.alone_at(nik_hash)
    return [_case(tx, vault, row) for row in tx.all(_RUNNING, kind=kind, nik_hash=nik_hash)]


def let_in(tx: Tx, case: int, chat: int, role: str, now: int) -> str:
    """Let a chat see a case as reporter, helper or witness; one that may do more keeps that. Its role."""
    if not tx.run(_LET_IN, chat_id=chat, case_id=case, role=role, at=now) and role == "helper":
        tx.run(_PROMOTE, chat=chat, case=case)
    return str(tx.must(_ROLE, chat=chat, case=case)["role"])


def chats_of(tx: Tx, case: int) -> Sequence[tuple[str, str]]:
    """Channel and address of the chats that hear of a case, the reporter's first; not those of witnesses."""
    return [(row["channel"], row["address"]) for row in tx.all(_CHATS, case=case)]


def add_file(tx: Tx, case: int, document: str) -> None:
    """A file belongs to a case."""
    tx.run(_ADD_FILE, document_id=document, case_id=case)


def of_file(tx: Tx, vault: Vault, document: str) -> Case | None:
    """The case a file was sent for."""
    row = tx.one(_OF_FILE, document=document)
    return _case(tx, vault, row) if row else None


def _case(tx: Tx, vault: Vault, row: Row, role: str = "") -> Case:
    return Case(row["id"], row["number"], row["kind"], row["person_id"], row["status"],
                vault.open_json(row["details"], PLACE), row["created_at"],
                events.of(tx, vault, RECORD, row["id"]), role)  # fmt: skip
