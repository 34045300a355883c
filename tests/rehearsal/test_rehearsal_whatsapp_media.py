"""Files: the bot's own go up and out, people's come down by links that grow old."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from io import BytesIO

import aiohttp
import pytest

from bot.rehearsal.sounds import silence
from bot.rehearsal.whatsapp import NUMBER_ID, FileTrouble
from bot.rehearsal.whatsapp.answers import Json
from tests.rehearsal.whatsapp_desk import (
    DAY,
    JPEG,
    PDF,
    Hours,
    asked,
    call,
    listening,
    refused,
    rehearse,
    welcomed,
)

UPLOADS = f"v26.0/{NUMBER_ID}/media"


def form(
    content: bytes, mime: str = "image/jpeg", name: str = "kartu.jpg", **fields: str
) -> aiohttp.FormData:
    given = {"messaging_product": "whatsapp", "type": mime} | fields
    made = aiohttp.FormData({key: value for key, value in given.items() if value})
    made.add_field("file", BytesIO(content), filename=name, content_type=mime)
    return made


async def uploaded(fake, content: bytes = JPEG, mime: str = "image/jpeg", name: str = "kartu.jpg") -> str:
    status, answer = await asked(fake, UPLOADS, verb="POST", data=form(content, mime, name))
    assert status == 200, answer
    return str(answer["id"])


def sent(seat, kind: str, **content: str) -> Json:
    return {"to": f"+{seat.person.phone}", "type": kind, kind: content}


def test_a_sound_goes_out_with_nothing_but_its_id():
    async def play(fake):
        seat = await welcomed(fake)
        sound = await uploaded(fake, silence("ogg"), "audio/ogg; codecs=opus", "nik.ask.ogg")
        await call(fake, **sent(seat, "audio", id=sound))
        assert (seat.last.kind, seat.last.file and seat.last.file.kind) == ("audio", "audio")
        await refused(fake, 100, **sent(seat, "audio", id=sound, caption="Berapa NIK?"))
        await refused(fake, 131053, **sent(seat, "document", id=sound))

    rehearse(play)


def test_a_picture_and_a_report_go_up_and_out():
    async def play(fake):
        seat = await welcomed(fake)
        picture, report = await uploaded(fake), await uploaded(fake, PDF, "application/pdf", "x.pdf")
        await call(fake, **sent(seat, "image", id=picture, caption="Contoh"))
        await call(fake, **sent(seat, "document", id=report, filename="laporan.pdf"))
        first, second = seat.messages
        assert (first.text, first.is_photo, first.file and first.file.upload.content) == (
            "Contoh",
            True,
            JPEG,
        )
        assert (second.text, second.is_photo, second.file and second.file.name) == ("", False, "laporan.pdf")
        fake.assert_clean()

    rehearse(play)


WRONG_UPLOADS = [
    (form(JPEG, "image/heic"), 100, "a supported type"),
    (form(JPEG, messaging_product=""), 131008, "messaging_product"),
    (form(JPEG, type=""), 131008, "type"),
    (form(JPEG, type="image/png"), 100, "Param type is image/png"),
    (form(b"", "image/jpeg"), 131053, "not of the type"),
    (form(PDF, "image/jpeg"), 131053, "not of the type"),
    (form(JPEG + bytes(5 * 1024 * 1024)), 131053, "too big"),
    (form(silence("ogg", channels=2), "audio/ogg; codecs=opus"), 131053, "not of the type"),
    (form(silence("ogg"), "audio/mpeg"), 131053, "not of the type"),
    (form(silence("ogg") + bytes(16 * 1024 * 1024), "audio/ogg"), 131053, "too big"),
    (form(JPEG, caption="a"), 100, "Unexpected keys"),
    (aiohttp.FormData({"messaging_product": "whatsapp", "type": "image/jpeg"}), 100, "Content-Type"),
]


@pytest.mark.parametrize("number", range(len(WRONG_UPLOADS)))
def test_a_wrong_upload_is_refused(number: int):
    data, code, problem = WRONG_UPLOADS[number]

    async def play(fake):
        _, answer = await asked(fake, UPLOADS, verb="POST", data=data)
        assert answer["error"]["code"] == code, answer
        assert problem in answer["error"]["error_data"]["details"]
        assert len(fake.violations) == 1

    rehearse(play)


def test_a_file_is_sent_as_what_it_is_under_an_id_that_lives_thirty_days():
    hours = Hours()

    async def play(fake):
        seat = await welcomed(fake)
        picture = await uploaded(fake)
        assert "cannot be sent as document" in await refused(
            fake, 131053, **sent(seat, "document", id=picture)
        )
        details = await refused(fake, 131009, **sent(seat, "image", id=picture, caption="a" * 1025))
        assert "at most 1024" in details
        hours.now += 30 * DAY
        await seat.says("halo")
        assert "has expired" in await refused(fake, 131009, **sent(seat, "image", id=picture))

    rehearse(play, now=hours)


def test_a_link_is_good_for_five_minutes_and_only_with_the_token():
    hours = Hours()

    async def play(fake):
        async with listening() as ear:
            await fake.subscribe(ear.url)
            seat = fake.person(7)
            await seat.sends_photo(JPEG, "ktp saya")
            await ear.hears(1)
            [message] = ear.all("messages")
        told = message["image"]
        assert told["caption"] == "ktp saya"
        assert told["sha256"] == b64encode(hashlib.sha256(JPEG).digest()).decode()
        assert await asked(fake, told["url"]) == (200, JPEG)
        assert (await asked(fake, told["url"], headers={}))[1]["error"]["code"] == 104
        hours.now += 300
        assert (await asked(fake, told["url"]))[0] == 404
        status, fresh = await asked(fake, f"v26.0/{told['id']}")
        assert (status, fresh["file_size"], fresh["mime_type"]) == (200, str(len(JPEG)), "image/jpeg")
        assert fresh["sha256"] == hashlib.sha256(JPEG).hexdigest()
        assert await asked(fake, fresh["url"]) == (200, JPEG)
        hours.now += 7 * DAY
        assert (await asked(fake, f"v26.0/{told['id']}"))[1]["error"]["code"] == 100
        assert len(fake.violations) == 1  # the download without a token

    rehearse(play, now=hours)


def test_a_file_may_be_gone_cut_short_or_other_than_was_told():
    async def play(fake):
        async with listening() as ear:
            await fake.subscribe(ear.url)
            seat = fake.person(7)
            for trouble in (FileTrouble.EXPIRED, FileTrouble.GONE, FileTrouble.ALTERED, FileTrouble.CUT):
                await seat.sends_file(PDF, "surat.pdf", "application/pdf", trouble=trouble)
            await ear.hears(4)
            old, gone, other, cut = [message["document"] for message in ear.all("messages")]
        assert (await asked(fake, old["url"]))[0] == 404
        _, fresh = await asked(fake, f"v26.0/{old['id']}")
        assert await asked(fake, fresh["url"]) == (200, PDF)
        assert (await asked(fake, f"v26.0/{gone['id']}"))[0] == 400
        status, altered = await asked(fake, other["url"])
        assert (status, len(altered), altered == PDF) == (200, len(PDF), False)
        with pytest.raises(aiohttp.ClientPayloadError):
            await asked(fake, cut["url"])
        fake.assert_clean()

    rehearse(play)


def test_the_link_may_be_left_out_and_a_file_can_be_deleted():
    async def play(fake):
        async with listening() as ear:
            await fake.subscribe(ear.url)
            seat = fake.person(7)
            seat.links = False
            await seat.sends_photo(JPEG)
            await ear.hears(1)
            [message] = ear.all("messages")
        assert "url" not in message["image"]
        own = f"v26.0/{message['image']['id']}"
        assert await asked(fake, own, verb="DELETE") == (200, {"success": True})
        assert (await asked(fake, own))[0] == 400

    rehearse(play)
