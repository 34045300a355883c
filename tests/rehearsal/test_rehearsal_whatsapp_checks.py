"""Every rule of the Cloud API on a message: one that breaks it is refused in Meta's form and written down."""

from __future__ import annotations

from typing import Any

import pytest

from bot.rehearsal.whatsapp.answers import Json
from tests.rehearsal.whatsapp_desk import buttons, call, interactive, refused, rehearse, rows, text, welcomed

NO_FIELD = object()


def without(fields: Json) -> Json:
    return {name: value for name, value in fields.items() if value is not NO_FIELD}


WRONG_TEXTS: list[tuple[Json, int, str]] = [
    ({"messaging_product": "telegram"}, 100, "messaging_product must be one of"),
    ({"type": "poll"}, 100, "Param type must be one of"),
    ({"type": NO_FIELD}, 131008, "The parameter type is required"),
    ({"colour": "red"}, 100, 'Unexpected key "colour"'),
    ({"to": NO_FIELD}, 100, "Exactly one of to, recipient"),
    ({"recipient": "ID.7000000000000007"}, 100, "either to or recipient"),
    ({"to": "081200000007"}, 131009, "Param to is not of the form"),
    ({"to": 6281200000007}, 100, "Param to must be a string"),
    ({"to": "+6281299999999"}, 131026, "Nobody with this phone number"),
    ({"to": "+628110000000"}, 131021, "same"),
    ({"to": NO_FIELD, "recipient": "7000000000000007"}, 131009, "Param recipient is not of the form"),
    ({"to": NO_FIELD, "recipient": "ID.1"}, 131026, "Nobody"),
    ({"recipient_type": "group"}, 100, "recipient_type must be one of"),
    ({"text": NO_FIELD}, 131008, "The parameter text is required"),
    ({"text": "halo"}, 100, "Param text must be a JSON object"),
    ({"text": {}}, 131008, "text['body'] is required"),
    ({"text": {"body": ""}}, 131008, "text['body'] is required"),
    ({"text": {"body": " \n "}}, 131008, "text['body'] is required"),
    ({"text": {"body": "a" * 4097}}, 131009, "at most 4096"),
    ({"text": {"body": 5}}, 100, "must be a string"),
    ({"text": {"body": "\ud83d"}}, 100, "valid UTF-8"),
    ({"text": {"body": "a", "preview_url": "yes"}}, 100, "must be a boolean"),
    ({"text": {"body": "a", "bold": True}}, 100, 'Unexpected key "bold" on param "text"'),
    ({"context": {"message_id": "wamid.unknown"}}, 131009, "does not exist in this chat"),
    ({"context": {}}, 131008, "context['message_id'] is required"),
    ({"biz_opaque_callback_data": "a" * 513}, 131009, "at most 512"),
    ({"biz_opaque_callback_data": 5}, 100, "must be a string"),
    ({"interactive": {"type": "button"}}, 100, 'Unexpected key "interactive"'),
]


@pytest.mark.parametrize(("fields", "code", "problem"), WRONG_TEXTS, ids=range(len(WRONG_TEXTS)))
def test_a_wrong_text_is_refused(fields: Json, code: int, problem: str):
    async def play(fake):
        seat = await welcomed(fake)
        assert problem in await refused(fake, code, **without(text(seat) | fields))
        assert seat.messages == []
        with pytest.raises(AssertionError, match="messages:"):
            fake.assert_clean()

    rehearse(play)


def section(*titles: str, **more: Any) -> Json:
    return {"rows": [{"id": title, "title": title} for title in titles]} | more


def many(*sections: Json, button: str = "Pilih") -> Json:
    return {"type": "list", "action": {"button": button, "sections": list(sections)}}


def link(**more: Any) -> Json:
    parameters = {"display_text": "Buka", "url": "https://payung.example/a"} | more
    return {"type": "cta_url", "action": {"name": "cta_url", "parameters": parameters}}


def form(**more: Any) -> Json:
    parameters = without({"flow_message_version": "3", "flow_cta": "Isi", "flow_id": "1"} | more)
    return {"type": "flow", "action": {"name": "flow", "parameters": parameters}}


def one(**reply: Any) -> Json:
    return {"type": "button", "action": {"buttons": [{"type": "reply", "reply": reply}]}}


def row(**fields: Any) -> Json:
    return many({"rows": [{"id": "1", "title": "Ya"} | fields]})


WRONG_INTERACTIVE: list[tuple[Json, int, str]] = [
    ({"type": "carousel"}, 100, "interactive['type'] must be one of"),
    ({"type": "contact_request", "action": {"name": "contact_request"}}, 100, "must be one of"),
    (buttons("Ya", body=NO_FIELD), 131008, "interactive['body'] is required"),
    (buttons("Ya", body={"text": "a" * 1025}), 131009, "at most 1024"),
    (buttons("Ya", body={"text": ""}), 131008, "is required"),
    (buttons("Ya", footer={"text": "a" * 61}), 131009, "at most 60"),
    (buttons("Ya", header={"type": "text", "text": "a" * 61}), 131009, "at most 60"),
    (buttons("Ya", header={"type": "text"}), 131008, "header']['text'] is required"),
    (buttons("Ya", header={"type": "image", "image": {"id": "1"}}), 131009, "does not exist"),
    (buttons("Ya", header={"type": "image", "image": {}}), 100, "Exactly one of id, link"),
    (buttons(), 131009, "Min allowed: 1, Max allowed: 3"),
    (buttons("Ya", "Tidak", "Mungkin", "Nanti"), 131009, "Max allowed: 3"),
    (buttons("Ya", "Ya"), 131009, "Button titles must be unique"),
    (buttons("Ya", "ya"), 131009, "Button ids must be unique"),
    (buttons(""), 131008, "title'] is required"),
    (buttons("a" * 21), 131009, "at most 20"),
    (one(id="a" * 257, title="Ya"), 131009, "at most 256"),
    (one(id=" a", title="Ya"), 131009, "leading or trailing spaces"),
    (one(id="", title="Ya"), 131008, "id'] is required"),
    (one(id="a", title="Ya", style="red"), 100, 'Unexpected key "style"'),
    (one(title="Ya"), 131008, "id'] is required"),
    ({**buttons("Ya"), "action": {"buttons": [{"type": "url"}]}}, 131008, "reply'] is required"),
    ({"type": "button", "action": {"buttons": [], "sections": []}}, 100, 'Unexpected key "sections"'),
    ({"type": "button", "action": rows("Ya")["action"]}, 100, "Unexpected key"),
    (rows("Ya", header={"type": "image", "image": {"id": "1"}}), 100, "Unexpected key"),
    (rows(), 131009, "Min allowed: 1"),
    (rows("a" * 25), 131009, "at most 24"),
    (rows(""), 131008, "title'] is required"),
    (rows(*map(str, range(11))), 131009, "Max allowed: 10"),
    (many(section(*"abcdef", title="1"), section(*"ghijk", title="2")), 131009, "Total row count"),
    (many(section("a"), section("b", title="2")), 131009, "Section title is required"),
    (many(section("a", title="1"), section("b", title="1")), 131009, "Section titles must be unique"),
    (many(section("a", title="1"), section("a", title="2")), 131009, "Row ids must be unique"),
    (many(section("a", title="a" * 25)), 131009, "at most 24"),
    (many(*[section(str(n), title=str(n)) for n in range(11)]), 131009, "Max allowed: 10"),
    (many(section("a"), button=""), 131008, "button'] is required"),
    (many(section("a"), button="a" * 21), 131009, "at most 20"),
    (row(description="a" * 73), 131009, "at most 72"),
    (row(description=""), 131008, "description'] is required"),
    (row(id="a" * 201), 131009, "at most 200"),
    (link(url="javascript:1"), 131009, "not of the form"),
    (link(url="https://127.0.0.1/a"), 131009, "cannot be an IP address"),
    (link(display_text="a" * 21), 131009, "at most 20"),
    (link(display_text=""), 131008, "display_text'] is required"),
    (form(flow_cta="Isi 📝"), 131009, "cannot contain emojis"),
    (form(flow_cta="a" * 21), 131009, "at most 20"),
    (form(flow_id=NO_FIELD), 100, "Exactly one of flow_id, flow_name"),
    (form(flow_name="daftar"), 100, "Exactly one of flow_id, flow_name"),
    (form(flow_message_version="2"), 100, "must be one of {3}"),
    (form(flow_id="2"), 131009, "does not exist"),
    (form(flow_id="1", mode="draft"), 131009, "does not allow"),
    (form(flow_id=NO_FIELD, flow_name="daftar"), 131009, "does not allow"),
    ({"type": "location_request_message", "action": {"name": "lokasi"}}, 100, "must be one of"),
    (
        {"type": "request_contact_info", "action": {"name": "request_contact_info", "buttons": []}},
        100,
        'Unexpected key "buttons"',
    ),
]


@pytest.mark.parametrize(("content", "code", "problem"), WRONG_INTERACTIVE, ids=range(len(WRONG_INTERACTIVE)))
def test_a_wrong_interactive_message_is_refused(content: Json, code: int, problem: str):
    async def play(fake):
        seat = await welcomed(fake)
        fields = interactive(seat, **content)
        fields["interactive"] = without(fields["interactive"])
        assert problem in await refused(fake, code, **fields)
        assert seat.messages == []

    rehearse(play)


AT_THE_LIMIT: list[Json] = [
    buttons("a" * 20, "b" * 20, "c" * 20, body={"text": "a" * 1024}, footer={"text": "a" * 60}),
    buttons("Ya 👍", header={"type": "text", "text": "a" * 60}),
    one(id="a" * 256, title="Ya"),
    rows(*[f"{n:024}" for n in range(10)], body={"text": "a" * 1024}),
    rows("Ya", "Ya"),  # rows may look alike, their ids may not
    row(description="a" * 72, id="a" * 200),
    many(*[section(str(n), title=str(n)) for n in range(10)], button="a" * 20),
    link(display_text="a" * 20),
    form(),
    form(flow_id=NO_FIELD, flow_name="daftar", mode="draft", flow_token="t"),
    {"type": "location_request_message", "action": {"name": "send_location"}},
    {"type": "request_contact_info", "action": {"name": "request_contact_info"}},
]


@pytest.mark.parametrize("content", AT_THE_LIMIT, ids=range(len(AT_THE_LIMIT)))
def test_an_interactive_message_at_the_limit_is_taken(content: Json):
    async def play(fake):
        seat = await welcomed(fake)
        status, answer = await call(fake, **interactive(seat, **content))
        assert status == 200, answer
        assert (await seat.next()).id == answer["messages"][0]["id"]
        fake.assert_clean()

    rehearse(play)


@pytest.mark.parametrize(
    "fields",
    [
        {"text": {"body": "a" * 4096, "preview_url": False}},
        {"text": {"body": "👍" * 4096}},
        {"recipient_type": "individual", "biz_opaque_callback_data": "a" * 512},
        {"to": "6281200000007"},
        {"to": NO_FIELD, "recipient": "ID.7000000000000007"},
    ],
    ids=range(5),
)
def test_a_text_at_the_limit_is_taken(fields: Json):
    async def play(fake):
        seat = await welcomed(fake)
        status, answer = await call(fake, **without(text(seat) | fields))
        assert status == 200, answer
        by_id = {"input": seat.person.user_id, "user_id": seat.person.user_id}
        by_phone = {"input": fields.get("to", "+6281200000007"), "wa_id": "6281200000007"}
        assert answer["contacts"] == [by_id if "recipient" in fields else by_phone]
        fake.assert_clean()

    rehearse(play)


def test_an_answer_quotes_a_message_of_the_same_chat():
    async def play(fake):
        seat, other = await welcomed(fake), await welcomed(fake, 8)
        said = await other.says("lagi")
        details = await refused(fake, 131009, **text(seat, context={"message_id": said}))
        assert "does not exist in this chat" in details
        status, _ = await call(fake, **text(other, context={"message_id": said}))
        assert status == 200

    rehearse(play)
