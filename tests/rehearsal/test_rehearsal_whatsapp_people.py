"""What people do, as webhooks tell it: every kind of message, who they are, and what changes about them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.rehearsal.whatsapp import FakeWhatsApp, Person, Seat, person
from bot.rehearsal.whatsapp.answers import Json
from bot.rehearsal.whatsapp.contents import of_the_future, order, too_large, unsupported
from tests.rehearsal.whatsapp_desk import (
    JPEG,
    PDF,
    buttons,
    call,
    interactive,
    listening,
    refused,
    rehearse,
    rows,
    text,
    welcomed,
)

Deed = Callable[[Seat], Awaitable[object]]


def told(deed: Deed, who: Person | None = None) -> Json:
    """The value of the one webhook that a deed makes."""
    values: list[Json] = []

    async def play(fake: FakeWhatsApp) -> None:
        async with listening() as ear:
            fake.serve_webhook_at(ear.url)
            await deed(fake.person(7, who=who))
            await ear.hears(1)
            values.extend(ear.values)

    rehearse(play)
    [value] = values
    return value


def message(deed: Deed) -> Json:
    messages: list[Json] = told(deed)["messages"]
    return messages[0]


def test_a_text_says_who_wrote_what_and_when():
    value = told(lambda seat: seat.says("halo"))
    assert value["messaging_product"] == "whatsapp"
    assert value["metadata"]["phone_number_id"]
    assert value["contacts"] == [
        {"profile": {"name": "Siti"}, "wa_id": "6281200000007", "user_id": "ID.7000000000000007"}
    ]
    [one] = value["messages"]
    assert (one["from"], one["from_user_id"]) == ("6281200000007", "ID.7000000000000007")
    assert (one["type"], one["text"]) == ("text", {"body": "halo"})
    assert one["id"].startswith("wamid.") and len(one["id"]) <= 128
    assert one["timestamp"].isdecimal()


def test_who_has_a_username_may_keep_the_phone_to_themselves():
    value = told(lambda seat: seat.says("halo"), person(7, username="siti.a", shows_phone=False))
    assert value["contacts"] == [
        {"profile": {"name": "Siti", "username": "siti.a"}, "user_id": "ID.7000000000000007"}
    ]
    assert "from" not in value["messages"][0]


def test_before_there_were_ids_only_the_phone_was_told():
    value = told(lambda seat: seat.says("halo"), person(7, old_fashioned=True))
    assert value["contacts"] == [{"profile": {"name": "Siti"}, "wa_id": "6281200000007"}]
    assert "from_user_id" not in value["messages"][0]


KINDS: list[tuple[Deed, str, tuple[str, ...]]] = [
    (lambda seat: seat.sends_photo(JPEG), "image", ("id", "mime_type", "sha256", "url")),
    (
        lambda seat: seat.sends_file(PDF, "a.pdf", "application/pdf", caption="a"),
        "document",
        ("id", "mime_type", "sha256", "url", "caption", "filename"),
    ),
    (lambda seat: seat.sends_voice(), "audio", ("id", "mime_type", "sha256", "url", "voice")),
    (lambda seat: seat.sends_video(), "video", ("id", "mime_type", "sha256", "url")),
    (lambda seat: seat.sends_sticker(), "sticker", ("id", "mime_type", "sha256", "url", "animated")),
    (lambda seat: seat.sends(order()), "order", ("catalog_id", "text", "product_items")),
    (lambda seat: seat.sends(of_the_future("telepathy")), "telepathy", ("weight", "news")),
    (lambda seat: seat.edits("wamid.1", "dua"), "edit", ("original_message_id", "message")),
    (lambda seat: seat.deletes("wamid.1"), "revoke", ("original_message_id",)),
    (lambda seat: seat.sends(unsupported()), "unsupported", ("type",)),
]


@pytest.mark.parametrize(("deed", "kind", "fields"), KINDS, ids=[kind for _, kind, _ in KINDS])
def test_every_kind_has_its_fields(deed: Deed, kind: str, fields: tuple[str, ...]):
    one = message(deed)
    assert one["type"] == kind
    assert set(one[kind]) == set(fields)


def test_what_cannot_be_passed_on_says_why():
    assert message(lambda seat: seat.sends(too_large()))["errors"][0]["code"] == 131052
    assert message(lambda seat: seat.sends(unsupported()))["errors"][0]["code"] == 131051


def test_an_advertisement_comes_with_the_first_message():
    assert message(lambda seat: seat.comes_from_an_ad())["referral"]["source_type"] == "ad"


def test_ones_own_number_is_told_from_somebody_elses():
    own = message(lambda seat: seat.shares_contact())["contacts"][0]
    other = message(lambda seat: seat.shares_contact("6281299990000"))["contacts"][0]
    assert (own["origin"], own["phones"][0]["wa_id"]) == ("contact_request", "6281200000007")
    assert (other["origin"], other["phones"][0]["wa_id"]) == ("other", "6281299990000")


def test_a_reaction_that_is_taken_away_has_no_emoji():
    async def play(fake):
        seat = await welcomed(fake)
        await call(fake, **text(seat))
        async with listening() as ear:
            fake.serve_webhook_at(ear.url)
            await seat.reacts(seat.last)
            await seat.reacts(seat.last, None)
            while len(ear.all("messages")) < 3:
                await ear.hears(len(ear.bodies) + 1)
        on, off = [m["reaction"] for m in ear.all("messages") if m["type"] == "reaction"]
        assert (on["emoji"], "emoji" in off) == ("👍", False)
        assert on["message_id"] == off["message_id"] == seat.last.id

    rehearse(play)


async def heard(fake: FakeWhatsApp, deed: Callable[[], Awaitable[object]]) -> Any:
    """The message of one deed, of a stand-in that has told the rest before."""
    async with listening() as ear:
        fake.serve_webhook_at(ear.url)
        async with asyncio.timeout(60):
            while fake.delivery.waiting:  # it may still read the answer to what was heard last
                await asyncio.sleep(0.005)
        before = len(ear.all("messages"))
        await deed()
        while len(ear.all("messages")) == before:
            await ear.hears(len(ear.bodies) + 1)
        return ear.all("messages")[-1]


def test_a_tap_says_what_was_tapped_and_under_which_message():
    async def play(fake):
        seat = await welcomed(fake)
        await call(fake, **interactive(seat, **buttons("Ya", "Tidak")))
        asked = seat.last
        await call(fake, **interactive(seat, **rows("Satu", "Dua")))
        tapped = await heard(fake, lambda: seat.taps("Tidak"))
        assert tapped["interactive"] == {
            "type": "button_reply",
            "button_reply": {"id": "tidak", "title": "Tidak"},
        }
        assert tapped["context"] == {"from": fake.account.phone, "id": asked.id}
        picked = await heard(fake, lambda: seat.taps("Dua"))
        assert picked["interactive"] == {"type": "list_reply", "list_reply": {"id": "1", "title": "Dua"}}
        with pytest.raises(LookupError):
            await seat.taps("Tiga")

    rehearse(play)


def test_a_form_comes_back_as_json_within_json():
    async def play(fake):
        seat = await welcomed(fake)
        action = {"flow_message_version": "3", "flow_cta": "Isi", "flow_id": "1", "flow_token": "t"}
        form = {"type": "flow", "action": {"name": "flow", "parameters": action}}
        await call(fake, **interactive(seat, **form))
        filled = await heard(fake, lambda: seat.fills({"nik": "6371015708859001"}, seat.last))
        reply = filled["interactive"]["nfm_reply"]
        assert json.loads(reply["response_json"]) == {"nik": "6371015708859001"}
        with pytest.raises(LookupError):
            await seat.taps("Isi")

    rehearse(play)


def test_a_question_for_contact_or_place_is_answered_by_a_tap():
    async def play(fake):
        seat = await welcomed(fake)
        for kind, action in (
            ("request_contact_info", "request_contact_info"),
            ("location_request_message", "send_location"),
        ):
            await call(fake, **interactive(seat, type=kind, action={"name": action}))
        contact = await heard(fake, lambda: seat.taps("Bagikan info kontak"))
        assert contact["contacts"][0]["origin"] == "contact_request"
        place = await heard(fake, lambda: seat.taps("Kirim lokasi"))
        assert set(place["location"]) == {"latitude", "longitude"}

    rehearse(play)


@pytest.mark.parametrize("known", [True, False])
def test_another_phone_is_another_id(known: bool):
    async def play(fake):
        seat = await welcomed(fake)
        before = seat.person
        told = await heard(
            fake, lambda: seat.changes_phone("6281200000099", "ID.7000000000000099", told=known)
        )
        system = told["system"]
        assert (system["user_id"], system["previous_user_id"]) == ("ID.7000000000000099", before.user_id)
        assert system["type"] == ("user_changed_number" if known else "user_changed_user_id")
        assert (system.get("wa_id"), told.get("from")) == (
            ("6281200000099", before.phone) if known else (None, None)
        )
        after = {"type": "text", "text": {"body": "a"}}
        assert (await call(fake, recipient=seat.person.user_id, **after))[0] == 200
        _, answer = await call(fake, recipient=before.user_id, **after)
        assert answer["error"]["code"] == 131009
        fake.assert_clean()
        assert "Nobody" in await refused(fake, 131026, to=f"+{before.phone}", **after)

    rehearse(play)


def test_what_the_system_says_comes_without_contacts():
    value = told(lambda seat: seat.changes_phone("6281200000099", "ID.7000000000000099"))
    assert "contacts" not in value
