"""What other offices are asked about registrations, and what they answered: rows, a part at a time."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import BigInteger, Text, bindparam, case, literal, null, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from rules.matching import ASKED, MATCHED, Advice, Answer
from storage.enrolment_doubles import mark_person
from storage.matching_advice import one_more, summed_up
from storage.matching_results import sealed
from storage.statement import Row, Statement, Tx, among
from storage.tables import matchings, people, registrations
from storage.vault import Vault

_ID = matchings.c.id == bindparam("row")
_OF_SOURCE = matchings.c.source == bindparam("of_source")
_LACKING = (
    select(
        registrations.c.id, registrations.c.person_id, registrations.c.programme,
        bindparam("of_source", type_=Text), literal("waiting"), bindparam("now", type_=BigInteger),
        literal(0),
    )
    .outerjoin(matchings, (matchings.c.registration_id == registrations.c.id) & _OF_SOURCE)
    .where(
        registrations.c.programme == bindparam("of_programme"), among(registrations.c.status, MATCHED),
        matchings.c.id.is_(None),
    )
    .limit(bindparam("most"))
)  # fmt: skip
_IS_LACKING = Statement(_LACKING)
_ADD = Statement(
    insert(matchings)
    .from_select(
        ["registration_id", "person_id", "programme", "source", "state", "due_at", "attempts"], _LACKING
    )
    .on_conflict_do_nothing()
    .returning(matchings.c.id)
)
_ASKED_ABOUT = (
    select(
        matchings.c.id, matchings.c.registration_id, matchings.c.source, matchings.c.programme,
        matchings.c.attempts, matchings.c.state, matchings.c.result, matchings.c.answered_at,
        matchings.c.person_id, matchings.c.asked_at, people.c.changed_at, registrations.c.village,
        registrations.c.number, registrations.c.details.label("told"), people.c.details.label("known"),
    )
    .join(registrations, registrations.c.id == matchings.c.registration_id)
    .join(people, people.c.id == matchings.c.person_id)
)  # fmt: skip
_DUE = Statement(
    _ASKED_ABOUT.where(
        _OF_SOURCE, matchings.c.state == "waiting", matchings.c.due_at <= bindparam("now"),
        among(registrations.c.status, MATCHED),
    )
    .order_by(matchings.c.due_at, matchings.c.id)
    .limit(bindparam("most"))
)  # fmt: skip
_IN_FILE = Statement(
    _ASKED_ABOUT.where(matchings.c.file_id == bindparam("file"), matchings.c.id > bindparam("after"))
    .order_by(matchings.c.id)
    .limit(bindparam("most"))
)
_WHO_IS_IN = Statement(select(matchings.c.registration_id).where(matchings.c.file_id == bindparam("file")))
_WITH_NIK = (
    people.c.nik_hash == bindparam("nik_hash"), _OF_SOURCE,
    or_(bindparam("of_programme", type_=Text) == "", matchings.c.programme == bindparam("of_programme")),
)  # fmt: skip
# Locked before it is read: somebody is corrected in one commit, and half of it must not be seen.
_LOCK = Statement(select(matchings.c.id).where(_ID).with_for_update())
_LOCK_NIK = Statement(
    select(matchings.c.id)
    .join(people, people.c.id == matchings.c.person_id)
    .where(*_WITH_NIK)
    .order_by(matchings.c.id)
    .with_for_update(of=matchings)
)
_OF_NIK = Statement(_ASKED_ABOUT.where(*_WITH_NIK).order_by(matchings.c.id))
_NOW = Statement(_ASKED_ABOUT.where(_ID))
_WAITING = (
    select(matchings.c.id)
    .join(registrations, registrations.c.id == matchings.c.registration_id)
    .where(
        _OF_SOURCE, matchings.c.programme == bindparam("of_programme"), matchings.c.state == "waiting",
        among(registrations.c.status, MATCHED),
    )
    .limit(bindparam("most"))
)  # fmt: skip
_TO_FILE = Statement(
    update(matchings)
    .where(matchings.c.id.in_(_WAITING.scalar_subquery()), matchings.c.state == "waiting")
    .values(state="asked", file_id=bindparam("file"), asked_at=bindparam("now"))
)
_ANSWERED = Statement(
    update(matchings)
    .where(_ID)
    .values(
        state="answered", attempts=0, problem=null(),
        **{name: bindparam(name) for name in ("answered_at", "advice", "reason", "result")},
    )
)  # fmt: skip
_LATER = Statement(
    update(matchings)
    .where(_ID, matchings.c.state == "waiting")
    .values({name: bindparam(name) for name in ("state", "attempts", "due_at", "problem")})
)
_SENT = Statement(update(matchings).where(_ID).values(asked_at=bindparam("now")))
_AGAIN = {"state": "waiting", "due_at": bindparam("now"), "attempts": 0, "problem": null()}
_AGAIN_ONE = Statement(
    update(matchings)
    .where(matchings.c.registration_id == bindparam("registration"), _OF_SOURCE)
    .values(_AGAIN | {"file_id": null()})
)
_CORRECTED = matchings.c.person_id == bindparam("person")
_AGAIN_CORRECTED = Statement(
    update(matchings)
    .where(_CORRECTED, _OF_SOURCE)
    .values(_AGAIN | {"file_id": null()})
    .returning(matchings.c.registration_id)
)
_FORGET = Statement(
    update(matchings)
    .where(_CORRECTED)
    .values(
        {
            name: null()
            for name in ("asked_at", "answered_at", "advice", "reason", "result", "heir", "heir_at")
        }
    )
)
# Who went out in a file stands in it until the next one: whoever takes it again takes their data.
_STILL_IN = case((matchings.c.state == "asked", matchings.c.file_id), else_=null())
_OLDER = (
    select(matchings.c.id)
    .where(
        _OF_SOURCE, matchings.c.programme == bindparam("of_programme"),
        matchings.c.state == bindparam("of_state"),
        or_(matchings.c.answered_at.is_(None), matchings.c.answered_at < bindparam("before")),
        or_(matchings.c.asked_at.is_(None), matchings.c.asked_at < bindparam("before")),
    )
    .limit(bindparam("most"))
)  # fmt: skip
_AGAIN_SOME = Statement(
    update(matchings)
    .where(matchings.c.id.in_(_OLDER.scalar_subquery()))
    .values(_AGAIN | {"file_id": _STILL_IN})
    .returning(matchings.c.registration_id)
)


def lacking(tx: Tx, programme: str, source: str) -> bool:
    """Is there a registration of which that office is to be asked, and no row yet?"""
    return bool(tx.all(_IS_LACKING, of_programme=programme, of_source=source, now=0, most=1))


def add_lacking(tx: Tx, programme: str, source: str, now: int, most: int) -> int:
    """Rows for some of them; how many."""
    rows = tx.all(_ADD, of_programme=programme, of_source=source, now=now, most=most)
    if rows:
        one_more(tx, min(row["id"] for row in rows))
    return len(rows)


def due(tx: Tx, source: str, now: int, most: int) -> list[Row]:
    """Who is to be asked about now, whoever waits longest first; for `matching_questions`."""
    return tx.all(_DUE, of_source=source, now=now, most=most)


def sent(tx: Tx, ids: list[int], now: int) -> None:
    """These were asked now."""
    tx.each(_SENT, ({"row": id, "now": now} for id in ids))


def to_file(tx: Tx, programme: str, source: str, file: int, now: int, most: int) -> int:
    """Some of those who wait go into a file: how many."""
    return tx.run(_TO_FILE, of_programme=programme, of_source=source, file=file, now=now, most=most)


def in_file(tx: Tx, file: int, after: int, most: int) -> list[Row]:
    """Who stands in a file of questions; for `matching_questions`."""
    return tx.all(_IN_FILE, file=file, after=after, most=most)


def who_is_in(tx: Tx, file: int) -> list[int]:
    """The registrations that a file asks about."""
    return [row["registration_id"] for row in tx.all(_WHO_IS_IN, file=file)]


def of_nik(tx: Tx, vault: Vault, nik: str, source: str, programme: str = "") -> list[Row]:
    """What that office is asked about who has this NIK, locked; in one programme, or in all."""
    asked = {"nik_hash": vault.find(nik, "nik"), "of_source": source, "of_programme": programme}
    return tx.all(_OF_NIK, **asked) if tx.all(_LOCK_NIK, **asked) else []


def as_now(tx: Tx, ids: Collection[int]) -> list[Row]:
    """These as they are now, locked; for `matching_questions`."""
    for id in ids:
        tx.one(_LOCK, row=id)
    return [tx.must(_NOW, row=id) for id in ids]


def answered(tx: Tx, vault: Vault, row: Row, answer: Answer, advice: Advice, now: int) -> None:
    """The office's answer, sealed, and what it means; who is a member elsewhere is seen on their lists."""
    tx.run(_ANSWERED, row=row["id"], answered_at=now, advice=advice.code, reason=advice.reasons[0],
           result=sealed(vault, answer, advice))  # fmt: skip
    summed_up(tx, [row["registration_id"]])
    if row["source"] == "membership":
        mark_person(tx, row["person_id"])


def later(tx: Tx, id: int, attempts: int, due_at: int, problem: str, over: bool = False) -> None:
    """Not answered this time: asked again at a moment; `over`: given up until an officer asks again."""
    state = "failed" if over else "waiting"
    tx.run(_LATER, row=id, state=state, attempts=attempts, due_at=due_at, problem=problem)


def ask_again(tx: Tx, registration: int, source: str, now: int) -> bool:
    """That office is asked once more; what it answered stands until it answers anew."""
    done = tx.run(_AGAIN_ONE, registration=registration, of_source=source, now=now) > 0
    summed_up(tx, [registration] if done else [])
    return done


def ask_some_again(tx: Tx, programme: str, source: str, state: str, before: int, now: int, most: int) -> int:
    """The same for some of those in that state who were asked and answered before a moment, or never.

    Who went out in a file that brought no answer waits for the next one, or for the network; an answer that
    comes by the old file is taken all the same.
    """
    rows = tx.all(_AGAIN_SOME, of_programme=programme, of_source=source, of_state=state, before=before,
                  now=now, most=most)  # fmt: skip
    summed_up(tx, [row["registration_id"] for row in rows])
    return len(rows)


def corrected(tx: Tx, person: int, facts: Collection[str], now: int) -> None:
    """Whoever is asked about these facts is asked anew; what was answered stands until then, unless another
    NIK is the fact: that was about somebody else.
    """
    if "nik" in facts:
        tx.run(_FORGET, person=person)
    for source, asked in ASKED.items():
        if not set(asked).isdisjoint(facts):
            rows = tx.all(_AGAIN_CORRECTED, person=person, of_source=source, now=now)
            summed_up(tx, [row["registration_id"] for row in rows])
