"""Every rule of the Bot API on the other methods, and how a call may be written."""

from __future__ import annotations

import io

import aiohttp
import pytest

from bot.rehearsal.sounds import silence
from bot.rehearsal.telegram import FakeTelegram, Person
from bot.rehearsal.telegram.answers import Json
from tests.rehearsal.telegram_desk import JPEG, call, markup, refused, rehearse

WRONG_CALLS = [
    ("sendMessage", {"chat_id": 7}, 'Can\'t find field "text"'),
    ("sendMessage", {"text": "a"}, 'Can\'t find field "chat_id"'),
    ("setMyCommands", {"commands": [], "scope": {"type": "city"}}, "Unsupported type specified"),
    ("getMyCommands", {"scope": {"type": "default", "chat_id": 7}}, "it has the fields []"),
    ("sendChatAction", {"chat_id": 7, "action": "sleeping"}, "wrong parameter action"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old"),
    ("answerCallbackQuery", {"callback_query_id": 1}, "must be of type String"),
    ("deleteMessage", {"chat_id": 7}, 'Can\'t find field "message_id"'),
    ("editMessageReplyMarkup", {"chat_id": 7}, "message identifier is not specified"),
    ("getFile", {"file_id": "AgAC"}, "invalid file_id"),
    ("sendPhoto", {"chat_id": 7, "photo": "AgAC"}, "wrong remote file identifier"),
    (
        "sendDocument",
        {"chat_id": 7, "document": "AgAC", "caption": "a" * 1025},
        "message caption is too long",
    ),
    ("setMyCommands", {"commands": [{"command": "Daftar", "description": "aaa"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a" * 33, "description": "aaa"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "", "description": "aaa"}]}, "BOT_COMMAND_INVALID"),
    (
        "setMyCommands",
        {"commands": [{"command": "a", "description": "aa"}]},
        "BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    ("setMyCommands", {"commands": [{"command": "a", "description": "a" * 257}]}, "DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a", "description": "aaa"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, "it has the fields ['chat_id']"),
    ("setMyCommands", {"commands": {}}, 'Field "commands" must be of type Array'),
    ("getUpdates", {"limit": 101}, "limit must be 1-100"),
    ("getUpdates", {"timeout": 51}, "timeout must be 0-50"),
    ("getUpdates", {"allowed_updates": ["messages"]}, "unknown kinds of update ['messages']"),
    ("setWebhook", {"url": "http://127.0.0.1/a", "secret_token": "a b"}, "secret token contains unallowed"),
    ("setWebhook", {"url": "http://127.0.0.1/a", "secret_token": ""}, "secret token must have 1-256"),
    ("setWebhook", {"url": "http://127.0.0.1/a", "max_connections": 101}, "max_connections must be 1-100"),
    ("setWebhook", {"url": "http://payung.example/a"}, "An HTTPS URL must be provided"),
    ("setWebhook", {"url": "https://payung.example:8080/a"}, "only on ports 80, 88, 443 or 8443"),
    ("getMe", {"verbose": True}, 'Field "verbose" is unknown'),
]


@pytest.mark.parametrize(("method", "fields", "problem"), WRONG_CALLS, ids=range(len(WRONG_CALLS)))
def test_a_wrong_call_is_refused(method, fields, problem):
    async def play(fake):
        fake.person(7)
        assert problem in await refused(fake, method, **fields)

    rehearse(play)


async def send_form(fake: FakeTelegram, method: str, data: object) -> tuple[int, Json]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{fake.url}/bot{fake.token}/{method}", data=data) as response,
    ):
        return response.status, await response.json()


def photo_form(content: bytes) -> aiohttp.FormData:
    form = aiohttp.FormData({"chat_id": "7"})
    form.add_field("photo", io.BytesIO(content), filename="kartu.jpg", content_type="image/jpeg")
    return form


def test_a_form_carries_numbers_and_objects_as_text():
    async def play(fake):
        chat = fake.person(7)
        fields = {"chat_id": "7", "text": "Ya?", "disable_notification": "true"}
        markup = '{"inline_keyboard":[[{"text":"Ya","callback_data":"y"}]]}'
        status, _ = await send_form(fake, "sendMessage", fields | {"reply_markup": markup})
        assert (status, chat.last.labels) == (200, ["Ya"])
        status, answer = await send_form(fake, "sendMessage", fields | {"disable_notification": "perhaps"})
        assert (status, answer["description"]) == (
            400,
            'Bad Request: Field "disable_notification" must be of type Boolean',
        )

    rehearse(play)


def test_a_call_may_be_made_by_its_address_alone():
    async def play(fake):
        chat = fake.person(7)
        url = f"{fake.url}/bot{fake.token}/sendMessage"
        async with (
            aiohttp.ClientSession() as session,
            session.get(url, params={"chat_id": 7, "text": "a b"}) as response,
        ):
            assert response.status == 200
        assert chat.last.text == "a b"

    rehearse(play)


@pytest.mark.parametrize(
    ("content", "status", "problem"),
    [
        (b"", 400, "file must be non-empty"),
        (b"kartu", 400, "IMAGE_PROCESS_FAILED"),
    ],
)
def test_a_wrong_photo_is_refused(content, status, problem):
    async def play(fake):
        fake.person(7)
        got, answer = await send_form(fake, "sendPhoto", photo_form(content))
        assert (got, len(fake.violations)) == (status, 1)
        assert problem in answer["description"]

    rehearse(play)


def test_a_photo_over_10_mb_is_refused():
    async def play(fake):
        fake.person(7)
        status, _ = await send_form(fake, "sendPhoto", photo_form(JPEG.ljust(10 * 1024 * 1024)))
        assert status == 200
        status, answer = await send_form(fake, "sendPhoto", photo_form(JPEG.ljust(10 * 1024 * 1024 + 1)))
        assert (status, answer["description"]) == (413, "Request Entity Too Large")

    rehearse(play)


@pytest.mark.parametrize(
    ("method", "field", "content", "status"),
    [
        ("sendVoice", "voice", silence("ogg"), 200),
        ("sendVoice", "voice", silence("mp3"), 200),
        ("sendVoice", "voice", JPEG, 400),
        ("sendAudio", "audio", silence("mp3"), 200),
        ("sendAudio", "audio", silence("ogg"), 400),
        ("sendAudio", "audio", b"", 400),
    ],
)
def test_a_sound_is_of_a_kind_that_is_played(method, field, content, status):
    async def play(fake):
        chat = fake.person(7)
        form = aiohttp.FormData({"chat_id": "7", "caption": "Berapa NIK?"})
        form.add_field(field, content, filename="nik.ask.ogg", content_type="audio/ogg")
        got, _ = await send_form(fake, method, form)
        assert (got, [one.is_sound for one in chat.messages]) == (status, [True] * (status == 200))

    rehearse(play)


def test_an_attached_file_is_found_by_its_name():
    async def play(fake):
        chat = fake.person(7)
        form = aiohttp.FormData({"chat_id": "7", "photo": "attach://kartu"})
        form.add_field("kartu", JPEG, filename="kartu.jpg", content_type="image/jpeg")
        status, _ = await send_form(fake, "sendPhoto", form)
        assert (status, chat.last.file.content) == (200, JPEG)
        fake.assert_clean()

    rehearse(play)


@pytest.mark.parametrize("body", [b"{", b"[]"])
def test_a_body_that_is_no_json_object_is_refused(body):
    async def play(fake):
        async with (
            aiohttp.ClientSession(headers={"Content-Type": "application/json"}) as session,
            session.post(f"{fake.url}/bot{fake.token}/sendMessage", data=body) as response,
        ):
            assert response.status == 400
        assert len(fake.violations) == 1

    rehearse(play)


def test_a_tap_can_be_answered_for_a_quarter_of_an_hour_and_late_is_no_violation():
    clock = [1_000_000.0]

    async def play(fake):
        chat = fake.person(7)
        await call(fake, "sendMessage", chat_id=7, text="?", reply_markup=markup("Ya"))
        tap = await chat.taps("Ya")
        assert (
            await refused(fake, "answerCallbackQuery", callback_query_id=tap, text="a" * 201)
            == "MESSAGE_TOO_LONG"
        )
        clock[0] += 900
        status, _ = await call(fake, "answerCallbackQuery", callback_query_id=tap, text="a" * 200)
        assert status == 200
        clock[0] += 1
        status, answer = await call(fake, "answerCallbackQuery", callback_query_id=tap)
        assert (status, "query is too old" in answer["description"]) == (400, True)
        assert len(fake.violations) == 1

    rehearse(play, now=lambda: clock[0])


def test_what_has_gone_since_is_refused_and_no_violation():
    async def play(fake):
        fake.person(7)
        gone: Json = {"chat_id": 7, "message_id": 5}
        quote: Json = {"chat_id": 7, "text": "a", "reply_parameters": {"message_id": 5}}
        for method, fields in [
            ("deleteMessage", gone),
            ("editMessageReplyMarkup", gone),
            ("sendMessage", quote),
        ]:
            status, answer = await call(fake, method, **fields)
            assert (status, "not found" in answer["description"]) == (400, True)
        fake.assert_clean()

    rehearse(play)


def test_a_persons_message_cannot_be_edited():
    async def play(fake):
        said = await fake.person(7).says("halo")
        problem = await refused(fake, "editMessageReplyMarkup", chat_id=7, message_id=said["message_id"])
        assert problem == "message can't be edited"

    rehearse(play)


def test_a_group_that_moved_says_where_to():
    async def play(fake):
        head = Person(7)
        group = fake.group(-55)
        await group.says(head, "halo")
        new = await group.upgrades(head, -1001)
        status, answer = await call(fake, "sendMessage", chat_id=-55, text="a")
        assert (status, answer["parameters"]) == (400, {"migrate_to_chat_id": -1001})
        await call(fake, "sendMessage", chat_id=-1001, text="a")
        assert [message.text for message in new.messages] == ["a"]
        kinds = [set(update["message"]) for update in fake.updates[-2:]]
        assert "migrate_to_chat_id" in kinds[0]
        assert "migrate_from_chat_id" in kinds[1]
        fake.assert_clean()

    rehearse(play)


def test_a_person_of_a_group_who_never_opened_the_bot_cannot_be_written_to():
    async def play(fake):
        await fake.group(-55).says(Person(7), "halo")
        assert await refused(fake, "sendMessage", chat_id=7, text="a") == "chat not found"

    rehearse(play)


def test_strange_addresses_are_turned_away():
    async def play(fake):
        async with aiohttp.ClientSession() as session:
            for path, status in [
                ("/bot99:x/getMe", 401),
                ("/file/bot99:x/a.jpg", 401),
                ("/", 404),
                ("/bots", 401),
            ]:
                async with session.get(fake.url + path) as response:
                    assert (path, response.status) == (path, status)
        assert {called.method for called in fake.calls} == {"?"}

    rehearse(play)
