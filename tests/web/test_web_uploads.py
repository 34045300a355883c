"""Photos and files: what is taken is kept encrypted, what is not is refused in a sentence and leaves none."""

from __future__ import annotations

import asyncio
import tempfile
import uuid

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.channels.web_refusals import WHY, Refused
from bot.channels.web_uploads import Uploads
from bot.photos import looked
from bot.rehearsal.pictures import bytes_of, picture
from tests.web.replies import png
from tests.web.site import Talker, served, talker

JPEG = picture()
PDF = bytes_of("akta.pdf")
EXE = b"MZ\x90\x00\x03" + b"\x00" * 200


def kept(folder):
    """Every file below the data folder's documents."""
    return {path for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("content", [JPEG, png(300, 800), PDF])
def test_a_file_is_kept_and_only_encrypted(site, content):
    url, app = site
    folder = app.settings.data_dir / "documents"
    before = kept(folder)

    async def talk() -> None:
        async with talker(url) as browser:
            answer = await browser.upload(("KTP saya.jpg", content))
            assert (answer.status, len(answer.body["messages"])) == (200, 1)
            (file,) = kept(folder) - before
            opened = app.shelf.get(file.name)
            assert opened not in file.read_bytes() and opened[:30] not in file.read_bytes()
            assert looked(opened).kind == looked(content).kind

    asyncio.run(talk())


def test_an_own_file_stands_in_the_talk(url):
    async def talk() -> None:
        async with talker(url) as browser:
            await browser.upload(("foto.jpg", JPEG))
            assert [(one["own"], one.get("file")) for one in await browser.talk()] == [
                (True, True),
                (False, None),
            ]

    asyncio.run(talk())


def test_the_same_upload_twice_is_one_step(url):
    async def talk() -> None:
        async with talker(url) as browser:
            id = str(uuid.uuid4())
            await browser.upload(("foto.jpg", JPEG), id=id)
            assert (await browser.upload(("foto.jpg", JPEG), id=id)).body == {"ok": True, "messages": []}

    asyncio.run(talk())


async def refused(browser: Talker, answer, status: int, reason: str) -> None:
    assert (answer.status, answer.body) == (status, {"why": WHY[reason]["id"]})
    assert await browser.talk() == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (JPEG[:30_000], "broken"),
        (bytes_of("terkunci.pdf"), "encrypted"),
        (b"%PDF-1.7\nhalf of it", "broken"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(200), "heic"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_what_to_do_instead(site, content, reason):
    url, app = site
    before = kept(app.settings.data_dir / "documents")

    async def talk() -> None:
        async with talker(url) as browser:
            await refused(browser, await browser.upload(("surat.jpg", content)), 415, reason)
        assert kept(app.settings.data_dir / "documents") == before

    asyncio.run(talk())


@pytest.mark.parametrize("name", ["program.exe", "foto.jpg", "akta.pdf"])
def test_a_program_is_refused_whatever_it_is_called(site, name):
    url, app = site
    before = kept(app.settings.data_dir / "documents")

    async def talk() -> None:
        async with talker(url) as browser:
            await refused(browser, await browser.upload((name, EXE)), 415, "unknown")
        assert kept(app.settings.data_dir / "documents") == before

    asyncio.run(talk())


def test_an_empty_file_is_refused(url):
    async def talk() -> None:
        async with talker(url) as browser:
            await refused(browser, await browser.upload(("foto.jpg", b"")), 415, "unknown")

    asyncio.run(talk())


@pytest.mark.parametrize("size", [10_000_001, 10_050_000, 40_000_000])
def test_a_file_over_10_mb_is_refused(url, size):
    async def talk() -> None:
        async with talker(url) as browser:
            answer = await browser.upload(("foto.jpg", JPEG + b"0" * (size - len(JPEG))))
            await refused(browser, answer, 413, "too_large")

    asyncio.run(talk())


def test_a_file_of_10_mb_is_taken_and_never_laid_on_the_disk_on_its_way(url, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))  # whoever goes there fails

    async def talk() -> None:
        async with talker(url) as browser:
            answer = await browser.upload(("foto.jpg", JPEG + b"0" * (10_000_000 - len(JPEG))))
            assert answer.status == 200

    asyncio.run(talk())


def test_two_files_at_once_are_refused(url):
    async def talk() -> None:
        async with talker(url) as browser:
            answer = await browser.upload(("1.jpg", JPEG), ("2.jpg", JPEG))
            await refused(browser, answer, 400, "unreadable")

    asyncio.run(talk())


def test_many_fields_are_refused(url):
    async def talk() -> None:
        async with talker(url) as browser:
            fields = {f"field{number}": "x" for number in range(50)}
            await refused(browser, await browser.upload(("1.jpg", JPEG), **fields), 400, "unreadable")

    asyncio.run(talk())


def test_a_long_field_is_refused(url):
    async def talk() -> None:
        async with talker(url) as browser:
            answer = await browser.upload(("1.jpg", JPEG), more="x" * 5000)
            await refused(browser, answer, 400, "unreadable")

    asyncio.run(talk())


def test_a_form_without_a_file_is_refused(url):
    async def talk() -> None:
        async with talker(url) as browser:
            form = b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nhalo\r\n--b--\r\n'
            answer = await sent(browser, form, "multipart/form-data; boundary=b")
            await refused(browser, answer, 400, "no_file")

    asyncio.run(talk())


def test_a_file_without_an_id_is_refused(url):
    async def talk() -> None:
        async with talker(url) as browser:
            await refused(browser, await browser.upload(("1.jpg", JPEG), id="x"), 400, "no_id")

    asyncio.run(talk())


FORMS = {
    "no boundary": (b"--b--", "multipart/form-data"),
    "not a form": (b"halo", "multipart/form-data; boundary=b"),
    "cut off": (b'--b\r\nContent-Disposition: form-data; name="fi', "multipart/form-data; boundary=b"),
    "no name": (
        b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
        "multipart/form-data; boundary=b",
    ),
    "an endless header": (b"--b\r\n" + b"X: y" * 9000, "multipart/form-data; boundary=b"),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_form_that_cannot_be_read_is_refused(url, form):
    async def talk() -> None:
        async with talker(url) as browser:
            answer = await sent(browser, *form)
            assert (answer.status, set(answer.body)) == (400, {"why"})

    asyncio.run(talk())


async def sent(browser: Talker, body: bytes, kind: str):
    return await browser.ask("POST", "/chat/messages", data=body, headers={"Content-Type": kind})


def test_where_there_is_no_room_the_phone_is_asked_to_come_again():
    uploads = Uploads(room=50_000)

    async def read(request):
        try:
            async with uploads.reading(request) as upload:
                return PlainTextResponse(upload.name)
        except Refused as refusal:
            return PlainTextResponse(refusal.reason, refusal.status)

    async def talk() -> None:
        asgi = Starlette(routes=[Route("/chat/messages", read, methods=["POST"])])
        async with served(asgi) as url, talker(url) as browser:
            for _ in range(3):  # room is given back
                large = await browser.upload(("1.jpg", b"0" * 60_000))
                assert (large.status, large.content) == (503, b"later")
                small = await browser.upload(("1.jpg", b"0" * 40_000))
                assert (small.status, small.content) == (200, b"1.jpg")

    asyncio.run(talk())
