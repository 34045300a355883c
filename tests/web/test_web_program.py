"""The real program: what an operator watches, and that nothing a person wrote is found outside the data."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import time
import uuid
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from tests.web.program import Program
from tests.web.site import Talker, talker

NIK, NAME, MOTHER = "6371015708859001", "SITI RAHAYU", "Hajah Rahmah"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    made = Program(tmp_path_factory.mktemp("program"), settings={"PAYUNG_LOG_LEVEL": "DEBUG"})
    made.start()
    yield made
    assert made.stop() == 0


def test_it_is_alive(running):
    async def watch() -> None:
        async with talker(running.url) as browser:
            alive = await browser.get("/healthz")
            assert (alive.status, alive.content) == (200, b"ok")

    asyncio.run(watch())


def test_it_is_ready(running):
    async def watch() -> None:
        async with talker(running.url) as browser:
            ready = await browser.get("/readyz")
            assert ready.status == 200
            assert ready.body == {
                "ready": True, "database": True, "worker": True, "waiting": 0, "oldest_seconds": None
            }  # fmt: skip

    asyncio.run(watch())


def test_a_connection_that_a_proxy_keeps_stays_open(running):
    """The server's own default would close it after five seconds."""
    kept = HTTPConnection("127.0.0.1", running.port)
    for pause in (0, 7):
        time.sleep(pause)
        kept.request("GET", "/healthz")
        used = kept.sock
        assert kept.getresponse().read() == b"ok"
        assert kept.sock is used
    kept.close()


def test_its_numbers_are_for_prometheus(running):
    async def watch() -> None:
        async with talker(running.url) as browser:
            numbers = await browser.get("/metrics")
            assert numbers.headers["Content-Type"].startswith("text/plain; version=")
            for line in numbers.content.decode().splitlines():
                assert re.fullmatch(r"# (HELP|TYPE) payung_\w+ .+|payung_\w+(\{[^}]*\})? [-+.\de]+", line), (
                    line
                )

    asyncio.run(watch())


def test_nothing_a_person_wrote_stands_in_the_log_or_the_numbers(running):
    async def talk() -> None:
        async with talker(running.url) as browser:
            reply = await browser.say(f"halo saya {NAME}")
            for label in ("Setuju", "Daftar", "Saya sendiri", "Kota Banjarmasin"):
                reply = await browser.tap(reply, label)
            await browser.tap(await browser.say(NIK), "Benar")
            await browser.say(NAME)
            await browser.post({"id": MOTHER, "text": NIK})
            await browser.ask("POST", "/chat/messages", data=f'{{"id": "{NAME}", "text": {NIK}'.encode())
            await browser.upload((f"{NAME}.exe", NIK.encode()))
            seen = running.log + (await browser.get("/metrics")).content.decode()
            for word in (NIK, NAME, NAME.title(), MOTHER, browser.token):
                assert word not in seen

    asyncio.run(talk())


def test_a_phone_that_loses_its_signal_in_the_middle_leaves_no_trace(running):
    form = (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="f.jpg"\r\n\r\n'
        + b"\xff\xd8\xff" * 999
    )
    for body, kind in ((form, "multipart/form-data; boundary=b"), (b'{"id": "', "application/json")):
        told = f"Host: h\r\nContent-Type: {kind}\r\nContent-Length: 9999"
        head = f"POST /chat/messages HTTP/1.1\r\n{told}\r\n\r\n"
        with socket.create_connection(("127.0.0.1", running.port)) as phone:
            phone.sendall(head.encode() + body)

    async def talk() -> None:
        async with talker(running.url) as browser:
            assert (await browser.say("halo"))["seq"]
        assert "Traceback" not in running.log

    asyncio.run(talk())


def test_a_stop_is_quick_and_clean_while_pages_listen(tmp_path):
    program = Program(tmp_path)
    program.start()
    listen = b"GET /chat/events HTTP/1.1\r\nHost: h\r\n\r\n"
    with socket.create_connection(("127.0.0.1", program.port)) as page:
        page.sendall(listen)
        assert page.recv(10)
        assert program.stop() == 0
    assert "Traceback" not in program.log


def test_what_was_said_before_a_kill_is_there_afterwards(tmp_path):
    program = Program(tmp_path)

    async def talk() -> None:
        async with talker(program.url) as browser:
            program.start()
            message = {"id": str(uuid.uuid4()), "text": "halo"}
            answer = await browser.post(message)
            before = await browser.talk()
            program.kill()
            program.start()
            assert await browser.talk() == before
            assert (await browser.post(message)).body == {"ok": True, "messages": []}
            assert json.dumps(answer.body["messages"][0]) in json.dumps(await browser.talk())
            assert program.stop() == 0

    asyncio.run(talk())


def test_the_demo_shows_a_code_that_makes_a_coordinator_once_and_another_at_the_next_start(tmp_path):
    shown = re.compile(r"Village:\s+\S+/\?start=(\w+)")
    demo = Program(tmp_path)
    for _ in range(2):  # what it prints is in the file once it has ended
        demo.start()
        assert demo.stop() == 0
    codes = shown.findall(demo.log)
    assert len(set(codes)) == 2
    assert (tmp_path / "var" / "tegal harum 97.xlsx").exists()

    async def talk() -> None:
        async with talker(demo.url) as first, talker(demo.url) as second:
            assert "Desa Tegal Harum" in await coordinates(first, codes[1])
            assert "Desa Tegal Harum" not in await followed(second, codes[1])

    demo.start()
    asyncio.run(talk())
    assert demo.stop() == 0


async def followed(browser: Talker, code: str) -> str:
    """What is said to somebody new who follows the link and agrees."""
    await browser.post({"id": str(uuid.uuid4()), "start": code, "text": "mulai"})
    return str((await browser.say("setuju"))["text"])


async def coordinates(browser: Talker, code: str) -> str:
    """The same, with all that is asked of a coordinator."""
    told = await followed(browser, code)
    for said in ("I Made Sukerta", "0812 3456 7890", "Kaur Kesra", "setuju"):
        await browser.say(said)
    assert "[Kelompok saya]" in " ".join(
        f"[{one['label']}]" for one in (await browser.say("menu"))["options"]
    )
    return told
