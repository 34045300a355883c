"""What people send, as the content of a webhook's message: words, taps, files, all else that WhatsApp has.

Pure: from what to what. Names as in the webhook reference of 2026 and in pywa's fixtures.
"""

from __future__ import annotations

import json

from bot.rehearsal.whatsapp.answers import Json, as_error
from bot.rehearsal.whatsapp.rooms import BotMessage, Option


def text(body: str) -> Json:
    """Words."""
    return {"type": "text", "text": {"body": body}}


def tap(option: Option) -> Json:
    """A tap on a reply button, on a row of a list or on a button of a template."""
    if option.kind == "quick_reply":
        return {"type": "button", "button": {"payload": option.id, "text": option.title}}
    told: Json = {"id": option.id, "title": option.title}
    if option.kind == "row":
        told |= {"description": option.description} if option.description else {}
        return {"type": "interactive", "interactive": {"type": "list_reply", "list_reply": told}}
    return {"type": "interactive", "interactive": {"type": "button_reply", "button_reply": told}}


def form(answers: Json) -> Json:
    """A Flow that was filled in; its answers travel as JSON within JSON."""
    reply = {"name": "flow", "body": "Sent", "response_json": json.dumps(answers)}
    return {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": reply}}


def medium(kind: str, fields: Json, caption: str | None, name: str | None = None) -> Json:
    """A file. `kind`: image, document, audio, video, sticker; `fields`: what is told of it."""
    more = {"caption": caption, "filename": name}
    return {"type": kind, kind: fields | {key: value for key, value in more.items() if value is not None}}


def location(latitude: float, longitude: float) -> Json:
    """A place on the map."""
    return {"type": "location", "location": {"latitude": latitude, "longitude": longitude}}


def contact(phone: str, name: str, asked: bool) -> Json:
    """A contact card; `asked`: shared by the button that asks for one's own."""
    phones = [{"phone": f"+{phone}", "wa_id": phone, "type": "CELL"}]
    card = {"name": {"formatted_name": name, "first_name": name}, "phones": phones}
    return {"type": "contacts", "contacts": [card | {"origin": "contact_request" if asked else "other"}]}


def reaction(wamid: str, emoji: str | None) -> Json:
    """An emoji on a message; without one it is taken away."""
    told = {"message_id": wamid} | ({"emoji": emoji} if emoji else {})
    return {"type": "reaction", "reaction": told}


def order(product: str = "kaus-payung") -> Json:
    """An order out of a catalogue, which Payung has not."""
    item = {"product_retailer_id": product, "quantity": 1, "item_price": 1000, "currency": "IDR"}
    return {"type": "order", "order": {"catalog_id": "194836987003835", "text": "", "product_items": [item]}}


def edited(wamid: str, body: str) -> Json:
    """One's own message with other words."""
    return {"type": "edit", "edit": {"original_message_id": wamid, "message": text(body)}}


def revoked(wamid: str) -> Json:
    """One's own message, deleted."""
    return {"type": "revoke", "revoke": {"original_message_id": wamid}}


def unsupported(what: str = "poll_creation") -> Json:
    """What the Cloud API does not pass on, such as a poll."""
    return {"type": "unsupported", "unsupported": {"type": what}, "errors": [as_error(131051)]}


def too_large() -> Json:
    """A file beyond what WhatsApp hands on."""
    return {"type": "unsupported", "errors": [as_error(131052, "Media file size too big.")]}


def number_changed(before: str, phone: str, user_id: str, former: str) -> Json:
    """The person has another phone, and with it another id."""
    body = f"User changed from {before} to {phone}"
    told = {"body": body, "wa_id": phone, "user_id": user_id, "previous_user_id": former}
    return {"type": "system", "system": told | {"type": "user_changed_number"}}


def user_id_changed(user_id: str, former: str) -> Json:
    """The person has another id; the phone stays unknown."""
    told = {"body": f"User changed from {former} to {user_id}", "user_id": user_id}
    return {"type": "system", "system": told | {"previous_user_id": former, "type": "user_changed_user_id"}}


def of_the_future(kind: str) -> Json:
    """A kind that no bot knows yet."""
    return {"type": kind, kind: {"weight": 3, "news": {"of": "tomorrow"}}}


def quoting(message: BotMessage | None, phone: str) -> Json:
    """The `context` of an answer to a message of the bot, whose phone this is."""
    return {"context": {"from": phone, "id": message.id}} if message else {}


def referral() -> Json:
    """What comes with the first message after an advertisement was tapped."""
    told = {"source_url": "https://fb.example/iklan", "source_id": "120226305854810726", "source_type": "ad"}
    told |= {"body": "Lindungi diri", "headline": "Payung", "media_type": "image"}
    return {"referral": told | {"ctwa_clid": "Aff-n8ZTODiE79d22KtAwQKj9e"}}
