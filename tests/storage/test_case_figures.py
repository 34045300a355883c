"""What reports count of cases, on both databases: by what officers noted, not by when they noted it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.load import SHIPPED
from bot.reports.gathering import Gathering
from bot.reports.months import month_of
from rules.cases import Case
from rules.figures import Figures
from rules.programmes import load_all
from rules.records import Event, Registration
from storage import cases, catalogue, chats, people, registrations
from storage.database import Database
from storage.statement import Tx
from tests.databases import DAY, NOW, VAULT, play

ZONE = ZoneInfo("Asia/Makassar")
PROGRAMME = next(one for one in load_all(SHIPPED) if one.code == "denpasar")
VILLAGE = "51.71.03.2008"


def run(url: str, scene: Callable[[Tx], None]) -> None:
    async def played(database: Database) -> None:
        await database.run(scene)

    play(url, played)


def local(moment: int) -> datetime:
    return datetime.fromtimestamp(moment / 1000, ZONE)


def day(ago: int) -> str:
    return local(NOW - ago * DAY).date().isoformat()


def figures(tx: Tx, month: str = "2026-11", now: int = NOW) -> Figures:
    asked = month_of(month, now, local)
    assert asked
    return Gathering(tx, VAULT, asked, now, local).of(PROGRAMME)


def insured(tx: Tx, serial: int) -> int:
    """Somebody who is registered."""
    catalogue.save_programme(tx, PROGRAMME, NOW)
    told = {"nik": f"517103570885{serial}", "name": "NI WAYAN", "birth_date": "1985-08-17"}
    person = people.save(tx, VAULT, told, NOW).id
    wish = Registration(0, "", "denpasar", person, "trader", VILLAGE, "", {}, NOW)
    registrations.add(tx, VAULT, wish, "T", Event("submitted", NOW, "person"), None)
    return person


def reported(tx: Tx, person: int, kind: str = "death", ago: int = 20, **told: Any) -> Case:
    """So many days ago."""
    at = NOW - ago * DAY
    chat = chats.enter(tx, VAULT, "web", f"reporter-{person}", at, "id").id
    wanted = Case(0, "", kind, person, "", {"cause": "illness", **told}, at)
    return cases.add(tx, VAULT, wanted, None, Event("reported", at, "person"), chat)


def noted(tx: Tx, one: Case, kind: str, ago: int, **more: Any) -> Case:
    """An officer notes today what was done so many days ago."""
    event = Event(kind, NOW, "officer", more.pop("reason", None), {"on": day(ago), **more})
    return replace(cases.happen(tx, VAULT, one, event, None), role=one.role)


def test_clocks_and_times_follow_the_days_and_the_benefit_that_officers_gave(database_url: str) -> None:
    def scene(tx: Tx) -> None:
        for serial, benefit in ((9000, "jkm"), (9001, "jkk")):  # on the 12th and the 18th: four working days
            one = reported(tx, insured(tx, serial), died_on=day(21))
            one = noted(tx, one, "sent", 6, benefit=benefit)
            noted(tx, one, "paid", 0, amount=42_000_000, to="AYU")
        found = figures(tx).cases
        assert found.clocks["payment"] == {"missed": 1, "kept": 1}
        assert found.clocks["phase_one"] == {"missed": 1}  # only of the death that is taken as one at work
        assert (found.to_sent.days, found.to_paid.days) == ({14: 2}, {20: 2})

    run(database_url, scene)


def test_what_was_refused_or_withdrawn_has_missed_nothing(database_url: str) -> None:
    def scene(tx: Tx) -> None:
        refused = noted(tx, reported(tx, insured(tx, 9002), died_on=day(21)), "sent", 19, benefit="jkm")
        noted(tx, refused, "refused", 18, reason="NOT_COVERED")
        back = reported(tx, insured(tx, 9003), "accident", happened=f"{day(21)}T08:00")
        cases.happen(tx, VAULT, back, Event("withdrawn", NOW, "person"), None)
        found = figures(tx).cases
        assert found.clocks == {} and found.to_paid.count == 0
        again = noted(tx, cases.of_person(tx, VAULT, refused.person or 0)[0], "reopened", 0)
        assert figures(tx).cases.clocks == {}
        noted(tx, again, "sent", 0, benefit="jkm")
        assert figures(tx).cases.clocks == {"payment": {"running": 1}}

    run(database_url, scene)


def test_what_was_handed_in_before_it_was_reported_here_took_no_day(database_url: str) -> None:
    def scene(tx: Tx) -> None:
        noted(tx, reported(tx, insured(tx, 9004), ago=2, died_on=day(21)), "sent", 10, benefit="jkm")
        assert figures(tx).cases.to_sent.days == {0: 1}

    run(database_url, scene)
