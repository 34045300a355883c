"""The stand-in as a program of its own, which lives on while the bot is killed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib import request
from urllib.error import HTTPError

import pytest

from bot.rehearsal.telegram import TOKEN
from bot.rehearsal.telegram.answers import Json


@pytest.fixture
def program(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Its address and its record."""
    record = tmp_path / "calls.jsonl"
    command = [sys.executable, "-m", "bot.rehearsal.telegram", "--port", "0", "--record", str(record)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), record
        process.terminate()
        assert process.wait(120) == 0


def ask(url: str, body: object = None) -> Json:
    """A GET, or a POST of JSON or bytes; the answer."""
    data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    head = {"Content-Type": "application/json"} if data else {}
    with request.urlopen(request.Request(url, data, head), timeout=60) as response:
        return dict(json.load(response))


def update(text: str) -> Json:
    chat = {"id": 7, "type": "private", "first_name": "Siti"}
    user = {"id": 7, "is_bot": False, "first_name": "Siti"}
    return {"message": {"message_id": 1, "date": 1, "chat": chat, "from": user, "text": text}}


def test_updates_go_in_and_what_the_bot_sent_comes_out(program):
    url, record = program
    bot = f"{url}/bot{TOKEN}"
    ask(f"{url}/control/update", update("halo"))
    (got,) = ask(f"{bot}/getUpdates")["result"]
    assert (got["message"]["text"], got["update_id"] > 1_000_000) == ("halo", True)
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    ask(f"{bot}/sendMessage", {"chat_id": 7, "text": "Petani?", "reply_markup": markup})
    ask(f"{bot}/getUpdates", {"offset": got["update_id"] + 1})
    assert ask(f"{url}/control/sent")["result"] == [
        {
            "chat_id": 7,
            "message_id": 2,
            "method": "sendMessage",
            "text": "Petani?",
            "buttons": [[{"label": "Ya", "data": "y"}]],
        }
    ]
    assert ask(f"{url}/control/sent?after=1")["result"] == []
    stats = ask(f"{url}/control/stats")["result"]
    assert stats["counts"] == {"update message": 1, "getUpdates": 2, "sendMessage": 1}
    assert (stats["pending"], stats["confirmed"], stats["violations"]) == (0, got["update_id"], [])
    (line,) = [json.loads(line) for line in record.read_text().splitlines()]
    assert (line["method"], line["code"], line["params"]["text"]) == ("sendMessage", 200, "Petani?")


def test_it_is_switched_from_outside(program):
    url, _ = program
    me = f"{url}/bot{TOKEN}/getMe"
    ask(f"{url}/control/nasty", {"down": True})
    with pytest.raises(OSError, match="reset"):
        ask(me)
    ask(f"{url}/control/nasty", {})
    assert ask(me)["result"]["is_bot"]


def test_a_file_is_put_in_and_fetched_by_the_bot(program):
    url, _ = program
    file_id = ask(f"{url}/control/file?name=ktp.jpg&mime=image/jpeg", b"\xff\xd8\xff" + b"x" * 2_000_000)[
        "result"
    ]
    path = ask(f"{url}/bot{TOKEN}/getFile", {"file_id": file_id})["result"]["file_path"]
    with request.urlopen(f"{url}/file/bot{TOKEN}/{path}", timeout=60) as response:
        assert len(response.read()) == 2_000_003


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("update", {}, 400),
        ("update", {"update_id": 1}, 400),
        ("update", {"message": {"message_id": 1, "chat": {}}}, 400),
        ("update", [], 400),
        ("update", b"{", 400),
        ("nasty", {"rain": 1}, 400),
        ("weather", {}, 404),
    ],
)
def test_a_wrong_order_is_turned_down(program, path, body, code):
    with pytest.raises(HTTPError) as refused:
        ask(f"{program[0]}/control/{path}", body)
    assert refused.value.code == code
    refused.value.close()
