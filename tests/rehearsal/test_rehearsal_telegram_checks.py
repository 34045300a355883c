"""Every rule of the Bot API that the stand-in keeps: a call that breaks it is refused and written down."""

from __future__ import annotations

import io

import aiohttp
import pytest

from bot.rehearsal.telegram import FakeTelegram, Person
from tests.rehearsal.telegram_desk import JPEG, call, refused, rehearse


def inline(*rows: list) -> dict:
    return {"inline_keyboard": list(rows)}


def button(**fields: object) -> dict:
    return {"text": "Ya", "callback_data": "y"} | fields


def keyboard(*rows: list, **more: object) -> dict:
    return {"keyboard": list(rows)} | more


WRONG_MESSAGES = [
    ({"text": 5}, 'Field "text" must be of type String'),
    ({"chat_id": [7]}, 'Field "chat_id" must be of type Integer or String'),
    ({"chat_id": 8}, "chat not found"),
    ({"chat_id": "@somebody"}, "chat not found"),
    ({"colour": "red"}, 'Field "colour" is unknown'),
    ({"disable_notification": "yes"}, 'Field "disable_notification" must be of type Boolean'),
    ({"message_thread_id": "5"}, 'Field "message_thread_id" must be of type Integer'),
    ({"message_thread_id": True}, 'Field "message_thread_id" must be of type Integer'),
    ({"text": ""}, "message text is empty"),
    ({"text": " \n "}, "message text is empty"),
    ({"text": "a" * 4097}, "message is too long"),
    ({"text": "👍" * 2049}, "message is too long"),
    ({"text": "\ud83d"}, "strings must be encoded in UTF-8"),
    ({"text": "<b>a", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag"),
    ({"text": "a</b>", "parse_mode": "HTML"}, "can't parse entities: Unexpected end tag"),
    ({"text": "<h1>a</h1>", "parse_mode": "HTML"}, "can't parse entities: Unsupported start tag"),
    ({"text": "1 < 2", "parse_mode": "HTML"}, "can't parse entities: Unsupported start tag"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
    ({"text": "*a*", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
    ({"entities": [{"type": "bold", "offset": 0, "length": 9}]}, "entity at 0-9 is outside the text"),
    ({"entities": [{"type": "bold", "offset": 0, "length": 1}] * 101}, "too many entities"),
    ({"entities": [{"type": "bold", "offset": 0}]}, 'Can\'t find field "entities.0.length"'),
    ({"reply_markup": {}}, 'Field "reply_markup" must be of type'),
    ({"reply_markup": "no JSON"}, 'Field "reply_markup" must be of type'),
    ({"reply_markup": inline([])}, "keyboard row is empty"),
    ({"reply_markup": inline([button()] * 9)}, "too many buttons in a row"),
    ({"reply_markup": inline(*[[button()] * 8] * 12, [button()] * 5)}, "reply markup is too long"),
    ({"reply_markup": inline([button(text=" ")])}, 'Field "text" must be non-empty'),
    ({"reply_markup": inline([button(text="")])}, 'Field "text" must be non-empty'),
    ({"reply_markup": inline([button(callback_data="")])}, "BUTTON_DATA_INVALID"),
    ({"reply_markup": inline([button(callback_data="a" * 65)])}, "BUTTON_DATA_INVALID"),
    ({"reply_markup": inline([button(callback_data="é" * 33)])}, "BUTTON_DATA_INVALID"),
    ({"reply_markup": inline([{"text": "Ya"}])}, "Text buttons are unallowed"),
    ({"reply_markup": inline([button(url="https://a.example")])}, "exactly one action"),
    ({"reply_markup": inline([{"text": "a", "url": "javascript:1"}])}, "BUTTON_URL_INVALID"),
    ({"reply_markup": inline([button(style="green")])}, "invalid button style"),
    (
        {"reply_markup": inline([button(colour="red")])},
        'Field "reply_markup.inline_keyboard.0.0.colour" is unknown',
    ),
    (
        {"reply_markup": inline([button(text=1)])},
        'Field "reply_markup.inline_keyboard.0.0.text" must be of type',
    ),
    ({"reply_markup": inline(["Ya"])}, 'Field "reply_markup.inline_keyboard.0.0" must be of type'),
    ({"reply_markup": keyboard()}, "reply keyboard is empty"),
    ({"reply_markup": keyboard([])}, "keyboard row is empty"),
    ({"reply_markup": keyboard([{"text": ""}])}, 'Field "text" must be non-empty'),
    (
        {"reply_markup": keyboard([{"text": "a", "request_contact": True, "request_location": True}])},
        "at most one action",
    ),
    (
        {"reply_markup": {"remove_keyboard": False}},
        "remove_keyboard and force_reply are true or absent",
    ),
    ({"reply_markup": {"force_reply": True, "input_field_placeholder": "a" * 65}}, "placeholder"),
]


@pytest.mark.parametrize(("fields", "problem"), WRONG_MESSAGES, ids=range(len(WRONG_MESSAGES)))
def test_a_wrong_message_is_refused(fields, problem):
    async def play(fake):
        chat = fake.person(7)
        description = await refused(fake, "sendMessage", **({"chat_id": 7, "text": "a"} | fields))
        assert problem in description
        assert chat.messages == []
        with pytest.raises(AssertionError, match="sendMessage"):
            fake.assert_clean()

    rehearse(play)


RIGHT_MESSAGES = [
    {"text": "a" * 4096},
    {"text": "👍" * 2048},
    {"text": "<b>" + "a" * 4096 + "</b>", "parse_mode": "HTML"},
    {"chat_id": "7"},
    {"reply_markup": inline()},
    {"reply_markup": inline(*[[button()] * 8] * 12, [button()] * 4)},
    {"reply_markup": inline([button(callback_data="é" * 32)])},
    {"reply_markup": inline([{"text": "Peta", "url": "https://peta.example"}, button(style="primary")])},
    {"reply_markup": '{"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}'},
    {"reply_markup": keyboard(["Ya", {"text": "Nomor", "request_contact": True}], one_time_keyboard=True)},
    {"reply_markup": {"remove_keyboard": True}},
    {"entities": [{"type": "bold", "offset": 0, "length": 1}]},
]


@pytest.mark.parametrize("fields", RIGHT_MESSAGES, ids=range(len(RIGHT_MESSAGES)))
def test_a_message_at_the_limit_is_taken(fields):
    async def play(fake):
        chat = fake.person(7)
        status, answer = await call(fake, "sendMessage", **({"chat_id": 7, "text": "a"} | fields))
        assert (status, answer["ok"]) == (200, True), answer
        assert (await chat.next()).id == answer["result"]["message_id"]
        fake.assert_clean()

    rehearse(play)


def test_a_phone_number_can_be_asked_for_only_in_private():
    async def play(fake):
        fake.group(-100)
        markup = keyboard([{"text": "Nomor", "request_contact": True}])
        description = await refused(fake, "sendMessage", chat_id=-100, text="a", reply_markup=markup)
        assert description == "phone number can be requested in private chats only"

    rehearse(play)


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


async def send_form(fake: FakeTelegram, method: str, data: object) -> tuple[int, dict]:
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
        await call(fake, "sendMessage", chat_id=7, text="?", reply_markup=inline([button()]))
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
        gone = {"chat_id": 7, "message_id": 5}
        for method, fields in [
            ("deleteMessage", gone),
            ("editMessageReplyMarkup", gone),
            ("sendMessage", {"chat_id": 7, "text": "a", "reply_parameters": {"message_id": 5}}),
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
