"""What the web chat does not take, from whom it takes nothing, and how it says so."""

from __future__ import annotations

import asyncio
import io
import json
import uuid

import pytest

from bot.channels.web_refusals import WHY
from tests.web.site import program, served, talker

ID = "0" * 8
NOT_TAKEN = {
    "not JSON": b"halo",
    "nothing": b"",
    "half of it": b'{"id": "00000000", "te',
    "not UTF-8": b'{"id": "00000000", "text": "\xff\xfe"}',
    "a list": b"[]",
    "a number": b"1",
    "null": b"null",
    "very deep": b"[" * 60_000,
    "a very long number": b'{"id": ' + b"9" * 60_000 + b"}",
    "no id": b'{"text": "halo"}',
    "an empty id": b'{"id": "", "text": "halo"}',
    "a short id": b'{"id": "1234567", "text": "halo"}',
    "a long id": b'{"id": "' + b"a" * 65 + b'", "text": "halo"}',
    "an id with a slash": b'{"id": "0000/0000", "text": "halo"}',
    "an id with a line end": b'{"id": "00000000\\n", "text": "halo"}',
    "a number as id": b'{"id": 12345678, "text": "halo"}',
    "no text": b'{"id": "00000000"}',
    "an empty text": b'{"id": "00000000", "text": ""}',
    "spaces": b'{"id": "00000000", "text": " \\n\\t "}',
    "only NUL": b'{"id": "00000000", "text": "\\u0000\\u0000"}',
    "null as text": b'{"id": "00000000", "text": null}',
    "a number as text": b'{"id": "00000000", "text": 5}',
    "a list as text": b'{"id": "00000000", "text": ["halo"]}',
    "too many letters": json.dumps({"id": ID, "text": "a" * 4001}).encode(),
    "a number as choice": b'{"id": "00000000", "choice": 1}',
    "an empty choice": b'{"id": "00000000", "choice": ""}',
    "a choice with NUL": b'{"id": "00000000", "choice": "1:\\u0000"}',
    "half a character as choice": b'{"id": "00000000", "choice": "\\ud800"}',
    "a long choice": json.dumps({"id": ID, "choice": "1" * 201}).encode(),
    "a code with a space": b'{"id": "00000000", "text": "mulai", "start": "a b"}',
    "a long code": json.dumps({"id": ID, "text": "mulai", "start": "a" * 65}).encode(),
}


@pytest.mark.parametrize("body", NOT_TAKEN.values(), ids=NOT_TAKEN.keys())
def test_what_cannot_be_read_is_refused_in_a_sentence(url, body):
    async def talk() -> None:
        async with talker(url) as browser:
            answer = await browser.ask("POST", "/chat/messages", data=body)
            assert (answer.status, set(answer.body)) == (400, {"why"})
            assert answer.body["why"].endswith((".", "ya."))
            assert (await browser.talk()) == []

    asyncio.run(talk())


@pytest.mark.parametrize("size", [64_001, 1_000_000, 30_000_000])
def test_a_huge_body_is_refused_and_the_next_message_taken(url, size):
    async def talk() -> None:
        async with talker(url) as browser:
            answer = await browser.ask("POST", "/chat/messages", data=io.BytesIO(b"x" * size))
            assert answer.status == 413
            assert (await browser.say("halo"))["seq"]

    asyncio.run(talk())


def test_a_huge_body_that_does_not_tell_its_size_is_refused_too(url):
    async def endless():
        for _ in range(100):
            yield b"x" * 10_000

    async def talk() -> None:
        async with talker(url) as browser:
            answer = await browser.ask("POST", "/chat/messages", data=endless())
            assert answer.status == 413

    asyncio.run(talk())


def test_the_longest_text_is_taken(url):
    async def talk() -> None:
        async with talker(url) as browser:
            assert (await browser.say("é" * 4000))["seq"]

    asyncio.run(talk())


def test_the_sentence_is_in_the_language_of_the_page(url):
    async def talk() -> None:
        async with talker(url) as browser:
            for told, language in (("en", "en"), ("en-GB,id", "en"), ("id", "id"), ("", "id"), ("fr", "id")):
                answer = await browser.post({"id": ID, "text": ""}, headers={"Accept-Language": told})
                assert answer.body == {"why": WHY["empty"][language]}

    asyncio.run(talk())


def test_the_sentences_are_kind():
    for sentences in WHY.values():
        assert set(sentences) == {"id", "en"}
        assert not any(
            word in sentence.lower() for sentence in sentences.values() for word in ("error", "gagal")
        )


FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1:1"},
)


@pytest.mark.parametrize("headers", FOREIGN)
def test_the_page_of_another_site_says_nothing_here(url, headers):
    async def talk() -> None:
        async with talker(url) as browser:
            await browser.get("/")
            token = browser.token
            answer = await browser.post({"id": str(uuid.uuid4()), "text": "halo"}, headers=headers)
            left = await browser.ask("POST", "/chat/leave", headers=headers)
            assert (answer.status, left.status) == (403, 403)
            assert (browser.token, await browser.talk()) == (token, [])

    asyncio.run(talk())


def test_our_own_page_and_programs_may_speak(url):
    async def talk() -> None:
        ours = (
            {"Sec-Fetch-Site": "same-origin"},
            {"Sec-Fetch-Site": "none"},
            {"Origin": url},
            {"Origin": "null"},
        )
        async with talker(url) as browser:
            for headers in ours:
                answer = await browser.post({"id": str(uuid.uuid4()), "text": "halo"}, headers=headers)
                assert answer.status == 200, headers

    asyncio.run(talk())


def test_our_page_behind_a_proxy_may_speak(tmp_path):
    async def talk() -> None:
        https = program(tmp_path, public_url="https://payung.example")
        async with https as app, served(app.asgi) as url, talker(url) as browser:
            headers = {"Origin": "https://payung.example"}
            answer = await browser.post({"id": str(uuid.uuid4()), "text": "halo"}, headers=headers)
            assert answer.status == 200

    asyncio.run(talk())


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_known(url, method):
    async def talk() -> None:
        async with talker(url) as browser:
            assert (await browser.ask(method, "/chat/messages")).status == 405
            assert (await browser.get("/chat/leave")).status == 405
            assert (await browser.get("/chat/nothing")).status == 404

    asyncio.run(talk())
