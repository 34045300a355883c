"""What an officer asks of a registration again, and what of it is still open. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from rules.records import NotAllowed, Registration, status_after

# What may be asked again, in the order in which it is asked.
RETURNABLE = (
    "nik", "name", "birth_place", "birth_date", "mother_name", "address", "village", "phone", "phone_owner",
    "category", "work_place", "work_hours", "income", "heir_name", "heir_relation", "heir_phone", "children",
    "ktp_photo",
)  # fmt: skip
# Not of whom a coordinator lists: these are said by the group, and another NIK is another line of its list.
OF_GROUP = ("nik", "village", "category")
RETURNED = "returned"


@dataclass(frozen=True)
class AskedAgain:
    """A registration of whose person answers are asked again; `own`: by the chat that speaks for the person,
    else by who coordinates the group.
    """

    registration: int
    number: str
    name: str
    nik: str
    programme: str
    fields: tuple[str, ...]
    own: bool


def returnable(one: Registration) -> tuple[str, ...]:
    """What an officer may ask of this registration again."""
    return tuple(name for name in RETURNABLE if not (one.group and name in OF_GROUP))


def open_fields(one: Registration) -> tuple[str, ...]:
    """What is asked and has not been answered since, in the order of the list; () where nothing is."""
    if one.status != RETURNED:
        return ()
    wanted, status = set[str](), ""
    for event in one.events:
        status = _next(status, event.kind)
        fields = event.details.get("fields", ())
        if event.kind == RETURNED:
            wanted |= set(fields)
        elif event.kind == "corrected":
            wanted -= set(fields)
        elif status != RETURNED:
            wanted.clear()  # somebody has decided, or it began anew
    return tuple(name for name in RETURNABLE if name in wanted)


def _next(status: str, kind: str) -> str:
    """A registration that a coordinator brings may have events of before it was one; they change nothing."""
    try:
        return status_after(status, kind)
    except NotAllowed:
        return status
