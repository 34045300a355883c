"""Every rule of the Bot API on a message: one that breaks it is refused and written down."""

from __future__ import annotations

from typing import Any

import pytest

from bot.rehearsal.telegram.answers import Json
from tests.rehearsal.telegram_desk import call, refused, rehearse


def inline(*rows: list[Any]) -> Json:
    return {"inline_keyboard": list(rows)}


def button(**fields: object) -> Json:
    return {"text": "Ya", "callback_data": "y"} | fields


def keyboard(*rows: list[Any], **more: object) -> Json:
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
