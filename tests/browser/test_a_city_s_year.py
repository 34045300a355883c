"""A year of one village: a coordinator's list becomes cover, and a family is paid; everybody's chat shows it.

The steps stand in docs/console.md, "One list, from the village to the card"; run with -s to see them go by.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import year_branch as branch
from tests.browser import year_family as family
from tests.browser import year_office as office
from tests.browser import year_village as village
from tests.browser.phone import CHEAP
from tests.browser.seats import seats
from tests.browser.waiting import patient
from tests.browser.year import Calendar, Person, Seen, Year
from tests.web.site import standing


@pytest.fixture
def year(visitor: Browser, tmp_path: Path) -> Iterator[Year]:
    calendar = Calendar()
    with standing(tmp_path, calendar) as site, seats(visitor, site) as seat:
        yield Year(*site, calendar, visitor, seat)


@pytest.fixture
def phones(year: Year) -> Iterator[list[Seen]]:
    """The coordinator's, a worker's, a widow's. Nothing goes wrong on any of them."""
    made = [Seen(patient(year.visitor, **CHEAP), year.url) for _ in range(3)]
    yield made
    assert [one.troubles for one in made] == [[], [], []]
    for one in made:
        one.context.close()


def test_one_list_from_the_village_to_the_card(year: Year, phones: list[Seen], tmp_path: Path) -> None:
    coordinator, worker, hers = phones
    village.handed_in(year, coordinator)
    people = village.agreed(year, coordinator, worker)

    office.mended(year, people)
    office.verified(year, people)
    office.matched(year, tmp_path)
    office.refused(year, people)
    path = office.fixed(year)

    branch.exported(year, path, tmp_path)
    branch.answered(year, path)
    branch.carded(year, people)
    branch.announced(year, people)

    widow = Person("NI MADE AYU", hers)
    number = family.reported(year, widow)
    family.paid(year, widow, number)
    family.ending(year, people)
    family.whole(year)
