"""Asking an office over the network, on both databases: all are asked once, and one that is down stops nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import matching_tasks
from bot.app import App
from bot.matching import asking
from bot.matching.asking import AFTER_DOWN, Asking
from bot.matching.gateway import Gateway
from rules.circuit import OPENS, REST
from rules.matching import Answer, Question
from rules.records import Event
from storage import matching_sources, matchings, people, registrations
from storage.statement import Tx
from tests.matching.gateway_server import PATIENCE, TOKEN, Office, gateway
from tests.matching.scene import PROGRAMME, matched, person, registered
from tests.mending import mended, returned
from tests.web.site import program


def play(
    url: str,
    folder: Path,
    scene: Callable[[App, Office, Gateway], Awaitable[None]],
    *moods: str,
    sources: str = "population,poverty",
) -> None:
    """Plays a scene with a program whose gateway is in these moods; time goes on by hand."""

    async def run() -> None:
        async with gateway(moods) as (office, address):
            told = {"matching_url": address, "matching_token": SecretStr(TOKEN), "matching_sources": sources}
            async with program(folder, url, **told) as app:
                port = Gateway(address, TOKEN, timeout=PATIENCE, sleep=lambda _: asyncio.sleep(0))
                now = app.clock()
                object.__setattr__(app, "clock", Hands(now))
                try:
                    await scene(app, office, port)
                finally:
                    await port.close()

    asyncio.run(run())


class Hands:
    """A clock whose hands somebody moves."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


def goes_on(app: App, milliseconds: int) -> None:
    assert isinstance(app.clock, Hands)
    app.clock.now += milliseconds


def test_everybody_who_is_submitted_is_asked_about_once(database_url: str, tmp_path: Path) -> None:
    async def scene(app: App, office: Office, port: Gateway) -> None:
        (one, facts), *_ = people_of = await registered(app, 3)
        office.say("population", facts["nik"], fields={"name": "Sesuai (100)", "birth_date": "Sesuai"})
        office.say("poverty", facts["nik"], decile=7, fields={"name": f"St. {facts['name'][5:]}"})
        await matching_tasks.match(app)
        found = await matched(app, one)
        assert {source: (row.state, row.advice and row.advice.code) for source, row in found.items()} == {
            "population": ("answered", "fits"), "poverty": ("answered", "look"),
        }  # fmt: skip
        poverty = found["poverty"].advice
        assert poverty and poverty.reasons == ("NOT_POOR",) and poverty.fields[0].result == "same"
        other = await matched(app, people_of[1][0])
        assert other["population"].advice and other["population"].advice.reasons == ("NIK_NOT_FOUND",)
        for _ in range(2):
            await matching_tasks.match(app)
        assert office.people == 6
        statuses = await app.database.read(lambda tx: registrations.by_id(tx, app.vault, one.id))
        assert statuses and statuses.status == "submitted" and len(statuses.events) == 1  # nothing is decided

    play(database_url, tmp_path, scene)


def test_each_office_hears_what_it_needs_and_no_more(database_url: str, tmp_path: Path) -> None:
    async def scene(app: App, office: Office, port: Gateway) -> None:
        await registered(app)
        await matching_tasks.match(app)
        told = {source: set(body["questions"][0]) for source, body in office.requests}
        assert told["population"] == {"key", "nik", "name", "birth_place", "birth_date", "sex", "mother_name", "address",
                                      "village", "district"}  # fmt: skip
        assert told["poverty"] == {"key", "nik", "name", "birth_date", "address", "village", "district"}
        assert {one["village"] for _, body in office.requests for one in body["questions"]} & {
            "73.71.01.1001"
        } == set()

    play(database_url, tmp_path, scene)


def test_other_programmes_and_withdrawn_people_are_not_asked_about(database_url: str, tmp_path: Path) -> None:
    async def scene(app: App, office: Office, port: Gateway) -> None:
        await registered(app, programme="denpasar", village="51.71.03.2008")
        ((one, _),) = await registered(app)
        await matching_tasks.note_lacking(app)

        def withdrawn(tx: Tx) -> None:
            found = registrations.by_id(tx, app.vault, one.id)
            assert found
            registrations.happen(tx, app.vault, found, Event("withdrawn", app.clock(), "person"), None)

        await app.database.run(withdrawn)
        await matching_tasks.match(app)
        assert office.requests == [] and (await matched(app, one))["population"].state == "waiting"

    play(database_url, tmp_path, scene)


def test_an_office_that_is_down_is_left_alone_and_then_tried_with_one_person(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(app: App, office: Office, port: Gateway) -> None:
        await registered(app, 5)
        await matching_tasks.note_lacking(app)
        asks = Asking(app, "population", port)
        for _ in range(OPENS):
            assert await asks.some() == 0
            goes_on(app, AFTER_DOWN)
        requests = len(office.requests)
        assert requests == 3 * OPENS  # three tries each
        goes_on(app, -AFTER_DOWN)
        assert await asks.some() == 0 and len(office.requests) == requests  # open: nobody is asked
        goes_on(app, REST)
        assert await asks.some() == 5  # half open: one is tried, then the others
        assert [len(body["questions"]) for _, body in office.requests[requests:]] == [1, 4]
        seen = await app.database.read(lambda tx: matching_sources.office(tx, "population"))
        assert seen.circuit.state(app.clock()) == "closed" and seen.problem is None and seen.answered_at

    play(database_url, tmp_path, scene, *["500"] * (3 * OPENS))


def test_who_is_left_out_waits_longer_each_time_and_is_an_officer_s_in_the_end(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(app: App, office: Office, port: Gateway) -> None:
        (one, facts), (other, _) = await registered(app, 2)
        office.leaves_out.add(facts["nik"])
        await matching_tasks.note_lacking(app)
        asks = Asking(app, "population", port)
        assert await asks.some() == 1
        assert await asks.some() == 0 and office.people == 2  # not at once
        for _ in range(asking.LEFT_OUT):
            goes_on(app, asking.AGAIN_AFTER * 2**asking.LEFT_OUT)
            await asks.some()
        assert office.people == 1 + asking.LEFT_OUT
        assert (await matched(app, one))["population"].state == "failed"
        assert (await matched(app, other))["population"].state == "answered"
        office.leaves_out.clear()
        await app.database.run(lambda tx: matchings.ask_again(tx, one.id, "population", app.clock()))
        assert await asks.some() == 1

    play(database_url, tmp_path, scene)


def test_one_question_that_is_not_understood_does_not_hold_up_the_others(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(app: App, office: Office, port: Gateway) -> None:
        (one, facts), *others = await registered(app, 4)
        office.refuses.add(facts["nik"])
        await matching_tasks.note_lacking(app)
        assert await Asking(app, "population", port).some() == 3
        found = (await matched(app, one))["population"]
        assert (found.state, found.problem) == ("failed", "bad_question")
        assert {(await matched(app, other))["population"].state for other, _ in others} == {"answered"}

    play(database_url, tmp_path, scene)


def test_a_long_list_is_asked_in_parts_and_a_second_process_asks_nobody_again(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(app: App, office: Office, port: Gateway) -> None:
        office.pause = 0.05  # long enough that the next question comes meanwhile
        await registered(app, 450)
        await matching_tasks.match(app)
        sizes = sorted(len(body["questions"]) for _, body in office.requests)
        assert sizes == [50, 100, 100, 100, 100] and office.most_at_once == 2

    play(database_url, tmp_path, scene, sources="population")


def test_who_was_changed_after_being_asked_about_is_seen_and_asked_again(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(app: App, office: Office, port: Gateway) -> None:
        ((one, facts),) = await registered(app)
        await matching_tasks.match(app)
        assert not (await matched(app, one))["population"].changed
        goes_on(app, 1000)

        def change(tx: Tx) -> None:
            known = people.by_nik(tx, app.vault, facts["nik"])
            assert known
            people.change(tx, app.vault, known, {"name": "SITI BARU"}, app.clock())

        await app.database.run(change)
        assert (await matched(app, one))["population"].changed
        payload = {
            "programme": PROGRAMME,
            "source": "population",
            "state": "answered",
            "before": app.clock() + 1,
        }
        await matching_tasks.match_again(app, payload)
        again = (await matched(app, one))["population"]
        assert again.state == "waiting" and again.advice  # the old answer stands until the new one
        await matching_tasks.match(app)
        assert [body["questions"][0]["name"] for source, body in office.requests if source == "population"] == [
            facts["name"], "SITI BARU",
        ]  # fmt: skip

    play(database_url, tmp_path, scene)


@dataclass
class Meanwhile:
    """An office during whose work something happens here, once."""

    port: Gateway
    happens: Callable[[], Awaitable[None]]

    async def ask(self, source: str, questions: Sequence[Question]) -> Mapping[str, Answer]:
        answers = await self.port.ask(source, questions)
        happens, self.happens = self.happens, nothing
        await happens()
        return answers


async def nothing() -> None:
    """The second time all is as it was."""


@pytest.mark.parametrize("left_out", [False, True])
@pytest.mark.parametrize("field", ["nik", "name", "mother_name"])
def test_who_is_corrected_while_the_office_looks_is_asked_about_anew(
    database_url: str, tmp_path: Path, field: str, left_out: bool
) -> None:
    """What the office says then is about other facts, perhaps about somebody else."""

    async def scene(app: App, office: Office, port: Gateway) -> None:
        (one, facts), (other, _) = await registered(app, 2)
        new = {**facts, field: person(9990)["nik"] if field == "nik" else "SITI BARU"}
        office.say("population", facts["nik"], code="11", died_on="2026-05-02")
        office.leaves_out |= {facts["nik"]} if left_out else set()
        await app.database.run(lambda tx: returned(tx, app, one, field))
        await matching_tasks.note_lacking(app)

        async def answer() -> None:
            office.leaves_out.clear()
            office.say("population", new["nik"], fields={"name": "Sesuai"})
            await app.database.run(lambda tx: mended(tx, app, one, **{field: new[field]}))

        assert await Asking(app, "population", Meanwhile(port, answer)).some() == 2
        first, second = ([question[field] for question in body["questions"]] for _, body in office.requests)
        assert len(first) == 2 and facts[field] in first and second == [new[field]]
        found = (await matched(app, one))["population"]
        assert found.state == "answered" and found.advice and found.advice.reasons == ("ALL_FITS",)
        assert (await matched(app, other))["population"].state == "answered"
        now = await app.database.read(lambda tx: registrations.by_id(tx, app.vault, one.id))
        assert now and now.status == "submitted"

    play(database_url, tmp_path, scene)
