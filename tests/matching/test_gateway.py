"""The gateway's client against a real server: what is asked, what is repeated, what is given up, what is told."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from bot.matching.contract import MOST, packed
from bot.matching.gateway import LARGEST, Gateway
from bot.matching.port import PROBLEMS, Down
from rules.matching import ASKED, CODES, COMPARED, SOURCES, Answer, Member, Question
from tests.matching.gateway_server import NASTY, PATIENCE, TOKEN, Office, gateway
from tests.matching.openapi import DESCRIBED, MATCH, SCHEMAS, faults

T = TypeVar("T")
NIK = "7371015708859001"
FACTS = {"nik": NIK, "name": "SITI AMINAH", "birth_date": "1985-08-17", "birth_place": "Makassar", "sex": "female",
         "mother_name": "HALIMAH", "address": "Jalan Nuri 3", "rt": "001", "rw": "002", "village": "Mariso",
         "district": "Mariso"}  # fmt: skip


def question(key: str = "1", nik: str = NIK) -> Question:
    return Question(key, {**FACTS, "nik": nik})


def asked(
    scene: Callable[[Gateway, Office], Awaitable[T]], *moods: str, waits: list[float] | None = None
) -> T:
    """Plays a scene with a gateway in these moods; between tries nobody waits, but it is written down."""

    async def sleep(seconds: float) -> None:
        (waits if waits is not None else []).append(seconds)

    async def run() -> T:
        async with gateway(moods) as (office, url):
            patience = 3.0 if "slow" in moods else PATIENCE
            port = Gateway(url, TOKEN, timeout=patience, sleep=sleep)
            try:
                return await scene(port, office)
            finally:
                await port.close()

    return asyncio.run(run())


@pytest.mark.parametrize("source", SOURCES)
def test_a_question_is_answered_and_nothing_personal_stands_in_an_address(source: str) -> None:
    async def scene(port: Gateway, office: Office) -> None:
        members = [{"kpj": "99000000011", "segment": "bpu", "active": True, "until": "2026-12-31"}]
        office.say(source, NIK, fields={"name": "Sesuai (100)"}, decile=3, dataset="DTSEN", members=members)
        found = await port.ask(source, [question(), question("2", "7371015708859002")])
        assert found == {
            "1": Answer("00", {"name": "Sesuai (100)"}, "", 3, "DTSEN",
                        (Member("99000000011", "bpu", True, "", "2026-12-31"),)),
            "2": Answer("13"),
        }  # fmt: skip
        assert office.addresses == [f"/v1/{source}/matches"]

    asked(scene)


@pytest.mark.parametrize("mood", [*NASTY])
def test_one_bad_answer_is_asked_again_or_said_at_once(mood: str) -> None:
    """What another try may mend is tried, with the same key; the rest is said in a word without anything personal."""

    async def scene(port: Gateway, office: Office) -> str:
        office.say("population", NIK)
        try:
            found = await port.ask("population", [question()])
        except Down as down:
            assert down.problem in PROBLEMS and len(office.requests) == 1
            assert down.__suppress_context__ or down.__context__ is None  # what was answered is not told
            return down.problem
        assert found["1"] == Answer() and len(office.requests) == 2 and list(office.keys.values()) == [2]
        return "answered"

    expected = {"429 later": "busy", "401": "refused", "404": "unknown"}
    assert asked(scene, mood) == expected.get(mood, "answered")


@pytest.mark.parametrize(
    ("mood", "problem"),
    [("slow", "timeout"), ("500", "broken"), ("503", "busy"), ("broken", "nonsense"), ("wrong_code", "nonsense"),
     ("reset", "broken"), ("redirect", "nonsense"), ("huge", "nonsense"), ("no_json", "nonsense")],
)  # fmt: skip
def test_who_goes_on_being_bad_is_given_up_after_three_tries(mood: str, problem: str) -> None:
    waits: list[float] = []

    async def scene(port: Gateway, office: Office) -> None:
        with pytest.raises(Down) as down:
            await port.ask("population", [question()])
        assert (down.value.problem, len(office.requests)) == (problem, 3)

    asked(scene, *[mood] * 9, waits=waits)
    assert len(waits) == 2 and waits[0] <= 0.5 and waits[1] <= 1 and waits[1] >= 0.5


def test_who_asks_for_a_moment_gets_it_and_who_asks_for_minutes_is_left_alone() -> None:
    waits: list[float] = []

    async def scene(port: Gateway, office: Office) -> None:
        office.say("poverty", NIK, decile=1)
        await port.ask("poverty", [question()])
        assert waits == [1.0]
        with pytest.raises(Down) as down:
            await port.ask("poverty", [question()])
        assert (down.value.problem, down.value.wait) == ("busy", 120_000)

    asked(scene, "429", "good", "429 later", waits=waits)


def test_nobody_there_is_said() -> None:
    async def run() -> None:
        port = Gateway("http://127.0.0.1:1/v1", TOKEN, sleep=lambda _: asyncio.sleep(0))
        with pytest.raises(Down, match="unreachable"):
            await port.ask("population", [question()])
        await port.close()

    asyncio.run(run())


def test_no_more_than_two_requests_are_on_their_way() -> None:
    async def scene(port: Gateway, office: Office) -> None:
        office.pause = 0.05
        await asyncio.gather(*(port.ask("population", [question(str(n))]) for n in range(6)))
        assert office.most_at_once == 2 and len(office.requests) == 6

    asked(scene)


def test_no_name_and_no_nik_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def scene(port: Gateway, office: Office) -> None:
        for _ in range(3):
            try:
                await port.ask("population", [question()])
            except Down as down:
                logging.getLogger("test").warning("%r", down)

    with caplog.at_level(logging.DEBUG):
        asked(scene, "500", "broken", "latin", "wrong_code", "half", "reset", "401")
    assert caplog.records and all(part not in caplog.text for part in (NIK, "AMINAH", "HALIMAH", TOKEN))


# The description


def test_the_description_is_what_the_client_sends() -> None:
    body = json.loads(packed([question(str(number)) for number in range(MOST)]))
    assert faults(body, SCHEMAS["Questions"]) == []
    assert faults(json.loads(packed([question()] * (MOST + 1))), SCHEMAS["Questions"]) != []
    assert faults(json.loads(packed([])), SCHEMAS["Questions"]) != []
    described = set(SCHEMAS["Question"]["properties"])
    assert {name for names in ASKED.values() for name in names} | {"key"} == described


def test_the_description_knows_our_codes_sources_and_facts() -> None:
    answer = SCHEMAS["Answer"]["properties"]
    assert set(answer["code"]["enum"]) == set(CODES)
    assert set(answer["fields"]["properties"]) == set(COMPARED)
    assert set(MATCH["parameters"][0]["schema"]["enum"]) == set(SOURCES)
    assert set(answer) == {"key", *Answer.__dataclass_fields__}
    assert set(SCHEMAS["Member"]["properties"]) == set(Member.__dataclass_fields__)
    assert DESCRIBED["openapi"].startswith("3.1") and LARGEST == 2_000_000


def test_every_part_that_is_referred_to_exists() -> None:
    text = json.dumps(DESCRIBED)
    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= set(SCHEMAS) and set(SCHEMAS) <= named | {"Question"}


@pytest.mark.parametrize(
    "bad",
    [{"questions": [{"key": "1", "nik": "123"}]}, {"questions": [{"nik": NIK}]}, {"questions": 1}, {},
     {"questions": [{"key": "1", "nik": NIK, "phone": "+62812"}]}, [], {"questions": [{"key": "1", "nik": NIK, "sex": "L"}]}],
)  # fmt: skip
def test_the_description_refuses_what_it_should(bad: object) -> None:
    assert faults(bad, SCHEMAS["Questions"]) != []
