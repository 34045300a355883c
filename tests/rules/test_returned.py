"""What is asked again of a registration, and what of it is still open."""

from __future__ import annotations

import pytest

from rules.records import Event, Registration, status_of
from rules.returned import OF_GROUP, RETURNABLE, open_fields, returnable

NAMES = {"asked": "returned", "told": "corrected"}


def of(*happened: str, group: int | None = None) -> Registration:
    """A registration to which that has happened: "submitted", "asked name address", "told name"."""
    events = []
    for at, text in enumerate(happened):
        kind, *fields = text.split()
        events.append(
            Event(NAMES.get(kind, kind), at, "officer", details={"fields": fields} if fields else {})
        )
    return Registration(1, "DEN-000001", "denpasar", 1, "trader", None, status_of(events), {}, 0,
                        tuple(events), group)  # fmt: skip


@pytest.mark.parametrize(
    ("happened", "open"),
    [
        (("submitted",), ()),
        (("submitted", "asked address name"), ("name", "address")),
        (("submitted", "asked address name", "told name"), ("address",)),
        (("submitted", "asked name", "asked phone", "told name income"), ("phone",)),
        (("submitted", "asked name", "told name"), ()),
        (("submitted", "asked name", "told name", "mended"), ()),
        (("submitted", "asked name", "told name", "asked name"), ("name",)),
        (("submitted", "verified", "asked name"), ("name",)),
        (("submitted", "asked name", "verified"), ()),
        (("submitted", "asked name", "verified", "asked phone"), ("phone",)),
        (("submitted", "asked name", "rejected"), ()),
        (("submitted", "asked name", "withdrawn", "submitted", "asked phone"), ("phone",)),
        (("submitted", "told name", "asked name"), ("name",)),
    ],
)
def test_what_is_open_is_what_was_asked_and_not_answered_since(
    happened: tuple[str, ...], open: tuple[str, ...]
) -> None:
    assert open_fields(of(*happened)) == open


def test_of_whom_a_coordinator_lists_the_group_says_some_itself() -> None:
    assert returnable(of("submitted")) == RETURNABLE
    assert set(returnable(of("listed", group=3))) == set(RETURNABLE) - set(OF_GROUP)
