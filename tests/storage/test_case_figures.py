"""What reports count of cases, on both databases: by what officers noted, not by when they noted it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.load import SHIPPED
from bot.reports.gathering import Gathering
from bot.reports.months import month_of
from rules.cases import Case
from rules.figures import Figures
from rules.programmes import load_all
from rules.records import Event, Membership, Registration
from storage import case_figures, cases, catalogue, chats, memberships, people, registrations
from storage import figures as rows_of
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


def beside(tx: Tx, month: str = "2026-11") -> Figures:
    asked = month_of(month, NOW, local)
    assert asked
    [found] = Gathering(tx, VAULT, asked, NOW, local).beside([PROGRAMME])
    return found


def covered(tx: Tx, person: int, *payers: str) -> None:
    """Paid for all of 2026 by each of them."""
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    for payer in payers or ("village_fund",):
        kpj = f"2{person:010}"
        wanted = Membership(0, person, "denpasar", kpj, ("jkk", "jkm"), payer, first, first, last)
        memberships.add(tx, VAULT, wanted, NOW)


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
        assert (found.to_sent.days, found.to_decided.days, found.to_paid.days) == ({14: 2}, {20: 2}, {20: 2})

    run(database_url, scene)


def test_what_was_refused_or_withdrawn_has_missed_nothing(database_url: str) -> None:
    def scene(tx: Tx) -> None:
        refused = noted(tx, reported(tx, insured(tx, 9002), died_on=day(21)), "sent", 19, benefit="jkm")
        noted(tx, refused, "refused", 18, reason="NOT_COVERED")
        back = reported(tx, insured(tx, 9003), "accident", happened=f"{day(21)}T08:00")
        cases.happen(tx, VAULT, back, Event("withdrawn", NOW, "person"), None)
        found = figures(tx).cases
        assert found.clocks == {} and found.to_paid.count == 0
        assert found.to_decided.days == {2: 1}  # a refusal is a decision, too
        again = noted(tx, cases.of_person(tx, VAULT, refused.person or 0)[0], "reopened", 0)
        assert figures(tx).cases.clocks == {} and figures(tx).cases.to_decided.count == 0
        noted(tx, again, "sent", 0, benefit="jkm")
        assert figures(tx).cases.clocks == {"payment": {"running": 1}}

    run(database_url, scene)


def test_what_was_handed_in_before_it_was_reported_here_took_no_day(database_url: str) -> None:
    def scene(tx: Tx) -> None:
        noted(tx, reported(tx, insured(tx, 9004), ago=2, died_on=day(21)), "sent", 10, benefit="jkm")
        assert figures(tx).cases.to_sent.days == {0: 1}

    run(database_url, scene)


def test_who_has_died_is_protected_until_the_day_of_death_and_not_after(database_url: str) -> None:
    def scene(tx: Tx) -> None:
        alive, dead, twice = (insured(tx, serial) for serial in (9005, 9006, 9007))
        for person in (alive, dead):
            covered(tx, person)
        covered(tx, twice, "village_fund", "csr")
        for person, ago in ((dead, 2), (twice, 40)):  # the 16th of November, the 9th of October
            one = reported(tx, person, ago=1, died_on=day(ago))
            one = noted(tx, one, "sent", 1, benefit="jkm")
            assert figures(tx).people == (3 if person == dead else 2)  # reported is not accepted
            noted(tx, one, "accepted", 0, benefit="jkm")
        reported(tx, dead, ago=1, died_on=day(3))  # reported twice he is dead once
        for month, protected in (("2026-11", 1), ("2026-10", 2), ("2026-09", 3)):
            found = figures(tx, month)
            assert (found.people, beside(tx, month).people) == (protected, protected)
        assert found.covered == {(VILLAGE, "trader", "village_fund"): 3, (VILLAGE, "trader", "csr"): 1}
        assert figures(tx).covered == {(VILLAGE, "trader", "village_fund"): 1}
        paid = [row["count"] for row in rows_of.spans(tx, "denpasar")]
        assert sum(paid) == 4  # what was paid for them stays paid

    run(database_url, scene)


def test_a_month_has_the_cases_that_were_reported_until_its_end(database_url: str) -> None:
    def scene(tx: Tx) -> None:
        reported(tx, insured(tx, 9008), ago=40, died_on=day(41))
        reported(tx, insured(tx, 9009), ago=1, died_on=day(2))
        at = NOW - DAY
        chat = chats.enter(tx, VAULT, "web", "witness", at, "id").id
        cases.add(
            tx, VAULT, Case(0, "", "death", None, "", {}, at), None, Event("reported", at, "person"), chat
        )
        for month, count in (("2026-11", 2), ("2026-10", 1), ("2026-09", 0)):
            assert sum(figures(tx, month).cases.counts.values()) == count
            assert sum(beside(tx, month).cases.counts.values()) == count
        until = [asked.until for month in ("2026-10", "2026-11") if (asked := month_of(month, NOW, local))]
        assert [len(case_figures.unknown(tx, end)) for end in until] == [0, 1]

    run(database_url, scene)
