"""Who is reported dead: for enrolment, lists, cards, announcements, which leave them out or ask an officer.

A case that was withdrawn counts for nothing; one that was refused does: the cover was, not the death.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, bindparam, exists, or_, select, union_all

from rules.cases import GRANTED
from rules.records import ENDED, RUNNING, Event
from storage import registrations as records
from storage.cases import PLACE
from storage.enrolment_tables import off_as_dead
from storage.statement import Statement, Tx, among
from storage.tables import as_dead, cases, enrolment_rows, events, people, registrations
from storage.vault import Vault

DIED, NOT_DIED = "died", "not_died"  # events of a registration
_DEATH = (cases.c.kind == "death") & (cases.c.status != "withdrawn")
_OF = Statement(select(cases.c.status).where(_DEATH, cases.c.person_id == bindparam("person")))

# What makes somebody dead here, each as the people of whom it is so by one column: a report, also one that
# knows the NIK alone; an officer who takes them off a list, or ends a registration, for that reason.
_case, _known, _off = cases.alias("a_case"), people.alias("a_person"), enrolment_rows.alias("off")
_ended, _why = registrations.alias("an_end"), events.alias("a_why")
_REPORT = (_case.c.kind == "death", _case.c.status != "withdrawn")
_SAID = select(_why.c.record_id).where(_why.c.record == "registration", as_dead(_why))
_WHO: Sequence[Select[Any]] = (
    select(_case.c.person_id).where(*_REPORT, _case.c.person_id.is_not(None)),
    select(_known.c.id).join(_case, _case.c.nik_hash == _known.c.nik_hash).where(*_REPORT),
    select(_off.c.person_id).where(off_as_dead(_off)),
    select(_ended.c.person_id).where(among(_ended.c.status, ENDED), _ended.c.id.in_(_SAID)),
)
_ALL: CompoundSelect[Any] = union_all(*_WHO)


def one_of(person: ColumnElement[int], those: Select[Any]) -> ColumnElement[bool]:
    """For a statement: is the person one of those whom the only column names? Asked of each anew; a statement
    over many thousand people looks them up once: `person.in_(those)`.
    """
    (column,) = those.selected_columns
    return exists(those.where(column == person))


def is_dead(person: ColumnElement[int], whole: bool = False) -> ColumnElement[bool]:
    """For a statement: is the person, by a column of ids, dead as far as anybody says here? It means the same
    for lists, announcements, cover and cards; what the population office says is apart. `whole`: the dead are
    looked up once.
    """
    return person.in_(_ALL) if whole else or_(*(one_of(person, those) for those in _WHO))


_KNOWN = Statement(select(people.c.id).where(people.c.id == bindparam("person"), is_dead(people.c.id)))


def dead(tx: Tx, person: int) -> str:
    """reported: somebody says so; confirmed: the branch office has accepted it; "": nothing is known."""
    statuses = {row["status"] for row in tx.all(_OF, person=person)}
    if not statuses:
        return ""
    return "confirmed" if statuses.intersection(GRANTED) else "reported"


def known(tx: Tx, person: int) -> bool:
    """Is the person reported dead, or has an officer taken them off a list or ended a registration for it?
    Then the family hears nothing of cover or cards.
    """
    return tx.one(_KNOWN, person=person) is not None


def has_death_case(tx: Tx, people: Iterable[int]) -> dict[int, str]:
    """Of these people those who are reported dead, and how sure it is. For a page's worth of people."""
    return {person: sure for person in people if (sure := dead(tx, person))}


def is_confirmed(person: ColumnElement[int]) -> ColumnElement[bool]:
    """For a statement over many people: has the branch office accepted a death of whom this column tells?"""
    sure = among(cases.c.status, GRANTED)
    return select(cases.c.id).where(_DEATH, sure, cases.c.person_id == person).exists()


def mark(tx: Tx, vault: Vault, person: int, event: Event) -> list[int]:
    """The branch office has accepted a death: each running registration says so, once. Their ids; a place is
    freed by whoever takes them off the list.
    """
    return _noted(tx, vault, person, event, lambda last: last is None or last.kind == NOT_DIED)


def unmark(tx: Tx, vault: Vault, person: int, event: Event) -> list[int]:
    """It has not, after all: whatever says so because of the same case says that it was none. Their ids."""
    case = event.details["case"]
    return _noted(
        tx,
        vault,
        person,
        event,
        lambda last: last is not None and (last.kind, last.details.get("case")) == (DIED, case),
    )


def _noted(
    tx: Tx, vault: Vault, person: int, event: Event, wanted: Callable[[Event | None], bool]
) -> list[int]:
    """Note it with the running registrations whose last word on a death is such. Their ids."""
    noted = []
    for one in records.of_person(tx, vault, person):
        said = [known for known in one.events if known.kind in (DIED, NOT_DIED)]
        if one.status in RUNNING and wanted(said[-1] if said else None):
            records.happen(tx, vault, one, event, None)
            noted.append(one.id)
    return noted


def confirmed_case() -> ColumnElement[bool]:
    """For a statement that reads cases: is it of a death that the branch office has accepted?"""
    return _DEATH & among(cases.c.status, GRANTED) & cases.c.person_id.is_not(None)


def day_of(vault: Vault, details: bytes) -> str:
    """The day of death (ISO) as such a case tells it; "", before every day, where it tells none."""
    return str(vault.open_json(details, PLACE).get("died_on") or "")[:10]
