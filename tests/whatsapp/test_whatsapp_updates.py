"""Every kind of message that the Cloud API brings, read as an inbound message or left out on purpose."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.channels.whatsapp_batch import Batch, taken_apart
from bot.channels.whatsapp_updates import inbound, link_text
from bot.conversation.messages import AGAIN, Said
from bot.delivery.channel import Inbound
from bot.rehearsal.whatsapp import NUMBER_ID, contents

ID, PHONE = "ID.7000000000000007", "6281200000007"
MEDIUM = {"id": "9", "mime_type": "image/jpeg", "sha256": "aa=", "url": "https://lookaside.fbsbx.com/x"}
Json = dict[str, Any]


def body(*messages: Json, contacts: list[Json] | None = None, number: str = NUMBER_ID, **more: Any) -> bytes:
    """A webhook with these messages in one change."""
    told = [{"profile": {"name": "Siti"}, "wa_id": PHONE, "user_id": ID}] if contacts is None else contacts
    value = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": number}, **more}
    value |= {"contacts": told, "messages": list(messages)}
    entry = [{"id": "1", "changes": [{"field": "messages", "value": value}]}]
    return json.dumps({"object": "whatsapp_business_account", "entry": entry}).encode()


def message(content: Json, **more: Any) -> Json:
    known = {"id": "wamid.1", "timestamp": "1795100000", "from": PHONE, "from_user_id": ID}
    return {key: value for key, value in (known | content | more).items() if value is not None}


def read(*messages: Json, **more: Any) -> Batch:
    return taken_apart(body(*messages, **more), NUMBER_ID)


def heard(content: Json, **more: Any) -> Inbound | None:
    """What one message becomes."""
    batch = read(message(content, **more))
    assert not batch.broken
    return inbound(batch.messages[0])


def said(content: Json, **more: Any) -> Said:
    found = heard(content, **more)
    assert found is not None
    return found.said


KINDS: list[tuple[str, Json, Said]] = [
    ("text", contents.text("halo"), Said("halo")),
    ("link", contents.text(link_text("banjarmasin")), Said(start="banjarmasin")),
    ("link in capitals", contents.text("HALO PAYUNG #AB-c_9 "), Said(start="AB-c_9")),
    ("no link", contents.text("halo payung"), Said("halo payung")),
    ("button", {"type": "interactive", "interactive": {"type": "button_reply", "button_reply": {"id": "3:yes", "title": "Ya"}}}, Said(choice="3:yes")),
    ("row", {"type": "interactive", "interactive": {"type": "list_reply", "list_reply": {"id": "3:a", "title": "A"}}}, Said(choice="3:a")),
    ("interactive without content", {"type": "interactive"}, Said(unread="other")),
    ("template's button", {"type": "button", "button": {"payload": AGAIN, "text": "Lanjutkan"}}, Said(choice=AGAIN)),
    ("template's button without payload", {"type": "button", "button": {"text": "Ya"}}, Said(choice="Ya")),
    ("voice", contents.medium("audio", MEDIUM | {"voice": True}, None), Said(unread="voice")),
    ("video", contents.medium("video", MEDIUM, "lihat"), Said(unread="video")),
    ("sticker", contents.medium("sticker", MEDIUM, None), Said(unread="sticker")),
    ("location", contents.location(-3.3, 114.5), Said(unread="location")),
    ("own number, asked for", contents.contact("6281299999999", "Siti", asked=True), Said(phone="+6281299999999")),
    ("own number, sent as a card", contents.contact(PHONE, "Siti", asked=False), Said(phone=f"+{PHONE}")),
    ("somebody else's number", contents.contact("6281299999999", "Budi", asked=False), Said(unread="contact")),
    ("no number at all", {"type": "contacts", "contacts": []}, Said(unread="contact")),
    ("edit", contents.edited("wamid.0", "lain"), Said(unread="edited")),
    ("deletion", contents.revoked("wamid.0"), Said(unread="deleted")),
    ("order", contents.order(), Said(unread="other")),
    ("poll", contents.unsupported(), Said(unread="other")),
    ("kind of the future", contents.of_the_future("hologram"), Said(unread="other")),
    ("first contact", {"type": "request_welcome"}, Said(start="")),
    ("form", contents.form({"conversation": "register", "nik": "1", "blank": " ", "odd": 3}), Said(form={"nik": "1"}, form_of="register")),
]  # fmt: skip


@pytest.mark.parametrize(("content", "wanted"), [pytest.param(c, s, id=name) for name, c, s in KINDS])
def test_a_message_is_read_as_what_it_is(content: Json, wanted: Said) -> None:
    assert said(content) == wanted


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(contents.reaction("wamid.0", "👍"), id="reaction"),
        pytest.param(contents.reaction("wamid.0", None), id="reaction taken away"),
        pytest.param({"type": "text", "text": {"body": "halo"}, "group_id": "g1"}, id="in a group"),
        pytest.param(
            {"type": "system", "system": {"type": "customer_identity_changed"}}, id="new security code"
        ),
    ],
)
def test_what_wants_no_answer_gets_none(content: Json) -> None:
    assert heard(content) is None


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (contents.medium("image", MEDIUM, "KTP saya"), "photo"),
        (contents.medium("document", MEDIUM | {"mime_type": "application/pdf"}, "KTP saya", "a.pdf"), "document"),
        (contents.medium("document", MEDIUM | {"mime_type": "image/png"}, "KTP saya", "a.png"), "photo"),
        (contents.medium("document", MEDIUM | {"mime_type": "text/csv"}, "KTP saya", "a.csv"), "sheet"),
        (contents.medium("document", MEDIUM | {"mime_type": "application/octet-stream"}, "KTP saya", "a.xlsx"), "sheet"),
    ],
)  # fmt: skip
def test_a_file_comes_with_all_that_is_needed_to_fetch_it(content: Json, kind: str) -> None:
    found = heard(content)
    assert found and found.incoming
    assert (found.said.text, found.incoming.kind) == ("KTP saya", kind)
    source = json.loads(found.incoming.source or "")
    assert source == {"id": "9", "sha256": "aa=", "url": "https://lookaside.fbsbx.com/x"}


@pytest.mark.parametrize(
    ("ids", "address", "phone", "formerly"),
    [
        ({}, ID, f"+{PHONE}", (PHONE,)),
        ({"from": None}, ID, f"+{PHONE}", (PHONE,)),  # the contact has the number
        ({"from_user_id": None}, ID, f"+{PHONE}", (PHONE,)),  # the contact has the id
    ],
)
def test_whoever_has_an_id_is_known_by_it(
    ids: Json, address: str, phone: str, formerly: tuple[str, ...]
) -> None:
    found = heard(contents.text("halo"), **ids)
    assert found and (found.address, found.phone, found.formerly) == (address, phone, formerly)


@pytest.mark.parametrize(
    ("contact", "ids", "address", "phone"),
    [
        ({"wa_id": PHONE}, {"from_user_id": None}, PHONE, f"+{PHONE}"),  # before there were ids
        ({"user_id": ID}, {"from": None}, ID, None),  # the number is hidden
        ({"user_id": ID}, {"from": None, "from_user_id": None}, ID, None),
        ({}, {"from_user_id": "nonsense"}, PHONE, f"+{PHONE}"),
    ],
)
def test_one_of_the_two_is_enough(contact: Json, ids: Json, address: str, phone: str | None) -> None:
    batch = read(message(contents.text("halo"), **ids), contacts=[contact])
    found = inbound(batch.messages[0])
    assert found and (found.address, found.phone, found.formerly) == (address, phone, ())


def test_nobody_is_taken_for_somebody_else_in_a_batch() -> None:
    others = [{"wa_id": "6281200000001", "user_id": "ID.1"}, {"wa_id": "6281200000002", "user_id": "ID.2"}]
    batch = read(
        message(contents.text("a"), **{"from": "6281200000002", "from_user_id": None}),
        message(contents.text("b"), **{"from": None, "from_user_id": "ID.1"}),
        message(contents.text("c"), **{"from": "6281200000003", "from_user_id": None}),
        contacts=others,
    )
    found = [inbound(one) for one in batch.messages]
    assert [one.address for one in found if one] == ["ID.2", "ID.1", "6281200000003"]
    with pytest.raises(ValueError, match="nobody"):
        inbound(
            read(
                message(contents.text("d"), **{"from": None, "from_user_id": None}), contacts=others
            ).messages[0]
        )


@pytest.mark.parametrize(
    ("content", "ids", "address", "formerly", "phones"),
    [
        (contents.number_changed(PHONE, "6281200000008", "ID.8", ID), {}, "ID.8", (ID, ID, PHONE), ("+6281200000008", f"+{PHONE}")),
        (contents.user_id_changed("ID.8", ID), {"from": None, "from_user_id": None}, "ID.8", (ID,), (None, None)),
        ({"type": "system", "system": {"type": "user_changed_number", "wa_id": "6281200000008"}}, {"from_user_id": None}, "6281200000008", (PHONE,), ("+6281200000008", f"+{PHONE}")),
    ],
)  # fmt: skip
def test_who_is_called_something_else_is_told_of(
    content: Json, ids: Json, address: str, formerly: tuple[str, ...], phones: tuple[str | None, str | None]
) -> None:
    found = heard(content, **ids)
    assert found and found.moved
    assert (found.address, found.formerly, (found.phone, found.old_phone)) == (address, formerly, phones)


def test_only_words_quote_what_they_reply_to() -> None:
    quoting = {"context": {"from": "1", "id": "wamid.old"}}
    found, tapped = heard(contents.text("Martapura"), **quoting), heard(KINDS[4][1], **quoting)
    assert found and tapped
    assert (found.quotes, tapped.quotes) == ("wamid.old", None)


def test_messages_are_in_the_order_in_which_they_were_sent() -> None:
    moments = ["1795100002", 1795100001, "1795100003", "soon", "1795100001"]
    told = [message(contents.text(str(n)), id=f"wamid.{n}", timestamp=at) for n, at in enumerate(moments)]
    assert [one.message.id for one in read(*told).messages] == [f"wamid.{n}" for n in (3, 1, 4, 0, 2)]


def test_one_piece_that_makes_no_sense_costs_no_other() -> None:
    broken: list[Json] = [
        {"id": 7, "type": "text"},
        {"type": "text"},
        {"id": "wamid.x", "type": "text", "text": "no object"},
    ]
    batch = read(
        message(contents.text("halo")), *broken, contacts=[{"wa_id": 5}, {"wa_id": PHONE, "user_id": ID}]
    )
    assert [one.message.id for one in batch.messages] == ["wamid.1"]
    assert len(batch.broken) == 4  # a contact too
    assert batch.broken[3].key == "wamid.x"
    kept = batch.broken[3].raw
    assert kept["message"] == broken[2] and kept["contacts"][0]["user_id"] == ID


def test_what_is_for_another_number_of_the_account_is_passed_over() -> None:
    assert read(message(contents.text("halo")), number="999") == Batch()


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b'"x"', b'{"entry": 3}', b"\xff\xfe", b'{"object": "whatsapp_business_account"}'],
)
def test_what_is_no_webhook_is_kept_whole(raw: bytes) -> None:
    batch = taken_apart(raw, NUMBER_ID)
    assert len(batch.broken) == 1 and len(batch.broken[0].key) == 64
    assert not batch.messages
