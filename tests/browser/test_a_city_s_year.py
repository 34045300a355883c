"""A year of one village: a coordinator's list becomes cover, and a family is paid; everybody's chat shows it.

The steps stand in docs/console-cover.md, "One list, from the village to the card"; run with -s to see them go by.
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
from tests.browser.seats import seats
from tests.browser.year import Calendar, Year
from tests.browser.year_chats import crowd
from tests.browser.year_steps import heard
from tests.web.site import standing


@pytest.fixture
def year(visitor: Browser, tmp_path: Path) -> Iterator[Year]:
    calendar = Calendar()
    with (
        standing(tmp_path, calendar) as site,
        seats(visitor, site) as seat,
        crowd(visitor, site[0]) as everybody,
    ):
        yield Year(*site, calendar, visitor, seat, everybody)


def test_one_list_from_the_village_to_the_card(year: Year, tmp_path: Path) -> None:
    coordinator = year.crowd.phone()
    village.handed_in(year, coordinator)
    people = village.agreed(year, coordinator)
    hundred = people.values()
    heard(year, hundred, "agreed")

    office.mended(year, people)
    heard(year, hundred, "mended")
    office.verified(year)
    heard(year, hundred, "verified")
    office.matched(year, tmp_path)
    office.refused(year)
    heard(year, hundred, "refused")
    path = office.fixed(year)

    branch.exported(year, path, tmp_path)
    branch.answered(year, path)
    heard(year, hundred, "covered")
    branch.carded(year, people)
    branch.announced(year, people)
    heard(year, hundred, "announced")
    village.looked_up(year, coordinator)

    widow = family.reported(year)
    heard(year, [*hundred, widow], "enough")
    family.paid(year, widow)
    family.ending(year, people)
    heard(year, [*hundred, widow], "ending")
    family.whole(year)
